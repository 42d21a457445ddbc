// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/time_shift.h"

#include <gtest/gtest.h>

namespace joincast::libreceiver {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t kFrame = 2160;

class TimeShiftTest : public testing::Test {
 protected:
  void SetUp() override { shift.begin({1, payload::mpa_format(48'000, 2), false}); }
  void frames(int count) {
    for (; count > 0; --count) {
      Session::Unit unit;
      unit.stream = 1;
      unit.unit.octets.assign(400, 0);
      unit.unit.timestamp = timestamp;
      unit.unit.duration = kFrame;
      shift.add(std::move(unit), now);
      timestamp += kFrame;
      now.mono += 24ms;
      now.wall += 24ms;
    }
  }
  static Item item(const char* title) { return {title, {}, {}}; }
  static std::uint32_t begins(int frame) { return static_cast<std::uint32_t>(frame) * kFrame; }

  TimeShift shift{{60s, 2u << 20}};
  Now now{TimePoint{1'000s}, WallTime{1'700'000'000s}};
  std::int64_t timestamp = 0;
};

TEST_F(TimeShiftTest, KeepsWhatItsTimeAllows) {
  frames(10'000);
  EXPECT_LE(shift.length(), 60s);
  EXPECT_GE(shift.length(), 59s);
  EXPECT_EQ(shift.end(), 10'000u) << "frames keep their numbers";
  EXPECT_EQ(shift.octets(), (shift.end() - shift.first()) * 400);
}

TEST_F(TimeShiftTest, KeepsNoMoreOctetsThanItMay) {
  shift = TimeShift({30min, 40'000});
  SetUp();
  frames(1'000);
  EXPECT_EQ(shift.end() - shift.first(), 40'000 / (400 + TimeShift::kFrameCost));
}

TEST_F(TimeShiftTest, FindsTheSongsStart) {
  shift.announce(item("A"), begins(0), now);
  frames(100);
  shift.announce(item("B"), begins(100), now);
  frames(100);
  EXPECT_EQ(shift.song_start(150), 100u);
  EXPECT_EQ(shift.song_start(99), 0u);
  EXPECT_EQ(shift.mark_at(150)->item.title, "B");
}

TEST_F(TimeShiftTest, KnowsWhenASongsStartIsGone) {
  shift.announce(item("A"), begins(-100), now);
  frames(100);
  EXPECT_EQ(shift.song_start(50), std::nullopt) << "it began before we listened";
  EXPECT_EQ(shift.mark_at(50)->item.title, "A");
}

TEST_F(TimeShiftTest, TheItemOfALongTimeAgoIsNotForgotten) {
  shift.announce(item("A"), begins(0), now);
  frames(10'000);
  ASSERT_NE(shift.mark_at(shift.first()), nullptr);
  EXPECT_EQ(shift.mark_at(shift.first())->item.title, "A");
  EXPECT_EQ(shift.song_start(shift.end() - 1), std::nullopt);
}

TEST_F(TimeShiftTest, GoesBackInTime) {
  frames(1'000);
  EXPECT_EQ(shift.back(900, 2400ms), 800u);
  EXPECT_EQ(shift.back(900, 1h), 0u);
}

TEST_F(TimeShiftTest, OtherWordsForTheSameItemReplaceIt) {
  shift.announce(item("A"), begins(0), now);
  frames(10);
  shift.announce(item("A, by B"), begins(0), now);
  frames(10);
  EXPECT_EQ(shift.marks().size(), 1u);
  EXPECT_EQ(shift.mark_at(5)->item.title, "A, by B");
}

TEST_F(TimeShiftTest, AnAnnouncementBeforeTheFirstFrameWaitsForIt) {
  shift.announce(item("A"), begins(0), now);
  EXPECT_TRUE(shift.marks().empty());
  frames(1);
  ASSERT_EQ(shift.marks().size(), 1u);
  EXPECT_EQ(shift.marks()[0].timestamp, 0);
}

TEST_F(TimeShiftTest, TheItemGoesOnInAnotherStream) {
  shift.announce(item("A"), begins(0), now);
  frames(10);
  shift.begin({2, payload::mpa_format(48'000, 2), false});
  Session::Unit unit;
  unit.stream = 2;
  unit.unit.octets.assign(400, 0);
  unit.unit.timestamp = 1'000'000'000;
  shift.add(std::move(unit), now);
  EXPECT_EQ(shift.mark_at(10)->item.title, "A");
  EXPECT_EQ(shift.song_start(10), 0u) << "where it began, in the stream before";
}

}  // namespace
}  // namespace joincast::libreceiver
