// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>

#include "app/joincast/options.h"

namespace CLI {
class App;
}

namespace joincast::app {

/// `joincast members` on the command line.
class MembersCommand {
 public:
  explicit MembersCommand(CLI::App& app);
  ~MembersCommand();

  bool parsed() const;
  /// What the words mean, or what is wrong with them.
  Result<MembersOptions, Refusal> understand() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::app
