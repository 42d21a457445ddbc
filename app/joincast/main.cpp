// SPDX-License-Identifier: LGPL-2.1-or-later
#include <chrono>
#include <cstdio>
#include <string_view>

#include "app/joincast/commands.h"

int main(int argc, char** argv) {
  using namespace joincast;
  const TimePoint began = std::chrono::steady_clock::now();
  const std::string_view word = argc > 1 ? argv[1] : "";
  if (word == "send" || word == "resolve" || word == "gateway" || word == "guide")
    return app::exec_beside(word, argv + 1);
  if (word == "favourites") return app::exec_beside("guide", argv + 1);
  const auto command = app::parse_command_line({argv + 1, argv + argc});
  if (!command) {
    std::fputs(command.error().text.c_str(), command.error().exit_code == 0 ? stdout : stderr);
    return command.error().exit_code;
  }
  return std::visit([began](const auto& options) { return app::run(options, began); }, *command);
}
