// SPDX-License-Identifier: LGPL-2.1-or-later
#include "helpers.h"
#include "payload/audio_specific_config.h"

namespace joincast::payload {
namespace {

Binding binding() {
  return make_binding(96, aac_format({.object_type = 2, .sample_rate_hz = 48'000, .channel_configuration = 2}));
}

Binding latm_binding() {
  Binding result = binding();
  result.packing = Packing::latm;
  return result;
}

std::vector<AccessUnit> units(std::size_t count, std::size_t size) {
  std::vector<AccessUnit> result;
  for (std::size_t i = 0; i < count; ++i)
    result.push_back(
        {patterned({static_cast<std::uint8_t>(i)}, size + i), static_cast<std::int64_t>(i) * 1024, 1024, false});
  return result;
}

TEST(Mpeg4Generic, PutsOneHeaderOfSixteenBitsInFront) {
  const auto packetizer = make_packetizer(binding());
  packetizer->push({{0xaa, 0xbb, 0xcc}, 500, 1024, false});
  const auto payloads = drain(*packetizer);
  ASSERT_EQ(payloads.size(), 1u);
  EXPECT_EQ(payloads[0], (Payload{{0x00, 0x10,  // 16 bits of AU headers
                                   0x00, 0x18,  // size 3, index 0
                                   0xaa, 0xbb, 0xcc},
                                  500,
                                  1024,
                                  true}));
}

TEST(Mpeg4Generic, GathersUnits) {
  const auto packetizer = make_packetizer(binding(), {.max_payload = 1328, .frames_per_packet = 2});
  packetizer->push({{0xaa}, 500, 1024, false});
  packetizer->push({{0xbb, 0xcc}, 1524, 1024, false});
  const auto payloads = drain(*packetizer);
  ASSERT_EQ(payloads.size(), 1u);
  EXPECT_EQ(payloads[0].octets, Bytes({0x00, 0x20, 0x00, 0x08, 0x00, 0x10, 0xaa, 0xbb, 0xcc}));
  EXPECT_EQ(payloads[0].duration, 2048u);
}

TEST(Mpeg4Generic, TellsTheWholeSizeInEachFragment) {
  const auto packetizer = make_packetizer(binding(), {.max_payload = 100, .frames_per_packet = 1});
  packetizer->push({Bytes(150), 500, 1024, false});
  const auto payloads = drain(*packetizer);
  ASSERT_EQ(payloads.size(), 2u);
  EXPECT_FALSE(payloads[0].marker);
  EXPECT_TRUE(payloads[1].marker);
  for (const Payload& payload : payloads)
    EXPECT_EQ(Bytes(payload.octets.begin(), payload.octets.begin() + 4), Bytes({0x00, 0x10, 0x04, 0xb0}));
}

TEST(Mpeg4Generic, GivesBackWhatWasSent) {
  EXPECT_EQ(round_trip(binding(), units(7, 200), {.max_payload = 1328, .frames_per_packet = 3}), units(7, 200));
  EXPECT_EQ(round_trip(binding(), units(3, 700), {.max_payload = 256, .frames_per_packet = 1}), units(3, 700));
}

TEST(Mpeg4Generic, DropsAUnitWhoseFragmentIsLost) {
  auto expected = units(3, 150);
  expected.erase(expected.begin() + 1);
  expected[1].after_loss = true;
  EXPECT_EQ(round_trip(binding(), units(3, 150), {.max_payload = 100, .frames_per_packet = 1}, {3}), expected);
  EXPECT_EQ(round_trip(binding(), units(3, 150), {.max_payload = 100, .frames_per_packet = 1}, {2}), expected);
}

TEST(Mpeg4Generic, TimesUnitsByTheCoreWhateverTheClock) {
  Binding he = make_binding(96, aac_format({.object_type = 2, .sample_rate_hz = 24'000, .channel_configuration = 2}));
  he.format.clock_rate_hz = 48'000;  // a sender that counts what SBR yields
  const auto depacketizer = make_depacketizer(he);
  const auto got = take(*depacketizer, {0x00, 0x20, 0x00, 0x08, 0x00, 0x08, 0xaa, 0xbb}, 10);
  ASSERT_EQ(got.size(), 2u);
  EXPECT_EQ(got[1].timestamp, 10 + 2048);
  EXPECT_EQ(got[1].duration, 2048u);
}

TEST(Mpeg4Generic, RefusesInterleavingAndContradictions) {
  const auto depacketizer = make_depacketizer(binding());
  EXPECT_EQ(refusal(*depacketizer, {0x00, 0x10, 0x00, 0x09, 0xaa}), ParseErrc::out_of_order);           // index 1
  EXPECT_EQ(refusal(*depacketizer, {0x00, 0x0f, 0x00, 0x08, 0xaa}), ParseErrc::bad_length);             // 15 bits
  EXPECT_EQ(refusal(*depacketizer, {0x00, 0x00, 0xaa}), ParseErrc::missing);                            // no unit
  EXPECT_EQ(refusal(*depacketizer, {0x00, 0x10, 0x00, 0x00, 0xaa}), ParseErrc::bad_value);              // size 0
  EXPECT_EQ(refusal(*depacketizer, {0x00, 0x10, 0x00, 0x08, 0xaa, 0xbb}), ParseErrc::trailing_octets);  // 1 of 2
  EXPECT_EQ(refusal(*depacketizer, {0x00, 0x20, 0x00, 0x08, 0x00, 0x10, 0xaa}), ParseErrc::truncated);  // 1 of 3
  EXPECT_EQ(refusal(*depacketizer, {0xff, 0xff, 0x00}), ParseErrc::truncated);
}

TEST(Mpeg4Generic, SurvivesEveryTruncation) {
  const Bytes whole = {0x00, 0x20, 0x00, 0x08, 0x00, 0x10, 0xaa, 0xbb, 0xcc};
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto depacketizer = make_depacketizer(binding());
    const auto got = take(*depacketizer, Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
    EXPECT_EQ(got.size(), size >= 7 ? 1u : 0u) << size;
  }
}

TEST(Latm, TakesUnitsBehindTheirLengths) {
  const auto depacketizer = make_depacketizer(latm_binding());
  const Bytes unit = patterned({}, 300);
  Bytes payload = {0xff, 0x2d};  // 255 + 45
  payload.insert(payload.end(), unit.begin(), unit.end());
  EXPECT_EQ(take(*depacketizer, payload, 7, false, true), (std::vector<AccessUnit>{{unit, 7, 1024, false}}));
}

TEST(Latm, PutsAnElementTogetherUpToItsMarker) {
  const auto depacketizer = make_depacketizer(latm_binding());
  EXPECT_TRUE(take(*depacketizer, {0x04, 0xaa, 0xbb}, 7, false, false).empty());
  EXPECT_EQ(take(*depacketizer, {0xcc, 0xdd}, 7, false, true),
            (std::vector<AccessUnit>{{{0xaa, 0xbb, 0xcc, 0xdd}, 7, 1024, false}}));
}

TEST(Latm, DropsAnElementThatLostItsBeginning) {
  const auto depacketizer = make_depacketizer(latm_binding());
  EXPECT_TRUE(take(*depacketizer, {0xcc, 0xdd}, 7, true, true).empty());
  EXPECT_TRUE(take(*depacketizer, {0x01, 0xaa}, 1031, false, true)[0].after_loss);
}

TEST(Latm, HoldsNoEndlessElement) {
  const auto depacketizer = make_depacketizer(latm_binding());
  bool refused = false;
  for (int i = 0; i < 100; ++i) refused = refused || !depacketizer->push({Bytes(1000, 0xff), 7, false, false});
  EXPECT_TRUE(refused);
}

}  // namespace
}  // namespace joincast::payload
