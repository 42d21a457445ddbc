// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>
#include <string>
#include <vector>

#include "libreceiver/player.h"
#include "media/ts_framer.h"

/// A television stream whose picture flashes when its sound beeps, and an ear that notes the beeps.
namespace joincast::libreceiver {

using namespace std::chrono_literals;

inline TimePoint now() { return std::chrono::steady_clock::now(); }

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

/// Five seconds, with a flash and a beep of 120 ms in each.
inline std::vector<payload::AccessUnit> flash_and_beep(const std::string& codecs) {
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

/// As a headend sends it; without each packet that `lost` says.
inline void receive(Player& player, const std::vector<payload::AccessUnit>& units, bool (*lost)(std::size_t)) {
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

}  // namespace joincast::libreceiver
