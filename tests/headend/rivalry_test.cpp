// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/rivalry.h"

#include <gtest/gtest.h>

#include "headend/status_model.h"
#include "rtcp/compound.h"
#include "tests/headend/udp_packet.h"
#include "tests/headend/world.h"

namespace joincast::headend {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const IpAddress kLow = *parse_address("fe80::2");
const IpAddress kHigh = *parse_address("fe80::9");
const IpAddress kRival = *parse_address("2001:db8:d0be:f00d::77");
constexpr TimePoint kStart{seconds(1000)};

TEST(Presence, IsAnRtcpPacketOfItsOwnName) {
  const Bytes octets = encode({0x0102'0304, kLow, true}, "cname");
  const Bytes expected = {
      0x80, 201,  0,    1,                                        // RR without blocks
      0x01, 0x02, 0x03, 0x04,                                     // SSRC
      0x81, 202,  0,    3,                                        // SDES, one chunk
      0x01, 0x02, 0x03, 0x04,                                     // SSRC
      1,    5,    'c',  'n',  'a', 'm', 'e', 0, 0x81, 204, 0, 6,  // APP, subtype 1: asks
      0x01, 0x02, 0x03, 0x04,                                     // SSRC: the id
      'J',  'C',  'H',  'E',                                      // name
      0xfe, 0x80, 0,    0,    0,   0,   0,   0, 0,    0,   0, 0, 0, 0, 0, 2,
  };
  EXPECT_EQ(octets, expected);
  EXPECT_EQ(parse_presence(octets), (Presence{0x0102'0304, kLow, true}));
}

TEST(Presence, OfAHostWithoutIpv6NamesItsIpv4Address) {
  const Presence presence{7, IpAddress::v4(0xc000'0201), false};
  EXPECT_EQ(parse_presence(encode(presence, "c")), presence);
}

TEST(Presence, IsNotSeenInAnyPartOfOne) {
  const Bytes whole = encode({0x0102'0304, kLow, true}, "cname");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_FALSE(parse_presence(part)) << size;
  }
}

TEST(Presence, OfAGroupOrOfNobodyIsNone) {
  EXPECT_FALSE(parse_presence(encode({7, IpAddress::v4(0), false}, "c")));
  EXPECT_FALSE(parse_presence(encode({7, *parse_address("ff02::1"), false}, "c")));
}

TEST(Rivals, AskThreeTimesAtTheStartAndThenTellEveryTenSeconds) {
  Rivals rivals(kStart);
  std::vector<std::pair<Duration, bool>> told;
  while (rivals.deadline() < kStart + seconds(25)) {
    const TimePoint now = rivals.deadline();
    told.emplace_back(now - kStart, rivals.handle_deadline(now)->asks);
  }
  const std::vector<std::pair<Duration, bool>> expected = {
      {seconds(0), true}, {seconds(1), true}, {seconds(2), true}, {seconds(12), false}, {seconds(22), false}};
  EXPECT_EQ(told, expected);
}

TEST(Rivals, AnswerOneWhoAsks) {
  Rivals rivals(kStart);
  for (int i = 0; i < 3; ++i) static_cast<void>(rivals.handle_deadline(rivals.deadline()));
  const TimePoint now = kStart + seconds(5);
  EXPECT_TRUE(rivals.hear(kRival, {1, kLow, true}, now));
  EXPECT_EQ(rivals.deadline(), now + Rivals::kAnswer);
  EXPECT_FALSE(rivals.hear(kRival, {1, kLow, false}, now)) << "known";
}

TEST(Rivals, ForgetOneThatIsSilent) {
  Rivals rivals(kStart);
  rivals.hear(kRival, {1, kLow, false}, kStart);
  EXPECT_EQ(rivals.below(kHigh, kStart + seconds(34)), std::vector<std::uint32_t>{1});
  EXPECT_TRUE(rivals.below(kLow, kStart).empty()) << "only those that go first";
  EXPECT_TRUE(rivals.below(kHigh, kStart + seconds(35)).empty());
  EXPECT_FALSE(rivals.find(kRival, kStart + seconds(35)));
}

TEST(Rivals, AreNotMoreThanSixteen) {
  Rivals rivals(kStart);
  for (std::uint32_t i = 0; i < 100; ++i) rivals.hear(IpAddress::v4(i), {i, IpAddress::v4(i + 1), false}, kStart);
  EXPECT_EQ(rivals.known(kStart).size(), 16u);
}

TEST(Turn, IsOursAtOnceWhereNobodyGoesFirst) {
  EXPECT_TRUE(Turn::begin(IpAddress(), std::nullopt, false, kStart).ours());
}

TEST(Turn, WaitsThreeHundredMillisecondsForALowerOne) {
  Turn turn = Turn::begin(IpAddress(), std::nullopt, true, kStart);
  EXPECT_EQ(turn.deadline(), kStart + milliseconds(300));
  EXPECT_FALSE(turn.handle_deadline(true, kStart + milliseconds(299)));
  EXPECT_TRUE(turn.handle_deadline(true, kStart + milliseconds(300)));
}

TEST(Turn, WatchesOneThatAnnouncesItself) {
  Turn turn = Turn::begin(IpAddress(), std::nullopt, true, kStart);
  turn.hear_announcement(kRival, kStart + milliseconds(100));
  EXPECT_EQ(turn.state(), Turn::State::watching);
  EXPECT_EQ(turn.deadline(), kStart + milliseconds(1600));
}

TEST(Turn, IsTakenOverASecondAfterTheLastPacket) {
  Turn turn = Turn::begin(IpAddress(), std::nullopt, true, kStart);
  EXPECT_FALSE(turn.hear_rtp(kRival, true, kStart + milliseconds(200)));
  EXPECT_FALSE(turn.hear_rtp(kRival, true, kStart + seconds(2)));
  EXPECT_FALSE(turn.handle_deadline(false, kStart + milliseconds(2999)));
  EXPECT_TRUE(turn.handle_deadline(false, kStart + seconds(3)));
}

TEST(Turn, OfASilentSenderGoesToTheLowestThatIsLeft) {
  Turn turn = Turn::begin(kRival, kStart, false, kStart);
  EXPECT_FALSE(turn.handle_deadline(true, kStart + seconds(1))) << "another one goes first";
  EXPECT_EQ(turn.state(), Turn::State::waiting);
  EXPECT_TRUE(turn.handle_deadline(true, kStart + milliseconds(1300)));
}

TEST(Turn, IsTakenOverAtOnceFromOneThatSaysGoodbye) {
  Turn turn = Turn::begin(kRival, kStart, false, kStart);
  turn.hear_goodbye(kRival, kStart + milliseconds(10));
  EXPECT_TRUE(turn.handle_deadline(false, kStart + milliseconds(10)));
}

TEST(Turn, OfTwoThatSendTheHigherGivesWay) {
  Turn higher;
  EXPECT_TRUE(higher.hear_rtp(kRival, true, kStart));
  EXPECT_FALSE(higher.ours());
  Turn lower;
  EXPECT_FALSE(lower.hear_rtp(kRival, false, kStart));
  EXPECT_TRUE(lower.ours());
}

/// A rival on the link of the core under test, whose own link-local address is fe80::1... or, here, fe80::5.
class Rivalry : public ::testing::Test {
 protected:
  Rivalry() {
    Link link = Example::link();
    link.querier_v6 = parse_address("fe80::5");
    world.core().set_links({link}, world.now());
    world.run(seconds(5));
    world.forget();
  }
  void hears(std::uint16_t port, const Group& group, const Bytes& octets, const IpAddress& from = kRival) {
    world.core().handle_packet(World::kInterface, udp_packet({from, 40'000}, {group.address, port}, octets), false,
                               world.now().mono, world.now());
    world.settle();
  }
  void presence(const IpAddress& rank, std::uint32_t id = 1) {
    hears(kRtcpPort, {service_group(kHeadendsService, World::kPrefix), World::kInterface},
          encode({id, rank, false}, "rival"));
  }
  void rtp(const IpAddress& from = kRival) {
    rtp::Header header;
    header.payload_type = 14;
    header.ssrc = 0xabcd;
    header.sequence = sequence_++;
    const auto head = rtp::encode(header);
    Bytes packet(head.begin(), head.end());
    packet.resize(packet.size() + 100);
    hears(kRtpPort, kGroup, packet, from);
  }
  /// The rival sends for a while.
  void rival_sends(Duration time, const IpAddress& from = kRival) {
    for (Duration passed{}; passed < time; passed += milliseconds(24)) {
      world.run(milliseconds(24));
      rtp(from);
    }
  }
  /// Nothing that could end a listener's session.
  bool said_goodbye() const {
    for (const auto& one : world.sent_to(kGroup, sap::kPort)) {
      Bytes buffer;
      if (sap::parse(one.octets, buffer)->deletion) return true;
    }
    for (const auto& one : world.sent_to(kGroup, kRtcpPort)) {
      const auto compound = rtcp::parse(one.octets).value();
      for (const rtcp::Packet& packet : compound.packets)
        if (std::holds_alternative<rtcp::Bye>(packet)) return true;
    }
    return false;
  }
  ServiceStatus status() { return world.core().status().at(0); }

  static inline const Group kGroup = World::group(1);
  World world;

 private:
  std::uint16_t sequence_ = 100;
};

TEST_F(Rivalry, AHeadendAloneStartsAtOnce) {
  world.join(kGroup);
  EXPECT_EQ(world.started.size(), 1u);
}

TEST_F(Rivalry, TheLowestStartsAtOnce) {
  presence(kHigh);
  world.join(kGroup);
  EXPECT_EQ(world.started.size(), 1u);
}

TEST_F(Rivalry, AHigherOneWaitsAndThenStarts) {
  presence(kLow);
  world.join(kGroup);
  EXPECT_TRUE(world.started.empty());
  world.run(milliseconds(299));
  EXPECT_TRUE(world.started.empty());
  world.run(milliseconds(2));
  EXPECT_EQ(world.started.size(), 1u);
}

TEST_F(Rivalry, OneThatLeftAServiceToUsIsNotWaitedForAgain) {
  presence(kLow);
  world.join(kGroup);
  world.run(seconds(1));
  world.leave(kGroup);
  world.run(seconds(10));
  world.forget();
  world.join(kGroup);
  EXPECT_EQ(world.started.size(), 1u);
}

TEST_F(Rivalry, WhileARivalSendsNothingIsStarted) {
  presence(kLow);
  world.join(kGroup);
  rival_sends(seconds(20));
  EXPECT_TRUE(world.started.empty());
  EXPECT_TRUE(world.sent_to(kGroup, sap::kPort).empty());
  EXPECT_EQ(state_of(status()), ServiceState::elsewhere);
  EXPECT_GT(status().rivals.at(0).packets, 800u);
}

TEST_F(Rivalry, ASilentRivalIsReplacedASecondLater) {
  presence(kLow);
  world.join(kGroup);
  rival_sends(seconds(5));
  world.run(milliseconds(990));
  EXPECT_TRUE(world.started.empty());
  world.run(milliseconds(30));
  EXPECT_EQ(world.started.size(), 1u);
  EXPECT_FALSE(world.announced(kGroup).empty());
  EXPECT_TRUE(world.noticed("takes over from 2001:db8:d0be:f00d::77"));
}

TEST_F(Rivalry, TheHigherOfTwoSendersStopsWithoutAWord) {
  presence(kLow);
  world.join(kGroup);
  world.run(seconds(1));
  world.play(world.started.at(0).upstream, 4);
  rtp();
  world.run(seconds(1) - milliseconds(50));
  EXPECT_EQ(world.stopped.size(), 1u);
  EXPECT_FALSE(said_goodbye());
  EXPECT_TRUE(world.noticed("gives way"));
}

TEST_F(Rivalry, TheLowerOfTwoSendersGoesOn) {
  presence(kHigh);
  world.join(kGroup);
  world.play(world.started.at(0).upstream, 4);
  rival_sends(seconds(1));
  EXPECT_TRUE(world.stopped.empty());
}

TEST_F(Rivalry, EvenTheLowestDoesNotDisturbOneThatSends) {
  presence(kHigh);
  rival_sends(seconds(1));
  world.join(kGroup);
  EXPECT_TRUE(world.started.empty());
  rival_sends(seconds(5));
  EXPECT_TRUE(world.started.empty());
}

TEST_F(Rivalry, AStrangerIsCountedAndNeverGivenWayTo) {
  world.join(kGroup);
  world.play(world.started.at(0).upstream, 4);
  rival_sends(seconds(2), *parse_address("2001:db8:d0be:f00d::2"));
  EXPECT_TRUE(world.stopped.empty());
  ASSERT_EQ(status().rivals.size(), 1u);
  EXPECT_FALSE(status().rivals[0].headend);
  EXPECT_EQ(status().rivals[0].packets, 84u);
}

TEST_F(Rivalry, ThatIsTurnedOffGivesWayToNobody) {
  Config config = World::two_stations();
  config.give_way = false;
  world.core().configure(config, world.now());
  presence(kLow);
  world.join(kGroup);
  EXPECT_EQ(world.started.size(), 1u);
}

TEST_F(Rivalry, WhenAllLeaveAWatcherForgetsTheGroup) {
  world.run(seconds(20));
  presence(kLow);
  world.join(kGroup);
  rival_sends(seconds(2));
  world.leave(kGroup);
  world.run(seconds(60));
  EXPECT_TRUE(world.started.empty());
  EXPECT_EQ(state_of(status()), ServiceState::idle);
}

}  // namespace
}  // namespace joincast::headend
