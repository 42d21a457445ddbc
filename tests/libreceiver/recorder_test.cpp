// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/recorder.h"

#include <gtest/gtest.h>

#include <string>

namespace joincast::libreceiver {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t kFrame = 2160;  // ticks of 24 ms at 90 kHz, as MP3 at 48 kHz has it
constexpr std::int64_t kBegin = 900'000;

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

Recorder::Settings by_titles() {
  Recorder::Settings settings;
  settings.split = Split::titles;
  return settings;
}

TEST_F(RecorderTest, WritesWhatComesAtOnceWhereNothingIsCut) {
  make({});
  recorder->start(now);
  frames(3);
  ASSERT_EQ(parts.all.size(), 1u);
  EXPECT_EQ(parts.all[0].frames, numbers(0, 3));
  recorder->finish(now);
  EXPECT_TRUE(parts.all[0].ended);
}

TEST_F(RecorderTest, CutsAtTheFrameThatBeginsAtTheItem) {
  make(by_titles());
  recorder->start(now);
  announce("A", at(0));
  frames(100);
  announce("B", at(100));  // with its first frame
  frames(100);
  recorder->finish(now);
  ASSERT_EQ(parts.all.size(), 2u);
  EXPECT_EQ(parts.all[0].frames, numbers(0, 100));
  EXPECT_EQ(parts.all[1].frames, numbers(100, 200));
  EXPECT_EQ(parts.all[1].part.item.title, "B");
  EXPECT_EQ(parts.all[1].part.timestamp, at(100));
  EXPECT_TRUE(parts.all[1].part.whole_song);
}

TEST_F(RecorderTest, CutsAtTheFirstFrameBehindAnItemThatBeginsWithinOne) {
  make(by_titles());
  recorder->start(now);
  announce("A", at(0));
  frames(10);
  announce("B", at(10) + 1);
  frames(10);
  recorder->finish(now);
  EXPECT_EQ(parts.all.at(1).frames.front(), 11);
  EXPECT_EQ(everything(), numbers(0, 20));
}

TEST_F(RecorderTest, CutsAtItsPlaceAlthoughTheAnnouncementCameASecondLate) {
  make(by_titles());
  recorder->start(now);
  announce("A", at(0));
  frames(100);
  frames(41);  // of B, not announced yet
  announce("B", at(100));
  frames(100);
  recorder->finish(now);
  ASSERT_EQ(parts.all.size(), 2u);
  EXPECT_EQ(parts.all[1].frames.front(), 100);
  EXPECT_EQ(everything(), numbers(0, 241));
}

TEST_F(RecorderTest, CutsAtItsPlaceWhenTheAnnouncementRunsAhead) {
  make(by_titles());
  recorder->start(now);
  announce("A", at(0));
  frames(50);
  announce("B", at(250));
  frames(300);
  recorder->finish(now);
  ASSERT_EQ(parts.all.size(), 2u);
  EXPECT_EQ(parts.all[1].frames.front(), 250);
}

TEST_F(RecorderTest, ATimestampThatWrapsIsNoObstacle) {
  timestamp = (std::int64_t{1} << 32) - 50 * std::int64_t{kFrame};
  const std::int64_t begin = timestamp;
  make(by_titles());
  recorder->start(now);
  announce("A", begin);
  frames(100);
  announce("B", begin + 100 * std::int64_t{kFrame});
  frames(100);
  recorder->finish(now);
  EXPECT_EQ(parts.all.at(1).frames.front(), 100);
}

TEST_F(RecorderTest, AnotherWordForTheSameItemDoesNotCut) {
  make(by_titles());
  recorder->start(now);
  announce("A", at(0));
  frames(100);
  announce("A", at(0));
  frames(100);
  recorder->finish(now);
  EXPECT_EQ(parts.all.size(), 1u);
}

TEST_F(RecorderTest, WithoutATimestampCutsWhereTheAnnouncementCame) {
  make(by_titles());
  recorder->start(now);
  announce("A");
  frames(100);
  announce("B");
  frames(100);
  recorder->finish(now);
  EXPECT_EQ(parts.all.at(1).frames.front(), 100);
}

TEST_F(RecorderTest, AFirstTitleThatComesAMomentAfterTheSoundIsThatSounds) {
  make(by_titles());
  recorder->start(now);
  frames(20);
  announce("A", at(15));
  frames(100);
  recorder->finish(now);
  ASSERT_EQ(parts.all.size(), 1u);
  EXPECT_EQ(parts.all[0].part.item.title, "A");
  EXPECT_FALSE(parts.all[0].part.whole_song);
}

TEST_F(RecorderTest, AFirstTitleThatComesLateNamesTheFileThatWasBegunWithout) {
  make(by_titles());
  recorder->start(now);
  frames(150);  // 3.6 s: the first ones are written
  ASSERT_EQ(parts.all.size(), 1u);
  announce("A", at(15));
  frames(100);
  announce("B", at(250));
  frames(100);
  recorder->finish(now);
  ASSERT_EQ(parts.all.size(), 2u);
  EXPECT_EQ(parts.all[0].part.item.title, "A");
  EXPECT_EQ(parts.all[0].frames, numbers(0, 250));
  EXPECT_TRUE(parts.all[0].titles.empty());
  EXPECT_EQ(parts.all[1].part.item.title, "B");
}

TEST_F(RecorderTest, AFirstTitleOfASongThatBeganMuchLaterIsAFileOfItsOwn) {
  make(by_titles());
  recorder->start(now);
  frames(300);
  announce("A", at(290));
  frames(100);
  recorder->finish(now);
  ASSERT_EQ(parts.all.size(), 2u);
  EXPECT_EQ(parts.all[0].part.item.title, "");
  EXPECT_EQ(parts.all[1].frames.front(), 290);
}

TEST_F(RecorderTest, WaitsForTitlesOnlyWhereTheyDivide) {
  for (const Split split : {Split::never, Split::duration, Split::size, Split::titles}) {
    Parts sink;
    Recorder::Settings settings;
    settings.split = split;
    settings.split_duration = 1h;
    settings.split_octets = 1'000'000;
    Recorder one(settings, sink);
    one.handle_stream({1, payload::mp2t_format(), false});
    one.start(now);
    Session::Unit unit;
    unit.stream = 1;
    unit.unit.octets.assign(188, 0x47);
    one.handle_unit(std::move(unit), now);
    one.handle_turn(now);
    EXPECT_EQ(sink.all.size(), split == Split::titles ? 0u : 1u) << static_cast<int>(split);
  }
}

TEST_F(RecorderTest, TheSongThatHadBegunIsLeftOutIfAsked) {
  auto settings = by_titles();
  settings.skip_first = true;
  make(settings);
  recorder->start(now);
  announce("A", at(-500));
  frames(100);
  announce("B", at(100));
  frames(100);
  recorder->finish(now);
  ASSERT_EQ(parts.all.size(), 1u);
  EXPECT_EQ(parts.all[0].frames, numbers(100, 200));
  EXPECT_TRUE(parts.all[0].part.whole_song);
}

TEST_F(RecorderTest, TheTitleOffsetMovesTheCutBothWays) {
  for (const Duration offset : {Duration(2400ms), Duration(-2400ms)}) {
    SCOPED_TRACE(offset.count());
    parts.all.clear();
    number = 0;
    timestamp = kBegin;
    auto settings = by_titles();
    settings.title_offset = offset;
    make(settings);
    recorder->start(now);
    announce("A", at(-1000));
    frames(300);
    announce("B", at(300));
    frames(300);
    recorder->finish(now);
    ASSERT_EQ(parts.all.size(), 2u);
    EXPECT_EQ(parts.all[1].frames.front(), offset > 0s ? 400 : 200);
    EXPECT_EQ(everything(), numbers(0, 600));
  }
}

TEST_F(RecorderTest, CutsWhereItIsQuietestNearTheChange) {
  auto settings = by_titles();
  settings.quiet_radius = 1s;
  make(settings);
  recorder->start(now);
  parts.quiet = 1500ms;  // from the first frame searched, 41 frames before the change
  announce("A", at(-1000));
  frames(300);
  announce("B", at(300));
  frames(300);
  recorder->finish(now);
  ASSERT_EQ(parts.all.size(), 2u);
  EXPECT_GE(parts.searched, 80u);
  EXPECT_NEAR(static_cast<double>(parts.searched_near.count()), 1e9, 30e6);
  EXPECT_EQ(parts.all[1].frames.front(), 300 - 41 + 63) << "1,500 ms are 62.5 frames";
  EXPECT_EQ(everything(), numbers(0, 600));
}

TEST_F(RecorderTest, AtTheEndItIsQuietestAmongWhatCame) {
  auto settings = by_titles();
  settings.quiet_radius = 1s;
  make(settings);
  recorder->start(now);
  parts.quiet = 500ms;  // from the first frame searched, 41 frames before the change
  announce("A", at(-1000));
  frames(300);
  announce("B", at(300));
  frames(20);
  recorder->finish(now);
  ASSERT_EQ(parts.all.size(), 2u);
  EXPECT_EQ(parts.all[1].frames.front(), 300 - 41 + 21) << "500 ms are 20.8 frames";
  EXPECT_EQ(everything(), numbers(0, 320));
}

TEST_F(RecorderTest, EndsBehindAsManyWholeSongsAsWereAskedFor) {
  auto settings = by_titles();
  settings.skip_first = true;
  settings.songs = 2;
  make(settings);
  recorder->start(now);
  announce("A", at(-500));
  for (int song = 1; song < 5; ++song) {
    frames(100);
    announce("Song " + std::to_string(song), at(song * 100));
  }
  frames(100);
  EXPECT_TRUE(recorder->done());
  recorder->finish(now);
  EXPECT_EQ(everything(), numbers(100, 300));
}

TEST_F(RecorderTest, DividesByMediaTime) {
  Recorder::Settings settings;
  settings.split = Split::duration;
  settings.split_duration = 2400ms;
  make(settings);
  recorder->start(now);
  frames(250);
  recorder->finish(now);
  ASSERT_EQ(parts.all.size(), 3u);
  EXPECT_EQ(parts.all[0].frames, numbers(0, 100));
  EXPECT_EQ(parts.all[1].frames, numbers(100, 200));
}

TEST_F(RecorderTest, DividesBySizeWithoutExceedingIt) {
  Recorder::Settings settings;
  settings.split = Split::size;
  settings.split_octets = 10'050;
  make(settings);
  recorder->start(now);
  frames(250);
  recorder->finish(now);
  ASSERT_EQ(parts.all.size(), 3u);
  EXPECT_EQ(parts.all[0].frames, numbers(0, 100));
  EXPECT_EQ(everything(), numbers(0, 250));
}

TEST_F(RecorderTest, AnotherSourceBeginsANewPartAndTellsTheGap) {
  make({});
  recorder->start(now);
  frames(10);
  pass(3s);
  stream(2);
  timestamp = 77'000;
  frames(10);
  recorder->finish(now);
  ASSERT_EQ(parts.all.size(), 2u);
  ASSERT_EQ(parts.all[1].gaps.size(), 1u);
  EXPECT_EQ(parts.all[1].gaps[0].reason, Gap::stream);
  EXPECT_EQ(parts.all[1].gap_places[0], 0u);
  EXPECT_EQ(parts.all[1].gaps[0].length, 3s + 24ms);
}

TEST_F(RecorderTest, ALossIsToldAtItsExactPlace) {
  make({});
  recorder->start(now);
  frames(10);
  skip(3);
  frames(10, 3);
  recorder->finish(now);
  ASSERT_EQ(parts.all.size(), 1u);
  ASSERT_EQ(parts.all[0].gaps.size(), 1u);
  const GapNote& gap = parts.all[0].gaps[0];
  EXPECT_EQ(gap.reason, Gap::network);
  EXPECT_EQ(gap.packets, 3u);
  EXPECT_EQ(gap.length, 72ms);
  EXPECT_EQ(gap.timestamp, at(13));
  EXPECT_EQ(parts.all[0].gap_places[0], 10u);
}

TEST_F(RecorderTest, ALeapOfTheTimestampsIsAGapOfTheSource) {
  make({});
  recorder->start(now);
  frames(10);
  skip(100);
  frames(10);
  ASSERT_EQ(parts.all[0].gaps.size(), 1u);
  EXPECT_EQ(parts.all[0].gaps[0].reason, Gap::source);
  EXPECT_EQ(parts.all[0].gaps[0].length, 2400ms);
}

TEST_F(RecorderTest, WhatIsKnownOfAGapIsTold) {
  make({});
  recorder->start(now);
  frames(10);
  recorder->explain_gap(Gap::suspended, 60s);
  frames(10);
  ASSERT_EQ(parts.all[0].gaps.size(), 1u);
  EXPECT_EQ(parts.all[0].gaps[0].reason, Gap::suspended);
  EXPECT_EQ(parts.all[0].gaps[0].length, 60s);
}

TEST_F(RecorderTest, TitlesWithinAPartAreTold) {
  make({});
  recorder->start(now);
  announce("A", at(0));
  frames(10);
  announce("B", at(10));
  frames(10);
  ASSERT_EQ(parts.all.size(), 1u);
  ASSERT_EQ(parts.all[0].titles.size(), 1u);
  EXPECT_EQ(parts.all[0].titles[0].item.title, "B");
  EXPECT_EQ(parts.all[0].titles[0].timestamp, at(10));
}

TEST_F(RecorderTest, RecordThisSongIncludesWhatWasHeardAlready) {
  auto settings = by_titles();
  settings.keep = 30min;
  make(settings);
  announce("A", at(-500));
  frames(100);
  announce("B", at(100));
  frames(200);
  recorder->start(now, true);
  frames(100);
  recorder->finish(now);
  ASSERT_EQ(parts.all.size(), 1u);
  EXPECT_EQ(parts.all[0].frames, numbers(100, 400));
  EXPECT_TRUE(parts.all[0].part.whole_song);
  EXPECT_EQ(parts.all[0].part.item.title, "B");
}

TEST_F(RecorderTest, BeginsWithWhatComesFromTheStartOn) {
  make({});
  frames(50);
  recorder->start(now);
  frames(50);
  recorder->finish(now);
  EXPECT_EQ(everything(), numbers(50, 100));
}

TEST_F(RecorderTest, HoldsNothingThatItDoesNotNeed) {
  make({});
  recorder->start(now);
  frames(1'000);
  EXPECT_EQ(recorder->history().octets(), 0u);
  make(by_titles());
  number = 0;
  recorder->start(now);
  frames(1'000);
  EXPECT_LE(recorder->history().length(), 1600ms);
}

}  // namespace
}  // namespace joincast::libreceiver
