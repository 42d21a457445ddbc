// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/address.h"
#include "libreceiver/resolve.h"

namespace joincast::ui {

/// Where to look and to listen, as a person chose it; what is empty is found out.
struct NetworkChoice {
  std::string interface;              ///< name; empty: the guides of all that are fit, and for listening the only one
  std::optional<Prefix> prefix;       ///< of the headend, an IPv6 /64
  std::optional<Prefix> pool;         ///< of its IPv4 groups, 16 bits or fewer
  std::optional<Family> family;       ///< none: as the service has it, IPv6 first
  std::vector<std::string> headends;  ///< guides over HTTP that were typed in, as in `http://192.0.2.1:9581`
  bool announcements = true;          ///< whether to list what others announce on the standard SAP groups

  libreceiver::Wishes wishes() const;

  friend bool operator==(const NetworkChoice&, const NetworkChoice&) = default;
};

}  // namespace joincast::ui
