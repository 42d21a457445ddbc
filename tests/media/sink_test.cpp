// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "media/audio.h"

namespace joincast::media {
namespace {

class WavSink : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  static Bytes contents(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(WavSink, IsAPlayableFileAfterEachWrite) {
  auto sink = *make_wav_sink((folder_ / "sound.wav").string());
  ASSERT_TRUE(sink->open({48'000, 2}));
  sink->write({{48'000, 2}, {0.5f, -0.5f}});
  // The header counts what was written although the sink is still open; stdio may hold the samples back.
  sink.reset();
  const Bytes expected = {
      'R',  'I',  'F', 'F',  44,   0,    0,    0,     // octets behind this field
      'W',  'A',  'V', 'E',  'f',  'm',  't',  ' ',   //
      16,   0,    0,   0,    3,    0,    2,    0,     // size, IEEE float, two channels
      0x80, 0xbb, 0,   0,    0x00, 0xdc, 0x05, 0x00,  // 48,000 Hz; 384,000 octets a second
      8,    0,    32,  0,    'd',  'a',  't',  'a',   // octets a frame, bits a sample
      8,    0,    0,   0,                             // octets of sound
      0,    0,    0,   0x3f, 0,    0,    0,    0xbf,  // 0.5, -0.5
  };
  EXPECT_EQ(contents(folder_ / "sound.wav"), expected);
}

TEST_F(WavSink, StartsANumberedFileWhenTheFormatChanges) {
  auto sink = *make_wav_sink((folder_ / "sound.wav").string());
  ASSERT_TRUE(sink->open({48'000, 2}));
  ASSERT_TRUE(sink->open({44'100, 2}));
  sink->write({{44'100, 2}, {0.0f, 0.0f}});
  sink.reset();
  EXPECT_EQ(contents(folder_ / "sound.wav").size(), 44u);
  EXPECT_EQ(contents(folder_ / "sound-2.wav").size(), 52u);
}

TEST_F(WavSink, NamesAFileThatItCannotWrite) {
  EXPECT_THAT(make_wav_sink(folder_.string()).error(), testing::HasSubstr(folder_.string()));
  auto sink = *make_wav_sink((folder_ / "absent" / "sound.wav").string());
  EXPECT_THAT(sink->open({48'000, 2}).error(), testing::HasSubstr("absent"));
}

TEST(NullSink, HoldsNoMoreThanItsLimit) {
  auto sink = make_null_sink();
  ASSERT_TRUE(sink->open({8'000, 1}));
  sink->write({{8'000, 1}, std::vector<float>(8'000 * 60)});
  EXPECT_GT(sink->queued(), Duration{});
  EXPECT_LE(sink->queued(), kMaxQueued);
  sink->flush();
  EXPECT_EQ(sink->queued(), Duration{});
}

TEST(SdlSink, PlaysThroughADriverWithoutADevice) {
  setenv("SDL_AUDIODRIVER", "dummy", 1);
  auto sink = make_sdl_sink();
  ASSERT_TRUE(sink) << sink.error();
  ASSERT_TRUE((*sink)->open({48'000, 2}));
  (*sink)->write({{48'000, 2}, std::vector<float>(2 * 4'800)});
  EXPECT_GT((*sink)->queued(), std::chrono::milliseconds{50});
  EXPECT_EQ((*sink)->period(), Duration{2'048 * 1'000'000'000LL / 48'000});
  const Duration queued = (*sink)->queued();
  EXPECT_LE((*sink)->lasts(), queued);
  EXPECT_GE((*sink)->lasts(), (*sink)->period());
  (*sink)->flush();
  EXPECT_LE((*sink)->queued(), (*sink)->period());  // what the device has taken is heard
}

TEST(SdlSink, SaysWhatToDoWithoutADriver) {
  setenv("SDL_AUDIODRIVER", "nosuchdriver", 1);
  const auto sink = make_sdl_sink();
  ASSERT_FALSE(sink);
  EXPECT_THAT(sink.error(), testing::HasSubstr("--sink null"));
}

}  // namespace
}  // namespace joincast::media
