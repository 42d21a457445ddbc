// SPDX-License-Identifier: LGPL-2.1-or-later
// Stations that change their codec in the middle of the stream.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "payload/binding.h"
#include "sap/packet.h"
#include "sdp/parse.h"
#include "sdp/rtp.h"
#include "tests/sim/world.h"

namespace joincast::sim {
namespace {

using payload::Codec;
using std::chrono::milliseconds;
using std::chrono::seconds;

payload::Format l16(std::uint32_t rate) { return payload::pcm_format(Codec::l16, rate, 1); }

/// Watches what is announced and what is sent: a type never changes its meaning, and is announced first.
class Meanings {
 public:
  explicit Meanings(World& world) {
    world.on_sent = [this](const Datagram& datagram) {
      if (datagram.to.port == sap::kPort) note_announcement(datagram.octets);
      if (datagram.to.port == headend::kRtpPort) note_packet(rtp::parse(datagram.octets).value());
    };
  }

  std::map<std::uint8_t, payload::Format> announced;
  unsigned changed = 0;      ///< another meaning for a type that had one
  unsigned unannounced = 0;  ///< packets of dynamic types that nobody had heard of

 private:
  void note_announcement(ByteView octets) {
    Bytes buffer;
    const auto session = sdp::parse(as_text(sap::parse(octets, buffer)->payload)).value().session;
    for (std::uint8_t type = 96; type < 128; ++type) {
      const auto binding = payload::bind(session.media.at(0), type);
      if (!binding) continue;
      const auto [known, fresh] = announced.emplace(type, binding->format);
      if (!fresh && !(known->second == binding->format)) ++changed;
    }
  }
  void note_packet(const rtp::PacketView& packet) {
    if (packet.payload_type >= 96 && !announced.contains(packet.payload_type)) ++unannounced;
  }
};

void expect_every_frame(const Listener& listener, std::uint64_t least) {
  EXPECT_GE(listener.heard.size(), least);
  for (std::size_t i = 0; i < listener.heard.size(); ++i) ASSERT_EQ(listener.heard[i].frame, i);
}

TEST(Formats, ChangeInMidStreamWithoutLosingAFrame) {
  World world;
  Meanings meanings(world);
  Listener& listener = world.listen(1);
  const payload::Format turns[] = {payload::opus_format(2),        l16(16'000), payload::mpa_format(48'000, 2),
                                   payload::mpa_format(32'000, 2), l16(8'000),  payload::opus_format(2)};
  for (const payload::Format& format : turns) {
    world.run(seconds(8));
    world.station(1).change_format(format);
  }
  world.run(seconds(8));
  expect_every_frame(listener, 2'000);
  EXPECT_EQ(meanings.changed, 0u);
  EXPECT_EQ(meanings.unannounced, 0u);
  EXPECT_EQ(listener.statistics().payload.undescribed, 0u);
  EXPECT_EQ(listener.streams.back().format.codec, Codec::opus);
  EXPECT_TRUE(listener.events<libreceiver::Stalled>().empty());
  EXPECT_EQ(world.station(1).connections(), 1u);
}

TEST(Formats, OfOneClockAreOneSource) {
  World world;
  Listener& listener = world.listen(1);
  world.run(seconds(5));
  world.station(1).change_format(payload::mpa_format(32'000, 2));
  world.run(seconds(5));
  EXPECT_EQ(listener.events<libreceiver::MediaCame>().size(), 1u);
  expect_every_frame(listener, 350);
}

TEST(Formats, GatheredFramesBeforeAChangeAreHeard) {
  auto config = World::stations(1);
  config.services[0].frames_per_packet = 3;
  World world(config);
  Listener& listener = world.listen(1);
  for (int turn = 0; turn < 6; ++turn) {
    world.run(milliseconds(3'017 + 24 * turn));
    world.station(1).change_format(turn % 2 ? payload::mpa_format(48'000, 2) : payload::opus_format(2));
  }
  world.run(seconds(3));
  expect_every_frame(listener, 800);
}

TEST(Formats, AreFollowedOverALossyNetwork) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    World world(World::stations(1), seed);
    Host& host = world.add_host();
    Listener& listener = world.listen(host, 1);
    world.run(seconds(3));
    host.down.impair({.loss = 0.05, .late = 0.05, .late_by = milliseconds(60)});
    for (const payload::Format& format : {payload::opus_format(2), l16(16'000), payload::mpa_format(48'000, 2)}) {
      world.station(1).change_format(format);
      world.run(seconds(10));
      EXPECT_EQ(listener.streams.back().format.codec, format.codec);
      EXPECT_GT(listener.heard.back().at, world.now() - milliseconds(200));
    }
  }
}

TEST(Formats, BeyondTheLastPayloadTypeFailWithAReasonAndAKnownOnePlaysAgain) {
  World world;
  Meanings meanings(world);
  Listener& listener = world.listen(1);
  for (std::uint32_t i = 0; i < 32; ++i) {
    world.run(milliseconds(1'500));
    world.station(1).change_format(l16(8'000 + 100 * i));
  }
  world.run(seconds(4));
  EXPECT_EQ(meanings.announced.size(), 32u);
  expect_every_frame(listener, 2'000);

  world.station(1).change_format(l16(12'345));
  world.run(seconds(4));
  auto states = listener.events<libreceiver::StateChanged>();
  ASSERT_FALSE(states.empty());
  EXPECT_EQ(states.back().what.state, sdp::State::failed);
  EXPECT_EQ(states.back().what.reason, "l16/12345/1 cannot be sent by RTP");

  const std::uint64_t again = world.station(1).change_format(l16(8'100));
  world.run(seconds(6));
  EXPECT_TRUE(listener.find(again));
  EXPECT_GT(listener.heard.back().at, world.now() - milliseconds(100));
  states = listener.events<libreceiver::StateChanged>();
  EXPECT_EQ(states.back().what.state, sdp::State::playing);
  EXPECT_EQ(meanings.changed, 0u);
  EXPECT_EQ(meanings.unannounced, 0u);
}

}  // namespace
}  // namespace joincast::sim
