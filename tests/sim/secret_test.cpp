// SPDX-License-Identifier: LGPL-2.1-or-later
// A service with a key (SRTP): heard by whoever has it, whenever he comes, and by nobody else.
#include <gtest/gtest.h>

#include "sap/packet.h"
#include "sdp/joincast.h"
#include "sdp/parse.h"
#include "tests/sim/world.h"

namespace joincast::sim {
namespace {

using libreceiver::Phase;
using libreceiver::SrtpTrouble;
using std::chrono::minutes;
using std::chrono::seconds;

const rtp::SrtpKey kKey{rtp::SrtpSuite::aes_cm_128_hmac_sha1_80, Bytes(30, 0x21)};

headend::Config secret_station() {
  headend::Config config = World::stations(1);
  config.services.front().srtp_key = kKey;
  return config;
}

struct Secret : testing::Test {
  Listener& listen(std::optional<rtp::SrtpKey> key = kKey) {
    libreceiver::Session::Config config;
    config.group = World::group(1);
    config.srtp_key = std::move(key);
    return world.listen(world.add_host(), std::move(config));
  }
  std::optional<SrtpTrouble::Kind> trouble(const Listener& listener) const {
    const auto told = listener.events<SrtpTrouble>();
    return told.empty() ? std::nullopt : std::optional(told.back().what.kind);
  }

  World world{secret_station()};
};

TEST_F(Secret, IsHeardWithTheKeyAndItsReceiverIsCounted) {
  Listener& listener = listen();
  world.run(seconds(20));
  EXPECT_EQ(listener.statistics().phase, Phase::playing);
  EXPECT_GT(listener.heard.size(), 700u);
  EXPECT_EQ(world.status(1).cast.receivers.listed, 1u);
}

TEST_F(Secret, IsNotHeardWithAnotherKeyOrNone) {
  Listener& good = listen();
  Listener& wrong = listen(rtp::SrtpKey{kKey.suite, Bytes(30, 0x22)});
  Listener& none = listen(std::nullopt);
  world.run(seconds(20));
  EXPECT_FALSE(good.heard.empty());
  EXPECT_TRUE(wrong.heard.empty());
  EXPECT_EQ(trouble(wrong), SrtpTrouble::Kind::wrong_key);
  EXPECT_TRUE(none.heard.empty());
  EXPECT_EQ(trouble(none), SrtpTrouble::Kind::no_key);
  EXPECT_EQ(world.status(1).cast.receivers.listed, 1u);
}

/// 70,000 packets of 24 ms: the sequence wraps once.
class LateListener : public Secret, public testing::WithParamInterface<bool> {};

TEST_P(LateListener, HearsAfterTheSequenceWrapped) {
  std::size_t packets = 0;
  world.on_sent = [&packets](const Datagram& datagram) { packets += datagram.to.port == headend::kRtpPort; };
  world.add_host().join(World::group(1).address);
  world.run(minutes(28) + seconds(10));
  ASSERT_GT(packets, 70'000u);
  const bool announced = GetParam();
  if (!announced) world.drops = [](const Datagram& datagram) { return datagram.to.port == sap::kPort; };
  Listener& late = listen();
  world.run(seconds(2));
  EXPECT_EQ(late.statistics().phase, Phase::playing);
  ASSERT_FALSE(late.heard.empty());
  EXPECT_LT(late.heard.front().at - (world.now() - seconds(2)), std::chrono::milliseconds(500));
  EXPECT_LE(late.statistics().srtp->searched, 3u);  // RTP may come before what is announced
  const auto described = sdp::parse(late.session().description());
  EXPECT_EQ(described.has_value(), announced);
  if (described) {
    const auto counter = sdp::rollover_counter(described->session.media.front());
    EXPECT_EQ(counter.value_or(sdp::RolloverCounter{}).count, 1u);
  }
}

INSTANTIATE_TEST_SUITE_P(RolloverCounter, LateListener, testing::Values(true, false),
                         [](const auto& test) { return test.param ? "Announced" : "SearchedFor"; });

TEST_F(Secret, IsNotDisturbedByReplaysAndStrangers) {
  std::vector<Datagram> recorded;
  world.on_sent = [&](const Datagram& datagram) {
    if (datagram.to.port == headend::kRtpPort) recorded.push_back(datagram);
  };
  Listener& listener = listen();
  world.run(seconds(5));
  const auto before = listener.statistics();
  ASSERT_GT(recorded.size(), 100u);
  for (std::size_t i = recorded.size() - 100; i < recorded.size(); ++i) {
    Datagram replayed = recorded[i];
    world.send(replayed);
    replayed.from.address = World::kStranger;
    world.send(replayed);
    replayed.octets[2] = static_cast<std::uint8_t>(replayed.octets[2] + 0x40);  // another sequence number
    world.send(replayed);
  }
  world.run(seconds(5));
  const auto after = listener.statistics();
  EXPECT_EQ(after.missing, 0u);
  EXPECT_EQ(after.source, before.source);
  EXPECT_EQ(after.srtp->rtp_dropped[static_cast<std::size_t>(rtp::SrtpDrop::replayed)], 200u);
  EXPECT_EQ(listener.events<libreceiver::MediaCame>().size(), 1u);
  for (std::size_t i = 1; i < listener.heard.size(); ++i)
    ASSERT_EQ(listener.heard[i].frame, listener.heard[i - 1].frame + 1);
}

TEST_F(Secret, FollowsAHeadendThatBeginsAnew) {
  Listener& listener = listen();
  world.run(seconds(5));
  world.kill_headend();
  world.run(seconds(1));
  world.start_headend();
  world.run(seconds(140));  // until a query is answered
  EXPECT_EQ(listener.statistics().phase, Phase::playing);
  EXPECT_EQ(listener.events<libreceiver::MediaCame>().size(), 2u);
}

}  // namespace
}  // namespace joincast::sim
