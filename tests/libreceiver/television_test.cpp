// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Picture and sound in step: a stream of ffmpeg's whose picture flashes when its sound beeps, received in real time.
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cmath>
#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>
#include <thread>

#include "libreceiver/player.h"
#include "media/ts_framer.h"

namespace joincast::libreceiver {
namespace {

using namespace std::chrono_literals;

TimePoint now() { return std::chrono::steady_clock::now(); }

/// When beeps were heard and flashes seen.
struct Journal {
  std::mutex mutex;
  std::vector<TimePoint> beeps, flashes;
  std::vector<std::string> titles, failures;
  std::uint64_t pictures = 0;
  bool closes = false;
};

/// A sound device that takes sound as the clock goes, and notes when each beep begins to be heard.
class Ear final : public AudioSink {
 public:
  explicit Ear(Journal& journal) : journal_(journal) {}
  Result<void, std::string> open(const AudioFormat&) override { return {}; }
  void write(const AudioFrame& frame) override {
    const TimePoint begins = std::max(dry_at_, now());
    dry_at_ = begins + frame.duration();
    for (std::size_t i = 0; i < frame.frame_count(); ++i) {
      const bool loud = std::abs(frame.samples[i * frame.format.channels]) > 0.1f;
      quiet_ = loud ? 0 : quiet_ + 1;
      if (loud && !std::exchange(beeps_, true)) {
        const std::lock_guard lock(journal_.mutex);
        journal_.beeps.push_back(begins +
                                 frame.duration() * static_cast<int>(i) / static_cast<int>(frame.frame_count()));
      }
      if (quiet_ > frame.format.sample_rate_hz / 10) beeps_ = false;
    }
  }
  Duration queued() const override { return std::max(dry_at_ - now(), Duration{}); }
  void flush() override { dry_at_ = {}; }
  void set_volume(float) override {}
  std::uint64_t underruns() const override { return 0; }
  bool real_time() const override { return true; }

 private:
  Journal& journal_;
  TimePoint dry_at_{};
  std::size_t quiet_ = 0;
  bool beeps_ = false;
};

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
  /// Five seconds, with a flash and a beep of 120 ms in each.
  static std::vector<payload::AccessUnit> stream(const std::string& codecs) {
    const auto file = std::filesystem::path(testing::TempDir()) / ("jc-television-" + std::to_string(getpid()) + ".ts");
    const std::string command =
        "ffmpeg -nostdin -y -v error"
        " -f lavfi -i \"color=black:s=320x180:r=25:d=5,drawbox=t=fill:color=white:enable='lt(mod(t,1),0.12)'\""
        " -f lavfi -i \"aevalsrc='if(lt(mod(t,1),0.12),0.5*sin(2*PI*1000*t),0)':s=48000:d=5\" " +
        codecs + " -f mpegts " + file.string();
    EXPECT_EQ(std::system(command.c_str()), 0);
    std::ifstream in(file, std::ios::binary);
    const Bytes octets{std::istreambuf_iterator<char>(in), {}};
    std::filesystem::remove(file);
    media::TsFramer framer;
    media::FramerQueue items;
    framer.push(octets, items);
    framer.splice(items);
    std::vector<payload::AccessUnit> units;
    for (media::FramerItem& item : items)
      if (auto* unit = std::get_if<payload::AccessUnit>(&item)) units.push_back(std::move(*unit));
    return units;
  }

  std::unique_ptr<Player> player(bool pictures = true) {
    Player::Callbacks callbacks{[](std::uint32_t) {},
                                [this](std::string message) {
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

  /// As a headend sends it; without each packet that `lost` says.
  void receive(Player& player, const std::vector<payload::AccessUnit>& units, bool (*lost)(std::size_t)) {
    const TimePoint began = now();
    std::mutex idle;
    std::condition_variable never;
    std::unique_lock lock(idle);
    for (std::size_t i = 0; i < units.size(); ++i) {
      never.wait_until(lock, began + payload::ticks_to_time(units[i].timestamp - units[0].timestamp, 90'000));
      if (!lost(i)) player.play({1, units[i], 0});
    }
    never.wait_for(lock, 300ms);
  }

  Journal journal_;
  std::atomic<bool> closed_{false};
};

bool nothing(std::size_t) { return false; }

TEST_P(Television, PictureAndSoundAreInStep) {
  const auto units = stream(GetParam());
  const auto playing = player();
  receive(*playing, units, nothing);
  const VideoStatistics shown = playing->video_statistics();
  const std::lock_guard lock(journal_.mutex);
  EXPECT_TRUE(journal_.failures.empty());
  ASSERT_GE(journal_.flashes.size(), 3u);
  ASSERT_GE(journal_.beeps.size(), 3u);
  for (const TimePoint flash : journal_.flashes) {
    Duration apart = 10s;
    for (const TimePoint beep : journal_.beeps)
      if (std::chrono::abs(flash - beep) < std::chrono::abs(apart)) apart = flash - beep;
    EXPECT_LE(std::chrono::abs(apart), 40ms) << std::chrono::duration<double>(apart).count();
  }
  EXPECT_GE(shown.shown, 70u);
  EXPECT_LE(shown.late, 10u);
}

TEST_P(Television, LossIsADamagedPictureAndNotTheEnd) {
  const auto units = stream(GetParam());
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
  const auto units = stream("-c:v mpeg2video -g 12 -c:a mp2");
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
  const auto units = stream("-c:v mpeg2video -g 12 -c:a mp2");
  const auto playing = player(false);
  receive(*playing, {units.begin(), units.begin() + static_cast<std::ptrdiff_t>(units.size() / 2)}, nothing);
  const std::lock_guard lock(journal_.mutex);
  EXPECT_EQ(journal_.pictures, 0u);
  EXPECT_GE(journal_.beeps.size(), 1u);
}

}  // namespace
}  // namespace joincast::libreceiver
