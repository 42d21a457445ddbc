// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <gtest/gtest.h>

#include <utility>

#include "libreceiver/member_watch_core.h"
#include "membership/codec.h"

namespace joincast::libreceiver {

using namespace std::chrono_literals;
using membership::Dialect;
using membership::RecordType;

inline IpAddress ip(std::string_view text) { return *parse_address(text); }

/// A watch in virtual time on eth0 (7), whose own addresses are fe80::5 and 192.0.2.5.
struct MemberWatchTest : testing::Test {
  const IpAddress kGroup = ip("ff3e:40:2001:db8:d0be:f00d:8000:1");
  const IpAddress kGroupV4 = ip("239.195.1.1");
  const IpAddress kA = ip("fe80::a");
  const IpAddress kB = ip("fe80::b");
  const IpAddress kOurs = ip("fe80::5");
  const IpAddress kQuerier = ip("fe80::1");

  Now now{TimePoint{1h}, WallTime{1'000'000h}};
  std::unique_ptr<MemberWatchCore> core;
  std::vector<WatchEvent> events;
  std::vector<membership::Packet> sent;

  static WatchedLink link() { return {7, "eth0", {ip("fe80::5"), ip("192.0.2.5")}, ip("fe80::5"), ip("192.0.2.5")}; }

  void start(WatchRules rules = {}, WatchedLink on = link()) {
    core = std::make_unique<MemberWatchCore>(std::move(rules), 1);
    core->set_links(std::vector{std::move(on)}, now);
    drain();
    std::erase_if(events, [](const auto& event) { return std::holds_alternative<InterfaceChanged>(event.what); });
  }
  void drain() {
    while (auto output = core->poll_output()) {
      if (auto* event = std::get_if<WatchEvent>(&*output)) {
        events.push_back(std::move(*event));
        continue;
      }
      const auto packet = membership::parse(std::get<MemberWatchCore::SendPacket>(*output).ip_packet);
      ASSERT_TRUE(packet);
      sent.push_back(*packet);
    }
  }
  void hear(const IpAddress& from, membership::Message message, bool outgoing = false) {
    const IpAddress to = membership::destination_of(message, from.family());
    core->handle_packet(7, membership::to_ip_packet({from, to, std::move(message)}), outgoing, now);
    drain();
  }
  void report(const IpAddress& from, RecordType type, std::vector<IpAddress> sources = {}) {
    const IpAddress group = from.is_v6() ? kGroup : kGroupV4;
    hear(from, membership::Report{{{type, group, std::move(sources)}}}, from == kOurs);
  }
  void join(const IpAddress& from) { report(from, RecordType::to_exclude); }
  void leave(const IpAddress& from) { report(from, RecordType::to_include); }
  void query(const IpAddress& from, Dialect dialect = Dialect::v3) {
    const IpAddress none = from.is_v6() ? IpAddress() : IpAddress::v4(0);
    hear(from, membership::Query{.dialect = dialect, .group = none, .max_response = 10s, .interval = 125s});
  }
  void wait(Duration time) {
    const TimePoint until = now.mono + time;
    for (int turns = 0; core->deadline() <= until; ++turns) {
      ASSERT_LT(turns, 10'000) << "deadlines do not advance";
      advance(std::max(now.mono, core->deadline()));
      core->handle_deadline(now);
      drain();
    }
    advance(until);
  }
  void advance(TimePoint to) {
    now.wall += to - now.mono;
    now.mono = to;
  }

  /// What happened of one kind since asked last.
  template <typename T>
  std::vector<T> take() {
    std::vector<T> some;
    std::erase_if(events, [&some](const WatchEvent& event) {
      const auto* what = std::get_if<T>(&event.what);
      if (what) some.push_back(*what);
      return what != nullptr;
    });
    return some;
  }
  std::vector<HearingLimit> take_limits() {
    std::vector<HearingLimit> limits;
    for (const CannotHear& one : take<CannotHear>()) limits.push_back(one.limit);
    return limits;
  }
  LinkView view(Family family = Family::ipv6) const {
    return core->snapshot(now).links.at(family == Family::ipv6 ? 0 : 1);
  }
};

}  // namespace joincast::libreceiver
