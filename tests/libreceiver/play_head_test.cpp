// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/play_head.h"

#include <gtest/gtest.h>

#include <vector>

namespace joincast::libreceiver {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t kFrame = 2160;  // 24 ms of 90 kHz

/// A station that sends a frame every 24 ms, and a sink that plays them; frame n is told by its timestamp.
class PlayHeadTest : public testing::Test {
 protected:
  void SetUp() override { head.handle_stream({1, payload::mpa_format(48'000, 2), false}); }

  static Session::Unit unit(std::int64_t number) {
    Session::Unit one;
    one.stream = 1;
    one.unit.octets.assign(400, 0);
    one.unit.timestamp = number * kFrame;
    one.unit.duration = kFrame;
    return one;
  }

  void announce(const char* title, std::int64_t frame) {
    head.handle_announced({{title, {}, {}}, static_cast<std::uint32_t>(frame * kFrame)}, now);
  }

  /// What comes in so many frames' time; the sink plays meanwhile what it was given.
  void pass(int frames) {
    for (; frames > 0; --frames) {
      if (receives) head.handle_unit(unit(received++), now);
      settle();
      if (!queue.empty()) {
        heard_last = queue.front();
        queue.erase(queue.begin());
        sounded.push_back(heard_last);
      }
      now.mono += 24ms;
      now.wall += 24ms;
    }
  }

  void settle() {
    take();
    head.feed(queue.size() * 24ms, now.mono);
    take();
  }

  void take() {
    while (const auto output = head.poll_output()) {
      if (std::holds_alternative<PlayHead::Flush>(*output)) {
        queue.clear();
        heard_last = -1;
      } else if (const auto* mode = std::get_if<PlayHead::Live>(&*output)) {
        told_live = mode->live;
      } else if (const auto* warm = std::get_if<PlayHead::WarmUp>(&*output)) {
        warmed.push_back(warm->unit.unit.timestamp / kFrame);
      } else if (const auto* one = std::get_if<Session::Unit>(&*output)) {
        queue.push_back(one->unit.timestamp / kFrame);
      }
    }
  }

  PlayHead::Heard heard() const {
    if (heard_last < 0) return std::nullopt;
    return Session::Position{1, heard_last * kFrame + kFrame / 2};
  }
  std::vector<std::int64_t> expected(std::int64_t from, std::int64_t count) const {
    std::vector<std::int64_t> all;
    for (std::int64_t i = from; i < from + count; ++i) all.push_back(i);
    return all;
  }

  PlayHead head{{.keep = 60s}};
  Now now{TimePoint{1'000s}, WallTime{1'700'000'000s}};
  std::int64_t received = 0;
  bool receives = true;
  bool told_live = true;
  std::vector<std::int64_t> queue, sounded, warmed;
  std::int64_t heard_last = -1;
};

TEST_F(PlayHeadTest, LiveEveryFramePassesAtOnce) {
  pass(100);
  EXPECT_EQ(sounded, expected(0, 100));
  EXPECT_TRUE(head.live());
  EXPECT_EQ(head.behind(heard()), 0s);
}

TEST_F(PlayHeadTest, APauseIsSilentAndNothingIsLostInIt) {
  pass(100);
  head.pause(heard(), now.mono);
  pass(500);
  EXPECT_EQ(sounded.size(), 100u);
  EXPECT_TRUE(head.paused());
  EXPECT_EQ(head.behind(heard()), 500 * 24ms);
  head.resume(now.mono);
  pass(200);
  EXPECT_EQ(std::vector(sounded.begin() + 100, sounded.end()), expected(99, 200)) << "from the frame that was cut off";
  EXPECT_FALSE(told_live);
  EXPECT_EQ(head.behind(heard()), 501 * 24ms) << "it stays behind by as much";
}

TEST_F(PlayHeadTest, APauseLongerThanWhatIsKeptGoesOnWithTheOldest) {
  pass(100);
  head.pause(heard(), now.mono);
  pass(5'000);
  EXPECT_LE(head.behind(heard()), 60s);
  head.resume(now.mono);
  sounded.clear();
  pass(10);
  EXPECT_NEAR(static_cast<double>(sounded.front()), 5'100 - 2'500, 2);
}

TEST_F(PlayHeadTest, GoesBackAndForward) {
  pass(1'000);
  head.back(12s, heard(), now.mono);
  sounded.clear();
  pass(50);
  EXPECT_EQ(sounded, expected(499, 50));
  head.back(-2400ms, heard(), now.mono);
  sounded.clear();
  pass(10);
  EXPECT_EQ(sounded, expected(648, 10));
  head.back(1h, heard(), now.mono);
  sounded.clear();
  pass(1);
  EXPECT_EQ(sounded, expected(0, 1)) << "as far as it is kept";
}

TEST_F(PlayHeadTest, ForwardBeyondTheNewestIsLive) {
  pass(1'000);
  head.back(5s, heard(), now.mono);
  pass(10);
  head.back(-10s, heard(), now.mono);
  sounded.clear();
  pass(10);
  EXPECT_TRUE(head.live());
  EXPECT_TRUE(told_live);
  EXPECT_EQ(sounded, expected(1'010, 10));
}

TEST_F(PlayHeadTest, ReturnsToTheSongsStart) {
  announce("A", 0);
  pass(100);
  announce("B", 100);
  pass(200);
  EXPECT_TRUE(head.to_song_start(heard(), now.mono));
  sounded.clear();
  pass(20);
  EXPECT_EQ(sounded, expected(100, 20));
  EXPECT_EQ(head.mark(heard())->item.title, "B");
  head.back(1200ms, heard(), now.mono);
  sounded.clear();
  pass(1);
  EXPECT_EQ(sounded, expected(69, 1));
  EXPECT_EQ(head.mark(heard())->item.title, "A") << "the item is that of what is heard";
}

TEST_F(PlayHeadTest, StaysWhereTheSongsStartIsNotKept) {
  pass(100);
  EXPECT_FALSE(head.to_song_start(heard(), now.mono)) << "nobody told a song";
  announce("A", -50);
  pass(10);
  EXPECT_FALSE(head.to_song_start(heard(), now.mono)) << "it began before we listened";
  EXPECT_TRUE(head.live());
}

TEST_F(PlayHeadTest, WarmsTheDecoderWithTheFramesInFront) {
  pass(1'000);
  head.back(12s, heard(), now.mono);
  take();
  pass(1);
  EXPECT_EQ(warmed, expected(495, 4)) << "100 ms";
}

TEST_F(PlayHeadTest, ToLiveEndsAPause) {
  pass(100);
  head.pause(heard(), now.mono);
  pass(100);
  head.to_live(now.mono);
  sounded.clear();
  pass(10);
  EXPECT_EQ(sounded, expected(200, 10));
  EXPECT_FALSE(head.paused());
}

TEST_F(PlayHeadTest, WhereTheStationStopsItCatchesUpAndIsLive) {
  pass(1'000);
  head.back(2400ms, heard(), now.mono);
  receives = false;
  sounded.clear();
  pass(200);
  EXPECT_EQ(sounded, expected(899, 101));
  EXPECT_TRUE(head.live());
}

TEST_F(PlayHeadTest, GivesAFileItsPaceByTheClock) {
  pass(1'000);
  head.back(12s, heard(), now.mono);
  take();
  for (int i = 0; i < 10; ++i) {
    head.feed(std::nullopt, now.mono);
    take();
  }
  EXPECT_EQ(queue.size(), 21u) << "half a second, however often one asks";
  now.mono += 240ms;
  head.feed(std::nullopt, now.mono);
  take();
  EXPECT_EQ(queue.size(), 31u);
}

TEST_F(PlayHeadTest, TellsAnotherFormatWhereItBegan) {
  pass(100);
  head.handle_stream({2, payload::mpa_format(44'100, 2), false});
  auto other = unit(received);
  other.stream = 2;
  head.handle_unit(other, now);
  take();
  head.back(240ms, heard(), now.mono);
  head.feed(0s, now.mono);
  std::vector<std::uint32_t> streams;
  while (const auto output = head.poll_output())
    if (const auto* stream = std::get_if<Session::Stream>(&*output)) streams.push_back(stream->number);
  EXPECT_EQ(streams, (std::vector<std::uint32_t>{1, 2}));
}

TEST_F(PlayHeadTest, BeforeAnythingCameNothingMoves) {
  head.back(10s, heard(), now.mono);
  EXPECT_FALSE(head.to_song_start(heard(), now.mono));
  EXPECT_TRUE(head.live());
  head.pause(heard(), now.mono);
  pass(100);
  head.resume(now.mono);
  pass(10);
  EXPECT_EQ(sounded, expected(0, 10));
}

}  // namespace
}  // namespace joincast::libreceiver
