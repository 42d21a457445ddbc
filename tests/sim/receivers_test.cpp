// SPDX-License-Identifier: LGPL-2.1-or-later
// What many receivers report costs little, and no single one of them bends the picture.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rtcp/compound.h"
#include "tests/sim/world.h"

namespace joincast::sim {
namespace {

using std::chrono::seconds;

constexpr std::uint64_t kHeaders = 48;  // IPv6 and UDP

/// A service with an audience, and what its RTCP costs on the wire.
class Audience {
 public:
  Audience(headend::Config config, std::uint32_t number, unsigned size) : world(std::move(config)), number_(number) {
    world.on_carried = [this](const Datagram& datagram, const Host& to, const std::vector<TimePoint>&) {
      if (datagram.to.port == headend::kRtcpPort && &to == witness_)
        octets_ += datagram.octets.size() + kHeaders;  // of all but the witness itself
    };
    for (unsigned i = 0; i < size; ++i) {
      listeners.push_back(&world.listen(number));
      listeners.back()->keeps = false;
      world.run(std::chrono::milliseconds(100));
    }
    witness_ = &listeners.front()->host();
  }

  /// Bits a second over `time`, by all together.
  double bandwidth(Duration time) {
    octets_ = 0;
    world.run(time);
    const auto size = static_cast<double>(listeners.size());
    const double all = static_cast<double>(octets_) * (size + 1) / size;
    return all * 8 / std::chrono::duration<double>(time).count();
  }
  rtcp::Aggregate::Summary summary() { return world.status(number_).cast.receivers; }

  World world;
  std::vector<Listener*> listeners;

 private:
  std::uint32_t number_;
  const Host* witness_ = nullptr;
  std::uint64_t octets_ = 0;
};

headend::Config one_station() {
  auto config = World::stations(1);
  config.services[0].frames_per_packet = 3;  // sooner done
  return config;
}

TEST(Receivers, FiftyReportWithinFivePerCent) {
  Audience audience(one_station(), 1, 50);
  audience.world.run(seconds(40));
  const double share = audience.bandwidth(seconds(160));
  EXPECT_LT(share, 0.05 * 128'000 * 1.1);
  EXPECT_GT(share, 0.05 * 128'000 * 0.5);
  EXPECT_EQ(audience.summary().listed, 50u);
  for (const Listener* listener : audience.listeners) EXPECT_EQ(listener->statistics().receivers, 49u);
}

TEST(Receivers, OfAFastStreamStayBelowSixteenKilobits) {
  headend::Config config;
  config.test.rate = 500'000;
  Audience audience(config, 0xff, 120);
  EXPECT_LT(audience.bandwidth(seconds(30)), 16'000 * 1.1);
}

TEST(Receivers, AreForgottenWhenTheyLeave) {
  Audience audience(one_station(), 1, 20);
  audience.world.run(seconds(60));
  EXPECT_EQ(audience.summary().listed, 20u);
  for (std::size_t i = 10; i < 20; ++i) audience.listeners[i]->leave();
  audience.world.run(seconds(1));
  EXPECT_EQ(audience.summary().listed, 10u);
  EXPECT_EQ(audience.world.status(1).members, 10u);
}

TEST(Receivers, ALiarAmongThemDoesNotMoveTheMedian) {
  Audience audience(one_station(), 1, 15);
  audience.world.run(seconds(60));
  const auto before = audience.summary();
  const std::uint32_t ssrc = audience.listeners[0]->statistics().source->ssrc;
  for (int i = 0; i < 60; ++i) {
    for (std::uint32_t voice = 0; voice < 40; ++voice) {  // many receivers, it says
      rtcp::ReportBlock block;
      block.ssrc = ssrc;
      block.fraction_lost = 255;
      block.lost = 0x7f'ffff;
      block.jitter = 0xffff'ffff;
      const rtcp::Compound lie{{rtcp::ReceiverReport{0x1000 + voice, {block}, {}},
                                rtcp::SourceDescription{{{0x1000 + voice, {{rtcp::SdesType::cname, "liar"}}}}}}};
      audience.world.send(
          {{World::kStranger, 40'000}, {World::group(1).address, headend::kRtcpPort}, rtcp::encode(lie)});
    }
    audience.world.run(seconds(1));
  }
  const auto after = audience.summary();
  EXPECT_EQ(after.voting, before.voting + 1);
  EXPECT_EQ(after.fraction_lost.median, 0);
  EXPECT_EQ(after.fraction_lost.upper_quartile, 0);
  EXPECT_LT(after.jitter.median, before.jitter.median + 90);  // a millisecond
  EXPECT_LE(after.share_with_loss, 1.0 / 16 + 0.001);
  EXPECT_LE(after.listed, 15u + 16u);
}

TEST(Receivers, TheirLossIsSeenAtTheHeadend) {
  Audience audience(one_station(), 1, 8);
  for (std::size_t i = 0; i < 6; ++i) audience.listeners[i]->host().down.impair({.loss = 0.1});
  audience.world.run(seconds(120));
  const auto summary = audience.summary();
  EXPECT_EQ(summary.voting, 8u);
  EXPECT_NEAR(summary.fraction_lost.median, 0.1, 0.06);
  EXPECT_NEAR(summary.share_with_loss, 0.75, 0.13);
}

TEST(Receivers, ShareLossOfTheFirstHop) {
  Audience audience(one_station(), 1, 50);
  audience.world.run(seconds(20));
  audience.listeners[7]->host().down.impair({.loss = 0.05});
  audience.world.run(seconds(100));
  const auto alone = audience.summary().loss;
  EXPECT_GT(alone.lost_by_one, 10u);
  EXPECT_EQ(alone.lost_by_all, 0u);
  EXPECT_EQ(alone.lost_by_some, 0u);

  Rng rng(5);
  audience.world.drops = [&rng](const Datagram& datagram) {
    return datagram.to.port == headend::kRtpPort && rng.unit() < 0.02;
  };
  audience.world.run(seconds(100));
  const auto both = audience.summary().loss;
  EXPECT_GT(both.lost_by_all, 10u);
  EXPECT_GT(both.lost_by_one, 10u);
  EXPECT_EQ(both.lost_by_some, 0u);
}

}  // namespace
}  // namespace joincast::sim
