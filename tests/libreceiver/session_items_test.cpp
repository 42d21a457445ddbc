// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/libreceiver/rig.h"

namespace joincast::libreceiver {
namespace {

std::string item_at(std::uint32_t timestamp) { return "a=joincast-item:" + std::to_string(timestamp) + "\r\n"; }

TEST(SessionItems, ANewcomerHasTheTitleWithTheFirstPackets) {
  Rig rig;
  rig.announce({.title = "Song one", .lines = item_at(10'000)});
  EXPECT_TRUE(rig.events<ItemChanged>().empty());  // no sound yet
  rig.stream(2);
  ASSERT_EQ(rig.events<ItemChanged>().size(), 1u);
  EXPECT_EQ(rig.events<ItemChanged>()[0].item.title, "Song one");
}

TEST(SessionItems, ATitleBecomesCurrentWhenItsSoundIsHeard) {
  Rig rig;
  rig.announce({.title = "Song one", .lines = item_at(10'000)});
  rig.stream(5);
  const std::uint32_t stream = rig.streams.back().number;
  rig.session.handle_position({stream, rig.next.timestamp}, rig.now);
  const std::uint32_t change = rig.next.timestamp + 4 * 2160;
  rig.announce({.version = 2, .title = "Song two", .lines = item_at(change)});
  rig.stream(10);
  EXPECT_TRUE(rig.session.awaits_position());
  rig.session.handle_position({stream, change - 1}, rig.now);
  rig.pass(0ms);
  EXPECT_EQ(rig.session.item()->title, "Song one");
  rig.session.handle_position({stream, change}, rig.now);
  EXPECT_EQ(rig.session.item()->title, "Song two");
}

TEST(SessionItems, ATitleWaitsHoweverOldTheLastPositionIs) {
  Rig rig;
  rig.announce({.title = "Song one"});
  rig.stream(2);
  rig.session.handle_position({rig.streams.back().number, rig.next.timestamp}, rig.now);
  EXPECT_FALSE(rig.session.awaits_position());
  rig.stream(5'000);  // two minutes, and nobody asked for a position
  rig.announce({.version = 2, .title = "Song two", .lines = item_at(rig.next.timestamp + 90'000)});
  rig.session.handle_position({rig.streams.back().number, rig.next.timestamp}, rig.now);
  EXPECT_EQ(rig.session.item()->title, "Song one");
}

TEST(SessionItems, ATitleWithoutTimestampIsCurrentAtOnce) {
  Rig rig;
  rig.stream(2);
  rig.announce({.title = "Song one"});
  EXPECT_EQ(rig.events<ItemChanged>().at(0).item.title, "Song one");
}

TEST(SessionItems, KeepTheirLinkOnlyIfItIsAWebLink) {
  Rig rig;
  rig.stream(2);
  const std::string head = "v=0\r\no=- 1 1 IN IP6 2001:db8::1\r\ns=Radio\r\ni=Song\r\nu=";
  const std::string tail = "\r\nc=IN IP6 ff3e:40:2001:db8::8000:1\r\nt=3900000000 0\r\nm=audio 5004 RTP/AVP 14\r\n";
  rig.hear(Channel::sap, sap(head + "http://example.com/song" + tail, kHeadend.address, 1));
  EXPECT_EQ(rig.events<ItemChanged>().back().item.link, "http://example.com/song");
  EXPECT_EQ(rig.events<ItemChanged>().back().item.since, WallTime{std::chrono::seconds(3'900'000'000 - 2'208'988'800)});
  rig.hear(Channel::sap, sap(head + "javascript:alert(1)" + tail, kHeadend.address, 2));
  EXPECT_EQ(rig.events<ItemChanged>().back().item.link, "");
}

TEST(SessionItems, OfAStrangerAreNotShownWhileTheHeadendSends) {
  Rig rig;
  rig.announce({.title = "Song one"});
  rig.stream(2);
  rig.announce({.id = 9, .host = "2001:db8::bad", .title = "Buy this"}, kStranger);
  rig.stream(2);
  EXPECT_EQ(rig.session.item()->title, "Song one");
}

TEST(SessionItems, PositionsOfAnEarlierSourceSayNothing) {
  Rig rig;
  rig.announce({.title = "Song one"});
  rig.stream(5);
  const Session::Position late{rig.streams.back().number, 3'000'000'000};
  rig.pass(900ms);
  rig.next = {14, 7'000, 1'000, 0x99887766};
  rig.announce({.id = 2, .title = "Song two", .lines = item_at(500'000)});
  rig.stream(2);
  rig.session.handle_position(late, rig.now);
  EXPECT_EQ(rig.session.item()->title, "Song one");
}

}  // namespace
}  // namespace joincast::libreceiver
