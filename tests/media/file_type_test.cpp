// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/file_type.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace joincast::media {
namespace {

using payload::Codec;
using payload::Format;

Format format(Codec codec) {
  Format result;
  result.codec = codec;
  return result;
}

TEST(FileType, FollowsTheCodec) {
  EXPECT_EQ(file_type_for(format(Codec::mpa)), FileType::mp3);
  EXPECT_EQ(file_type_for(format(Codec::aac)), FileType::aac);
  EXPECT_EQ(file_type_for(format(Codec::opus)), FileType::ogg_opus);
  EXPECT_EQ(file_type_for(format(Codec::vorbis)), FileType::ogg_vorbis);
  EXPECT_EQ(file_type_for(format(Codec::mp2t)), FileType::ts);
  EXPECT_EQ(file_type_for(format(Codec::l24)), FileType::wav);
  EXPECT_EQ(file_type_for(format(Codec::pcma)), FileType::wav);
  EXPECT_EQ(file_type_for(format(Codec::unknown)), std::nullopt);
}

TEST(FileType, FollowsAWishThatFits) {
  EXPECT_EQ(choose_file_type(format(Codec::aac), ".M4A"), FileType::m4a);
  EXPECT_EQ(choose_file_type(format(Codec::l16), "flac"), FileType::flac);
  EXPECT_EQ(choose_file_type(format(Codec::opus), "ogg"), FileType::ogg_opus);
  EXPECT_EQ(choose_file_type(format(Codec::mpa), "mp2"), FileType::mp3);
  EXPECT_EQ(choose_file_type(format(Codec::mpa), ""), FileType::mp3);
}

TEST(FileType, SaysWhatWouldFit) {
  EXPECT_EQ(choose_file_type(format(Codec::aac), "mp3").error(), "aac is not written as .mp3 but as .aac or .m4a");
  Format other;
  other.encoding_name = "AC3";
  EXPECT_EQ(choose_file_type(other, "").error(), "no file type here holds AC3");
}

TEST(FileType, OnlyFramesWithoutAFrameAroundThemConcatenate) {
  EXPECT_TRUE(info(FileType::mp3).concatenates);
  EXPECT_TRUE(info(FileType::ts).concatenates);
  EXPECT_FALSE(info(FileType::ogg_opus).concatenates);
  EXPECT_EQ(info(FileType::ogg_opus).extension, "opus");
}

}  // namespace
}  // namespace joincast::media
