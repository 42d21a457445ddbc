// SPDX-License-Identifier: LGPL-2.1-or-later
#include <cstdio>

#include "app/joincast-resolve/finding.h"
#include "app/joincast-resolve/options.h"
#include "app/joincast/exit_code.h"

int main(int argc, char** argv) {
  using namespace joincast;
  const auto options = app::parse_resolve({argv + (argc ? 1 : 0), argv + argc});
  if (!options) {
    std::fputs(options.error().text.c_str(), options.error().exit_code == 0 ? stdout : stderr);
    return options.error().exit_code;
  }
  const app::Finding finding = app::resolve(options->request);
  std::fputs((options->json ? app::to_json(finding) + '\n' : app::to_text(finding)).c_str(), stdout);
  return finding.found ? app::kOk : app::kNothingCame;
}
