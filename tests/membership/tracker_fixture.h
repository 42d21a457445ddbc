// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <ostream>

#include "membership/codec.h"
#include "membership/tracker.h"
#include "tests/membership/octets.h"

namespace joincast::membership {

inline void PrintTo(const Group& group, std::ostream* out) {
  *out << to_string(group.address) << '%' << group.interface;
}
inline void PrintTo(const Event& event, std::ostream* out) {
  static constexpr const char* kNames[] = {"FirstMember", "NewMember", "MemberLeft", "LastMemberGone"};
  *out << kNames[event.index()] << ' ';
  std::visit([out](const auto& one) { PrintTo(one.group, out); }, event);
  if (const auto* gone = std::get_if<LastMemberGone>(&event)) *out << (gone->expired ? " expired" : "");
  if (const auto* left = std::get_if<MemberLeft>(&event))
    *out << ' ' << to_string(left->host) << (left->expired ? " expired" : "");
}

/// A tracker in virtual time, whose hosts speak whatever a test wants.
struct TrackerTest : testing::Test {
  static constexpr std::uint32_t kInterface = 7;
  const IpAddress kGroup = ip("ff3e:40:2001:db8:d0be:f00d:8000:1");
  const IpAddress kSsm = ip("ff3e::8000:1");
  const IpAddress kA = ip("fe80::a");
  const IpAddress kB = ip("fe80::b");
  const IpAddress kC = ip("fe80::c");
  const IpAddress kOurs = ip("2001:db8::1");
  const IpAddress kTheirs = ip("2001:db8::2");

  TimePoint now = TimePoint{} + std::chrono::hours{1};
  Tracker tracker{kInterface, Family::ipv6};
  std::vector<Event> events;
  std::vector<std::pair<TimePoint, Query>> queries;

  Group at(const IpAddress& address) const { return {address, kInterface}; }

  void drain() {
    while (auto output = tracker.poll_output()) {
      if (auto* event = std::get_if<Event>(&*output))
        events.push_back(std::move(*event));
      else
        queries.emplace_back(now, std::get<Query>(std::move(*output)));
    }
  }
  std::vector<Event> take_events() { return std::exchange(events, {}); }
  std::vector<std::pair<TimePoint, Query>> take_queries() { return std::exchange(queries, {}); }

  void say(const IpAddress& host, Message message) {
    tracker.handle_packet({host, destination_of(message, host.family()), std::move(message)}, now);
    drain();
  }
  void report(const IpAddress& host, RecordType type, const IpAddress& group, std::vector<IpAddress> sources = {}) {
    say(host, Report{{{type, group, std::move(sources)}}});
  }
  void join(const IpAddress& host) { report(host, RecordType::to_exclude, kGroup); }
  void leave(const IpAddress& host) { report(host, RecordType::to_include, kGroup); }
  void answer(const IpAddress& host) { report(host, RecordType::is_exclude, kGroup); }
  void old_report(const IpAddress& host, Dialect dialect = Dialect::v2) { say(host, OldReport{dialect, kGroup}); }
  void done(const IpAddress& host) { say(host, Leave{kGroup}); }

  /// Virtual time passes, every deadline in it is kept.
  void wait(Duration time) {
    const TimePoint until = now + time;
    for (int turns = 0; tracker.deadline() <= until; ++turns) {
      ASSERT_LT(turns, 100'000) << "deadlines do not advance";
      now = std::max(now, tracker.deadline());
      tracker.handle_deadline(now);
      drain();
    }
    now = until;
  }

  /// A general query has been answered: from here on members can be told apart.
  void settle() {
    tracker.note_general_query(std::chrono::seconds{1}, now);
    wait(std::chrono::seconds{2});
  }
};

}  // namespace joincast::membership
