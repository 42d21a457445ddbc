// SPDX-License-Identifier: LGPL-2.1-or-later
#include "helpers.h"

namespace joincast::payload {
namespace {

const Binding kBinding = *static_binding(14);
constexpr std::uint32_t kTicks = 2160;  // 24 ms

Bytes small_frame() { return patterned({0xff, 0xfb, 0x14, 0xc0}, 96); }   // 32 kbit/s, 48 kHz, mono
Bytes large_frame() { return patterned({0xff, 0xfb, 0xe4, 0x00}, 960); }  // 320 kbit/s, 48 kHz

std::vector<AccessUnit> units(std::size_t count, const Bytes& frame) {
  std::vector<AccessUnit> result;
  for (std::size_t i = 0; i < count; ++i)
    result.push_back({frame, static_cast<std::int64_t>(i) * kTicks, kTicks, false});
  return result;
}

Bytes packet(Bytes front, const std::vector<Bytes>& parts) {
  for (const Bytes& part : parts) front.insert(front.end(), part.begin(), part.end());
  return front;
}

TEST(MpaPacketizer, PutsOneFrameBehindFourZeroOctets) {
  const auto packetizer = make_packetizer(kBinding);
  ASSERT_TRUE(packetizer->push({small_frame(), 1000, kTicks, false}));
  const auto payloads = drain(*packetizer);
  ASSERT_EQ(payloads.size(), 1u);
  EXPECT_EQ(payloads[0].octets, packet({0, 0, 0, 0}, {small_frame()}));
  EXPECT_EQ(payloads[0].timestamp, 1000);
  EXPECT_EQ(payloads[0].duration, kTicks);
}

TEST(MpaPacketizer, MarksTheStartAndWhatFollowsAGap) {
  const auto packetizer = make_packetizer(kBinding);
  for (const bool after_loss : {false, false, true}) packetizer->push({small_frame(), 0, kTicks, after_loss});
  const auto payloads = drain(*packetizer);
  ASSERT_EQ(payloads.size(), 3u);
  EXPECT_TRUE(payloads[0].marker);
  EXPECT_FALSE(payloads[1].marker);
  EXPECT_TRUE(payloads[2].marker);
}

TEST(MpaPacketizer, GathersAsManyFramesAsAsked) {
  const auto packetizer = make_packetizer(kBinding, {.max_payload = 1328, .frames_per_packet = 3});
  for (const AccessUnit& unit : units(4, small_frame())) packetizer->push(unit);
  packetizer->flush();
  const auto payloads = drain(*packetizer);
  ASSERT_EQ(payloads.size(), 2u);
  EXPECT_EQ(payloads[0].octets.size(), 4 + 3 * 96u);
  EXPECT_EQ(payloads[0].duration, 3 * kTicks);
  EXPECT_EQ(payloads[1].timestamp, 3 * kTicks);
}

TEST(MpaPacketizer, GathersNoMoreThanFits) {
  const auto packetizer = make_packetizer(kBinding, {.max_payload = 200, .frames_per_packet = 3});
  for (const AccessUnit& unit : units(3, small_frame())) packetizer->push(unit);
  EXPECT_EQ(drain(*packetizer).size(), 1u);
}

TEST(MpaPacketizer, EndsAPacketAtAJumpOfTime) {
  const auto packetizer = make_packetizer(kBinding, {.max_payload = 1328, .frames_per_packet = 3});
  packetizer->push({small_frame(), 0, kTicks, false});
  packetizer->push({small_frame(), 90'000, kTicks, false});
  const auto payloads = drain(*packetizer);
  ASSERT_EQ(payloads.size(), 1u);
  EXPECT_EQ(payloads[0].duration, kTicks);
}

TEST(MpaPacketizer, TellsEachFragmentsPlaceInItsFrame) {
  const auto packetizer = make_packetizer(kBinding, {.max_payload = 504, .frames_per_packet = 1});
  packetizer->push({large_frame(), 77, kTicks, false});
  const auto payloads = drain(*packetizer);
  ASSERT_EQ(payloads.size(), 2u);
  EXPECT_EQ(Bytes(payloads[0].octets.begin(), payloads[0].octets.begin() + 4), Bytes({0, 0, 0, 0}));
  EXPECT_EQ(Bytes(payloads[1].octets.begin(), payloads[1].octets.begin() + 4), Bytes({0, 0, 0x01, 0xf4}));  // 500
  EXPECT_EQ(payloads[1].timestamp, 77);
  EXPECT_EQ(payloads[1].octets.size(), 4 + 460u);
}

TEST(MpaPacketizer, RefusesWhatIsNotOneWholeFrame) {
  const auto packetizer = make_packetizer(kBinding);
  Bytes frame = small_frame();
  frame.pop_back();
  EXPECT_FALSE(packetizer->push({frame, 0, kTicks, false}));
  EXPECT_FALSE(packetizer->push({Bytes(96), 0, kTicks, false}));
}

TEST(MpaDepacketizer, TakesSeveralFramesAndTimesEach) {
  const auto depacketizer = make_depacketizer(kBinding);
  const auto got = take(*depacketizer, packet({0, 0, 0, 0}, {small_frame(), small_frame()}), 500);
  ASSERT_EQ(got.size(), 2u);
  EXPECT_EQ(got[0], (AccessUnit{small_frame(), 500, kTicks, false}));
  EXPECT_EQ(got[1], (AccessUnit{small_frame(), 500 + kTicks, kTicks, false}));
  EXPECT_EQ(depacketizer->format().sample_rate_hz, 48'000u);
  EXPECT_EQ(depacketizer->format().channels, 1);
}

TEST(MpaDepacketizer, PutsFragmentsTogether) {
  EXPECT_EQ(round_trip(kBinding, units(3, large_frame()), {.max_payload = 400, .frames_per_packet = 1}),
            units(3, large_frame()));
}

TEST(MpaDepacketizer, DropsAFrameWhoseFragmentIsLost) {
  const auto got = round_trip(kBinding, units(3, large_frame()), {.max_payload = 504, .frames_per_packet = 1}, {3});
  auto expected = units(3, large_frame());
  expected.erase(expected.begin() + 1);
  expected[1].after_loss = true;
  EXPECT_EQ(got, expected);
}

TEST(MpaDepacketizer, RefusesAFragmentWithoutItsBeginning) {
  const auto depacketizer = make_depacketizer(kBinding);
  EXPECT_EQ(refusal(*depacketizer, packet({0, 0, 0x01, 0xf4}, {Bytes(100)})), ParseErrc::out_of_order);
  EXPECT_TRUE(take(*depacketizer, packet({0, 0, 0, 0}, {small_frame()}))[0].after_loss);
}

TEST(MpaDepacketizer, FindsFramesBehindGarbage) {
  const auto depacketizer = make_depacketizer(kBinding);
  const auto got = take(*depacketizer, packet({0, 0, 0, 0, 'j', 'u', 'n', 'k'}, {small_frame(), small_frame()}));
  ASSERT_EQ(got.size(), 2u);
  EXPECT_TRUE(got[0].after_loss);
  EXPECT_EQ(refusal(*depacketizer, packet({0, 0, 0, 0}, {Bytes(50, 0x55)})), ParseErrc::bad_value);
}

TEST(MpaDepacketizer, SurvivesEveryTruncation) {
  const Bytes whole = packet({0, 0, 0, 0}, {small_frame(), small_frame()});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto depacketizer = make_depacketizer(kBinding);
    const auto got = take(*depacketizer, Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
    EXPECT_EQ(got.size(), size < 100 ? 0u : 1u);
  }
}

}  // namespace
}  // namespace joincast::payload
