// SPDX-License-Identifier: LGPL-2.1-or-later
//
// What a receiver counts on a bad network, against the record of the relay that made it bad.
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <set>
#include <system_error>

#include "libreceiver/receiver.h"
#include "rtp/unwrap.h"
#include "tests/lab/radio_lab.h"
#include "tests/lab/relay.h"

namespace joincast::lab {
namespace {

using libreceiver::Statistics;
constexpr auto kToHost = Relay::Direction::to_host;

/// What must be counted when frames pass as the record says.
struct Expectation {
  std::uint64_t packets = 0;
  std::uint64_t expected = 0;
  std::uint64_t missing = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t reordered = 0;
  std::int64_t reorder_extent = 0;
  std::uint64_t loss_runs = 0;
  std::uint64_t longest_run = 0;

  friend bool operator==(const Expectation&, const Expectation&) = default;
  friend void PrintTo(const Expectation& e, std::ostream* out) {
    *out << e.packets << " packets, " << e.expected << " expected, " << e.missing << " missing, " << e.duplicates
         << " duplicates, " << e.reordered << " reordered by up to " << e.reorder_extent << ", " << e.loss_runs
         << " runs of loss up to " << e.longest_run;
  }
};

/// What came between two looks at the same stream, nothing having been lost before the first.
Expectation counted(const Statistics& before, const Statistics& after) {
  return {.packets = after.packets - before.packets,
          .expected = after.expected - before.expected,
          .missing = after.missing - before.missing,
          .duplicates = after.duplicates - before.duplicates,
          .reordered = after.reordered - before.reordered,
          .reorder_extent = after.reorder_extent,
          .loss_runs = after.loss_runs.runs,
          .longest_run = after.loss_runs.longest};
}

/// Sequence numbers in the order in which frames left the relay.
std::vector<std::int64_t> departures(const std::vector<Passage>& record, const Impairment& impairment) {
  struct Departure {
    TimePoint at;
    std::int64_t sequence;
  };
  ImpairmentModel model(impairment);
  rtp::SequenceUnwrapper unwrap;
  std::vector<Departure> all;
  for (const Passage& passage : record) {
    const std::int64_t sequence = unwrap.unwrap(passage.rtp_sequence);
    if (passage.verdict.lost) continue;
    const TimePoint at = model.departure(passage.verdict, passage.at);
    all.insert(all.end(), passage.verdict.duplicated ? 2 : 1, {at, sequence});
  }
  std::ranges::stable_sort(all, {}, &Departure::at);
  std::vector<std::int64_t> sequence;
  for (const Departure& departure : all) sequence.push_back(departure.sequence);
  return sequence;
}

/// `record` begins with the frame behind the last one that came before.
Expectation expectation(const std::vector<Passage>& record, const Impairment& impairment) {
  Expectation result;
  const std::int64_t first = record.front().rtp_sequence;
  std::int64_t highest = first - 1;
  std::set<std::int64_t> came;
  for (const std::int64_t sequence : departures(record, impairment)) {
    ++result.packets;
    if (!came.insert(sequence).second) {
      ++result.duplicates;
    } else if (sequence < highest) {
      ++result.reordered;
      result.reorder_extent = std::max(result.reorder_extent, highest - sequence);
    }
    highest = std::max(highest, sequence);
  }
  result.expected = static_cast<std::uint64_t>(highest - first + 1);
  result.missing = result.expected - came.size();
  std::uint64_t run = 0;
  for (std::int64_t sequence = first; sequence <= highest; ++sequence) {
    run = came.contains(sequence) ? 0 : run + 1;
    if (run == 1) ++result.loss_runs;
    result.longest_run = std::max(result.longest_run, run);
  }
  return result;
}

struct Weather {
  const char* name;
  Impairment impairment;
  Family family = Family::ipv6;
};

void PrintTo(const Weather& weather, std::ostream* out) { *out << weather.name; }

/// The library's receiver on a host; it decodes nothing.
struct Listener {
  Listener(net::EventLoop& loop, const Host& host, const IpAddress& group)
      : inside(host.enter()), receiver(loop, {}, [](const libreceiver::Event&) {}) {
    libreceiver::Target target;
    target.group = {group, host.interface_index("eth0")};
    target.interface = "eth0";
    if (const auto error = receiver.play(target)) throw std::system_error(error);
  }

  Host::Inside inside;
  libreceiver::Receiver receiver;
};

class BadNetwork : public RadioLabTest, public testing::WithParamInterface<Weather> {
 protected:
  static constexpr std::size_t kFrames = 1'200;

  void SetUp() override {
    RadioLabTest::SetUp();
    if (IsSkipped()) return;
    RadioLab& lab = make();
    Host& host = lab.lab.host("r");
    relay_ = &lab.lab.plug_through_relay(host, lab.bridge, {}, {});
    lab.lab.wait_until_ready();
    lab.headend.emplace(lab.head, quick_headend() + "[test]\nrate = 5000000\n");
    listener_.emplace(lab.loop, host, group_of("8000:00ff", GetParam().family));
    ASSERT_TRUE(lab.until([&] { return statistics().packets > 100; }));
  }
  void TearDown() override {
    listener_.reset();
    RadioLabTest::TearDown();
  }

  Statistics statistics() const { return listener_->receiver.snapshot().session; }

  /// With the way cut, until nothing comes any more.
  Statistics settled() {
    for (std::uint64_t packets = 0; packets != statistics().packets;) {
      packets = statistics().packets;
      net::serve_for(radio_->loop, 80ms);
    }
    return statistics();
  }

  Relay* relay_ = nullptr;
  std::optional<Listener> listener_;
};

TEST_P(BadNetwork, IsCountedExactly) {
  const Impairment cut{.loss = 1};
  relay_->set(kToHost, cut);
  const Statistics before = settled();
  EXPECT_EQ(before.missing, 0u);
  EXPECT_EQ(before.reordered, 0u);
  std::vector<Passage> record = relay_->set(kToHost, GetParam().impairment);
  ASSERT_TRUE(radio_->until([&] { return relay_->passages(kToHost).size() >= kFrames; }));
  const std::vector<Passage> impaired = relay_->set(kToHost, cut);
  record.insert(record.end(), impaired.begin(), impaired.end());
  const Statistics after = settled();
  ASSERT_EQ(listener_->receiver.snapshot().socket_drops, 0u) << "this machine lost packets itself";
  EXPECT_EQ(after.source, before.source);
  EXPECT_EQ(counted(before, after), expectation(record, GetParam().impairment));
}

INSTANTIATE_TEST_SUITE_P(Weathers, BadNetwork,
                         testing::Values(Weather{"Fair", {}}, Weather{"OnePerCent", {.seed = 1, .loss = 0.01}},
                                         Weather{"FivePerCent", {.seed = 2, .loss = 0.05}},
                                         Weather{"Bursts", {.seed = 3, .burst_begins = 0.01, .burst_ends = 0.2}},
                                         Weather{"Reordering", {.seed = 4, .reorder = 0.03, .reorder_by = 15ms}},
                                         Weather{"Duplicates", {.seed = 5, .duplicate = 0.05}},
                                         Weather{"Storm",
                                                 {.seed = 6,
                                                  .loss = 0.02,
                                                  .burst_begins = 0.005,
                                                  .burst_ends = 0.3,
                                                  .duplicate = 0.02,
                                                  .reorder = 0.02,
                                                  .reorder_by = 12ms,
                                                  .jitter = 3ms},
                                                 Family::ipv4}),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace joincast::lab
