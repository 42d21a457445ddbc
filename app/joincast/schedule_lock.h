// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include "net/descriptor.h"

namespace joincast::app {

/// Says which one of several programs records by a schedule: the first to come, until it ends. By a lock on a file
/// beside the schedule; where none can be made, everybody may.
class ScheduleLock {
 public:
  explicit ScheduleLock(const std::string& schedule) : path_(schedule + ".lock") {}

  /// Whether it is ours, now if not before.
  bool take();
  void release() noexcept { file_ = {}; }

 private:
  std::string path_;
  net::Descriptor file_;
};

}  // namespace joincast::app
