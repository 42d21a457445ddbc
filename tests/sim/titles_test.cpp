// SPDX-License-Identifier: LGPL-2.1-or-later
// Titles travel beside the sound and arrive in step with it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sap/packet.h"
#include "sdp/joincast.h"
#include "sdp/parse.h"
#include "tests/sim/world.h"

namespace joincast::sim {
namespace {

using libreceiver::ItemChanged;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// Announcements in a group keep 200 ms apart: a change shortly behind a regular one waits for its turn.
constexpr Duration kApart = milliseconds(200);

/// A listener looks where its sound is once a frame.
constexpr Duration kFrame = milliseconds(25);

TEST(Titles, ChangeWithTheFrameThatTheyBelongTo) {
  World world;
  Listener& listener = world.listen(1);
  std::vector<std::uint64_t> begins;
  for (int song = 0; song < 20; ++song) {
    begins.push_back(world.station(1).say("Song " + std::to_string(song)));
    world.run(milliseconds(7'300));
  }
  const auto items = listener.events<ItemChanged>();
  ASSERT_EQ(items.size(), 20u);
  int at_once = 0;
  for (std::size_t song = 1; song < items.size(); ++song) {
    EXPECT_EQ(items[song].what.item.title, "Song " + std::to_string(song));
    const auto frame = listener.find(begins[song]);
    ASSERT_TRUE(frame);
    EXPECT_GE(items[song].at, frame->at);
    EXPECT_LE(items[song].at, frame->at + kApart);
    at_once += items[song].at - frame->at <= kFrame;
  }
  EXPECT_GE(at_once, 14);
}

TEST(Titles, AreHeardASecondAfterTheStationSaysThem) {
  World world;
  Listener& listener = world.listen(1);
  world.run(seconds(60));
  const TimePoint said = world.now();
  world.station(1).say("Song");
  world.run(seconds(10));
  const auto items = listener.events<ItemChanged>();
  ASSERT_EQ(items.size(), 1u);
  EXPECT_GT(items[0].at - said, milliseconds(750));  // the headend's queue lies between
}

TEST(Titles, TheAnnouncedTimestampIsThatOfTheFirstFrame) {
  World world;
  std::optional<std::uint32_t> announced;
  std::optional<std::uint32_t> sent;
  std::uint64_t first = 0;
  world.on_sent = [&](const Datagram& datagram) {
    if (datagram.to.port == sap::kPort) {
      Bytes buffer;
      const auto session = sdp::parse(as_text(sap::parse(datagram.octets, buffer)->payload)).value().session;
      if (session.information == "Song") announced = sdp::item_timestamp(session.media.at(0));
    } else if (datagram.to.port == headend::kRtpPort && frame_number(datagram.octets) == first) {
      sent = rtp::parse(datagram.octets)->timestamp;
    }
  };
  world.listen(1);
  world.run(seconds(5));
  first = world.station(1).say("Song");
  world.run(seconds(5));
  ASSERT_TRUE(announced && sent);
  EXPECT_EQ(*announced, *sent);
}

TEST(Titles, ANewcomerHasThemWithItsFirstAnnouncement) {
  World world;
  world.station(1).say("Song", "http://song.example/");
  world.listen(1);
  world.run(seconds(30));
  Listener& newcomer = world.listen(1);
  world.run(milliseconds(60));
  ASSERT_EQ(newcomer.events<libreceiver::Described>().size(), 1u);
  const auto items = newcomer.events<ItemChanged>();
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].what.item.title, "Song");
  EXPECT_EQ(items[0].what.item.link, "http://song.example/");
  EXPECT_TRUE(items[0].what.item.since);
  EXPECT_EQ(items[0].at, newcomer.heard.front().at);
}

TEST(Titles, SurviveTheLossOfTheirAnnouncement) {
  World world;
  Host& host = world.add_host();
  Listener& listener = world.listen(host, 1);
  world.run(seconds(20));
  host.down.impair({.loss = 0.15});
  for (int song = 0; song < 10; ++song) {
    world.station(1).say("Song " + std::to_string(song));
    world.run(seconds(15));
    EXPECT_EQ(listener.session().item()->title, "Song " + std::to_string(song));
  }
}

}  // namespace
}  // namespace joincast::sim
