// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/participant.h"

#include <algorithm>

namespace joincast::rtcp {

bool has_bye(const Compound& compound) noexcept {
  return std::any_of(compound.packets.begin(), compound.packets.end(),
                     [](const Packet& packet) { return std::holds_alternative<Bye>(packet); });
}

bool speaks_for(const Compound& compound, std::uint32_t ssrc) noexcept {
  for (const Packet& packet : compound.packets) {
    if (const auto* sender = std::get_if<SenderReport>(&packet); sender && sender->ssrc == ssrc) return true;
    if (const auto* receiver = std::get_if<ReceiverReport>(&packet); receiver && receiver->ssrc == ssrc) return true;
    const auto* description = std::get_if<SourceDescription>(&packet);
    if (!description) continue;
    for (const SdesChunk& chunk : description->chunks)
      if (chunk.ssrc == ssrc) return true;
  }
  return false;
}

void feed(TransmissionSchedule& schedule, const Compound& compound, std::size_t size, const IpAddress& from,
          std::uint32_t own, TimePoint now) {
  const bool bye = has_bye(compound);
  schedule.heard_datagram(size, bye);
  const auto ssrc = reporter(compound);
  if (ssrc && *ssrc != own && !bye &&
      (cname_of(compound, *ssrc).has_value() || schedule.table().known_from(*ssrc, from)))
    schedule.heard_report(*ssrc, from, now);
  if (!bye) return;
  for (const Packet& packet : compound.packets)
    if (const auto* goodbye = std::get_if<Bye>(&packet))
      for (const std::uint32_t leaving : goodbye->ssrcs)
        if (leaving != own) schedule.heard_bye(leaving, from, now);
}

}  // namespace joincast::rtcp
