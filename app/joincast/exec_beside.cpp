// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>

#include "app/joincast/commands.h"
#include "app/joincast/exit_code.h"

namespace joincast::app {

std::string program_beside(std::string_view command) {
  std::error_code unknown;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", unknown);
  return (self.parent_path() / "joincast-").string() + std::string(command);
}

int exec_beside(std::string_view command, char** arguments) {
  const std::string program = program_beside(command);
  ::execv(program.c_str(), arguments);
  fmt::print(stderr, "joincast: cannot run {}: {}\n", program, std::strerror(errno));
  return kFailed;
}

}  // namespace joincast::app
