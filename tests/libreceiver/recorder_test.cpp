// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/libreceiver/recorder_fixture.h"

namespace joincast::libreceiver {
namespace {

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

}  // namespace
}  // namespace joincast::libreceiver
