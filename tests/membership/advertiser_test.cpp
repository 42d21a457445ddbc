// SPDX-License-Identifier: LGPL-2.1-or-later
// Multicast Router Discovery (RFC 4286).
#include "membership/advertiser.h"

#include <gtest/gtest.h>

#include "membership/codec.h"
#include "tests/membership/octets.h"

namespace joincast::membership {
namespace {

using namespace std::chrono_literals;

struct AdvertiserTest : testing::Test {
  const TimePoint kStart{1h};
  const Packet kSolicitation{ip("fe80::9"), kAllRoutersV6, RouterSolicitation{}};

  TimePoint now = kStart;
  AdvertiserOptions options;
  std::optional<Advertiser> advertiser;
  std::vector<TimePoint> times;
  std::vector<Advertiser::Output> sent;

  void start(bool other_querier) {
    advertiser.emplace(options, 1);
    advertiser->update(other_querier, {}, now);
    wait(0s);
  }
  void wait(Duration time) {
    const TimePoint until = now + time;
    while (advertiser->deadline() <= until) {
      now = std::max(now, advertiser->deadline());
      advertiser->handle_deadline(now);
      drain();
    }
    now = until;
  }
  void drain() {
    while (auto output = advertiser->poll_output()) {
      times.push_back(now);
      sent.push_back(std::move(*output));
    }
  }
};

TEST_F(AdvertiserTest, AdvertisesOnlyWhileAnotherIsQuerier) {
  start(false);
  wait(100s);
  EXPECT_TRUE(sent.empty());
  advertiser->update(true, {}, now);
  wait(0s);
  EXPECT_EQ(sent.size(), 1u);
  advertiser->update(false, {}, now);
  wait(100s);
  EXPECT_EQ(sent.size(), 1u);  // and no termination: our queries hold the port
}

TEST_F(AdvertiserTest, SaysItsIntervalAndTheQueriersValues) {
  start(true);
  EXPECT_EQ(std::get<RouterAdvertisement>(sent.at(0)), (RouterAdvertisement{20, 125, 2}));
}

TEST_F(AdvertiserTest, StartsQuicklyAndGoesOnWithJitter) {
  start(true);
  wait(1h);
  ASSERT_GT(times.size(), 100u);
  EXPECT_EQ(times[0], kStart);
  EXPECT_EQ(times[1], kStart + 2s);
  EXPECT_EQ(times[2], kStart + 4s);
  for (std::size_t i = 3; i < times.size(); ++i) {
    EXPECT_GE(times[i] - times[i - 1], 19'500ms);
    EXPECT_LE(times[i] - times[i - 1], 20'500ms);
  }
  EXPECT_NE(times[4] - times[3], times[5] - times[4]);
}

TEST_F(AdvertiserTest, AnswersASolicitationAtOnce) {
  start(true);
  wait(10s);
  sent.clear();
  advertiser->handle_packet(kSolicitation, now);
  drain();
  EXPECT_EQ(sent.size(), 1u);
  EXPECT_EQ(advertiser->solicited(), 1u);
}

TEST_F(AdvertiserTest, AnswersAFloodOfSolicitationsTenTimesASecond) {
  start(true);
  wait(10s);
  sent.clear();
  for (int i = 0; i < 999; ++i) {
    advertiser->handle_packet(kSolicitation, now);
    drain();
    wait(1ms);
  }
  EXPECT_EQ(sent.size(), 10u);
}

TEST_F(AdvertiserTest, AnswersNothingWhileItIsSilent) {
  start(false);
  advertiser->handle_packet(kSolicitation, now);
  drain();
  EXPECT_TRUE(sent.empty());
}

TEST_F(AdvertiserTest, TerminatesAtExitAndThenIsSilent) {
  start(true);
  sent.clear();
  advertiser->stop();
  advertiser->update(true, {}, now);
  wait(1h);
  drain();
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<RouterTermination>(sent[0]));
}

TEST_F(AdvertiserTest, TerminatesNothingThatItNeverAdvertised) {
  start(false);
  advertiser->stop();
  drain();
  EXPECT_TRUE(sent.empty());
}

TEST_F(AdvertiserTest, SwitchedOnAdvertisesAsQuerierToo) {
  options.mode = AdvertiseMode::on;
  start(false);
  EXPECT_EQ(sent.size(), 1u);
}

TEST_F(AdvertiserTest, SwitchedOffNeverAdvertises) {
  options.mode = AdvertiseMode::off;
  start(true);
  wait(100s);
  EXPECT_TRUE(sent.empty());
}

}  // namespace
}  // namespace joincast::membership
