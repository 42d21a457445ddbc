// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "app/joincast/options.h"

namespace CLI {
class App;
}

namespace joincast::app {

/// `joincast record` on the command line.
class RecordCommand {
 public:
  explicit RecordCommand(CLI::App& app);
  ~RecordCommand();

  bool parsed() const;
  /// What the words mean, or what is wrong with them.
  Result<RecordOptions, Refusal> understand() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// `titles`, a span or a size. False: none of them.
bool parse_split(std::string_view text, RecordingWishes& wishes);
inline constexpr std::string_view kSplitExpected =
    "expected titles, a span such as 30m or 1h, or a size such as 700M or 2GiB";

}  // namespace joincast::app
