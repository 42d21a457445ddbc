// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/export.h"
#include "base/time.h"

namespace joincast::gateway {

/// One client that hears a service, or waits for it.
struct ClientStatus {
  Endpoint from;
  std::string agent;  ///< what it calls itself, UTF-8; empty: nothing
  Duration since{};   ///< it asked so long ago
  bool waiting = false;
  std::uint64_t octets = 0;   ///< sent
  std::uint64_t dropped = 0;  ///< frames that it was too slow for
  std::uint64_t behind = 0;   ///< octets that wait for it
};

/// One service that is joined.
struct ServiceStatus {
  std::string path;            ///< `/8000:0001`
  std::string name;            ///< empty: not known
  std::string title;           ///< empty: none
  std::string group;           ///< with its interface
  std::string state;           ///< `silent`, `undescribed`, `playing`, `stalled`
  std::string type;            ///< `audio/mpeg`; empty: not known yet
  Duration since{};            ///< joined so long ago
  std::uint64_t bit_rate = 0;  ///< bit/s as it comes
  std::uint64_t missing = 0;   ///< packets that never came
  std::vector<ClientStatus> clients;
};

/// How the gateway is at one moment.
struct GatewayStatus {
  std::string version;
  Duration up{};
  unsigned most_clients = 0;
  unsigned most_services = 0;
  std::uint64_t known = 0;              ///< services of its own list and of the guide
  std::string guide;                    ///< how it stands with the guide; empty: none is asked
  std::uint64_t refused_clients = 0;    ///< for their address
  std::uint64_t refused_for_room = 0;   ///< for the caps
  std::vector<ServiceStatus> services;  ///< joined now
};

JOINCAST_EXPORT std::string to_json(const GatewayStatus& status);  ///< docs/gateway.md has its members
JOINCAST_EXPORT std::string to_html(const GatewayStatus& status);

}  // namespace joincast::gateway
