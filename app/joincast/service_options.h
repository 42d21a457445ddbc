// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>

#include "app/joincast/options.h"

namespace CLI {
class App;
}

namespace joincast::app {

/// How to find a service, as it stands on the command line.
struct RawService {
  std::string service, prefix, source, family;
  double patience = 30;  ///< seconds
};

Duration from_seconds(double seconds);

/// SERVICE and all that says where it is.
void add_service_options(CLI::App& command, RawService& raw, ServiceOptions& options);
/// The same without SERVICE itself; `raw.patience` is the default.
void add_finding_options(CLI::App& command, RawService& raw, ServiceOptions& options);

/// From which headend's guide over HTTP.
void add_guide_options(CLI::App& command, ServiceOptions& options);

/// An IPv6 /64, or an IPv4 pool of multicast groups in which a service number finds room.
bool is_usable(const Prefix& prefix);

tl::unexpected<Refusal> wrong_value(const std::string& option, const std::string& value, std::string_view expected);

/// SERVICE alone: where it is a file, with what stands in it. `options` has its key file and its guide already; with a
/// guide it is left to that.
Result<void, Refusal> understand_service(const std::string& text, ServiceOptions& options);
Result<void, Refusal> understand(const RawService& raw, ServiceOptions& options);

}  // namespace joincast::app
