// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/sleep_watch.h"

#include <gtest/gtest.h>

#include "libreceiver/recorder.h"

namespace joincast::app {
namespace {

using namespace std::chrono_literals;

TEST(SleepWatch, TellsEachSleepOnce) {
  SleepWatch watch(5min);
  EXPECT_EQ(watch.look(5min), std::nullopt);
  EXPECT_EQ(watch.look(5min + 40s), 40s);
  EXPECT_EQ(watch.look(5min + 40s), std::nullopt);
  EXPECT_EQ(watch.look(8h), 8h - 5min - 40s);
}

TEST(SleepWatch, ReadingTwoClocksOneBehindTheOtherIsNoSleep) {
  SleepWatch watch(5min);
  EXPECT_EQ(watch.look(5min + 200us), std::nullopt);
  EXPECT_EQ(watch.look(5min - 200us), std::nullopt);
}

TEST(SleepWatch, ShortSleepsAddUp) {
  SleepWatch watch(0s);
  EXPECT_EQ(watch.look(600ms), std::nullopt);
  EXPECT_EQ(watch.look(1200ms), 1200ms);
}

TEST(SleepWatch, TheMachineSleptNoNegativeTime) { EXPECT_GE(time_asleep(), -1ms); }

/// Counts frames, and keeps what is told of gaps.
struct Told final : libreceiver::RecordingSink {
  void begin_part(const libreceiver::Part&, Now) override { ++parts; }
  void note_gap(const libreceiver::GapNote& gap) override {
    gaps.push_back(gap);
    frames_before = frames;
  }
  void note_title(const libreceiver::TitleNote&) override {}
  void write(std::span<const libreceiver::TimeShift::Frame* const> some, Now) override { frames += some.size(); }
  void end_part(Now) override {}
  std::uint64_t octets() const override { return frames * 100; }
  std::size_t parts = 0, frames = 0, frames_before = 0;
  std::vector<libreceiver::GapNote> gaps;
};

/// The monotonic clock stands still in a sleep; the wall clock goes on, or is set to anything.
TEST(SleepWatch, AfterAnHourOfSleepTheGapIsNotedAndRecordingGoesOn) {
  Told told;
  libreceiver::Recorder recorder({}, told);
  SleepWatch watch(0s);
  Now now{TimePoint{1'000s}, WallTime{1'795'253'400s}};
  std::uint32_t stream = 1;
  std::int64_t timestamp = 0;
  const auto receive = [&](int frames) {
    for (; frames > 0; --frames, timestamp += 2160, now.mono += 24ms, now.wall += 24ms) {
      libreceiver::Session::Unit unit;
      unit.stream = stream;
      unit.unit.octets.assign(100, 1);
      unit.unit.timestamp = timestamp;
      unit.unit.duration = 2160;
      recorder.handle_unit(std::move(unit), now);
      recorder.handle_turn(now);
    }
  };
  recorder.handle_stream({stream, payload::mpa_format(48'000, 2), false});
  recorder.start(now);
  receive(50);

  now.wall += 1h;
  const auto slept = watch.look(1h);
  ASSERT_TRUE(slept);
  recorder.explain_gap(libreceiver::Gap::suspended, *slept);
  recorder.handle_stream({++stream, payload::mpa_format(48'000, 2), false});  // joined again
  timestamp = 77'000;
  receive(50);
  recorder.finish(now);

  EXPECT_EQ(told.frames, 100u);
  EXPECT_EQ(told.parts, 2u);
  ASSERT_EQ(told.gaps.size(), 1u);
  EXPECT_EQ(told.gaps[0].reason, libreceiver::Gap::suspended);
  EXPECT_EQ(told.gaps[0].length, 1h);
  EXPECT_EQ(told.frames_before, 50u) << "exactly where it was";
}

TEST(SleepWatch, AWallClockThatIsSetBackLosesNoFrame) {
  Told told;
  libreceiver::Recorder recorder({}, told);
  Now now{TimePoint{1'000s}, WallTime{1'795'253'400s}};
  recorder.handle_stream({1, payload::mpa_format(48'000, 2), false});
  recorder.start(now);
  for (int i = 0; i < 100; ++i, now.mono += 24ms, now.wall += 24ms) {
    if (i == 50) now.wall -= 1h;
    libreceiver::Session::Unit unit;
    unit.stream = 1;
    unit.unit.octets.assign(100, 1);
    unit.unit.timestamp = i * std::int64_t{2160};
    unit.unit.duration = 2160;
    recorder.handle_unit(std::move(unit), now);
    recorder.handle_turn(now);
  }
  recorder.finish(now);
  EXPECT_EQ(told.frames, 100u);
  EXPECT_TRUE(told.gaps.empty());
}

}  // namespace
}  // namespace joincast::app
