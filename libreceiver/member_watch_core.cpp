// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/member_watch_core.h"

#include <algorithm>
#include <utility>

#include "libreceiver/link_watch.h"

namespace joincast::libreceiver {
namespace {

WatchEvent about(const WatchedLink& link, bool watched, std::string reason, Now now) {
  WatchEvent event;
  event.at = now.mono;
  event.wall = now.wall;
  event.interface = link.interface;
  event.interface_name = link.name;
  event.what = InterfaceChanged{watched, std::move(reason)};
  return event;
}

}  // namespace

MemberWatchCore::MemberWatchCore(WatchRules rules, std::uint64_t seed) : rules_(std::move(rules)), rng_(seed) {}
MemberWatchCore::~MemberWatchCore() = default;

void MemberWatchCore::set_links(std::span<const WatchedLink> links, Now now) {
  const auto same = [](const WatchedLink& a, const WatchedLink& b) {
    return a.interface == b.interface && a.name == b.name;
  };
  for (const WatchedLink& old : watched_) {
    if (std::any_of(links.begin(), links.end(), [&](const WatchedLink& link) { return same(link, old); })) continue;
    for (const auto& link : links_) {
      if (link->interface() != old.interface) continue;
      link->end(now);
      collect(*link);
    }
    std::erase_if(links_, [&](const auto& link) { return link->interface() == old.interface; });
    output_.emplace_back(about(old, false, "it is gone or cannot receive", now));
  }
  for (const WatchedLink& link : links) {
    const bool known =
        std::any_of(watched_.begin(), watched_.end(), [&](const WatchedLink& old) { return same(link, old); });
    if (!known) output_.emplace_back(about(link, true, {}, now));
    for (const Family family : {Family::ipv6, Family::ipv4}) {
      if (!known) {
        links_.push_back(std::make_unique<LinkWatch>(link, family, rules_, rng_.u64(), now));
        collect(*links_.back());
        continue;
      }
      for (const auto& watch : links_) {
        if (watch->interface() != link.interface || watch->family() != family) continue;
        watch->update(link, now);
        collect(*watch);
      }
    }
  }
  watched_.assign(links.begin(), links.end());
}

void MemberWatchCore::handle_packet(std::uint32_t interface, ByteView ip_packet, bool outgoing, Now now) {
  if (ip_packet.empty()) return;
  const Family family = ip_packet[0] >> 4 == 4 ? Family::ipv4 : Family::ipv6;
  const auto at = std::find_if(links_.begin(), links_.end(), [&](const auto& link) {
    return link->interface() == interface && link->family() == family;
  });
  if (at == links_.end()) return;
  const auto direction = outgoing ? membership::Direction::outgoing : membership::Direction::incoming;
  const LinkWatch::Verdict verdict = (*at)->handle_packet(ip_packet, direction, now);
  if (verdict == LinkWatch::Verdict::not_ours) return;
  ++packets_;
  if (verdict == LinkWatch::Verdict::broken) ++broken_;
  collect(**at);
}

void MemberWatchCore::handle_packets_lost(Now now) {
  for (const auto& link : links_) {
    link->handle_packets_lost(now);
    collect(*link);
  }
}

void MemberWatchCore::handle_deadline(Now now) {
  for (const auto& link : links_) {
    if (link->deadline() > now.mono) continue;
    link->handle_deadline(now);
    collect(*link);
  }
}

std::optional<MemberWatchCore::Output> MemberWatchCore::poll_output() {
  if (output_.empty()) return std::nullopt;
  Output next = std::move(output_.front());
  output_.pop_front();
  return next;
}

TimePoint MemberWatchCore::deadline() const {
  TimePoint next = kNever;
  for (const auto& link : links_) next = std::min(next, link->deadline());
  return next;
}

void MemberWatchCore::stop(Now now) {
  for (const auto& link : links_) {
    link->stop(now);
    collect(*link);
  }
}

MembershipSnapshot MemberWatchCore::snapshot(Now now) const {
  MembershipSnapshot snapshot{now.wall, {}, packets_, broken_, 0};
  for (const auto& link : links_) snapshot.links.push_back(link->view(now));
  std::stable_sort(snapshot.links.begin(), snapshot.links.end(),
                   [](const LinkView& a, const LinkView& b) { return a.interface < b.interface; });
  return snapshot;
}

void MemberWatchCore::collect(LinkWatch& link) {
  while (auto output = link.poll_output()) output_.push_back(std::move(*output));
}

}  // namespace joincast::libreceiver
