// SPDX-License-Identifier: LGPL-2.1-or-later
// The core beside other headends: who of them sends to a group that somebody wants (docs/two-headends.md).
#include <algorithm>

#include "headend/core.h"
#include "headend/standard_announcer.h"
#include "rtp/packet.h"
#include "sap/packet.h"

namespace joincast::headend {
namespace {

constexpr Duration kLeastPause = std::chrono::milliseconds(20);  // between looks at all turns
constexpr std::uint8_t kOneHop = 1;                              // what headends tell each other stays on the link

}  // namespace

void Core::handle_presence(Served& on, const net::UdpView& datagram, Now now) {
  const auto presence = config_.give_way ? parse_presence(datagram.octets) : std::nullopt;
  if (!presence || presence->id == presence_id_ || presence->rank == on.rank()) return;
  const auto same = [&presence](const Rivals::Rival* one) { return one->presence.id == presence->id; };
  const auto known = on.rivals.known(now.mono);
  const bool told = std::any_of(known.begin(), known.end(), same);
  if (on.rivals.hear(datagram.from.address, *presence, now.mono) && !told)
    tell(HeadendFound{on.link.interface, presence->rank, presence->rank < on.rank()});
}

RivalStatus* Core::remember(Service& service, const Group& group, const IpAddress& source, bool headend) {
  const auto same = [&](const RivalStatus& one) { return one.group == group && one.source == source; };
  auto found = std::find_if(service.rivals.begin(), service.rivals.end(), same);
  if (found == service.rivals.end() && service.rivals.size() < kMostSenders) {
    service.rivals.push_back({group, source, headend, 0, {}});
    found = service.rivals.end() - 1;
  } else if (found == service.rivals.end()) {
    const auto earlier = [](const RivalStatus& a, const RivalStatus& b) {
      return std::pair(a.headend, a.last_rtp) < std::pair(b.headend, b.last_rtp);
    };
    found = std::min_element(service.rivals.begin(), service.rivals.end(), earlier);
    *found = {group, source, headend, 0, {}};
  }
  found->headend = headend;
  return &*found;
}

void Core::handle_rival(Served& on, const net::UdpView& datagram, Now now) {
  if (!config_.give_way) return;
  const Group group{datagram.to.address, on.link.interface};
  const auto meant = meaning(group.interface, group.address);
  const auto known = meant ? services_.find(meant->service) : services_.end();
  if (known == services_.end()) return;
  const IpAddress& from = datagram.from.address;
  const auto& own = on.link.own_addresses;
  if (std::find(own.begin(), own.end(), from) != own.end()) return;
  const bool is_rtp = datagram.to.port == kRtpPort;
  if (is_rtp ? !rtp::parse(datagram.octets) : datagram.to.port != sap::kPort) return;
  Service& service = known->second;
  const Rivals::Rival* const rival = on.rivals.find(from, now.mono);
  if (is_rtp) {
    RivalStatus* const status = remember(service, group, from, rival != nullptr);
    ++status->packets;
    status->last_rtp = now.mono;
    if (!rival) on.rivals.ask(now.mono);
  }
  if (!rival || service.always) return;
  std::erase(service.absent, rival->presence.id);
  const auto same = [&group](const Demand& demand) { return demand.group == group; };
  const auto demand = std::find_if(service.demands.begin(), service.demands.end(), same);
  if (demand == service.demands.end()) return;
  const Turn::State before = demand->turn.state();
  if (is_rtp) {
    if (demand->turn.hear_rtp(from, rival->presence.rank < on.rank(), now.mono)) give_way(service, *demand, from, now);
  } else {
    Bytes inflated;
    const auto packet = sap::parse(datagram.octets, inflated);
    if (packet && packet->deletion)
      demand->turn.hear_goodbye(from, now.mono);
    else if (packet)
      demand->turn.hear_announcement(from, now.mono);
  }
  turns_due_ = std::min(turns_due_, demand->turn.deadline());
  if (before == Turn::State::waiting && demand->turn.state() == Turn::State::watching)
    tell(GaveWay{service.config.number, group, from, false});
}

/// Whether another headend goes first, and is not known to leave this service to us.
bool Core::lower_expected(const Service& service, Served& on, TimePoint now) const {
  if (!config_.give_way) return false;
  const auto ids = on.rivals.below(on.rank(), now);
  return std::any_of(ids.begin(), ids.end(), [&service](std::uint32_t id) {
    return std::find(service.absent.begin(), service.absent.end(), id) == service.absent.end();
  });
}

Turn Core::first_turn(Service& service, const Group& group, TimePoint now) {
  Served* const on = served(group.interface);
  if (!on || service.always || !config_.give_way) return Turn();
  const RivalStatus* last = nullptr;
  for (const RivalStatus& one : service.rivals)
    if (one.group == group && one.headend && one.packets != 0 && (!last || last->last_rtp < one.last_rtp)) last = &one;
  const Turn turn = Turn::begin(last ? last->source : IpAddress(), last ? std::optional(last->last_rtp) : std::nullopt,
                                lower_expected(service, *on, now), now);
  turns_due_ = std::min(turns_due_, turn.deadline());
  if (turn.state() == Turn::State::watching) tell(GaveWay{service.config.number, group, turn.sender(), false});
  return turn;
}

/// Without a word in the group: a goodbye would end the session of those who hear the other one by now.
void Core::give_way(Service& service, Demand& demand, const IpAddress& rival, Now now) {
  tell(GaveWay{service.config.number, demand.group, rival, true});
  if (service.slot == kNoSlot) return;
  casts_[service.slot]->remove_group(demand.group);
  if (service.wanted())
    reschedule(service.slot);
  else
    stop_cast(service, StopReason::another_sends, now);
}

void Core::take_over(Service& service, Demand& demand, Now now) {
  demand.heard = now.mono;
  tell(TookOver{service.config.number, demand.group, demand.turn.sender()});
  if (service.mode == Choice::off) return;
  service.idle_until = kNever;
  if (service.slot == kNoSlot) return start_or_defer(service, now);
  casts_[service.slot]->add_member(demand.group, demand.source, demand.host, demand.heard, now, out());
  after(service.slot);
}

void Core::handle_turns(Now now) {
  for (const auto& served : links_)
    if (config_.give_way && served->rivals.deadline() <= now.mono) tell_presence(*served, now);
  if (now.mono < turns_due_) return;
  turns_due_ = kNever;
  for (auto& [number, service] : services_) {
    for (Demand& demand : service.demands) {
      Served* const on = served(demand.group.interface);
      if (demand.turn.deadline() <= now.mono && on) {
        const auto leave_out = [&service = service](std::uint32_t id) {
          if (service.absent.size() >= kMostSenders) service.absent.erase(service.absent.begin());
          service.absent.push_back(id);
        };
        if (demand.turn.state() == Turn::State::waiting) {
          for (const std::uint32_t id : on->rivals.below(on->rank(), now.mono)) leave_out(id);
        } else if (const auto* silent = on->rivals.find(demand.turn.sender(), now.mono)) {
          leave_out(silent->presence.id);
        }
        if (demand.turn.handle_deadline(lower_expected(service, *on, now.mono), now.mono))
          take_over(service, demand, now);
      }
      turns_due_ = std::min(turns_due_, demand.turn.deadline());
    }
  }
  if (turns_due_ != kNever) turns_due_ = std::max(turns_due_, now.mono + kLeastPause);
}

void Core::tell_presence(Served& on, Now now) {
  const auto telling = on.rivals.handle_deadline(now.mono);
  if (!telling || on.rank().is_unspecified()) return;
  const Outbox::Stored stored = outbox_.store(encode(Presence{presence_id_, on.rank(), telling->asks}, cname_));
  for (const StandardPlace& place : standard_places(on.link, kHeadendsService, config_.pool, config_.scope, false))
    outbox_.send(stored, {place.service_group, on.link.interface}, kRtcpPort, kOneHop);
}

TimePoint Core::rivalry_deadline() const noexcept {
  TimePoint next = turns_due_;
  if (!config_.give_way) return next;
  for (const auto& served : links_) next = std::min(next, served->rivals.deadline());
  return next;
}

}  // namespace joincast::headend
