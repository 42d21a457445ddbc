// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>

#include "base/address.h"
#include "base/export.h"
#include "base/service_number.h"

namespace joincast {

/// The source-specific IPv6 group of a service (RFC 4607; RFC 3306 section 6: no prefix, its length zero):
/// `ff3e::8000:1` at global scope.
JOINCAST_EXPORT IpAddress source_specific_group(ServiceNumber number, Scope scope);

/// The source-specific IPv4 group of a service: 232.0.0.0 + station. None outside directory 0, and for stations whose
/// group would share its link-layer address with 224.0.0.x.
JOINCAST_EXPORT std::optional<IpAddress> source_specific_group_v4(ServiceNumber number);

/// The service whose group at `scope` this is.
JOINCAST_EXPORT std::optional<ServiceNumber> service_of_source_specific_group(const IpAddress& group, Scope scope);

}  // namespace joincast
