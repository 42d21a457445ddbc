// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "base/time.h"
#include "net/descriptor.h"
#include "tests/lab/process.h"

namespace joincast::lab {

/// A pseudo terminal of 100 columns: what is typed there a program reads, what the program writes is kept.
class Terminal {
 public:
  /// Throws std::system_error.
  Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  ~Terminal();

  const std::string& path() const noexcept { return path_; }  ///< for the program's streams

  /// From here on wait_for() looks only at what is shown after it.
  void type(std::string_view keys);
  /// Whether `shown` holds for what is shown since the last key, within `timeout`.
  bool wait_for(const std::function<bool(std::string_view shown)>& holds, Duration timeout = kPatience);
  bool wait_for(std::string_view part, Duration timeout = kPatience);
  std::string shown() const;  ///< all of it

 private:
  void read();

  net::Descriptor keyboard_;
  net::Descriptor screen_;  // open as long as we are, so that reading does not end with the program
  net::Descriptor ended_;
  std::string path_;
  mutable std::mutex mutex_;
  std::condition_variable more_;
  std::string shown_;
  std::size_t typed_at_ = 0;
  std::thread reader_;
};

}  // namespace joincast::lab
