// SPDX-License-Identifier: LGPL-2.1-or-later
// The core's ears: interfaces, who wants which group on them, and what receivers report.
#include <algorithm>

#include "headend/core.h"
#include "net/udp_packet.h"
#include "rtcp/compound.h"

namespace joincast::headend {
namespace {

membership::QuerierMode querier_mode(Choice choice) noexcept {
  if (choice == Choice::automatic) return membership::QuerierMode::automatic;
  return choice == Choice::on ? membership::QuerierMode::on : membership::QuerierMode::off;
}

membership::AdvertiseMode advertise_mode(Choice choice) noexcept {
  if (choice == Choice::automatic) return membership::AdvertiseMode::automatic;
  return choice == Choice::on ? membership::AdvertiseMode::on : membership::AdvertiseMode::off;
}

bool says_goodbye(ByteView octets) {
  const auto compound = rtcp::parse(octets);
  return compound && std::ranges::any_of(compound->packets, [](const rtcp::Packet& packet) {
           return std::holds_alternative<rtcp::Bye>(packet);
         });
}

}  // namespace

Core::Served* Core::served(std::uint32_t interface) noexcept {
  for (const auto& served : links_)
    if (served->link.interface == interface) return served.get();
  return nullptr;
}

std::optional<ServedGroup> Core::served_here(const Link& link, const IpAddress& group) const {
  const auto allotted = link.source_v4 ? allotment_.service_of(group) : std::nullopt;
  if (allotted) return ServedGroup{*allotted, *link.source_v4};
  return served_group(link, group, config_.pool, config_.scope);
}

std::optional<ServedGroup> Core::meaning(std::uint32_t interface, const IpAddress& group) const {
  for (const auto& served : links_)
    if (served->link.interface == interface) {
      auto meant = served_here(served->link, group);
      if (const auto page = served->link.source_v4 && !meant ? page_of_group_v4(group, config_.pool) : std::nullopt)
        meant = ServedGroup{guide::service_of_page(*page), *served->link.source_v4};
      if (meant && !meant->source_specific && guide_.carries(meant->service)) return meant;
      const auto service = meant ? services_.find(meant->service) : services_.end();
      if (service == services_.end() || service->second.config.source_specific != meant->source_specific) break;
      return meant;
    }
  return std::nullopt;
}

bool Core::wanted(std::uint32_t interface, const IpAddress& group) {
  if (meaning(interface, group) || asks_catalogue(interface, group)) return true;
  const Served* const on = served(interface);
  if (const auto reason = on ? refusal(*on, group) : std::nullopt) refused_.count(*reason, {group, interface}, heard_);
  return false;
}

std::unique_ptr<membership::Router> Core::make_router(std::uint32_t interface, Family family, Now now) {
  membership::RouterOptions options;
  options.querier.mode = querier_mode(config_.query.querier);
  options.querier.timing.query_interval = config_.query.interval;
  options.querier.timing.query_response_interval = config_.query.response;
  options.querier.timing.last_listener_interval = config_.query.last_member_interval;
  options.advertiser.mode = advertise_mode(config_.query.advertise_router);
  options.wanted = [this, interface](const IpAddress& group) { return wanted(interface, group); };
  options.seed = rng_.u64();
  return std::make_unique<membership::Router>(interface, family, std::move(options), now.mono);
}

void Core::update_routers(Served& served, Now now) {
  const Link& link = served.link;
  served.v6->set_own_sources(link.own_addresses);
  served.v4->set_own_sources(link.own_addresses);
  served.v6->set_address(link.prefixes.empty() ? IpAddress() : link.querier_v6.value_or(IpAddress()), now.mono);
  const bool asks_v4 = link.source_v4 && link.querier_v4;
  served.v4->set_address(asks_v4 ? *link.querier_v4 : IpAddress::v4(0), now.mono);
  drain(served, *served.v6, now.mono, now);
  drain(served, *served.v4, now.mono, now);
}

void Core::set_links(const std::vector<Link>& links, Now now) {
  const auto stays = [&links](const std::unique_ptr<Served>& served) {
    return std::any_of(links.begin(), links.end(), [&served](const Link& link) {
      return link.interface == served->link.interface && link.name == served->link.name;
    });
  };
  std::vector<std::uint32_t> gone;
  for (const auto& served : links_)
    if (!stays(served)) gone.push_back(served->link.interface);
  for (const std::uint32_t interface : gone) drop_interface(interface, now);
  for (const Link& link : links) {
    Served* known = served(link.interface);
    if (known) {
      known->link = link;
    } else {
      links_.push_back(std::make_unique<Served>(now.mono));
      known = links_.back().get();
      known->link = link;
      known->v6 = make_router(link.interface, Family::ipv6, now);
      known->v4 = make_router(link.interface, Family::ipv4, now);
    }
    update_routers(*known, now);
    known->v6->forget_unwanted();
    known->v4->forget_unwanted();
    drain(*known, *known->v6, now.mono, now);
    drain(*known, *known->v4, now.mono, now);
  }
  for (auto& [number, service] : services_) {
    for (Demand& demand : service.demands) {
      const auto served = meaning(demand.group.interface, demand.group.address);
      if (!served || served->source == demand.source) continue;
      demand.source = served->source;
      if (service.slot != kNoSlot && demand.turn.ours())
        casts_[service.slot]->add_member(demand.group, demand.source, demand.host, now.mono, now, out());
    }
  }
  for (auto& [number, service] : services_)
    if (service.always) demand_everywhere(service, now);
  update_guide_sources(now);
  announce_on_standard_groups(now);
}

void Core::update_guide_sources(Now now) {
  const auto source_of = [this](const Group& group) -> std::optional<IpAddress> {
    const auto meant = meaning(group.interface, group.address);
    return meant ? std::optional(meant->source) : std::nullopt;
  };
  guide_.update_sources(source_of, now.mono);
}

void Core::set_guide(const GuidePages& pages, Now now) {
  guide_.set_rate(config_.guide.rate_bps);
  guide_.set_pages(pages);
  update_guide_sources(now);
  guide_.handle_deadline(now.mono, outbox_);
}

void Core::send_always(ServiceNumber number, Now now) {
  const auto found = services_.find(number);
  if (found == services_.end()) return;
  found->second.always = true;
  demand_everywhere(found->second, now);
}

void Core::demand_everywhere(Service& service, Now now) {
  for (const auto& served : links_) {
    for (const StandardPlace& place : standard_places(served->link, service.config.number, config_.pool, config_.scope,
                                                      service.config.source_specific)) {
      const Group group{place.service_group, served->link.interface};
      const auto same = [&group](const Demand& demand) { return demand.group == group; };
      if (std::any_of(service.demands.begin(), service.demands.end(), same)) continue;
      service.demands.push_back({group, place.source, IpAddress(), now.mono, Turn()});
      if (service.slot == kNoSlot) continue;
      casts_[service.slot]->add_member(group, place.source, IpAddress(), now.mono, now, out());
      after(service.slot);
    }
  }
  service.idle_until = kNever;
  if (service.slot == kNoSlot && service.wanted()) start_or_defer(service, now);
}

void Core::drop_interface(std::uint32_t interface, Now now) {
  guide_.leave_interface(interface, now.mono);
  for (auto& [number, service] : services_) {
    const std::vector<Demand> demands = service.demands;
    for (const Demand& demand : demands)
      if (demand.group.interface == interface) drop_demand(service, demand.group, now);
  }
  std::erase_if(links_, [interface](const auto& served) { return served->link.interface == interface; });
}

void Core::handle_packet(std::uint32_t interface, ByteView ip_packet, bool outgoing, TimePoint arrived, Now now) {
  Served* on = served(interface);
  if (ip_packet.empty()) return;
  if (!on) return handle_udp(interface, ip_packet, outgoing, now);
  heard_ = now.mono;
  membership::Router& router = ip_packet[0] >> 4 == 4 ? *on->v4 : *on->v6;
  const auto direction = outgoing ? membership::Direction::outgoing : membership::Direction::incoming;
  if (router.handle_packet(ip_packet, direction, now.mono))
    drain(*on, router, arrived, now);
  else
    handle_udp(interface, ip_packet, outgoing, now);
}

void Core::handle_udp(std::uint32_t interface, ByteView ip_packet, bool outgoing, Now now) {
  const auto datagram = net::parse_udp(ip_packet);
  if (!datagram) return;
  if (Served* const on = served(interface); on && !outgoing && datagram->to.address.is_multicast()) {
    if (datagram->to.port != kRtcpPort) return handle_rival(*on, *datagram, now);
    const auto group = served_here(on->link, datagram->to.address);
    if (group && group->service == kHeadendsService) return handle_presence(*on, *datagram, now);
  }
  if (datagram->to.port != kRtcpPort) return;
  if (!datagram->to.address.is_multicast()) return handle_feedback(datagram->octets, datagram->from, now);
  const auto group = meaning(interface, datagram->to.address);
  const auto service = group ? services_.find(group->service) : services_.end();
  if (service == services_.end() || service->second.slot == kNoSlot) return;
  casts_[service->second.slot]->handle_rtcp(datagram->octets, datagram->from, now, out());
  after(service->second.slot);
}

void Core::handle_feedback(ByteView octets, const Endpoint& from, Now now) {
  const Slot slot = reported_on(octets, from.address);
  if (slot == kNoSlot) return;
  casts_[slot]->handle_rtcp(octets, from, now, out());
  after(slot);
}

/// The cast that a datagram to us alone is meant for: the one whose source it reports on. Listeners of an any-source
/// group say nothing but goodbye that way. Where that is enciphered, the one that the receiver reported to before.
Core::Slot Core::reported_on(ByteView octets, const IpAddress& from) const {
  ByteReader in(octets);
  const std::size_t blocks = in.u8() & 0x1f;
  if (in.u8() != static_cast<std::uint8_t>(rtcp::PacketType::receiver_report)) return kNoSlot;
  in.skip(2);  // length
  const std::uint32_t reporter = in.u32();
  for (Slot slot = 0; in.ok() && slot < casts_.size(); ++slot)
    if (casts_[slot] && casts_[slot]->hears_in_secret(from, reporter)) return slot;
  for (std::size_t block = 0; block < blocks && in.ok(); ++block) {
    const std::uint32_t source = in.u32();
    in.skip(rtcp::ReportBlock::kSize - 4);
    for (Slot slot = 0; in.ok() && slot < casts_.size(); ++slot) {
      if (!casts_[slot] || casts_[slot]->ssrc() != source) continue;
      if (casts_[slot]->service().source_specific || says_goodbye(octets)) return slot;
    }
  }
  return kNoSlot;
}

void Core::drain(Served& on, membership::Router& router, TimePoint heard, Now now) {
  while (auto output = router.poll_output()) {
    if (auto* packet = std::get_if<membership::Transmit>(&*output))
      outputs_.push_back(SendFrame{on.link.interface, std::move(*packet)});
    else
      handle_event(router, std::get<membership::Event>(*output), heard, now);
  }
  tell_role(on, router);
}

void Core::tell_role(Served& on, membership::Router& router) {
  auto& known = router.family() == Family::ipv4 ? on.role_v4 : on.role_v6;
  if (known == router.querier().role()) return;
  known = router.querier().role();
  tell(QuerierRole{on.link.interface, router.family(), known, router.querier().querier_address()});
}

void Core::handle_event(const membership::Router& router, const membership::Event& event, TimePoint heard, Now now) {
  const auto members = [&router](const Group& group) { return router.tracker().member_count(group.address); };
  if (const auto* first = std::get_if<membership::FirstMember>(&event))
    return handle_join(first->group, first->host, members(first->group), heard, now);
  if (const auto* more = std::get_if<membership::NewMember>(&event))
    return handle_join(more->group, more->host, members(more->group), heard, now);
  if (const auto* last = std::get_if<membership::LastMemberGone>(&event))
    return handle_last(last->group, last->expired, now);
  const auto& left = std::get<membership::MemberLeft>(event);
  if (const auto group = meaning(left.group.interface, left.group.address))
    tell_member(MemberGone{group->service, left.group, left.host, left.expired, members(left.group)}, now);
}

void Core::tell_member(Notice notice, Now now) {
  if (member_lines_.take(now.mono)) tell(std::move(notice));
}

void Core::handle_join(const Group& group, const IpAddress& host, std::size_t members, TimePoint heard, Now now) {
  const auto served = meaning(group.interface, group.address);
  if (served && guide_.carries(served->service)) {
    guide_.join(served->service, group, served->source, now.mono);
    guide_.handle_deadline(now.mono, outbox_);
    return tell_member(MemberJoined{served->service, group, host, members}, now);
  }
  const auto found = served ? services_.find(served->service) : services_.end();
  if (found == services_.end()) return remember_join(group, host, heard);
  Service& service = found->second;
  const auto same = [&group](const Demand& demand) { return demand.group == group; };
  const auto known = std::find_if(service.demands.begin(), service.demands.end(), same);
  const bool fresh = known == service.demands.end();
  const Turn turn = fresh ? first_turn(service, group, now.mono) : known->turn;
  const Demand demand{group, served->source, host, heard, turn};
  if (fresh)
    service.demands.push_back(demand);
  else
    *known = demand;
  service.idle_until = kNever;
  tell_member(MemberJoined{served->service, group, host, members}, now);
  if (service.mode == Choice::off || !turn.ours()) return;
  if (service.slot == kNoSlot) return start_or_defer(service, now);
  casts_[service.slot]->add_member(group, served->source, host, heard, now, out());
  after(service.slot);
}

void Core::handle_last(const Group& group, bool expired, Now now) {
  if (const auto guided = guide_.leave(group, now.mono))
    return tell_member(MemberGone{*guided, group, IpAddress(), expired, 0}, now);
  forget_join(group);
  for (auto& [number, service] : services_) {
    const auto same = [&group](const Demand& demand) { return demand.group == group; };
    if (std::none_of(service.demands.begin(), service.demands.end(), same)) continue;
    tell_member(MemberGone{number, group, IpAddress(), expired, 0}, now);
    if (!service.always) drop_demand(service, group, now);
  }
}

void Core::drop_demand(Service& service, const Group& group, Now now) {
  std::erase_if(service.demands, [&group](const Demand& demand) { return demand.group == group; });
  listed_may_be_idle_ = listed_may_be_idle_ || service.config.from_directory;
  if (service.slot == kNoSlot) return;
  casts_[service.slot]->remove_group(group);
  if (service.wanted()) return reschedule(service.slot);
  service.idle_until = now.mono + config_.linger;
  if (config_.linger == Duration{})
    stop_cast(service, StopReason::no_members, now);
  else
    reschedule(service.slot);
}

}  // namespace joincast::headend
