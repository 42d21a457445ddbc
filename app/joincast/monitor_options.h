// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string_view>

#include "app/joincast/options.h"
#include "app/joincast/service_keys.h"

namespace CLI {
class App;
}

namespace joincast::app {

/// `joincast monitor` on the command line.
class MonitorCommand {
 public:
  explicit MonitorCommand(CLI::App& app);
  ~MonitorCommand();

  bool parsed() const;
  /// What the words mean, or what is wrong with them.
  Result<MonitorOptions, Refusal> understand() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// A list of services, one a line; what stands behind `#` is a remark. `name`: of the file, for errors. `each`: what
/// the command line says of all of them. `keys`: their key files, where there are any.
Result<std::vector<ServiceOptions>, Refusal> parse_service_list(std::string_view text, std::string_view name,
                                                                const ServiceOptions& each = {},
                                                                ServiceKeys* keys = nullptr);

}  // namespace joincast::app
