// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Picture and sound in step: a stream of ffmpeg's whose picture flashes when its sound beeps, received in real time.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>

#include "tests/libreceiver/flash_and_beep.h"

namespace joincast::libreceiver {
namespace {

/// A window that notes when each flash begins to be seen.
class Eye final : public VideoSink {
 public:
  explicit Eye(Journal& journal) : journal_(journal) {}
  Result<void, std::string> show(const VideoFrame& frame) override {
    const std::lock_guard lock(journal_.mutex);
    std::uint64_t sum = 0;
    for (const std::uint8_t sample : frame.luma) sum += sample;
    const bool bright = sum > frame.luma.size() * 128;
    if (bright && !std::exchange(bright_, bright)) journal_.flashes.push_back(now());
    bright_ = bright;
    ++journal_.pictures;
    return {};
  }
  void set_title(const std::string& title) override {
    const std::lock_guard lock(journal_.mutex);
    journal_.titles.push_back(title);
  }
  void clear() override {}
  bool poll() override {
    const std::lock_guard lock(journal_.mutex);
    return !journal_.closes;
  }

 private:
  Journal& journal_;
  bool bright_ = false;
};

class Television : public testing::TestWithParam<const char*> {
 protected:
  std::unique_ptr<Player> player(bool pictures = true) {
    Player::Callbacks callbacks{[](std::uint32_t) {},
                                [this](std::string message, bool) {
                                  const std::lock_guard lock(journal_.mutex);
                                  journal_.failures.push_back(std::move(message));
                                },
                                [this] { closed_ = true; }, [](const std::string&) {}};
    auto make_sound = [this]() -> Result<std::unique_ptr<AudioSink>, std::string> {
      return std::make_unique<Ear>(journal_);
    };
    auto make_video = [this]() -> Result<std::unique_ptr<VideoSink>, std::string> {
      return std::make_unique<Eye>(journal_);
    };
    auto player = pictures ? std::make_unique<Player>(make_sound, 1.0f, callbacks, make_video)
                           : std::make_unique<Player>(make_sound, 1.0f, callbacks);
    player->begin({1, payload::mp2t_format(), false});
    return player;
  }

  Journal journal_;
  std::atomic<bool> closed_{false};
};

bool nothing(std::size_t) { return false; }

TEST_P(Television, PictureAndSoundAreInStep) {
  const auto units = flash_and_beep(GetParam());
  const auto playing = player();
  receive(*playing, units, nothing);
  const VideoStatistics shown = playing->video_statistics();
  const std::lock_guard lock(journal_.mutex);
  EXPECT_TRUE(journal_.failures.empty());
  ASSERT_GE(journal_.flashes.size(), 3u);
  ASSERT_GE(journal_.beeps.size(), 3u);
  std::vector<Duration> apart;
  for (const TimePoint flash : journal_.flashes) {
    Duration least = 10s;
    for (const TimePoint beep : journal_.beeps) least = std::min(least, std::chrono::abs(flash - beep));
    apart.push_back(least);
  }
  // A loaded machine shows one or the other late; what it decodes is exact (TelevisionCoding).
  std::ranges::sort(apart);
  EXPECT_LE(apart[apart.size() / 2], 40ms) << std::chrono::duration<double>(apart.back()).count();
  EXPECT_GE(shown.shown, 25u);
}

TEST_P(Television, LossIsADamagedPictureAndNotTheEnd) {
  const auto units = flash_and_beep(GetParam());
  const auto playing = player();
  receive(*playing, units, [](std::size_t i) { return i % 17 == 5; });
  const std::lock_guard lock(journal_.mutex);
  EXPECT_GE(journal_.pictures, 20u);
}

INSTANTIATE_TEST_SUITE_P(Codecs, Television,
                         testing::Values("-c:v mpeg2video -b:v 1M -g 12 -bf 2 -c:a mp2 -b:a 128k",
                                         "-c:v libx264 -preset ultrafast -g 25 -bf 2 -pix_fmt yuv420p -c:a aac"));

using TelevisionWindow = Television;

TEST_F(TelevisionWindow, HasATitleAndTellsThatItWasClosed) {
  const auto units = flash_and_beep("-c:v mpeg2video -g 12 -c:a mp2");
  const auto playing = player();
  playing->set_title("Example One - Tagesschau");
  receive(*playing, {units.begin(), units.begin() + static_cast<std::ptrdiff_t>(units.size() / 2)}, nothing);
  {
    const std::lock_guard lock(journal_.mutex);
    ASSERT_FALSE(journal_.titles.empty());
    EXPECT_EQ(journal_.titles.back(), "Example One - Tagesschau");
    journal_.closes = true;
  }
  receive(*playing, {units[0]}, nothing);
  EXPECT_TRUE(closed_);
}

TEST_F(TelevisionWindow, IsNotMadeForSoundAlone) {
  const auto units = flash_and_beep("-c:v mpeg2video -g 12 -c:a mp2");
  const auto playing = player(false);
  receive(*playing, {units.begin(), units.begin() + static_cast<std::ptrdiff_t>(units.size() / 2)}, nothing);
  const std::lock_guard lock(journal_.mutex);
  EXPECT_EQ(journal_.pictures, 0u);
  EXPECT_GE(journal_.beeps.size(), 1u);
}

}  // namespace
}  // namespace joincast::libreceiver
