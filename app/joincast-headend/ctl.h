// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace joincast {

/// `joincast-headend ctl`: what its command line said.
struct CtlOptions {
  std::string socket;
  std::string service;
  std::string level;
  std::string directory;
  bool json = false;
};

/// Declares `ctl` and its commands.
void add_ctl(CLI::App& app, CtlOptions& options);
/// Whether the command line asks for it.
bool wants_ctl(const CLI::App& app);
/// Exit code: 0 done, 1 the headend refused, 2 wrong command line, 3 no headend answers.
int run_ctl(const CLI::App& app, const CtlOptions& options);

}  // namespace joincast
