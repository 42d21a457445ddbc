// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>

#include "headend/config.h"
#include "headend/link.h"

namespace joincast::headend {

/// The link and the stations of a headend in virtual time.
struct Example {
  static constexpr std::uint32_t kInterface = 2;
  static inline const Prefix kPrefix = *parse_prefix("2001:db8:d0be:f00d::/64");
  static inline const IpAddress kSource = *parse_address("2001:db8:d0be:f00d::1");
  static inline const IpAddress kSourceV4 = *parse_address("192.0.2.1");
  static inline const IpAddress kRouter = *parse_address("fe80::1");

  static Link link(std::uint32_t interface = kInterface) {
    Link link;
    link.interface = interface;
    link.name = "eth" + std::to_string(interface);
    link.prefixes = {{kPrefix, kSource}};
    link.source_specific_v6 = kSource;
    link.source_v4 = kSourceV4;
    link.querier_v6 = kRouter;
    link.querier_v4 = kSourceV4;
    link.own_addresses = {kSource, kSourceV4, kRouter};
    return link;
  }

  static ServiceConfig station(std::uint32_t number) {
    ServiceConfig service;
    service.number = ServiceNumber(number);
    service.name = "Station " + std::to_string(number);
    service.urls = {"http://station.example/" + std::to_string(number)};
    return service;
  }
};

}  // namespace joincast::headend
