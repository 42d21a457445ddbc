// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/file_syncer.h"

#include <unistd.h>

#include <utility>

namespace joincast::libreceiver {

FileSyncer::FileSyncer() : thread_([this] { run(); }) {}

FileSyncer::~FileSyncer() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void FileSyncer::sync(net::Descriptor file) {
  {
    const std::lock_guard lock(mutex_);
    if (queue_.size() >= kMost) return;
    queue_.push_back(std::move(file));
  }
  wake_.notify_one();
}

void FileSyncer::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return stop_ || !queue_.empty(); });
    if (queue_.empty()) return;
    const net::Descriptor file = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    ::fdatasync(file.value());
    lock.lock();
  }
}

}  // namespace joincast::libreceiver
