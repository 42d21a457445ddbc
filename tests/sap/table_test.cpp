// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sap/table.h"

#include <gtest/gtest.h>

#include "tests/sap/samples.h"

namespace joincast::sap {
namespace {

using namespace std::chrono_literals;

const Endpoint kAnnouncer{IpAddress::v4(0xc000'0201), kPort};
const Endpoint kStranger{IpAddress::v4(0xc000'0266), kPort};

class SapTable : public testing::Test {
 protected:
  void hear(const Bytes& octets, const Endpoint& from = kAnnouncer) { table.handle_datagram(octets, from, now); }
  void pass(Duration time) {
    now.mono += time;
    table.handle_deadline(now);
  }
  std::optional<Event::Kind> next() {
    last = table.poll_output();
    if (!last) return std::nullopt;
    return last->kind;
  }

  Table table;
  Now now{TimePoint{} + 1h, {}};
  std::optional<Event> last;
};

TEST_F(SapTable, TellsOfANewSessionOnce) {
  hear(datagram(description(1)));
  hear(datagram(description(1)));
  ASSERT_EQ(next(), Event::Kind::added);
  EXPECT_EQ(last->announcement->source, kAnnouncer.address);
  EXPECT_EQ(as_text(last->announcement->payload), description(1));
  EXPECT_EQ(last->announcement->payload_type, "application/sdp");
  EXPECT_EQ(table.find(last->announcement->id), last->announcement);
  EXPECT_EQ(next(), std::nullopt);
  EXPECT_EQ(table.counters().announcements, 2u);
}

TEST_F(SapTable, TellsOfAChangedPayload) {
  hear(datagram(description(1, "one")));
  hear(datagram(description(1, "two and more")));
  EXPECT_EQ(next(), Event::Kind::added);
  const SessionId id = last->announcement->id;
  EXPECT_EQ(next(), Event::Kind::changed);
  EXPECT_EQ(last->announcement->id, id);
  EXPECT_EQ(as_text(last->announcement->payload), description(1, "two and more"));
  EXPECT_EQ(table.size(), 1u);
  EXPECT_EQ(table.octets(), description(1, "two and more").size());
}

TEST_F(SapTable, KeepsAnnouncersOfTheSameOriginApart) {
  hear(datagram(description(1, "good")));
  hear(datagram(description(1, "evil")), kStranger);
  EXPECT_EQ(next(), Event::Kind::added);
  EXPECT_EQ(next(), Event::Kind::added);
  EXPECT_EQ(last->announcement->source, kStranger.address);
  EXPECT_EQ(table.size(), 2u);
}

TEST_F(SapTable, IsDeletedFromByTheAnnouncerOnly) {
  hear(datagram(description(1)));
  hear(datagram(description(1), true), kStranger);
  EXPECT_EQ(table.size(), 1u);
  EXPECT_EQ(table.counters().unknown_deletions, 1u);
  hear(datagram("o=- 1 99 IN IP4 192.0.2.1\r\n", true));  // the single line of RFC 2974 section 5
  EXPECT_EQ(table.size(), 0u);
  EXPECT_EQ(table.octets(), 0u);
  EXPECT_EQ(table.deadline(), kNever);
  EXPECT_EQ(next(), Event::Kind::added);
  EXPECT_EQ(next(), Event::Kind::deleted);
}

TEST_F(SapTable, ForgetsASessionSilentForAnHour) {
  hear(datagram(description(1)));
  EXPECT_EQ(table.deadline(), now.mono + 1h);
  pass(1min);
  hear(datagram(description(1)));
  pass(1h - 1ns);
  EXPECT_EQ(table.size(), 1u);
  EXPECT_EQ(table.deadline(), now.mono + 1ns);
  pass(1ns);
  EXPECT_EQ(table.size(), 0u);
  EXPECT_EQ(next(), Event::Kind::added);
  EXPECT_EQ(next(), Event::Kind::expired);
}

TEST_F(SapTable, GivesASlowAnnouncerTenIntervals) {
  hear(datagram(description(1)));
  pass(15min);
  hear(datagram(description(1)));
  pass(150min - 1s);
  EXPECT_EQ(table.size(), 1u);
  pass(1s);
  EXPECT_EQ(table.size(), 0u);
}

TEST_F(SapTable, TakesNoLongSilenceForAnInterval) {
  Table patient({.min_timeout = 24h, .max_interval = 1h});
  patient.handle_datagram(datagram(description(1)), kAnnouncer, now);
  now.mono += 20h;
  patient.handle_datagram(datagram(description(1)), kAnnouncer, now);
  now.mono += 24h;
  patient.handle_deadline(now);
  EXPECT_EQ(patient.size(), 0u);
}

TEST_F(SapTable, CallsBeforeTheDeadlineDoNothing) {
  hear(datagram(description(1)));
  for (int i = 0; i < 10; ++i) table.handle_deadline(now);
  EXPECT_EQ(table.size(), 1u);
}

TEST_F(SapTable, CapsSessionsOfOneSource) {
  Table small({.sessions = 10, .sessions_per_source = 2});
  for (std::uint64_t id = 0; id < 5; ++id) small.handle_datagram(datagram(description(id)), kAnnouncer, now);
  small.handle_datagram(datagram(description(9)), kStranger, now);
  EXPECT_EQ(small.size(), 3u);
  EXPECT_EQ(small.counters().full, 3u);
  small.handle_datagram(datagram(description(0), true), kAnnouncer, now);
  small.handle_datagram(datagram(description(4)), kAnnouncer, now);
  EXPECT_EQ(small.size(), 3u);
}

TEST_F(SapTable, CapsSessionsInAll) {
  Table small({.sessions = 3});
  for (std::uint32_t host = 0; host < 5; ++host)
    small.handle_datagram(datagram(description(1)), {IpAddress::v4(host), kPort}, now);
  EXPECT_EQ(small.size(), 3u);
}

TEST_F(SapTable, CapsOctets) {
  Table small({.payload_octets = 200, .total_octets = 300});
  small.handle_datagram(datagram(description(1, std::string(300, 'x'))), kAnnouncer, now);
  EXPECT_EQ(small.counters().refused[static_cast<std::size_t>(ParseErrc::over_limit)], 1u);
  for (std::uint64_t id = 0; id < 5; ++id) small.handle_datagram(datagram(description(id)), kAnnouncer, now);
  EXPECT_EQ(small.size(), 2u);
  EXPECT_LE(small.octets(), 300u);
  small.handle_datagram(datagram(description(1, std::string(90, 'x'))), kAnnouncer, now);  // a change that does not fit
  EXPECT_LE(small.octets(), 300u);
}

TEST_F(SapTable, CountsWhatIsNoGood) {
  hear({0x20});
  hear({0x22, 0, 0, 1, 192, 0, 2, 1, 'x'});
  EXPECT_EQ(table.counters().refused[static_cast<std::size_t>(ParseErrc::truncated)], 1u);
  EXPECT_EQ(table.counters().refused[static_cast<std::size_t>(ParseErrc::encrypted)], 1u);
  EXPECT_EQ(next(), std::nullopt);
}

TEST_F(SapTable, HoldsTenThousandSessionsAndForgetsThemAll) {
  Table large;
  for (std::uint32_t i = 0; i < 10'000; ++i)
    large.handle_datagram(datagram(description(i)), {IpAddress::v4(0x0a00'0000 + i / 500), kPort}, now);
  EXPECT_EQ(large.size(), 10'000u);
  now.mono += 1h;
  large.handle_deadline(now);
  EXPECT_EQ(large.size(), 0u);
  EXPECT_EQ(large.octets(), 0u);
}

}  // namespace
}  // namespace joincast::sap
