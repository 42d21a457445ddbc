// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtp/receiver.h"

#include <gtest/gtest.h>

#include <vector>

namespace joincast::rtp {
namespace {

using namespace std::chrono_literals;

const IpAddress kHeadend = IpAddress::v4(0xc000'0201);
const IpAddress kStranger = IpAddress::v4(0xc000'0266);
constexpr TimePoint kStart{1h};

/// Packets of 24 ms at 90 kHz, and what the receiver makes of them.
struct Listener {
  Receiver receiver;
  std::vector<std::int64_t> heard;
  std::vector<std::uint32_t> lost;
  int streams = 0;

  void send(std::uint16_t sequence, TimePoint at, std::uint32_t ssrc = 1, const IpAddress& from = kHeadend) {
    Bytes octets;
    write(octets, {.payload_type = 14, .sequence = sequence, .timestamp = sequence * 2160u, .ssrc = ssrc}, Bytes(40));
    receiver.handle_datagram(octets, from, at);
    drain();
  }
  void drain() {
    while (const auto output = receiver.poll_output()) {
      heard.push_back(output->packet.view.sequence);
      if (output->lost_before) lost.push_back(output->lost_before);
      if (output->first) ++streams;
    }
  }
  void wait_until(TimePoint at) {
    receiver.handle_deadline(at);
    drain();
  }
};

using Heard = std::vector<std::int64_t>;

TEST(Receiver, HoldsTheFirstPacketUntilTheSecondConfirmsIt) {
  Listener listener;
  listener.send(10, kStart);
  EXPECT_EQ(listener.heard, Heard());
  listener.send(11, kStart + 24ms);
  EXPECT_EQ(listener.heard, Heard({10, 11}));
  listener.send(12, kStart + 48ms);
  EXPECT_EQ(listener.heard, Heard({10, 11, 12}));
  EXPECT_EQ(listener.receiver.statistics().expected(), 3u);
}

TEST(Receiver, PlaysStartRepeatsInOrderForANewcomer) {
  Listener listener;
  listener.send(20, kStart);
  for (std::uint16_t sequence : std::vector<std::uint16_t>{18, 19, 20}) listener.send(sequence, kStart + 5ms);
  listener.send(21, kStart + 24ms);
  EXPECT_EQ(listener.heard, Heard({18, 19, 20, 21}));
  EXPECT_EQ(listener.receiver.statistics().duplicates(), 1u);
  EXPECT_EQ(listener.receiver.statistics().missing(), 0u);
}

TEST(Receiver, DropsStartRepeatsForThoseWhoWereThere) {
  Listener listener;
  for (std::uint16_t sequence = 1; sequence <= 5; ++sequence) listener.send(sequence, kStart + sequence * 24ms);
  for (std::uint16_t sequence : std::vector<std::uint16_t>{3, 4, 5}) listener.send(sequence, kStart + 125ms);
  listener.send(6, kStart + 144ms);
  EXPECT_EQ(listener.heard, Heard({1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(listener.receiver.statistics().duplicates(), 3u);
}

TEST(Receiver, TellsHowManyAreMissingOnceTheWaitIsOver) {
  Listener listener;
  for (std::uint16_t sequence : std::vector<std::uint16_t>{1, 2, 5}) listener.send(sequence, kStart + sequence * 24ms);
  EXPECT_EQ(listener.heard, Heard({1, 2}));
  EXPECT_EQ(listener.receiver.deadline(), kStart + 5 * 24ms + 20ms);
  listener.wait_until(listener.receiver.deadline());
  EXPECT_EQ(listener.heard, Heard({1, 2, 5}));
  EXPECT_EQ(listener.lost, std::vector<std::uint32_t>({2}));
}

TEST(Receiver, FollowsAHeadendThatRestarted) {
  Listener listener;
  for (std::uint16_t sequence = 1; sequence <= 5; ++sequence) listener.send(sequence, kStart + sequence * 24ms);
  const TimePoint back = kStart + 10s;
  listener.send(40'000, back, 2);
  listener.send(40'001, back + 24ms, 2);
  EXPECT_EQ(listener.heard, Heard({1, 2, 3, 4, 5, 40'000, 40'001}));
  EXPECT_EQ(listener.streams, 2);
  EXPECT_EQ(listener.receiver.statistics().expected(), 2u);
}

TEST(Receiver, LetsNoStrangerDisplaceAGoodStream) {
  Listener listener;
  listener.send(0, kStart);
  listener.send(1, kStart + 24ms);
  Heard expected = {0, 1};
  for (std::uint16_t sequence = 2; sequence <= 500; ++sequence) {
    listener.send(sequence, kStart + sequence * 24ms);
    listener.send(static_cast<std::uint16_t>(7000 + sequence), kStart + sequence * 24ms + 1ms, 99, kStranger);
    listener.send(static_cast<std::uint16_t>(9000 + sequence), kStart + sequence * 24ms + 2ms, 1, kStranger);
    listener.send(static_cast<std::uint16_t>(9000 + sequence), kStart + sequence * 24ms + 3ms, 98);
    expected.push_back(sequence);
  }
  EXPECT_EQ(listener.heard, expected);
  EXPECT_EQ(listener.receiver.selector().counters().strangers, 998u);
  EXPECT_EQ(listener.receiver.selector().counters().rivals, 499u);
}

TEST(Receiver, CountsWhatIsNoRtpByReason) {
  Listener listener;
  listener.receiver.handle_datagram(Bytes(11), kHeadend, kStart);
  listener.receiver.handle_datagram(Bytes(12), kHeadend, kStart);
  EXPECT_EQ(listener.receiver.malformed()[static_cast<std::size_t>(ParseErrc::truncated)], 1u);
  EXPECT_EQ(listener.receiver.malformed()[static_cast<std::size_t>(ParseErrc::unsupported_version)], 1u);
}

}  // namespace
}  // namespace joincast::rtp
