// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "rtcp/compound.h"
#include "rtcp/transmission_schedule.h"

namespace joincast::rtcp {

/// Whether any packet of the datagram says goodbye.
bool has_bye(const Compound& compound) noexcept;

/// Whether `ssrc` speaks for itself in the datagram: by a report or a description.
bool speaks_for(const Compound& compound, std::uint32_t ssrc) noexcept;

/// Tells the schedule of a datagram of `size` octets from `from`: reporters count as members once a CNAME came
/// with them (RFC 3550 section 6.2.1) or when they are known; goodbyes end them. `own` is skipped.
void feed(TransmissionSchedule& schedule, const Compound& compound, std::size_t size, const IpAddress& from,
          std::uint32_t own, TimePoint now);

}  // namespace joincast::rtcp
