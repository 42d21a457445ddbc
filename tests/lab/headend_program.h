// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/lab/folder.h"
#include "tests/lab/harness.h"

namespace joincast::lab {

/// joincast-headend on a host, with a configuration that may change.
class HeadendProgram {
 public:
  /// Starts it, and waits until it serves. Throws with its words if it does not. The host must outlive it.
  HeadendProgram(const Host& host, const std::string& configuration);
  HeadendProgram(const HeadendProgram&) = delete;
  HeadendProgram& operator=(const HeadendProgram&) = delete;
  ~HeadendProgram();

  void start();                                             ///< once more, after it ended
  void kill();                                              ///< kill -9: it says goodbye to nobody
  int end();                                                ///< SIGTERM; its exit status
  void reload(const std::string& configuration);            ///< SIGHUP; waits until it is taken
  void write_and_signal(const std::string& configuration);  ///< SIGHUP, whatever comes of it

  /// Until a log line behind the last one found this way contains `part`; false: not in time.
  bool says(const std::string& part, Duration timeout = kPatience);
  std::size_t count(const std::string& part) const;  ///< lines of the present run
  std::string log() const;                           ///< of the present run
  int pid() const { return process_->pid(); }

 private:
  void write(const std::string& configuration);

  const Host& host_;
  Folder folder_;
  std::optional<Process> process_;
};

/// A `[headend]` table that reacts as soon as it may: no linger, queries every `query_interval` seconds, answered
/// within half a second. `more`: further lines of it.
std::string quick_headend(const std::string& more = {}, unsigned query_interval = 2);

/// A `[[service]]` table.
std::string service(const std::string& number, const std::string& url);

}  // namespace joincast::lab
