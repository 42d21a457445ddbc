// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "net/interfaces.h"

namespace joincast::app {

/// What `joincast interfaces` tells of one.
struct InterfaceRow {
  std::string name;
  std::uint32_t index = 0;
  std::string kind;
  std::string ipv4;  ///< `fit`, or why not: `is down`
  std::string ipv6;
  std::vector<std::string> prefixes;  ///< that IPv6 groups can be made of
  std::string address;                ///< IPv4; empty: none
  bool chosen_v4 = false;             ///< the system would take it for an IPv4 join without interface
  bool chosen_v6 = false;
  bool ambiguous = false;  ///< another route is as good: the system's choice is chance
};

/// Asks the system what it would choose for each family.
std::vector<InterfaceRow> interface_rows(std::span<const net::Interface> interfaces);

/// A table with one line each, and below what to beware of.
std::string to_table(const std::vector<InterfaceRow>& rows);

}  // namespace joincast::app
