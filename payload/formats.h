// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>

#include "payload/depacketizer.h"
#include "payload/packetizer.h"

/// One pair of makers for each payload format of this room; make_packetizer() and make_depacketizer() choose.
namespace joincast::payload {

using PacketizerPtr = std::unique_ptr<Packetizer>;
using DepacketizerPtr = std::unique_ptr<Depacketizer>;

/// MPEG audio elementary streams (RFC 2250 section 3.2).
PacketizerPtr make_mpa_packetizer(const Binding& binding, const PacketizerSettings& settings);
DepacketizerPtr make_mpa_depacketizer(const Binding& binding);

}  // namespace joincast::payload
