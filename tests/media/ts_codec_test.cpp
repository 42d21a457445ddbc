// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/ts_codec.h"

#include <gtest/gtest.h>

namespace joincast::media {
namespace {

std::optional<TsCodec> codec(std::uint8_t type, Bytes descriptors = {}) {
  return codec_of({.type = type, .pid = 0x101, .descriptors = std::move(descriptors)});
}

TEST(TsCodec, IsToldByTheStreamsType) {
  EXPECT_EQ(codec(0x01), TsCodec::mpeg_video);
  EXPECT_EQ(codec(0x02), TsCodec::mpeg_video);
  EXPECT_EQ(codec(0x03), TsCodec::mpeg_audio);
  EXPECT_EQ(codec(0x04), TsCodec::mpeg_audio);
  EXPECT_EQ(codec(0x0f), TsCodec::adts);
  EXPECT_EQ(codec(0x11), TsCodec::latm);
  EXPECT_EQ(codec(0x1b), TsCodec::h264);
  EXPECT_EQ(codec(0x24), TsCodec::hevc);
  EXPECT_EQ(codec(0x81), TsCodec::ac3) << "as ATSC has it";
  EXPECT_EQ(codec(0x87), TsCodec::eac3);
  EXPECT_EQ(codec(0x05), std::nullopt) << "private sections: teletext's neighbours";
}

TEST(TsCodec, OfPrivateDataIsToldByADescriptor) {
  EXPECT_EQ(codec(0x06), std::nullopt);
  EXPECT_EQ(codec(0x06, {0x6a, 0x01, 0x00}), TsCodec::ac3);  // EN 300 468 annex D.3
  EXPECT_EQ(codec(0x06, {0x7a, 0x01, 0x00}), TsCodec::eac3);
  const Bytes language_and_ac3 = {
      0x0a, 0x04, 'd',  'e', 'u', 0x00,  // ISO 639 language
      0x6a, 0x01, 0x00,                  // AC-3
  };
  EXPECT_EQ(codec(0x06, language_and_ac3), TsCodec::ac3);
  EXPECT_EQ(codec(0x06, {0x56, 0x05, 'd', 'e', 'u', 0x09, 0x00}), std::nullopt) << "teletext";
}

TEST(TsCodec, OfPrivateDataIsToldByARegistration) {
  EXPECT_EQ(codec(0x06, {0x05, 0x04, 'A', 'C', '-', '3'}), TsCodec::ac3);
  EXPECT_EQ(codec(0x06, {0x05, 0x05, 'E', 'A', 'C', '3', 0xff}), TsCodec::eac3);
  EXPECT_EQ(codec(0x06, {0x05, 0x04, 'H', 'E', 'V', 'C'}), TsCodec::hevc);
  EXPECT_EQ(codec(0x06, {0x05, 0x04, 'O', 'p', 'u', 's'}), std::nullopt);
  EXPECT_EQ(codec(0x06, {0x05, 0x02, 'A', 'C', 0x6a, 0x00}), TsCodec::ac3) << "one too short is passed over";
}

TEST(TsCodec, NoTruncationIsATrap) {
  const Bytes whole = {0x0a, 0x04, 'd', 'e', 'u', 0x00, 0x05, 0x04, 'A', 'C', '-', '3'};
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_EQ(codec(0x06, Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))), std::nullopt);
}

TEST(TsCodec, IsOfSoundOrOfPictures) {
  EXPECT_EQ(kind_of(TsCodec::eac3), TsStreamKind::sound);
  EXPECT_EQ(kind_of(TsCodec::mpeg_video), TsStreamKind::picture);
  EXPECT_EQ(kind_of(TsCodec::hevc), TsStreamKind::picture);
}

}  // namespace
}  // namespace joincast::media
