// SPDX-License-Identifier: LGPL-2.1-or-later
#include <chrono>
#include <cstdio>
#include <utility>

#include "app/joincast-send/send.h"

int main(int argc, char** argv) {
  using namespace joincast;
  const TimePoint began = std::chrono::steady_clock::now();
  auto options = app::parse_send({argv + (argc ? 1 : 0), argv + argc});
  if (!options) {
    std::fputs(options.error().text.c_str(), options.error().exit_code == 0 ? stdout : stderr);
    return options.error().exit_code;
  }
  return app::run(std::move(*options), began);
}
