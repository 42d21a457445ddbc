// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <atomic>
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

/// The fetch thread: one epoll for libcurl's sockets and the wake of posted tasks, timers, and a look
/// at the streams' limits when the first of them may have passed.
class Client::Loop {
 public:
  explicit Loop(ClientOptions options);
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  void post(std::function<void()> task);

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
  void collect_ended();
  void end_refused();
  void run_deferred();
  void check_limits();
  void remove(StreamId id);
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
  int wake_fd_ = -1;

  std::unordered_map<StreamId, std::unique_ptr<Transfer>> streams_;
  std::vector<std::unique_ptr<Transfer>> dropped_;  // closed inside one of libcurl's callbacks
  std::vector<Refused> refused_;                    // ended before they began
  std::vector<std::function<void()>> deferred_;
  bool in_curl_ = false;
  StreamId last_stream_ = 0;
  TimePoint curl_deadline_ = kNever;
  Timers timers_;
  std::unordered_map<TimerId, Timers::iterator> timer_ids_;
  TimerId last_timer_ = 0;

  std::mutex mutex_;  // the two below
  std::vector<std::function<void()>> tasks_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace joincast::fetch
