// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "libreceiver/recorder.h"

namespace joincast::libreceiver {

using namespace std::chrono_literals;

inline constexpr std::uint32_t kFrame = 2160;  // ticks of 24 ms at 90 kHz, as MP3 at 48 kHz has it
inline constexpr std::int64_t kBegin = 900'000;

/// What came out: for each part its frames by their number and its notes.
struct Parts final : RecordingSink {
  struct One {
    Part part;
    std::vector<int> frames;
    std::vector<GapNote> gaps;
    std::vector<std::size_t> gap_places;  // frames in front of each
    std::vector<TitleNote> titles;
    bool ended = false;
  };
  void begin_part(const Part& part, Now) override { all.push_back({part, {}, {}, {}, {}, false}); }
  void note_gap(const GapNote& gap) override {
    all.back().gaps.push_back(gap);
    all.back().gap_places.push_back(all.back().frames.size());
  }
  void note_title(const TitleNote& title) override { all.back().titles.push_back(title); }
  void name_part(const Item& item, Now) override { all.back().part.item = item; }
  void write(std::span<const TimeShift::Frame* const> frames, Now) override {
    for (const TimeShift::Frame* frame : frames)
      all.back().frames.push_back(frame->unit.octets[0] << 8 | frame->unit.octets[1]);
  }
  void end_part(Now) override { all.back().ended = true; }
  std::uint64_t octets() const override { return all.empty() ? 0 : all.back().frames.size() * 100; }
  std::optional<Duration> quietest(std::span<const TimeShift::Frame* const> frames, const payload::Format&,
                                   Duration near) override {
    searched = frames.size();
    searched_near = near;
    return quiet;
  }
  std::vector<One> all;
  std::size_t searched = 0;
  Duration searched_near{};
  std::optional<Duration> quiet;
};

/// Frames of 24 ms as they come, numbered from 0 on, in virtual time.
class RecorderTest : public testing::Test {
 protected:
  void make(Recorder::Settings settings) {
    recorder.emplace(settings, parts);
    stream(1);
  }
  void stream(std::uint32_t which, payload::Format format = payload::mpa_format(48'000, 2)) {
    recorder->handle_stream({which, std::move(format), which != 1 && continues});
    stream_ = which;
  }
  void frames(int count, std::uint64_t lost_before = 0) {
    for (; count > 0; --count, lost_before = 0) {
      Session::Unit unit;
      unit.stream = stream_;
      unit.unit.octets.assign(100, 0);
      unit.unit.octets[0] = static_cast<std::uint8_t>(number >> 8);
      unit.unit.octets[1] = static_cast<std::uint8_t>(number++);
      unit.unit.timestamp = timestamp;
      unit.unit.duration = kFrame;
      unit.unit.after_loss = lost_before != 0;
      unit.lost_packets = lost_before;
      recorder->handle_unit(std::move(unit), now);
      recorder->handle_turn(now);
      timestamp += kFrame;
      pass(24ms);
    }
  }
  void skip(int frames) {
    timestamp += frames * std::int64_t{kFrame};
    pass(frames * 24ms);
  }
  void announce(const std::string& title, std::optional<std::int64_t> begins = std::nullopt) {
    Session::Announced words;
    words.item.title = title;
    if (begins) words.begins = static_cast<std::uint32_t>(*begins);
    recorder->handle_announced(words, now);
  }
  void pass(Duration time) {
    now.mono += time;
    now.wall += time;
  }
  static std::int64_t at(int frame) { return kBegin + frame * std::int64_t{kFrame}; }
  std::vector<int> everything() const {
    std::vector<int> all;
    for (const auto& part : parts.all) all.insert(all.end(), part.frames.begin(), part.frames.end());
    return all;
  }
  static std::vector<int> numbers(int from, int to) {
    std::vector<int> all;
    for (; from < to; ++from) all.push_back(from);
    return all;
  }

  Now now{TimePoint{1'000s}, WallTime{1'700'000'000s}};
  Parts parts;
  std::optional<Recorder> recorder;
  std::int64_t timestamp = kBegin;
  int number = 0;
  bool continues = false;
  std::uint32_t stream_ = 1;
};

inline Recorder::Settings by_titles() {
  Recorder::Settings settings;
  settings.split = Split::titles;
  return settings;
}

}  // namespace joincast::libreceiver
