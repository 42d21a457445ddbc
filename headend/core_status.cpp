// SPDX-License-Identifier: LGPL-2.1-or-later
// The core's face to its operator: how everything is, and what is held on or off the air.
#include <algorithm>

#include "headend/core.h"

namespace joincast::headend {
namespace {

std::uint64_t over_limit(const membership::TrackerCounters& counters) noexcept {
  return counters.refused_groups + counters.refused_hosts + counters.refused_sources;
}

QuerierStatus querier_status(const membership::Router& router) {
  QuerierStatus status;
  status.role = router.querier().role();
  status.address = router.querier().querier_address();
  status.advertising = router.advertiser().advertising();
  status.groups = router.tracker().group_count();
  status.hosts = router.tracker().host_count();
  status.over_limit = over_limit(router.tracker().counters());
  return status;
}

}  // namespace

bool Core::set_mode(ServiceNumber number, Choice mode, Now now) {
  const auto found = services_.find(number);
  if (found == services_.end()) return false;
  Service& service = found->second;
  service.mode = mode;
  const bool runs = service.slot != kNoSlot;
  if (mode == Choice::off) {
    stop_cast(service, StopReason::operator_wish, now);
  } else if (service.wanted()) {
    service.idle_until = kNever;
    if (runs)
      reschedule(service.slot);
    else
      start_or_defer(service, now);
  } else if (runs && service.idle_until == kNever) {
    service.idle_until = now.mono + config_.linger;
    reschedule(service.slot);
  }
  return true;
}

std::optional<JoinRefusal> Core::refusal(const Served& on, const IpAddress& group) const {
  const auto meant = served_here(on.link, group);
  const auto service = meant ? services_.find(meant->service) : services_.end();
  if (service != services_.end()) return JoinRefusal::other_source;
  return refusal_of(on.link, group, config_.pool, config_.scope);
}

std::vector<ServiceStatus> Core::status(std::size_t worst_receivers) const {
  std::vector<ServiceStatus> all;
  all.reserve(services_.size());
  for (const auto& [number, service] : services_) {
    ServiceStatus& status = all.emplace_back();
    status.number = number;
    status.name = service.config.name;
    status.mode = service.mode;
    for (const Demand& demand : service.demands)
      for (const auto& served : links_)
        if (served->link.interface == demand.group.interface) {
          const auto& router = demand.group.address.is_v4() ? served->v4 : served->v6;
          status.groups.push_back(
              {demand.group, router->tracker().member_count(demand.group.address), demand.turn.state()});
          status.members += status.groups.back().members;
        }
    status.running = service.slot != kNoSlot;
    status.rivals = service.rivals;
    status.deferred = service.deferred && service.wanted();
    if (!status.running) continue;
    status.since = service.since;
    status.cast = casts_[service.slot]->status(worst_receivers);
  }
  return all;
}

std::vector<InterfaceStatus> Core::interfaces(TimePoint now) const {
  std::vector<InterfaceStatus> all;
  for (const auto& served : links_) {
    InterfaceStatus& status = all.emplace_back();
    status.index = served->link.interface;
    status.name = served->link.name;
    for (const LinkPrefix& prefix : served->link.prefixes) status.prefixes.push_back(prefix.prefix);
    status.serves_v4 = served->link.source_v4.has_value();
    status.v6 = querier_status(*served->v6);
    status.v4 = querier_status(*served->v4);
    for (const Rivals::Rival* rival : served->rivals.known(now)) {
      const IpAddress& rank = rival->presence.rank;
      if (std::find(status.headends.begin(), status.headends.end(), rank) == status.headends.end())
        status.headends.push_back(rank);
    }
  }
  return all;
}

RefusalStatus Core::refusals() const {
  RefusalStatus status;
  status.joins = refused_;
  for (const auto& served : links_)
    for (const membership::Router* router : {served->v6.get(), served->v4.get()})
      status.over_limit += over_limit(router->tracker().counters());
  status.waited_streams = waited_streams_;
  status.waited_starts = waited_starts_;
  return status;
}

std::optional<Facts> Core::facts(ServiceNumber number) const {
  const auto found = services_.find(number);
  if (found == services_.end()) return std::nullopt;
  const Service& service = found->second;
  if (service.slot != kNoSlot) return casts_[service.slot]->facts();
  Facts facts;
  facts.session_id = number.value();
  facts.name = service.config.name;
  facts.link = service.config.homepage;
  facts.genre = service.config.genre;
  facts.unicast_feedback = service.config.source_specific;
  facts.ttl = static_cast<std::uint8_t>(config_.hop_limit);
  if (service.config.srtp_key) facts.rollover.emplace();
  return facts;
}

std::vector<StandardPlace> Core::places(ServiceNumber number) const {
  std::vector<StandardPlace> all;
  const auto found = services_.find(number);
  const bool listed = config_.directories.enabled() && is_directory_number(number);
  if (found == services_.end() && !listed) return all;
  const bool source_specific = found != services_.end() && found->second.config.source_specific;
  for (const auto& served : links_)
    for (StandardPlace& place : standard_places(served->link, number, config_.pool, config_.scope, source_specific,
                                                allotment_.group_of(number)))
      all.push_back(std::move(place));
  return all;
}

std::optional<IpAddress> Core::group_v4(ServiceNumber number, bool allot) {
  if (const auto computed = service_group_v4(number, config_.pool)) return computed;
  const auto in_use = [this](ServiceNumber one) { return services_.contains(one); };
  return allot ? allotment_.allot(number, in_use) : allotment_.group_of(number);
}

}  // namespace joincast::headend
