// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace joincast::lab {

/// How long a test waits for what must come. It guards against waiting for ever and is no claim: a loaded machine may
/// be slow.
inline constexpr Duration kPatience = std::chrono::seconds{60};

/// A line that a process wrote, and when it came.
struct Line {
  std::string text;  ///< without its end
  TimePoint at{};
};

/// A child process whose output (both streams, in order) is kept line by line. Killed when it goes.
class Process {
 public:
  Process(Process&&) noexcept;
  Process& operator=(Process&&) noexcept;
  ~Process();

  int pid() const noexcept;
  bool running();

  /// The first line containing `part`, at or behind the last line found this way. None: it did not come within
  /// `timeout`, or the process ended without it.
  std::optional<Line> wait_for(std::string_view part, Duration timeout = kPatience);
  /// Exit status, or minus the signal's number; none: still running after `timeout`. All that it wrote is in output()
  /// then.
  std::optional<int> wait(Duration timeout = kPatience);

  void signal(int number) noexcept;
  /// SIGTERM, patience, SIGKILL; the status as wait() gives it.
  int terminate();

  std::vector<Line> lines() const;  ///< so far
  std::string output() const;       ///< the same as one text, for messages of failed tests

  struct Impl;
  explicit Process(std::unique_ptr<Impl> impl) noexcept;

 private:
  std::unique_ptr<Impl> impl_;
};

/// Starts `command` (found in PATH) with `environment` ("NAME=value") added to one's own. `network_namespace`: an open
/// descriptor of the one it lives in, -1: the present one. Throws std::system_error.
Process spawn(const std::vector<std::string>& command, int network_namespace = -1,
              const std::vector<std::string>& environment = {});

/// Runs `command` to its end in the present namespace. Throws std::runtime_error with its output if it fails.
/// Returns the output.
std::string run(const std::vector<std::string>& command, std::string_view input = {});

}  // namespace joincast::lab
