// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Prometheus' own judge of a headend's metrics.
#include <gtest/gtest.h>

#include "headend/metrics.h"
#include "tests/headend/status_fixture.h"
#include "tests/lab/process.h"

namespace joincast::headend {
namespace {

TEST(Promtool, FindsNothingToComplainOf) {
  StatusFixture fixture;
  auto& service = fixture.add_running("Radio", UpstreamState::playing, "Song");
  fixture.add_receiver(service, "192.0.2.9", 0.03, 0.002);
  service.cast.receivers.with_round_trip = 1;
  service.cast.receivers.round_trip_s = {0.001, 0.002, 0.003, 0.004};
  service.cast.receivers.loss = {1000, 20, 1, 3};
  fixture.add_running(kHostile, UpstreamState::failed);
  EXPECT_EQ(lab::run({"promtool", "check", "metrics"}, metrics(fixture.snapshot)), "");
  EXPECT_EQ(lab::run({"promtool", "check", "metrics"}, metrics(StatusSnapshot{})), "");
}

TEST(Promtool, WouldComplain) {
  EXPECT_THROW(lab::run({"promtool", "check", "metrics"}, "joincast_sent 1\n"), std::runtime_error);
}

}  // namespace
}  // namespace joincast::headend
