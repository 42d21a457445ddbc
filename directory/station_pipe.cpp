// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/station_pipe.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace joincast::directory {
namespace {

constexpr std::size_t kTogether = 256;  // stations handed over at once
constexpr std::size_t kMostWaiting = 8;

using Stations = std::vector<Station>;

/// Batches on their way from one thread to another.
class Pipe {
 public:
  void push(Stations batch) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return waiting_.size() < kMostWaiting; });
    waiting_.push_back(std::move(batch));
    filled_.notify_one();
  }
  void end() {
    const std::scoped_lock lock(mutex_);
    ended_ = true;
    filled_.notify_one();
  }
  /// Empty: it has ended.
  Stations take() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [this] { return ended_ || !waiting_.empty(); });
    if (waiting_.empty()) return {};
    Stations batch = std::move(waiting_.front());
    waiting_.pop_front();
    room_.notify_one();
    return batch;
  }

 private:
  std::mutex mutex_;
  std::condition_variable filled_;
  std::condition_variable room_;
  std::deque<Stations> waiting_;
  bool ended_ = false;
};

}  // namespace

void pipe_stations(const std::function<void(const StationSink&)>& read, const StationSink& write) {
  Pipe pipe;
  std::thread reader([&pipe, &read] {
    Stations batch;
    read([&pipe, &batch](Station&& station) {
      batch.push_back(std::move(station));
      if (batch.size() == kTogether) pipe.push(std::exchange(batch, {}));
    });
    if (!batch.empty()) pipe.push(std::move(batch));
    pipe.end();
  });
  for (Stations batch = pipe.take(); !batch.empty(); batch = pipe.take())
    for (Station& station : batch) write(std::move(station));
  reader.join();
}

}  // namespace joincast::directory
