// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/lab/folder.h"
#include "tests/lab/process.h"

namespace joincast::interop {

/// A real icecast2 on a free port of loopback, in a folder of its own that goes with it.
class Icecast {
 public:
  Icecast();
  ~Icecast();
  Icecast(const Icecast&) = delete;
  Icecast& operator=(const Icecast&) = delete;

  std::string url(std::string_view mount) const;         ///< for listeners
  std::string source_url(std::string_view mount) const;  ///< for sources
  std::string log() const;                               ///< its error log, for messages of failed tests

  /// `tools/station.py`: songs of `seconds`, one for each title, over and over.
  lab::Process station(std::string_view mount, int seconds, const std::vector<std::string>& titles) const;
  /// ffmpeg: a tone in real time, encoded by `encoding`, as `content_type`; for ever.
  lab::Process tone(std::string_view mount, const std::vector<std::string>& encoding,
                    std::string_view content_type) const;

  void stop();   ///< it dies
  void start();  ///< it comes back on its port

 private:
  lab::Folder folder_;
  std::uint16_t port_ = 0;
  std::optional<lab::Process> process_;
};

}  // namespace joincast::interop
