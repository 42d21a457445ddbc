// SPDX-License-Identifier: LGPL-2.1-or-later
// Television of every coding that is decoded here, made by ffmpeg.
#include "media/transport_decoder.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "media/ts_framer.h"

namespace joincast::media {
namespace {

constexpr std::int64_t kSecond = 90'000;

struct Coding {
  const char* name;
  const char* options;  ///< of ffmpeg
};

void PrintTo(const Coding& coding, std::ostream* out) { *out << coding.name; }

class TelevisionCoding : public testing::TestWithParam<Coding> {
 protected:
  /// Three seconds, with a flash and a beep of 120 ms in each.
  static std::vector<payload::AccessUnit> units() {
    const auto file = std::filesystem::path(testing::TempDir()) / ("jc-coding-" + std::to_string(getpid()) + ".ts");
    const std::string command =
        "ffmpeg -nostdin -y -v error"
        " -f lavfi -i \"color=black:s=320x180:r=25:d=3,drawbox=t=fill:color=white:enable='lt(mod(t,1),0.12)'\""
        " -f lavfi -i \"aevalsrc='if(lt(mod(t,1),0.12),0.5*sin(2*PI*1000*t),0)':s=48000:d=3,"
        "aformat=channel_layouts=stereo\" " +
        std::string(GetParam().options) + " -f mpegts " + file.string();
    EXPECT_EQ(std::system(command.c_str()), 0);
    std::ifstream in(file, std::ios::binary);
    const Bytes octets{std::istreambuf_iterator<char>(in), {}};
    std::filesystem::remove(file);
    TsFramer framer;
    FramerQueue items;
    framer.push(octets, items);
    framer.splice(items);
    std::vector<payload::AccessUnit> units;
    for (FramerItem& item : items)
      if (auto* unit = std::get_if<payload::AccessUnit>(&item)) units.push_back(std::move(*unit));
    return units;
  }

  /// All but each packet that `lost` says.
  void decode(bool (*lost)(std::size_t)) {
    TransportDecoder decoder(true);
    const auto all = units();
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (lost(i)) continue;
      std::vector<AudioFrame> frames;
      decoder.decode(all[i], frames);
      for (std::size_t k = 0; k < frames.size(); ++k) listen(frames[k], decoder.ends()[k]);
      for (const VideoFrame& picture : decoder.take_pictures()) look(picture);
    }
    EXPECT_EQ(decoder.trouble(), "");
  }

  void listen(const AudioFrame& frame, std::int64_t end) {
    const auto count = static_cast<std::int64_t>(frame.frame_count());
    samples_ += count;
    for (std::int64_t i = 0; i < count; ++i) {
      const bool loud = std::abs(frame.samples[static_cast<std::size_t>(i) * frame.format.channels]) > 0.1f;
      quiet_ = loud ? 0 : quiet_ + 1;
      if (loud && !std::exchange(beeps_, true))
        beep_at_.push_back(end - (count - i) * kSecond / frame.format.sample_rate_hz);
      if (quiet_ > frame.format.sample_rate_hz / 10) beeps_ = false;
    }
  }
  void look(const VideoFrame& picture) {
    ++pictures_;
    std::uint64_t sum = 0;
    for (const std::uint8_t sample : picture.luma) sum += sample;
    const bool bright = sum > picture.luma.size() * 128;
    if (bright && !std::exchange(bright_, bright)) flash_at_.push_back(picture.pts);
    bright_ = bright;
  }

  std::int64_t samples_ = 0;
  std::size_t pictures_ = 0;
  std::size_t quiet_ = 0;
  bool beeps_ = false, bright_ = false;
  std::vector<std::int64_t> beep_at_, flash_at_;
};

TEST_P(TelevisionCoding, IsDecodedWithPicturesAndSoundInStep) {
  decode([](std::size_t) { return false; });
  EXPECT_GE(pictures_, 60u) << "of 75";
  EXPECT_GE(samples_, 2 * 48'000);
  ASSERT_GE(flash_at_.size(), 2u);
  ASSERT_GE(beep_at_.size(), 2u);
  for (const std::int64_t flash : flash_at_) {
    const auto nearest = std::ranges::min(beep_at_, {}, [&](std::int64_t beep) { return std::abs(flash - beep); });
    EXPECT_LE(std::abs(flash - nearest), kSecond / 25) << (flash - nearest) / 90 << " ms";
  }
}

TEST_P(TelevisionCoding, SurvivesLosses) {
  decode([](std::size_t i) { return i % 17 == 5; });
  EXPECT_GE(pictures_, 10u);
  EXPECT_GE(samples_, 48'000);
}

constexpr const char* kX265 = "-c:v libx265 -preset ultrafast -x265-params log-level=none:keyint=25:bframes=2";

const std::string kHevcAc3 = std::string(kX265) + " -pix_fmt yuv420p -c:a ac3";
const std::string kHevcTenLatm = std::string(kX265) + " -pix_fmt yuv420p10le -c:a aac -mpegts_flags +latm";

INSTANTIATE_TEST_SUITE_P(
    Of, TelevisionCoding,
    testing::Values(Coding{"Mpeg2AndMp2", "-c:v mpeg2video -b:v 1M -g 12 -bf 2 -c:a mp2 -b:a 128k"},
                    Coding{"H264AndAdts", "-c:v libx264 -preset ultrafast -g 25 -bf 2 -pix_fmt yuv420p -c:a aac"},
                    Coding{"HevcAndAc3OfAtsc", kHevcAc3.c_str()}, Coding{"HevcOfTenBitsAndLatm", kHevcTenLatm.c_str()},
                    Coding{"H264AndAc3OfDvb",
                           "-c:v libx264 -preset ultrafast -g 25 -bf 2 -pix_fmt yuv420p -c:a ac3 -ac 6"
                           " -mpegts_flags +system_b"},
                    Coding{"H264AndEnhancedAc3",
                           "-c:v libx264 -preset ultrafast -g 25 -bf 2 -pix_fmt yuv420p -c:a eac3"
                           " -mpegts_flags +system_b"}),
    [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace joincast::media
