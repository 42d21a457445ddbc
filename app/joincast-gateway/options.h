// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/cli/help_style.h"
#include "base/result.h"
#include "base/service_number.h"
#include "gateway/gateway.h"

namespace joincast::app {

/// `joincast gateway`.
struct GatewayOptions {
  gateway::GatewaySettings settings;  ///< `clients` is empty where nothing was said: the gateway's own links
  std::string guide;                  ///< URL; empty: none
  std::vector<std::pair<ServiceNumber, std::string>> services;  ///< that were named, with their names
};

/// `arguments`: without the word `gateway`.
Result<GatewayOptions, cli::Refusal> parse_gateway(std::vector<std::string> arguments);

}  // namespace joincast::app
