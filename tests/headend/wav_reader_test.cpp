// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/wav_reader.h"

#include <gtest/gtest.h>

namespace joincast::headend {
namespace {

constexpr std::uint8_t kHeader[] = {
    'R',  'I',  'F',  'F',  0xff, 0xff, 0xff, 0xff, 'W',  'A',  'V', 'E',   // of a pipe: without a length
    'L',  'I',  'S',  'T',  0x03, 0x00, 0x00, 0x00, 'a',  'b',  'c', 0x00,  // odd, padded
    'f',  'm',  't',  ' ',  0x10, 0x00, 0x00, 0x00, 0x01, 0x00,             // PCM
    0x02, 0x00,                                                             // channels
    0x40, 0x1f, 0x00, 0x00,                                                 // 8,000 samples a second
    0x00, 0x7d, 0x00, 0x00,                                                 // 32,000 octets a second
    0x04, 0x00,                                                             // octets a frame
    0x10, 0x00,                                                             // bits
    'd',  'a',  't',  'a',  0xff, 0xff, 0xff, 0xff};

Bytes file(std::size_t samples) {
  Bytes octets(std::begin(kHeader), std::end(kHeader));
  for (std::size_t i = 0; i < samples * 2; ++i) octets.insert(octets.end(), {static_cast<std::uint8_t>(i), 0x12});
  return octets;
}

TEST(WavReader, CutsSamplesIntoUnitsOfNetworkOrder) {
  const Bytes octets = file(320);
  WavReader reader;
  std::vector<payload::AccessUnit> units;
  ASSERT_TRUE(WavReader::recognises(octets));
  ASSERT_TRUE(reader.push(octets, units));
  EXPECT_EQ(reader.format(), payload::pcm_format(payload::Codec::l16, 8'000, 2));
  ASSERT_EQ(units.size(), 2u);
  EXPECT_EQ(units[0].duration, 160u);
  ASSERT_EQ(units[0].octets.size(), 640u);
  EXPECT_EQ(units[0].octets[0], 0x12);
  EXPECT_EQ(units[0].octets[1], 0x00);
  EXPECT_EQ(units[0].octets[3], 0x01);
}

TEST(WavReader, OctetByOctetGivesTheSame) {
  const Bytes octets = file(320);
  WavReader whole, single;
  std::vector<payload::AccessUnit> expected, units;
  whole.push(octets, expected);
  for (std::size_t i = 0; i < octets.size(); ++i) ASSERT_TRUE(single.push(ByteView(octets).subspan(i, 1), units)) << i;
  EXPECT_EQ(units, expected);
}

TEST(WavReader, RefusesWhatIsNotSixteenBitPcm) {
  for (const auto& [at, value] : {std::pair<std::size_t, std::uint8_t>{32, 3}, {46, 24}, {34, 0}, {34, 9}, {28, 2}}) {
    Bytes octets = file(320);
    octets[at] = value;
    WavReader reader;
    std::vector<payload::AccessUnit> units;
    EXPECT_FALSE(reader.push(octets, units)) << at;
    EXPECT_FALSE(reader.error().empty());
    EXPECT_TRUE(units.empty());
  }
}

TEST(WavReader, SurvivesEveryTruncationAndEveryOctetChanged) {
  const Bytes octets = file(40);
  for (std::size_t size = 0; size <= octets.size(); ++size) {
    const Bytes cut(octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(size));
    std::vector<payload::AccessUnit> units;
    WavReader().push(cut, units);
  }
  for (std::size_t at = 0; at < std::size(kHeader); ++at)
    for (const auto value : {std::uint8_t{0x00}, std::uint8_t{0x7f}, std::uint8_t{0xff}}) {
      Bytes changed = octets;
      changed[at] = value;
      std::vector<payload::AccessUnit> units;
      WavReader().push(changed, units);
    }
}

}  // namespace
}  // namespace joincast::headend
