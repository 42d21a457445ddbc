// SPDX-License-Identifier: LGPL-2.1-or-later
#include "payload/vorbis_config.h"

#include <fstream>
#include <iterator>

#include "helpers.h"

namespace joincast::payload {
namespace {

/// What libvorbis wrote for two channels at 44.1 kHz, packed: ident 0x9fe20f, blocks of 256 and 2,048.
Bytes packed_headers() {
  std::ifstream file(JOINCAST_VECTORS "/payload/vorbis_packed_headers.bin", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Binding binding() {
  Format format = pcm_format(Codec::vorbis, 44'100, 2);
  format.config = packed_headers();
  return make_binding(98, format);
}

// The first octets of that stream's packets, and how much each adds.
constexpr std::uint8_t kShort = 0x00;
constexpr std::uint8_t kLong = 0x0e;

std::vector<AccessUnit> units() {
  std::vector<AccessUnit> result;
  std::int64_t timestamp = 0;
  const auto add = [&](std::uint8_t first, std::size_t size, std::uint32_t duration) {
    result.push_back({patterned({first}, size), timestamp, duration, false});
    timestamp += duration;
  };
  add(kShort, 1, 0);
  add(kLong, 40, 576);
  add(kLong, 400, 1024);
  add(kLong, 90, 1024);
  add(kShort, 30, 576);
  add(kShort, 31, 128);
  return result;
}

TEST(VorbisConfig, IsUnpackedAndPackedAgain) {
  const Bytes packed = packed_headers();
  const auto configs = parse_vorbis_configs(packed);
  ASSERT_TRUE(configs);
  ASSERT_EQ(configs->size(), 1u);
  const VorbisConfig& config = configs->front();
  EXPECT_EQ(config.ident, 0x9fe20fu);
  EXPECT_EQ(config.identification.size(), 30u);
  EXPECT_EQ(as_text(config.setup).substr(0, 7), "\5vorbis");
  EXPECT_EQ(to_octets(config), packed);
}

TEST(VorbisConfig, RefusesTruncatedHeaders) {
  const Bytes packed = packed_headers();
  for (std::size_t size = 0; size < 100; ++size)
    EXPECT_FALSE(parse_vorbis_configs(Bytes(packed.begin(), packed.begin() + static_cast<std::ptrdiff_t>(size))));
}

TEST(VorbisConfig, RefusesMoreConfigurationsThanItsCap) {
  Bytes packed = packed_headers();
  packed[0] = 0x10;
  EXPECT_EQ(parse_vorbis_configs(packed).error().code, ParseErrc::over_limit);
}

TEST(VorbisTiming, KnowsBlocksByTheirModes) {
  auto timing = VorbisTiming::make(parse_vorbis_configs(packed_headers())->front());
  ASSERT_TRUE(timing);
  EXPECT_EQ(timing->channels(), 2);
  EXPECT_EQ(timing->sample_rate_hz(), 44'100u);
  for (const AccessUnit& unit : units()) EXPECT_EQ(timing->duration(unit.octets), unit.duration);
  EXPECT_EQ(timing->duration(Bytes{1}), 0u);  // a header
}

TEST(Vorbis, PutsIdentAndLengthInFront) {
  const auto packetizer = make_packetizer(binding(), {.max_payload = 1328, .frames_per_packet = 2});
  packetizer->push({{kLong, 0xaa}, 10, 1024, false});
  packetizer->push({{kLong, 0xbb, 0xcc}, 1034, 1024, false});
  const auto payloads = drain(*packetizer);
  ASSERT_EQ(payloads.size(), 1u);
  EXPECT_EQ(payloads[0].octets, Bytes({0x9f, 0xe2, 0x0f,                  // ident
                                       0x02,                              // whole, raw, two packets
                                       0x00, 0x02, kLong, 0xaa,           // first
                                       0x00, 0x03, kLong, 0xbb, 0xcc}));  // second
}

TEST(Vorbis, GivesBackWhatWasSent) {
  EXPECT_EQ(round_trip(binding(), units(), {.max_payload = 1328, .frames_per_packet = 4}), units());
  EXPECT_EQ(round_trip(binding(), units(), {.max_payload = 64, .frames_per_packet = 1}), units());
}

TEST(Vorbis, DropsAUnitWhoseFragmentIsLost) {
  const auto got = round_trip(binding(), units(), {.max_payload = 300, .frames_per_packet = 1}, {3});
  ASSERT_EQ(got.size(), 5u);
  EXPECT_EQ(got[2].octets, units()[3].octets);
  EXPECT_TRUE(got[2].after_loss);
}

TEST(Vorbis, RefusesAnotherConfigurationsPackets) {
  const auto depacketizer = make_depacketizer(binding());
  EXPECT_EQ(refusal(*depacketizer, {0x9f, 0xe2, 0x10, 0x01, 0, 1, kLong}), ParseErrc::wrong_type);
  EXPECT_EQ(refusal(*depacketizer, {0x9f, 0xe2, 0x0f, 0x01, 0, 2, kLong}), ParseErrc::truncated);
  EXPECT_EQ(refusal(*depacketizer, {0x9f, 0xe2, 0x0f, 0xc0, 0, 1, kLong}), ParseErrc::out_of_order);
  EXPECT_EQ(refusal(*depacketizer, {0x9f, 0xe2, 0x0f}), ParseErrc::truncated);
}

TEST(Vorbis, NeedsItsConfiguration) {
  EXPECT_EQ(make_depacketizer(make_binding(98, pcm_format(Codec::vorbis, 44'100, 2))), nullptr);
  EXPECT_EQ(make_packetizer(make_binding(98, pcm_format(Codec::vorbis, 44'100, 2))), nullptr);
}

}  // namespace
}  // namespace joincast::payload
