// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/descriptions.h"

#include "tests/libreceiver/datagrams.h"

namespace joincast::libreceiver {
namespace {

const Now kNow{TimePoint{std::chrono::seconds(1'000)}, WallTime{std::chrono::seconds(1'700'000'000)}};
constexpr std::string_view kFilter = "a=source-filter: incl IN IP6 * 2001:db8::1\r\n";

struct Heard : Descriptions {
  Heard() : Descriptions(kGroup, 5004) {}
  void announce(const Sdp& words, const Endpoint& from) {
    handle_datagram(sap(sdp(words), from.address, static_cast<std::uint16_t>(words.id * 16 + words.version)), from,
                    kNow);
  }
};

TEST(Descriptions, ASourceFilterBindsTheSourceItNames) {
  Heard heard;
  heard.announce({.host = "2001:db8::bad", .lines = std::string(kFilter)}, kStranger);
  heard.set_sender(kHeadend.address);
  EXPECT_TRUE(heard.is_bound());
  heard.set_sender(kStranger.address);
  EXPECT_FALSE(heard.is_bound());
}

TEST(Descriptions, ASendersOwnWordsComeBeforeAFiltersWhateverTheirAge) {
  Heard heard;
  heard.announce({.name = "Own"}, kHeadend);
  heard.announce({.id = 9, .host = "2001:db8::bad", .name = "Filter", .lines = std::string(kFilter)}, kStranger);
  heard.set_sender(kHeadend.address);
  EXPECT_EQ(heard.current()->session.name, "Own");
}

TEST(Descriptions, AGivenOneBindsWhoeverSendsUntilHeAnnouncesHimself) {
  Heard heard;
  heard.give(sdp({.name = "Given"}));
  ASSERT_TRUE(heard.current());
  EXPECT_FALSE(heard.is_bound());
  heard.set_sender(kHeadend.address);
  EXPECT_TRUE(heard.is_bound());
  heard.announce({.id = 9, .host = "2001:db8::bad", .name = "Filter", .lines = std::string(kFilter)}, kStranger);
  EXPECT_EQ(heard.current()->session.name, "Given");
  heard.announce({.name = "Own"}, kHeadend);
  EXPECT_EQ(heard.current()->session.name, "Own");
  heard.handle_datagram(sap(sdp({.name = "Own"}), kHeadend.address, 17, true), kHeadend, kNow);
  EXPECT_EQ(heard.current()->session.name, "Given");
}

TEST(Descriptions, AGivenOneBindsNobodyElseThanItsSourceFilterNames) {
  Heard heard;
  heard.give(sdp({.lines = std::string(kFilter)}));
  heard.set_sender(kHeadend.address);
  EXPECT_TRUE(heard.is_bound());
  heard.set_sender(kStranger.address);
  EXPECT_FALSE(heard.is_bound());
}

TEST(Descriptions, TheNewestSessionOfASenderHolds) {
  Heard heard;
  heard.announce({.id = 1, .name = "Before the restart"}, kHeadend);
  heard.announce({.id = 2, .name = "After it"}, kHeadend);
  heard.set_sender(kHeadend.address);
  EXPECT_EQ(heard.current()->session.name, "After it");
}

TEST(Descriptions, AFloodIsCapped) {
  Heard heard;
  for (std::uint64_t id = 1; id <= 200; ++id) heard.announce({.id = id, .host = "2001:db8::bad"}, kStranger);
  EXPECT_GE(heard.table_counters().full, 190u);
  heard.announce({.name = "Morning Radio"}, kHeadend);
  heard.set_sender(kHeadend.address);
  EXPECT_EQ(heard.current()->session.name, "Morning Radio");
}

TEST(Descriptions, StrangersWithManyAddressesDoNotKeepTheSendersOut) {
  Heard heard;
  for (unsigned n = 1; n <= 200; ++n)
    heard.announce({.id = n, .host = "2001:db8::bad"}, {*parse_address("2001:db8::bad:" + std::to_string(n)), 40000});
  heard.set_sender(kHeadend.address);
  heard.announce({.name = "Morning Radio"}, kHeadend);
  ASSERT_TRUE(heard.is_bound());
  EXPECT_EQ(heard.current()->session.name, "Morning Radio");
}

TEST(Descriptions, AHeadendMayBeginAnewAnyNumberOfTimes) {
  Heard heard;
  heard.set_sender(kHeadend.address);
  for (std::uint64_t id = 1; id <= 100; ++id) heard.announce({.id = id, .name = std::to_string(id)}, kHeadend);
  EXPECT_EQ(heard.current()->session.name, "100");
}

}  // namespace
}  // namespace joincast::libreceiver
