// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/export.h"
#include "discovery/offer.h"
#include "headend/config.h"
#include "headend/link.h"

namespace joincast::headend {

/// What the guide is like at the moment, as far as DNS-SD tells.
struct GuideFacts {
  std::string name;             ///< of the headend, for people
  std::uint16_t http_port = 0;  ///< zero: no server
  std::uint64_t revision = 0;
  bool radio = false;
  bool television = false;
};

/// What is published by DNS-SD: on each link its prefixes, and the guide over HTTP where it listens on an address that
/// the link reaches. Without word from the configuration only on links where it does.
JOINCAST_EXPORT discovery::Offer guide_offer(const Config& config, const std::vector<Link>& links,
                                             const GuideFacts& facts);

}  // namespace joincast::headend
