// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <thread>

#include "base/export.h"
#include "net/descriptor.h"

namespace joincast::libreceiver {

/// Brings files to the disk (fdatasync) on a thread of its own, so that nobody who receives waits for it. Any thread.
class JOINCAST_EXPORT FileSyncer {
 public:
  FileSyncer();
  ~FileSyncer();  ///< when everything is done
  FileSyncer(const FileSyncer&) = delete;
  FileSyncer& operator=(const FileSyncer&) = delete;

  /// Takes the descriptor and closes it afterwards. Where more than kMost wait, it is closed without.
  void sync(net::Descriptor file);
  static constexpr std::size_t kMost = 4096;

 private:
  void run();
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<net::Descriptor> queue_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace joincast::libreceiver
