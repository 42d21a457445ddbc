// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/ts_demuxer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/media/transport.h"

namespace joincast::media {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const Bytes kSound = {1, 2, 3};
const Bytes kMore = {4, 5};

/// The first programme of two: video in PID 0x101, MPEG audio in 0x102.
TransportBuilder tables() {
  TransportBuilder stream;
  stream.section(kPatPid, kTwoProgrammes).section(0x100, kMapOfSeven);
  return stream;
}

std::vector<TsPes> all_of(const TransportBuilder& stream) {
  TsDemuxer demuxer;
  demuxer.push(stream.octets());
  std::vector<TsPes> all;
  while (auto pes = demuxer.poll()) all.push_back(std::move(*pes));
  return all;
}

std::vector<std::int64_t> stamps_of(const TransportBuilder& stream) {
  std::vector<std::int64_t> stamps;
  for (const TsPes& pes : all_of(stream)) stamps.push_back(*pes.pts);
  return stamps;
}

TEST(TsDemuxer, TakesSoundAndPicturesOfTheFirstProgramme) {
  const auto all =
      all_of(tables().pes(0x102, 0x1'2345'6789, kSound).pes(0x201, 5, kSound).pes(0x101, 0x1'2345'7000, kMore));
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0], (TsPes{TsStreamKind::sound, TsCodec::mpeg_audio, 0x1'2345'6789, kSound, false}));
  EXPECT_EQ(all[1], (TsPes{TsStreamKind::picture, TsCodec::mpeg_video, 0x1'2345'7000, kMore, false}));
}

TEST(TsDemuxer, TellsWhatStandsBehindALoss) {
  const auto all = all_of(tables().pes(0x102, 1'000, kSound).lose(0x102).pes(0x102, 3'000, kSound));
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_FALSE(all[0].after_loss);
  EXPECT_TRUE(all[1].after_loss);
}

TEST(TsDemuxer, StampsGoOnThroughTheWrap) {
  constexpr std::int64_t kWrap = std::int64_t{1} << 33;
  EXPECT_THAT(stamps_of(tables().pes(0x102, kWrap - 1'000, kSound).pes(0x102, 1'000, kSound)),
              ElementsAre(kWrap - 1'000, kWrap + 1'000));
}

/// The picture comes to the new time first and decides; the sound follows, in the same step as before.
TEST(TsDemuxer, StampsGoOnThroughAJumpInStep) {
  const auto stamps = stamps_of(tables()
                                    .pes(0x101, 900'000, kSound)
                                    .pes(0x102, 897'000, kSound)
                                    .pes(0x101, 5'000, kSound)
                                    .pes(0x102, 899'000, kSound)
                                    .pes(0x102, 4'000, kSound));
  EXPECT_THAT(stamps, ElementsAre(900'000, 897'000, 903'600, 899'000, 902'600));
}

TEST(TsDemuxer, KnowsNothingWithoutTables) {
  TransportBuilder stream;
  EXPECT_THAT(all_of(stream.pes(0x102, 1'000, kSound)), IsEmpty());
}

TEST(TsDemuxer, NoTruncationIsATrap) {
  const Bytes stream = tables().pes(0x102, 1'000, kSound).pes(0x102, 3'000, kSound).octets();
  for (std::size_t at = 2 * kTsPacket; at < stream.size(); ++at) {
    Bytes broken = stream;
    broken[at] ^= 0xff;
    TsDemuxer demuxer;
    demuxer.push(broken);
    while (const auto pes = demuxer.poll()) EXPECT_LE(pes->octets.size(), stream.size());
  }
}

}  // namespace
}  // namespace joincast::media
