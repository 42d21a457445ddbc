// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/standard_announcer.h"

#include <algorithm>
#include <array>

#include "base/source_specific.h"
#include "sap/packet.h"

namespace joincast::headend {
namespace {

constexpr std::uint8_t kSapHopLimit = 255;

sap::ScheduleOptions schedule_options() { return {.limit_bps = 4'000, .min_interval = std::chrono::seconds(30)}; }

/// FF0X::2:7FFE (RFC 2974 section 3).
IpAddress sap_group_v6(const IpAddress& group) {
  std::array<std::uint8_t, 16> octets{};
  octets[0] = 0xff;
  octets[1] = group.octets()[1] & 0x0f;
  octets[13] = 0x02;
  octets[14] = 0x7f;
  octets[15] = 0xfe;
  return IpAddress::v6(octets);
}

/// RFC 2365: 239.255/16 is the local scope, 239.192/14 the organisation's; other pools are a zone of their own.
IpAddress sap_group_v4(const Prefix& pool) {
  constexpr Prefix kAdministrative{IpAddress::v4(0xef00'0000), 8};
  constexpr Prefix kOrganisation{IpAddress::v4(0xefc0'0000), 14};
  if (!contains(kAdministrative, pool.address)) return IpAddress::v4(0xe002'7ffe);
  const Prefix zone = pool.length >= 14 && contains(kOrganisation, pool.address) ? kOrganisation : pool;
  return IpAddress::v4(zone.address.v4_value() | (0xffff'ffffu >> zone.length));
}

}  // namespace

std::vector<StandardPlace> standard_places(const Link& link, ServiceNumber service, const Prefix& pool, Scope scope,
                                           bool source_specific, const std::optional<IpAddress>& allotted) {
  std::vector<StandardPlace> places;
  if (source_specific) {
    const IpAddress group = source_specific_group(service, source_specific_scope(link, scope));
    if (link.source_specific_v6)
      places.push_back({{sap_group_v6(group), link.interface}, group, *link.source_specific_v6});
    const auto group_v4 = link.source_v4 ? source_specific_group_v4(service) : std::nullopt;
    if (group_v4) places.push_back({{sap_group_v4({*group_v4, 8}), link.interface}, *group_v4, *link.source_v4});
    return places;
  }
  for (const LinkPrefix& served : link.prefixes) {
    const IpAddress group = service_group(service, served.prefix, scope);
    places.push_back({{sap_group_v6(group), link.interface}, group, served.source});
  }
  auto group = link.source_v4 ? service_group_v4(service, pool) : std::nullopt;
  if (!group && link.source_v4) group = allotted;
  if (group) places.push_back({{sap_group_v4(pool), link.interface}, *group, *link.source_v4});
  return places;
}

StandardAnnouncer::StandardAnnouncer(std::vector<StandardPlace> places, std::uint64_t seed, TimePoint now)
    : rng_(seed) {
  set_places(std::move(places), now);
}

void StandardAnnouncer::set_places(std::vector<StandardPlace> places, TimePoint now) {
  std::vector<Place> kept;
  for (StandardPlace& where : places) {
    const auto known =
        std::find_if(places_.begin(), places_.end(), [&where](const Place& p) { return p.where == where; });
    if (known != places_.end())
      kept.push_back(std::move(*known));
    else
      kept.push_back({where, sap::Schedule(schedule_options(), rng_.u64(), now), false});
  }
  places_ = std::move(kept);
}

void StandardAnnouncer::changed(Facts stable, TimePoint now) {
  facts_ = std::move(stable);
  for (Place& place : places_) place.schedule.announce_at_once(now);
}

Bytes StandardAnnouncer::packet(const StandardPlace& where, bool deletion) const {
  return announcement(describe(*facts_, where.service_group, where.source, false), where.source, deletion);
}

void StandardAnnouncer::handle_deadline(std::size_t announced, TimePoint now, Outbox& outbox) {
  if (!facts_) return;
  for (Place& place : places_) {
    if (!place.schedule.handle_deadline(now)) continue;
    const Bytes octets = packet(place.where, false);
    place.schedule.set_load(announced, octets.size());
    place.announced = true;
    outbox.send(outbox.store(octets), place.where.sap_group, sap::kPort, kSapHopLimit);
  }
}

TimePoint StandardAnnouncer::deadline() const noexcept {
  TimePoint next = kNever;
  if (facts_)
    for (const Place& place : places_) next = std::min(next, place.schedule.deadline());
  return next;
}

void StandardAnnouncer::stop(Outbox& outbox) {
  for (Place& place : places_)
    if (std::exchange(place.announced, false))
      outbox.send(outbox.store(packet(place.where, true)), place.where.sap_group, sap::kPort, kSapHopLimit);
}

}  // namespace joincast::headend
