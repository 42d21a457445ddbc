// SPDX-License-Identifier: LGPL-2.1-or-later
// Octets in, octets and events out.
#include "membership/router.h"

#include <gtest/gtest.h>

#include "tests/membership/octets.h"

namespace joincast::membership {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

struct RouterTest : testing::Test {
  const IpAddress kUs = ip("fe80::5");
  const IpAddress kHost = ip("fe80::a");
  const IpAddress kGroup = ip("ff3e:40:2001:db8:d0be:f00d:8000:1");

  TimePoint now{1h};
  std::optional<Router> router;
  std::vector<Packet> sent;
  std::vector<Event> events;

  void start(RouterOptions options = {}, Family family = Family::ipv6) {
    router.emplace(7u, family, std::move(options), now);
    router->set_address(family == Family::ipv6 ? kUs : ip("192.0.2.5"), now);
    drain();
  }
  void drain() {
    while (auto output = router->poll_output()) {
      if (auto* event = std::get_if<Event>(&*output)) {
        events.push_back(std::move(*event));
        continue;
      }
      const auto& transmit = std::get<Transmit>(*output);
      auto packet = parse(transmit.ip_packet);
      ASSERT_TRUE(packet);
      EXPECT_EQ(packet->destination, transmit.destination);
      EXPECT_EQ(mac_address(packet->destination), transmit.mac);
      sent.push_back(std::move(*packet));
    }
  }
  void wait(Duration time) {
    const TimePoint until = now + time;
    while (router->deadline() <= until) {
      now = std::max(now, router->deadline());
      router->handle_deadline(now);
      drain();
    }
    now = until;
  }
  bool hear(const IpAddress& from, Message message, Direction direction = Direction::incoming) {
    const Packet packet{from, destination_of(message, from.family()), std::move(message)};
    const bool ours = router->handle_packet(to_ip_packet(packet), direction, now);
    drain();
    return ours;
  }
  Report record(RecordType type) const { return {{{type, kGroup, {}}}}; }
};

TEST_F(RouterTest, AsksFromItsOwnAddress) {
  start();
  wait(1s);
  EXPECT_THAT(sent, ElementsAre(Packet{kUs, kAllNodesV6, Query{Dialect::v3, IpAddress{}, 1s, false, 2, 125s, {}}}));
}

TEST_F(RouterTest, TellsWhatTheTrackerTells) {
  start();
  wait(5s);
  hear(kHost, record(RecordType::to_exclude));
  hear(kHost, record(RecordType::to_include));
  EXPECT_THAT(events, ElementsAre(FirstMember{{kGroup, 7}, kHost, {}}, LastMemberGone{{kGroup, 7}, false}));
}

TEST_F(RouterTest, HearsTheOwnHostsReportsWithoutTheirChecksum) {
  start();
  Bytes packet = to_ip_packet({kUs, kMldV2RoutersV6, record(RecordType::to_exclude)});
  packet[50] = packet[51] = 0;
  EXPECT_TRUE(router->handle_packet(packet, Direction::outgoing, now));
  drain();
  EXPECT_THAT(events, ElementsAre(FirstMember{{kGroup, 7}, kUs, {}}));
}

TEST_F(RouterTest, AsksAboutAGroupWithItsRobustnessAndInterval) {
  start();
  wait(5s);
  hear(kHost, OldReport{Dialect::v2, kGroup});
  sent.clear();
  hear(kHost, Leave{kGroup});
  EXPECT_THAT(sent, ElementsAre(Packet{kUs, kGroup, Query{Dialect::v3, kGroup, 300ms, false, 2, 125s, {}}}));
}

TEST_F(RouterTest, DoesNotTakeItsOwnQueriesForAnothers) {
  start();
  wait(5s);
  hear(kHost, OldReport{Dialect::v2, kGroup});
  hear(kUs, Query{.group = kGroup, .max_response = 1ms}, Direction::outgoing);
  wait(10s);
  EXPECT_EQ(router->tracker().group_count(), 1u);
  EXPECT_EQ(router->querier().counters().queries_heard, 0u);
}

TEST_F(RouterTest, AdvertisesItselfWhileAnotherIsQuerier) {
  start();
  wait(5s);
  sent.clear();
  hear(ip("fe80::1"), Query{.group = IpAddress{}, .max_response = 10s, .robustness = 2, .interval = 60s});
  EXPECT_THAT(sent, ElementsAre(Packet{kUs, kAllSnoopersV6, RouterAdvertisement{20, 60, 2}}));
  sent.clear();
  router->stop();
  drain();
  EXPECT_THAT(sent, ElementsAre(Packet{kUs, kAllSnoopersV6, RouterTermination{}}));
}

TEST_F(RouterTest, LeavesOthersPacketsToOthers) {
  start();
  Bytes udp = to_ip_packet({kUs, kAllNodesV6, Query{.group = IpAddress{}}});
  udp[6] = 17;
  EXPECT_FALSE(router->handle_packet(udp, Direction::incoming, now));
  EXPECT_FALSE(hear(ip("192.0.2.7"), OldReport{Dialect::v2, ip("239.195.1.1")}));
  EXPECT_FALSE(router->handle_packet({}, Direction::incoming, now));
}

TEST_F(RouterTest, CountsWhatIsBrokenByItsReason) {
  start();
  Bytes report = to_ip_packet({kHost, kMldV2RoutersV6, record(RecordType::to_exclude)});
  report.back() ^= 1;
  EXPECT_TRUE(router->handle_packet(report, Direction::incoming, now));
  drain();
  EXPECT_EQ(router->refused()[static_cast<std::size_t>(ParseErrc::bad_checksum)], 1u);
  EXPECT_THAT(events, IsEmpty());
}

TEST_F(RouterTest, SendsNothingWithoutAnAddress) {
  RouterOptions options;
  options.advertiser.mode = AdvertiseMode::on;
  router.emplace(7u, Family::ipv6, std::move(options), now);
  wait(100s);
  EXPECT_THAT(sent, IsEmpty());
  hear(kHost, record(RecordType::to_exclude));
  EXPECT_EQ(events.size(), 1u);
}

TEST_F(RouterTest, FindsItsMembersSoonAfterARestart) {
  // Listening 0.5 s, answers within 1 s: a stream is back long before three seconds.
  start();
  wait(500ms);
  ASSERT_EQ(sent.size(), 1u);
  const auto& query = std::get<Query>(sent[0].message);
  EXPECT_LE(query.max_response, 1s);
}

TEST_F(RouterTest, SpeaksIgmpToo) {
  start({}, Family::ipv4);
  wait(5s);
  const IpAddress group = ip("239.195.1.1");
  hear(ip("192.0.2.7"), OldReport{Dialect::v2, group});
  sent.clear();
  hear(ip("192.0.2.7"), Leave{group});
  EXPECT_THAT(sent, ElementsAre(Packet{ip("192.0.2.5"), group, Query{Dialect::v3, group, 300ms, false, 2, 125s, {}}}));
  wait(600ms);
  EXPECT_EQ(events.size(), 3u);  // came, left, gone
}

TEST_F(RouterTest, ForgetsWhatIsNoLongerServed) {
  bool wanted = true;
  RouterOptions options;
  options.wanted = [&wanted](const IpAddress&) { return wanted; };
  start(std::move(options));
  hear(kHost, record(RecordType::to_exclude));
  wanted = false;
  router->forget_unwanted();
  drain();
  EXPECT_EQ(events.size(), 2u);
}

}  // namespace
}  // namespace joincast::membership
