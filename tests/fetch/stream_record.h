// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "fetch/client.h"

namespace joincast::fetch {

/// Reads one stream and keeps what comes, for the test's thread to wait for.
class StreamRecord final : public StreamHandler {
 public:
  StreamRecord(Client& client, Request request) : client_(client) {
    client_.post([this, request = std::move(request)] { id_ = client_.open(request, *this); });
  }
  ~StreamRecord() override {
    run([this] { client_.close(id_); });
  }

  void handle(const StreamEvent& event) override {
    const std::scoped_lock lock(mutex_);
    if (const auto* head = std::get_if<Headers>(&event)) {
      order += 'H';
      headers = *head;
    } else if (const auto* octets = std::get_if<Octets>(&event)) {
      if (order.empty() || order.back() != 'O') order += 'O';
      sound += as_text(octets->octets);
      ++pieces;
    } else if (const auto* block = std::get_if<IcyMetadata>(&event)) {
      order += 'M';
      metadata.push_back(*block);
    } else {
      order += 'E';
      ended = std::get<Ended>(event);
    }
    changed_.notify_all();
  }

  /// Waits until it holds; false after a minute.
  bool until(const std::function<bool()>& done) { return until_for(std::chrono::minutes{1}, done); }
  bool until_for(Duration patience, const std::function<bool()>& done) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, done);
  }
  Ended end() {
    until([this] { return ended.has_value(); });
    const std::scoped_lock lock(mutex_);
    return ended.value_or(Ended{EndReason::failed, "the test's patience is over; came: " + order});
  }

  /// On the fetch thread, to its end.
  void run(const std::function<void()>& task) {
    std::mutex mutex;
    std::condition_variable changed;
    bool done = false;
    client_.post([&] {
      task();
      const std::scoped_lock lock(mutex);
      done = true;
      changed.notify_one();
    });
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return done; });
  }

  StreamId id() const noexcept { return id_; }

  std::string order;  ///< H, O, M, E as they came; repetitions of O left out
  Headers headers;
  std::string sound;
  std::size_t pieces = 0;  ///< in which the sound came
  std::vector<IcyMetadata> metadata;
  std::optional<Ended> ended;

 private:
  Client& client_;
  StreamId id_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
};

}  // namespace joincast::fetch
