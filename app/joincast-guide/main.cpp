// SPDX-License-Identifier: LGPL-2.1-or-later
#include <cstdio>
#include <string_view>

#include "app/joincast-guide/find.h"
#include "app/joincast-guide/options.h"

int main(int argc, char** argv) {
  using namespace joincast;
  const std::string_view called = argc > 0 ? argv[0] : "";
  const std::string word(called.substr(called.rfind('/') + 1));
  const std::string command = word == "favourites" || word == "find" ? word : "guide";
  const auto parsed = app::parse_guide(command, {argv + (argc ? 1 : 0), argv + argc});
  if (!parsed) {
    std::fputs(parsed.error().text.c_str(), parsed.error().exit_code == 0 ? stdout : stderr);
    return parsed.error().exit_code;
  }
  return std::visit([](const auto& options) { return app::run(options); }, *parsed);
}
