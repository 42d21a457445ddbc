// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "fetch/client.h"
#include "fetch/transfer.h"

namespace joincast::fetch {

/// The fetch thread: one epoll for libcurl's sockets and the wake of posted tasks, another for the endless answers
/// that are read without libcurl, timers, and a look at the streams' limits when the first of them may have passed.
/// With many endless answers something comes all the time: then they are looked at once a tick, all together.
class Client::Loop {
 public:
  explicit Loop(ClientOptions options);
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  void post(std::function<void()> task);
  void post_lazily(std::function<void()> task);

  StreamId open(const Request& request, StreamHandler& handler);
  void close(StreamId id);
  void set_paused(StreamId id, bool paused);
  void defer(std::function<void()> task) { deferred_.push_back(std::move(task)); }
  TimerId start_timer(TimePoint when, std::function<void()> callback);
  void cancel_timer(TimerId id);
  std::size_t open_streams() const noexcept { return streams_.size(); }

 private:
  using Timers = std::multimap<TimePoint, std::pair<TimerId, std::function<void()>>>;

  void run();
  void wait();
  void run_tasks();
  void run_timers();
  void drive(int socket, int events);
  void drop_closed();
  void adopt_endless();
  std::unique_ptr<Transfer> take_out(StreamId id);
  void choose_waking();
  void queue(Transfer& transfer);
  void read_endless();
  void read(Transfer& transfer);
  void end(StreamId id, int code);
  void collect_ended();
  void end_refused();
  void run_deferred();
  void check_limits();
  int timeout_ms() const;
  void wake() noexcept;

  static int on_socket(void* easy, int socket, int what, void* self, void* known) noexcept;
  static int on_timer(void* multi, long timeout_ms, void* self) noexcept;

  struct Refused {
    StreamId id;
    StreamHandler* handler;
    Ended ended;
  };

  TransferShared shared_;
  void* multi_ = nullptr;  // CURLM*
  int epoll_fd_ = -1;
  int endless_fd_ = -1;  // an epoll, edge-triggered
  int wake_fd_ = -1;

  std::unordered_map<StreamId, std::unique_ptr<Transfer>> streams_;
  std::vector<std::unique_ptr<Transfer>> dropped_;  // closed inside one of libcurl's callbacks
  std::vector<Refused> refused_;                    // ended before they began
  std::vector<std::function<void()>> deferred_;
  std::vector<StreamId> readable_;  // endless ones, as far as they are not paused
  std::array<std::uint8_t, 2048> buffer_;
  TimePoint next_look_{};
  std::size_t adopted_ = 0;  // since memory was last given back
  bool in_curl_ = false;     // or in a handler
  StreamId last_stream_ = 0;
  TimePoint curl_deadline_ = kNever;
  Timers timers_;
  std::unordered_map<TimerId, Timers::iterator> timer_ids_;
  TimerId last_timer_ = 0;

  std::mutex mutex_;      // all below but the thread
  bool by_tick_ = false;  // endless_fd_ is not watched; changed on the thread, which needs no lock to read it
  bool woken_ = false;    // since tasks were last taken
  std::vector<std::function<void()>> tasks_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace joincast::fetch
