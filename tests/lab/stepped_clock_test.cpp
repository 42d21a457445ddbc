// SPDX-License-Identifier: LGPL-2.1-or-later
//
// The machine's wall clock is set while somebody listens. The kernel's stamps are of the clock before, as they are for
// whatever waits in a socket at that moment.
#include <gtest/gtest.h>

#include <algorithm>

#include "libreceiver/receiver.h"
#include "tests/lab/radio_lab.h"

namespace joincast::lab {
namespace {

/// The system's clocks, the wall clock wrong by as much as a test wants.
struct SteppedClock final : net::Clock {
  Now now() const noexcept override {
    Now now = net::SystemClock{}.now();
    now.wall += std::chrono::duration_cast<WallTime::duration>(step);
    return now;
  }
  Duration step{};
};

class WallClock : public RadioLabTest, public testing::WithParamInterface<Duration> {};

TEST_P(WallClock, MayBeSetWhileSomebodyListens) {
  RadioLab& lab = make();
  lab.start_headend();
  SteppedClock clock;
  net::EventLoop loop(&clock);
  std::size_t stalls = 0;
  const auto inside = lab.c1.enter();
  libreceiver::Receiver receiver(loop, {}, [&](const libreceiver::Event& event) {
    stalls += std::holds_alternative<libreceiver::Stalled>(event.what);
  });
  libreceiver::Target target;
  target.group = {group_of("8000:0001", Family::ipv6), lab.c1.interface_index("eth0")};
  ASSERT_FALSE(receiver.play(target));
  const auto statistics = [&] { return receiver.snapshot().session; };
  ASSERT_TRUE(net::serve_until(loop, [&] { return statistics().packets >= 20; }));

  clock.step = GetParam();
  Duration jitter{};
  const std::uint64_t wanted = statistics().packets + 40;
  EXPECT_TRUE(net::serve_until(loop, [&] {
    jitter = std::max(jitter, statistics().jitter);
    return statistics().packets >= wanted;
  }));
  EXPECT_LT(jitter, 100ms);
  EXPECT_EQ(statistics().phase, libreceiver::Phase::playing);
  EXPECT_EQ(statistics().missing, 0u);
  EXPECT_EQ(stalls, 0u);
}

INSTANTIATE_TEST_SUITE_P(Steps, WallClock, testing::Values(Duration{1h}, Duration{-1h}, Duration{3s}),
                         [](const auto& test) {
                           return test.param == Duration{3s} ? "ThreeSecondsForward"
                                  : test.param > Duration{}  ? "AnHourForward"
                                                             : "AnHourBack";
                         });

}  // namespace
}  // namespace joincast::lab
