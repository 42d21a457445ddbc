// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/ogg_demuxer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace joincast::media {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// The first page of a real Opus stream, as ffmpeg wrote it.
constexpr std::array<std::uint8_t, 47> kFirstPage = {
    0x4f, 0x67, 0x67, 0x53,                          // "OggS"
    0x00,                                            // version
    0x02,                                            // first page of its stream
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,  // granule position
    0xd6, 0xd2, 0x29, 0x66,                          // serial number 0x6629d2d6
    0x00, 0x00, 0x00, 0x00,                          // page 0
    0x4a, 0x29, 0x31, 0x75,                          // checksum
    0x01,                                            // one segment
    0x13,                                            // of 19 octets
    0x4f, 0x70, 0x75, 0x73, 0x48, 0x65, 0x61, 0x64,  // "OpusHead"
    0x01, 0x02, 0x38, 0x01, 0x80, 0xbb, 0x00, 0x00, 0x00, 0x00, 0x00};

constexpr std::uint8_t kContinued = 1;
constexpr std::uint8_t kFirst = 2;

/// A page with these segments, each of its length in `x` after the letter it begins with.
Bytes page(std::uint8_t flags, std::uint8_t serial, std::uint8_t sequence, const std::vector<std::string>& segments) {
  Bytes out = {'O', 'g', 'g', 'S', 0, flags, 0, 0, 0, 0, 0, 0, 0, 0, serial, 0, 0, 0, sequence, 0, 0, 0, 0, 0, 0, 0};
  out.push_back(static_cast<std::uint8_t>(segments.size()));
  for (const std::string& segment : segments) out.push_back(static_cast<std::uint8_t>(segment.size()));
  for (const std::string& segment : segments) out.insert(out.end(), segment.begin(), segment.end());
  const std::uint32_t crc = ogg_crc(0, out);
  for (std::size_t i = 0; i < 4; ++i) out[22 + i] = static_cast<std::uint8_t>(crc >> 8 * i);
  return out;
}

class OggDemuxerTest : public ::testing::Test {
 protected:
  void push(ByteView octets) {
    demuxer_.push(octets, [this](const OggPacket& packet) {
      packets_.push_back(std::to_string(packet.serial) + (packet.after_loss ? "!" : ":") +
                         std::string(as_text(packet.octets).substr(0, 8)) + '/' + std::to_string(packet.octets.size()));
      truncated_ = packet.truncated;
    });
  }

  OggDemuxer demuxer_;
  std::vector<std::string> packets_;
  bool truncated_ = false;
};

TEST_F(OggDemuxerTest, AgreesWithARealChecksum) {
  push(kFirstPage);
  EXPECT_THAT(packets_, ElementsAre("1714016982:OpusHead/19"));
  EXPECT_EQ(demuxer_.bad_checksums(), 0u);
}

TEST_F(OggDemuxerTest, RefusesAPageOfWhichOneBitChanged) {
  for (std::size_t at = 4; at < kFirstPage.size(); ++at) {
    auto damaged = kFirstPage;
    damaged[at] ^= 0x01;
    push(damaged);
  }
  EXPECT_THAT(packets_, IsEmpty());
}

TEST_F(OggDemuxerTest, PutsAPacketTogetherAcrossPages) {
  const std::string full(255, 'a');
  push(page(kFirst, 7, 0, {"head"}));
  push(page(0, 7, 1, {"b", full}));
  push(page(kContinued, 7, 2, {full}));
  push(page(kContinued, 7, 3, {"aaa", "c"}));
  EXPECT_THAT(packets_, ElementsAre("7:head/4", "7:b/1", "7:aaaaaaaa/513", "7:c/1"));
}

TEST_F(OggDemuxerTest, EndsAPacketOfAMultipleOf255WithAnEmptySegment) {
  push(page(kFirst, 7, 0, {std::string(255, 'a'), ""}));
  EXPECT_THAT(packets_, ElementsAre("7:aaaaaaaa/255"));
}

TEST_F(OggDemuxerTest, DropsThePacketThatAMissingPageBroke) {
  push(page(kFirst, 7, 0, {"head"}));
  push(page(0, 7, 1, {"b", std::string(255, 'a')}));
  push(page(kContinued, 7, 3, {"aaa", "c"}));  // page 2 is missing
  push(page(0, 7, 4, {"d"}));
  EXPECT_THAT(packets_, ElementsAre("7:head/4", "7:b/1", "7!c/1", "7:d/1"));
}

TEST_F(OggDemuxerTest, TellsWhenADamagedPageIsGone) {
  push(page(kFirst, 7, 0, {"head"}));
  Bytes damaged = page(0, 7, 1, {"b"});
  damaged.back() ^= 1;
  push(damaged);
  push(page(0, 7, 2, {"c"}));
  EXPECT_THAT(packets_, ElementsAre("7:head/4", "7!c/1"));
  EXPECT_EQ(demuxer_.bad_checksums(), 1u);
  EXPECT_EQ(demuxer_.resyncs(), 1u);
}

TEST_F(OggDemuxerTest, KeepsStreamsApart) {
  push(page(kFirst, 1, 0, {"one"}));
  push(page(kFirst, 2, 0, {"two"}));
  push(page(0, 1, 1, {std::string(255, 'a')}));
  push(page(0, 2, 1, {"b"}));
  push(page(kContinued, 1, 2, {"a"}));
  EXPECT_THAT(packets_, ElementsAre("1:one/3", "2:two/3", "2:b/1", "1:aaaaaaaa/256"));
}

TEST_F(OggDemuxerTest, ForgetsTheStreamsOfTheLinkBefore) {
  push(page(kFirst, 1, 0, {"one"}));
  push(page(0, 1, 1, {"a"}));
  push(page(kFirst, 2, 0, {"two"}));
  push(page(0, 1, 2, {"b"}));
  EXPECT_THAT(packets_, ElementsAre("1:one/3", "1:a/1", "2:two/3"));
  EXPECT_EQ(demuxer_.chains(), 2u);
  EXPECT_EQ(demuxer_.refused(), 1u);
}

TEST_F(OggDemuxerTest, OverlooksMoreStreamsThanItsLimit) {
  for (std::uint8_t serial = 0; serial < 10; ++serial) push(page(kFirst, serial, 0, {"x"}));
  EXPECT_EQ(packets_.size(), OggDemuxer::kMaxStreams);
  EXPECT_EQ(demuxer_.refused(), 6u);
}

TEST_F(OggDemuxerTest, KeepsOnlyTheBeginningOfAPacketTooLong) {
  const std::vector<std::string> full(255, std::string(255, 'a'));
  push(page(kFirst, 7, 0, full));
  for (std::uint8_t i = 1; i < 10; ++i) push(page(kContinued, 7, i, full));
  push(page(kContinued, 7, 10, {"a"}));
  EXPECT_THAT(packets_, ElementsAre("7:aaaaaaaa/" + std::to_string(OggDemuxer::kMaxPacket)));
  EXPECT_TRUE(truncated_);
}

}  // namespace
}  // namespace joincast::media
