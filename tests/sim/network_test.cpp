// SPDX-License-Identifier: LGPL-2.1-or-later
// What a bad network does is counted exactly, and heard as little as it can be.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/sim/record.h"

namespace joincast::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

struct Weather {
  const char* name;
  Impairment how;

  friend void PrintTo(const Weather& weather, std::ostream* out) { *out << weather.name; }
};

const Weather kWeathers[] = {
    {"Fair", {}},
    {"Loss1", {.loss = 0.01}},
    {"Loss5", {.loss = 0.05}},
    {"Bursts", {.bursts = {.begin = 0.005, .end = 0.2}}},
    {"Jitter", {.delay = milliseconds(5), .jitter = milliseconds(60)}},
    {"Reordering", {.late = 0.1, .late_by = milliseconds(80)}},
    {"Duplicates", {.doubled = 0.1, .again_by = milliseconds(130)}},
    {"Everything",
     {.loss = 0.02,
      .bursts = {.begin = 0.002, .end = 0.3},
      .delay = milliseconds(3),
      .jitter = milliseconds(20),
      .late = 0.05,
      .late_by = milliseconds(100),
      .doubled = 0.05,
      .again_by = milliseconds(70)}},
};

/// Five minutes between two quiet seconds, so that both agree on the first packet and on the last.
class Network : public ::testing::TestWithParam<Weather> {
 protected:
  Network() {
    world.on_carried = [this](const Datagram& datagram, const Host& to, const std::vector<TimePoint>& arrivals) {
      if (&to == &host) record.note(datagram, arrivals);
    };
    world.run(seconds(2));
    host.down.impair(GetParam().how);
    world.run(minutes(5));
    host.down.impair({});
    world.run(seconds(2));
  }

  World world;
  Record record;
  Host& host = world.add_host();
  Listener& listener = world.listen(host, 1);
};

INSTANTIATE_TEST_SUITE_P(Sim, Network, ::testing::ValuesIn(kWeathers), [](const auto& one) { return one.param.name; });

TEST_P(Network, IsCountedExactly) {
  const Record::Counts truth = record.counts();
  const libreceiver::Statistics seen = listener.statistics();
  EXPECT_EQ(seen.expected, truth.sent);
  EXPECT_EQ(seen.missing, truth.lost);
  EXPECT_EQ(seen.packets, truth.arrived);
  EXPECT_EQ(seen.octets, truth.octets);
  EXPECT_EQ(seen.duplicates, truth.doubled);
  EXPECT_EQ(seen.reordered, truth.reordered);
  EXPECT_EQ(seen.reorder_extent, truth.extent);
  EXPECT_EQ(seen.loss_runs, truth.runs);
  EXPECT_NEAR(std::chrono::duration<double>(seen.jitter).count() * 90'000, truth.jitter, 0.001);

  // All that was not lost is heard, in order and once, but for what came too late.
  EXPECT_EQ(listener.heard.size(), truth.sent - truth.lost - seen.reordering.late);
  for (std::size_t i = 1; i < listener.heard.size(); ++i)
    ASSERT_GT(listener.heard[i].frame, listener.heard[i - 1].frame);
  EXPECT_LE(seen.reordering.late, truth.sent / 200);
  EXPECT_EQ(listener.streams.size(), 1u);
}

}  // namespace
}  // namespace joincast::sim
