// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/link_watch.h"

#include <algorithm>
#include <utility>

#include "membership/codec.h"

namespace joincast::libreceiver {
namespace {

using membership::Dialect;

membership::RouterOptions options_for(const WatchRules& rules, std::uint64_t seed) {
  membership::RouterOptions options;
  options.querier.mode = rules.query ? membership::QuerierMode::automatic : membership::QuerierMode::off;
  if (rules.query) options.querier.timing.query_interval = rules.query_interval;
  options.advertiser.mode = rules.advertise ? membership::AdvertiseMode::on : membership::AdvertiseMode::off;
  options.limits = rules.limits;
  options.seed = seed;
  options.observe = true;
  if (rules.groups.empty()) return options;
  options.wanted = [&groups = rules.groups](const IpAddress& group) {
    return std::any_of(groups.begin(), groups.end(), [&](const Prefix& prefix) { return contains(prefix, group); });
  };
  return options;
}

}  // namespace

LinkWatch::LinkWatch(const WatchedLink& link, Family family, const WatchRules& rules, std::uint64_t seed, Now now)
    : link_(link),
      rules_(rules),
      router_(link.interface, family, options_for(rules, seed), now.mono),
      hearing_(family, rules, now.mono) {
  update(link, now);
}

void LinkWatch::update(const WatchedLink& link, Now now) {
  link_ = link;
  const auto& address = family() == Family::ipv6 ? link.ask_from_v6 : link.ask_from_v4;
  const IpAddress none = family() == Family::ipv6 ? IpAddress() : IpAddress::v4(0);
  const bool sends = rules_.query || rules_.advertise;
  router_.set_address(sends ? address.value_or(none) : none, now.mono);
  hearing_.set_link(link, address.has_value());
  settle(now);
}

LinkWatch::Verdict LinkWatch::handle_packet(ByteView ip_packet, membership::Direction direction, Now now) {
  const auto packet = membership::parse(ip_packet, direction);
  if (!packet) return packet.error().code == ParseErrc::wrong_type ? Verdict::not_ours : Verdict::broken;
  speaker_ = packet->source;
  note_query(*packet, now);
  router_.handle_packet(ip_packet, direction, now.mono);
  settle(now);
  speaker_.reset();
  note_report(*packet, now);
  settle(now);
  return Verdict::taken;
}

void LinkWatch::handle_packets_lost(Now now) {
  hearing_.note_packets_lost();
  settle(now);
}

void LinkWatch::handle_deadline(Now now) {
  router_.handle_deadline(now.mono);
  hearing_.handle_deadline(now.mono);
  settle(now);
}

void LinkWatch::end(Now now) {
  std::vector<IpAddress> groups;
  for (const auto& [group, seen] : groups_) groups.push_back(group);
  std::sort(groups.begin(), groups.end());
  for (const IpAddress& group : groups) all_gone(group, Departure::interface_gone, now);
}

void LinkWatch::stop(Now now) {
  router_.stop();
  settle(now);
}

std::optional<LinkWatch::Output> LinkWatch::poll_output() {
  if (output_.empty()) return std::nullopt;
  Output next = std::move(output_.front());
  output_.pop_front();
  return next;
}

void LinkWatch::settle(Now now) {
  while (auto output = router_.poll_output()) {
    if (auto* transmit = std::get_if<membership::Transmit>(&*output))
      send(std::move(*transmit), now);
    else
      handle(std::get<membership::Event>(*output), now);
  }
  const auto& counters = router_.tracker().counters();
  if (counters.refused_groups != 0 || counters.refused_hosts != 0) hearing_.note_full();
  look_at_querier(now);
  while (auto limit = hearing_.poll()) tell(IpAddress(), std::move(*limit), now);
}

void LinkWatch::send(membership::Transmit transmit, Now now) {
  const auto packet = membership::parse(transmit.ip_packet, membership::Direction::outgoing);
  if (packet)
    if (const auto* query = std::get_if<membership::Query>(&packet->message); query && query->is_general())
      hearing_.note_own_query(query->max_response, now.mono);
  output_.emplace_back(MemberWatchCore::SendPacket{link_.interface, std::move(transmit.ip_packet)});
}

void LinkWatch::handle(const membership::Event& event, Now now) {
  if (const auto* first = std::get_if<membership::FirstMember>(&event))
    joined(first->group.address, first->host, first->sources, true, now);
  else if (const auto* more = std::get_if<membership::NewMember>(&event))
    joined(more->group.address, more->host, more->sources, false, now);
  else if (const auto* left = std::get_if<membership::MemberLeft>(&event))
    gone(left->group.address, left->host, left->expired ? Departure::silent : Departure::left, now);
  else
    all_gone(std::get<membership::LastMemberGone>(event).group.address, Departure::left, now);
}

void LinkWatch::joined(const IpAddress& group, const IpAddress& host, const std::vector<IpAddress>& sources, bool first,
                       Now now) {
  SeenGroup& seen = groups_[group];
  if (first) seen.since = now.wall;
  if (const auto held = std::exchange(seen.held, std::nullopt); held && held->host != host)
    tell(group, MemberGone{held->host, held->how, false, hearing_.everybody_was_asked(now.mono), 0}, now);
  Seen state{now.wall, Dialect::v3, sources.empty(), sources};
  if (const auto member = router_.tracker().member(group, host)) {
    state = {now.wall, member->dialect, member->exclude, member->sources};
    seen.hosts[host] = state;
  }
  tell(group, MemberJoined{view_of(host, state), first, seen.hosts.size()}, now);
}

/// The departure of the only one known is told when it is known whether it was the last.
void LinkWatch::gone(const IpAddress& group, const IpAddress& host, Departure how, Now now) {
  SeenGroup& seen = groups_[group];
  seen.hosts.erase(host);
  if (seen.hosts.empty())
    seen.held = Held{host, how};
  else
    tell(group, MemberGone{host, how, false, hearing_.everybody_was_asked(now.mono), seen.hosts.size()}, now);
}

void LinkWatch::all_gone(const IpAddress& group, Departure how, Now now) {
  auto node = groups_.extract(group);
  if (node.empty()) return;
  SeenGroup& seen = node.mapped();
  const bool certain = hearing_.everybody_was_asked(now.mono);
  if (seen.hosts.empty() && !seen.held) seen.held = Held{IpAddress(), Departure::silent};
  std::size_t left = seen.hosts.size();
  for (const auto& [host, state] : seen.hosts) {
    --left;
    const Departure its = how == Departure::interface_gone || host == speaker_ ? how : Departure::silent;
    tell(group, MemberGone{host, its, left == 0, certain, left}, now);
  }
  if (seen.hosts.empty())
    tell(group, MemberGone{seen.held->host, how == Departure::interface_gone ? how : seen.held->how, true, certain, 0},
         now);
}

void LinkWatch::note_query(const membership::Packet& packet, Now now) {
  const auto* query = std::get_if<membership::Query>(&packet.message);
  if (!query) return;
  hearing_.note_query(packet.source, query->dialect, query->is_general(), query->max_response, now.mono);
  if (packet.source.is_unspecified())
    switch_until_ = now.mono + router_.querier().timing().other_querier_present_interval();
}

void LinkWatch::note_report(const membership::Packet& packet, Now now) {
  const bool asks = querier_ && querier_->address == packet.source;
  const bool other = !is_own(packet.source) && !asks && !packet.source.is_unspecified();
  if (const auto* old = std::get_if<membership::OldReport>(&packet.message)) {
    hearing_.note_report(old->dialect, other);
    note_change(old->group, packet.source, now);
  } else if (const auto* report = std::get_if<membership::Report>(&packet.message)) {
    hearing_.note_report(Dialect::v3, other);
    for (const membership::GroupRecord& record : report->records) note_change(record.group, packet.source, now);
  }
}

void LinkWatch::note_change(const IpAddress& group, const IpAddress& host, Now now) {
  const auto at = groups_.find(group);
  if (at == groups_.end()) return;
  const auto known = at->second.hosts.find(host);
  const auto member = known == at->second.hosts.end() ? std::nullopt : router_.tracker().member(group, host);
  if (!member) return;
  Seen& seen = known->second;
  if (seen.dialect == member->dialect && seen.exclude == member->exclude && seen.sources == member->sources) return;
  const Dialect before = std::exchange(seen.dialect, member->dialect);
  seen.exclude = member->exclude;
  seen.sources = member->sources;
  tell(group, MemberChanged{view_of(host, seen), before}, now);
}

std::optional<QuerierView> LinkWatch::current_querier(Now now) const {
  const membership::Querier& querier = router_.querier();
  QuerierView view;
  view.address = querier.querier_address();
  view.since = now.wall;
  view.interval = querier.timing().query_interval;
  view.dialect = querier.heard_dialect().value_or(Dialect::v3);
  if (querier.role() == membership::Querier::Role::silent) {
    if (now.mono >= switch_until_) return std::nullopt;
    view.address = IpAddress::v4(0);
  } else if (querier.role() == membership::Querier::Role::querier) {
    view.ours = true;
    view.dialect = querier.dialect();
  }
  return view;
}

void LinkWatch::look_at_querier(Now now) {
  auto current = current_querier(now);
  if (current && querier_) {
    const bool same = current->address == querier_->address && current->ours == querier_->ours;
    if (same) current->since = querier_->since;
    const bool told = same && current->dialect == querier_->dialect;
    querier_ = std::move(current);
    if (told) return;
  } else {
    if (!current && !querier_) return;
    if (!current) hearing_.note_querier_gone();
    querier_ = std::move(current);
  }
  if (rules_.query && querier_ && !querier_->ours && !querier_->address.is_unspecified())
    hearing_.note_not_elected(querier_->address);
  tell(IpAddress(), QuerierChanged{querier_}, now);
}

bool LinkWatch::is_own(const IpAddress& host) const noexcept {
  return std::find(link_.own_addresses.begin(), link_.own_addresses.end(), host) != link_.own_addresses.end();
}

MemberView LinkWatch::view_of(const IpAddress& host, const Seen& seen) const {
  return {host, is_own(host), seen.dialect, seen.exclude, seen.sources, seen.since, seen.since};
}

void LinkWatch::tell(const IpAddress& group, WatchEvent::What what, Now now) {
  WatchEvent event{now.mono, now.wall, link_.interface, link_.name, family(), group, {}, std::move(what)};
  if (group.is_multicast()) event.service = service_carried_by(group);
  output_.emplace_back(std::move(event));
}

LinkView LinkWatch::view(Now now) const {
  LinkView view{link_.interface, link_.name, family(), querier_, router_.advertiser().advertising(), {}, {}};
  view.limits = hearing_.told();
  for (const auto& [group, seen] : groups_) {
    GroupView one{group, service_carried_by(group), router_.tracker().dialect(group), seen.since, {}};
    const auto heard = router_.tracker().members(group);
    for (const membership::Member& member : heard) {
      const auto known = seen.hosts.find(member.host);
      if (known == seen.hosts.end()) continue;
      one.members.push_back(view_of(member.host, known->second));
      one.members.back().last_heard = now.wall - (now.mono - member.last_heard);
    }
    view.groups.push_back(std::move(one));
  }
  std::sort(view.groups.begin(), view.groups.end(), [](const auto& a, const auto& b) { return a.group < b.group; });
  return view;
}

}  // namespace joincast::libreceiver
