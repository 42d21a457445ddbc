// SPDX-License-Identifier: LGPL-2.1-or-later
// Parts by time and size, gaps, losses, and what a recording holds.
#include "tests/libreceiver/recorder_fixture.h"

namespace joincast::libreceiver {
namespace {

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
