// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <span>
#include <vector>

#include "base/address.h"
#include "base/export.h"
#include "net/interfaces.h"

namespace joincast::gateway {

/// Whether one of the prefixes holds the address.
JOINCAST_EXPORT bool allows(std::span<const Prefix> prefixes, const IpAddress& address) noexcept;

/// Who may ask when nobody said otherwise: this machine, and the links of the interface that has the address on which
/// the gateway listens; where it listens on all of them, of every interface that is up.
JOINCAST_EXPORT std::vector<Prefix> own_links(const IpAddress& listens, std::span<const net::Interface> interfaces);

}  // namespace joincast::gateway
