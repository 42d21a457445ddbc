// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "framing.h"
#include "media/little_endian.h"
#include "memory_sink.h"

namespace joincast::media {
namespace {

using namespace std::chrono_literals;
using payload::AccessUnit;
using payload::Codec;
using payload::pcm_format;

/// RIFF, WAVE and 28 octets kept for `ds64`.
Bytes beginning(std::uint32_t riff_size) {
  Bytes octets = {'R', 'I', 'F', 'F'};
  append_little(octets, riff_size, 4);
  return octets + as_bytes("WAVEJUNK") + Bytes{28, 0, 0, 0} + Bytes(28);
}

TEST(WavWriter, TurnsNetworkOrderRound) {
  const AccessUnit unit = {{0x12, 0x34, 0x56, 0x78}, 0, 1, false};
  const Bytes expected =
      beginning(84 - 8) + Bytes{
                              'f',  'm',  't',  ' ',  16,   0,    0,  0,  //
                              1,    0,    2,    0,    0x44, 0xac, 0,  0,  // PCM, two channels, 44,100 Hz
                              0x10, 0xb1, 0x02, 0,    4,    0,    16, 0,  // 176,400 octets a second, 4 a block, 16 bits
                              'd',  'a',  't',  'a',  4,    0,    0,  0,  //
                              0x34, 0x12, 0x78, 0x56,
                          };
  EXPECT_EQ(file_of(pcm_format(Codec::l16, 44'100, 2), std::span(&unit, 1)), expected);
}

TEST(WavWriter, TellsTwentyFourBitsTheExtensibleWay) {
  const AccessUnit unit = {{0x12, 0x34, 0x56}, 0, 1, false};
  const Bytes expected =
      beginning(108 - 8) +
      Bytes{
          'f',  'm',  't',  ' ',  40,   0,    0,    0,     //
          0xfe, 0xff, 1,    0,    0x80, 0xbb, 0,    0,     // extensible, one channel, 48,000 Hz
          0x80, 0x32, 0x02, 0,    3,    0,    24,   0,     // 144,000 octets a second
          22,   0,    24,   0,    0,    0,    0,    0,     // all bits valid, no speaker positions
          1,    0,    0,    0,    0,    0,    0x10, 0,     // KSDATAFORMAT_SUBTYPE_PCM
          0x80, 0,    0,    0xaa, 0,    0x38, 0x9b, 0x71,  //
          'd',  'a',  't',  'a',  3,    0,    0,    0,     // the octet behind an odd size is not counted here
          0x56, 0x34, 0x12, 0,
      };
  EXPECT_EQ(file_of(pcm_format(Codec::l24, 48'000, 1), std::span(&unit, 1)), expected);
}

TEST(WavWriter, TellsG711ByItsTag) {
  const AccessUnit unit = {{0x11, 0x22}, 0, 2, false};
  const Bytes expected =
      beginning(90 + 8 + 2 - 8 - 4 - 2) + Bytes{
                                              'f',  'm',  't', ' ', 18,   0,    0, 0,  //
                                              6,    0,    1,   0,   0x40, 0x1f, 0, 0,  // A-law, 8,000 Hz
                                              0x40, 0x1f, 0,   0,   1,    0,    8, 0, 0,    0,    'f',
                                              'a',  'c',  't', 4,   0,    0,    0, 2, 0,    0,    0,  // samples
                                              'd',  'a',  't', 'a', 2,    0,    0, 0, 0x11, 0x22,
                                          };
  const Bytes file = file_of(pcm_format(Codec::pcma, 8'000, 1), std::span(&unit, 1));
  EXPECT_EQ(Bytes(file.begin() + 8, file.end()), Bytes(expected.begin() + 8, expected.end()));
  EXPECT_EQ(little_u32(ByteView(file).subspan(4)), file.size() - 8);
}

TEST(WavWriter, PutsTagsBetweenFormatAndSound) {
  const Tags tags = {.title = "T", .artist = "Ar", .station = {}, .genre = {}, .date = {}, .link = {}, .track = 0};
  const Bytes file = file_of(pcm_format(Codec::l16, 48'000, 1), {}, tags);
  const Bytes list = as_text(file).substr(72).empty() ? Bytes() : Bytes(file.begin() + 72, file.end());
  EXPECT_EQ(list, (Bytes{'L', 'I', 'S', 'T', 26, 0, 0, 0, 'I', 'N', 'F', 'O',  //
                         'I', 'N', 'A', 'M', 2,  0, 0, 0, 'T', 0,              //
                         'I', 'A', 'R', 'T', 3,  0, 0, 0, 'A', 'r', 0,   0,    // even offsets
                         'd', 'a', 't', 'a', 0,  0, 0, 0}));
}

/// 10 ms of mono L16 at 8 kHz.
AccessUnit sound(std::int64_t timestamp) { return {Bytes(160, 0x11), timestamp, 80, false}; }

constexpr std::size_t kHeader = 80;  // octets of an L16 file without tags

std::uint32_t told(const MemorySink& sink) { return little_u32(ByteView(sink.octets).subspan(kHeader - 4)); }

TEST(WavWriter, HasARightHeaderAfterEachFlush) {
  MemorySink sink;
  const auto writer = writer_for(pcm_format(Codec::l16, 8'000, 1), sink);
  for (std::int64_t i = 0; i < 1000; ++i) {
    (void)writer->put(sound(80 * i));
    ASSERT_EQ(writer->octets(), kHeader + 160u * static_cast<std::size_t>(i + 1));
    ASSERT_LE(writer->octets() - sink.octets.size(), kHeader + 16'000u);  // never more than a second behind
    if (sink.octets.empty()) continue;
    ASSERT_EQ(told(sink), sink.octets.size() - kHeader);
  }
}

TEST(WavWriter, TellsOnlyWhatAFullDiskTook) {
  MemorySink sink;
  const auto writer = writer_for(pcm_format(Codec::l16, 8'000, 1), sink);
  for (std::int64_t i = 0; i < 150; ++i) (void)writer->put(sound(80 * i));
  sink.room = 17'001;
  EXPECT_EQ(writer->finish(), std::errc::no_space_on_device);
  EXPECT_EQ(told(sink), 16'000u);  // of the flush before: the last octets are not the sink's yet
  sink.room = 1u << 20;
  EXPECT_FALSE(writer->finish());
  EXPECT_EQ(told(sink), 24'000u);
}

TEST(WavWriter, TellsAPipeNoSize) {
  const AccessUnit unit = sound(0);
  const Bytes file = file_of(pcm_format(Codec::l16, 8'000, 1), std::span(&unit, 1), {}, {}, false);
  EXPECT_EQ(little_u32(ByteView(file).subspan(4)), 0xffff'ffffu);
  EXPECT_EQ(little_u32(ByteView(file).subspan(kHeader - 4)), 0xffff'ffffu);
  EXPECT_EQ(file.size(), kHeader + 160);
}

TEST(WavWriter, FillsAGapWithExactlyItsSamples) {
  const std::vector<AccessUnit> units = {sound(0), sound(80 + 10'001), sound(160 + 10'001)};
  const Bytes file = file_of(pcm_format(Codec::l16, 8'000, 1), units);
  ASSERT_EQ(file.size(), kHeader + 2 * (3 * 80 + 10'001));
  EXPECT_EQ(std::count(file.begin() + kHeader, file.end(), 0), 2 * 10'001);
}

TEST(WavWriter, FillsWithTheSilenceOfG711) {
  const AccessUnit units[] = {{{1}, 0, 1, false}, {{2}, 3, 1, false}};
  const Bytes mu = file_of(pcm_format(Codec::pcmu, 8'000, 1), units);
  EXPECT_EQ(Bytes(mu.end() - 4, mu.end()), (Bytes{1, 0xff, 0xff, 2}));
  const Bytes a = file_of(pcm_format(Codec::pcma, 8'000, 1), units);
  EXPECT_EQ(Bytes(a.end() - 4, a.end()), (Bytes{1, 0xd5, 0xd5, 2}));
}

TEST(WavWriter, ClosesUpAfterAGapThatIsTooLong) {
  MemorySink sink;
  const auto writer = writer_for(pcm_format(Codec::l16, 8'000, 1), sink, {}, {}, {.longest_gap = 2s});
  (void)writer->put(sound(0));
  (void)writer->put(sound(80 + 16'000));
  EXPECT_EQ(writer->duration(), 2'020ms);
  (void)writer->put(sound(160 + 16'000 + 16'001));
  EXPECT_EQ(writer->duration(), 2'030ms);
}

TEST(WavWriter, KeepsTheTimeWhenFramesOverlapALittle) {
  const std::vector<AccessUnit> units = {sound(0), sound(75), sound(160), sound(235), sound(320)};
  EXPECT_EQ(file_of(pcm_format(Codec::l16, 8'000, 1), units).size(), kHeader + 5 * 160);
}

/// Takes 5 GiB without keeping them.
class BottomlessSink final : public ByteSink {
 public:
  Took write(std::span<const ByteView> pieces) override {
    Took took;
    for (const ByteView piece : pieces) took.octets += piece.size();
    return took;
  }
  bool seekable() const noexcept override { return true; }
  std::error_code overwrite(std::uint64_t, ByteView octets) override {
    header.assign(octets.begin(), octets.end());
    return {};
  }
  Bytes header;
};

TEST(WavWriter, BecomesRf64BeyondFourGibioctets) {
  BottomlessSink sink;
  const auto writer = writer_for(pcm_format(Codec::pcmu, 8'000, 2), sink);
  constexpr std::int64_t kPieces = 257;
  const Bytes piece(16u << 20);
  for (std::int64_t i = 0; i < kPieces; ++i) (void)writer->put({piece, i * std::ssize(piece) / 2});
  ASSERT_FALSE(writer->finish());
  constexpr std::uint64_t kData = kPieces * (16ull << 20);
  static_assert(kData > 0x1'0000'0000);
  Bytes expected = {'R', 'F', '6', '4', 0xff, 0xff, 0xff, 0xff, 'W', 'A', 'V', 'E', 'd', 's', '6', '4', 28, 0, 0, 0};
  append_little(expected, kData + sink.header.size() - 8, 8);
  append_little(expected, kData, 8);
  append_little(expected, kData / 2, 8);
  append_little(expected, 0, 4);
  EXPECT_EQ(Bytes(sink.header.begin(), sink.header.begin() + 48), expected);
  EXPECT_EQ(Bytes(sink.header.end() - 8, sink.header.end()), (Bytes{'d', 'a', 't', 'a', 0xff, 0xff, 0xff, 0xff}));
}

}  // namespace
}  // namespace joincast::media
