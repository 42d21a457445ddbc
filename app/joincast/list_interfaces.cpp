// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>

#include "app/joincast/commands.h"
#include "app/joincast/exit_code.h"
#include "app/joincast/interfaces.h"
#include "app/joincast/json_lines.h"

namespace joincast::app {

int run(const InterfacesOptions& options, TimePoint) {
  const auto interfaces = net::list_interfaces();
  if (!interfaces) {
    fmt::print(stderr, "joincast: cannot list the interfaces: {}\n", interfaces.error().message());
    return kFailed;
  }
  if (options.json)
    fmt::print("{}\n", to_json(*interfaces));
  else
    fmt::print("{}", to_table(interface_rows(*interfaces)));
  return kOk;
}

}  // namespace joincast::app
