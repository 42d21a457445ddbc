// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/export.h"
#include "libreceiver/resolve.h"

namespace joincast::libreceiver {

/// Where sessions are announced (RFC 2974 section 3): FF0X::2:7FFE of link, admin, site, organisation and global scope;
/// 224.2.127.254, 239.255.255.255 and the top of the default pool's zone.
JOINCAST_EXPORT std::span<const IpAddress> standard_sap_groups();

/// Every RTP medium of a description (its SDP text) that goes to a group, as it is joined on that interface.
JOINCAST_EXPORT std::vector<Target> announced_targets(std::string_view sdp, std::uint32_t interface,
                                                      const std::string& interface_name);

}  // namespace joincast::libreceiver
