// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/player.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace joincast::libreceiver {
namespace {

using namespace std::chrono_literals;

/// What the player's thread did, for the test's thread to wait for.
struct Journal {
  template <typename Condition>
  bool wait_for(Condition condition) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, 60s, condition);
  }
  template <typename Change>
  void note(Change change) {
    {
      const std::lock_guard lock(mutex);
      change();
    }
    changed.notify_all();
  }

  std::mutex mutex;
  std::condition_variable changed;
  std::vector<float> samples;
  AudioFormat format;
  int flushes = 0;
  int rests = 0;
  std::vector<std::uint32_t> began;
  std::vector<std::string> failures;
  bool device = false;  // the last of them was of the sink
};

/// Swallows sound at once, as a file does.
class JournalSink : public AudioSink {
 public:
  explicit JournalSink(Journal& journal) : journal_(journal) {}

  Result<void, std::string> open(const AudioFormat& format) override {
    journal_.note([&] { journal_.format = format; });
    return {};
  }
  void write(const AudioFrame& frame) override {
    journal_.note([&] { journal_.samples.insert(journal_.samples.end(), frame.samples.begin(), frame.samples.end()); });
  }
  Duration queued() const override { return {}; }
  void flush() override {
    journal_.note([&] { ++journal_.flushes; });
  }
  void set_volume(float) override {}
  std::uint64_t underruns() const override { return 0; }
  bool real_time() const override { return false; }

 protected:
  Journal& journal_;
};

/// A device with enough for an hour.
class SatedSink final : public JournalSink {
 public:
  using JournalSink::JournalSink;
  Duration queued() const override { return 1h; }
  Duration lasts() const override {
    journal_.note([&] { ++journal_.rests; });
    return 1h;
  }
  bool real_time() const override { return true; }
};

/// A device that has played everything already.
class EmptySink final : public JournalSink {
 public:
  using JournalSink::JournalSink;
  bool real_time() const override { return true; }
};

Player::Callbacks callbacks(Journal& journal) {
  return {[&](std::uint32_t stream) { journal.note([&] { journal.began.push_back(stream); }); },
          [&](std::string message, bool device) {
            journal.note([&] {
              journal.failures.push_back(message);
              journal.device = device;
            });
          }};
}

template <typename Sink = JournalSink>
Receiver::SinkMaker maker(Journal& journal) {
  return [&]() -> Result<std::unique_ptr<AudioSink>, std::string> { return std::make_unique<Sink>(journal); };
}

const Session::Stream kStream{1, payload::pcm_format(payload::Codec::l16, 8'000, 1), false};

/// Four samples of 8 kHz: a quarter, a half, minus a half, silence.
Session::Unit unit(std::uint32_t stream, std::int64_t timestamp) {
  return {stream,
          {.octets = {0x20, 0x00, 0x40, 0x00, 0xc0, 0x00, 0x00, 0x00},
           .timestamp = timestamp,
           .duration = 4,
           .after_loss = false}};
}

TEST(Player, DecodesIntoTheSink) {
  Journal journal;
  Player player(maker(journal), 1, callbacks(journal));
  player.begin(kStream);
  player.play(unit(1, 100));
  ASSERT_TRUE(journal.wait_for([&] { return journal.samples.size() == 4 && !journal.began.empty(); }));
  EXPECT_EQ(journal.samples, (std::vector<float>{0.25f, 0.5f, -0.5f, 0}));
  EXPECT_EQ(journal.format, (AudioFormat{8'000, 1}));
  EXPECT_EQ(journal.began, std::vector<std::uint32_t>{1});
}

TEST(Player, TellsWhatIsHeard) {
  Journal journal;
  Player player(maker(journal), 1, callbacks(journal));
  EXPECT_FALSE(player.position(TimePoint{}));
  player.begin(kStream);
  player.play(unit(1, 100));
  player.play(unit(1, 104));
  player.begin({2, kStream.format, false});
  player.play(unit(2, 7'000));
  ASSERT_TRUE(journal.wait_for([&] { return journal.began.size() == 2; }));
  player.play(unit(2, 7'004));  // when its samples are in the sink, the mark of the unit before is set
  ASSERT_TRUE(journal.wait_for([&] { return journal.samples.size() == 16; }));
  const auto heard = player.position(std::chrono::steady_clock::now());
  ASSERT_TRUE(heard);
  EXPECT_EQ(heard->stream, 2u);
  EXPECT_GE(heard->timestamp, 7'004);
}

TEST(Player, ForgetsAtAChannelChange) {
  Journal journal;
  Player player(maker(journal), 1, callbacks(journal));
  player.begin(kStream);
  player.play(unit(1, 100));
  ASSERT_TRUE(journal.wait_for([&] { return !journal.began.empty(); }));
  player.flush();
  ASSERT_TRUE(journal.wait_for([&] { return journal.flushes == 1; }));
}

TEST(Player, LetsUnitsWaitWhileTheDeviceHasEnough) {
  Journal journal;
  Player player(maker<SatedSink>(journal), 1, callbacks(journal));
  player.begin(kStream);
  player.play(unit(1, 100));
  ASSERT_TRUE(journal.wait_for([&] { return journal.rests == 1; }));
  player.play(unit(1, 104));
  player.play(unit(1, 8'100));
  EXPECT_EQ(player.statistics().frames, 1u);
  EXPECT_GT(player.statistics().queued, 1h);  // the second that waits is counted
  player.flush();
  ASSERT_TRUE(journal.wait_for([&] { return journal.flushes == 1; }));
  EXPECT_EQ(player.statistics().frames, 1u);
}

TEST(Player, IsIdleForAsLongAsTheDeviceHasEnough) {
  Journal journal;
  Player player(maker<SatedSink>(journal), 1, callbacks(journal));
  const TimePoint now = std::chrono::steady_clock::now();
  EXPECT_EQ(player.idle(now), 0s) << "nothing was heard yet";
  player.begin(kStream);
  player.play(unit(1, 100));
  ASSERT_TRUE(journal.wait_for([&] { return journal.rests == 1; }));
  EXPECT_GT(player.idle(now), 59min);
  EXPECT_EQ(player.idle(now + 2h), 0s);
  player.flush();
  EXPECT_EQ(player.idle(now), 0s);
}

TEST(Player, AFileIsNeverIdle) {
  Journal journal;
  Player player(maker(journal), 1, callbacks(journal));
  player.begin(kStream);
  player.play(unit(1, 100));
  player.play(unit(1, 104));
  ASSERT_TRUE(journal.wait_for([&] { return journal.samples.size() == 8; }));
  EXPECT_EQ(player.idle(std::chrono::steady_clock::now()), 0s);
  EXPECT_FALSE(player.ahead(std::chrono::steady_clock::now())) << "nothing gives a pace";
}

TEST(Player, AFileHasHeardAllThatItWasGivenOnceAndNoMore) {
  Journal journal;
  Player player(maker(journal), 1, callbacks(journal));
  player.begin(kStream);
  player.play(unit(1, 0));
  ASSERT_TRUE(journal.wait_for([&] { return !journal.began.empty(); }));
  EXPECT_TRUE(player.swallows());
  for (int i = 1; i < 500; ++i) player.play(unit(1, 4 * i));
  player.flush();
  ASSERT_TRUE(journal.wait_for([&] { return journal.flushes == 1; }));
  EXPECT_EQ(journal.samples.size(), 2'000u);
}

TEST(Player, WhatIsAheadIsDecodedOrNot) {
  Journal journal;
  Player player(maker<SatedSink>(journal), 1, callbacks(journal));
  player.begin(kStream);
  player.play(unit(1, 100));
  ASSERT_TRUE(journal.wait_for([&] { return journal.rests == 1; }));
  const TimePoint now = std::chrono::steady_clock::now();
  const Duration decoded = player.ahead(now).value_or(0s);
  EXPECT_GT(decoded, 59min);
  for (int i = 1; i <= 1'000; ++i) player.play(unit(1, 100 + 4 * i));
  EXPECT_EQ(player.ahead(now), decoded + 500ms);
  player.flush();
  EXPECT_EQ(player.ahead(now), 0s);
}

TEST(Player, WarmsUpUnheard) {
  Journal journal;
  Player player(maker(journal), 1, callbacks(journal));
  player.begin(kStream);
  player.warm_up(unit(1, 96));
  player.play(unit(1, 100));
  ASSERT_TRUE(journal.wait_for([&] { return !journal.began.empty(); }));
  EXPECT_EQ(journal.samples, (std::vector<float>{0.25f, 0.5f, -0.5f, 0})) << "the second one alone";
}

TEST(Player, CaresForTheStockOnlyWhileItIsLive) {
  for (const bool live : {true, false}) {
    Journal journal;
    Player player(maker<EmptySink>(journal), 1, callbacks(journal));
    player.set_live(live);
    player.begin(kStream);
    player.play(unit(1, 100));
    ASSERT_TRUE(journal.wait_for([&] { return !journal.began.empty(); }));
    const bool silence_in_front = journal.samples.size() > 8'000 * 10 / 1'000;
    EXPECT_EQ(silence_in_front, live);
  }
}

TEST(Player, StaysLiveOrNotThroughAFlush) {
  Journal journal;
  Player player(maker<EmptySink>(journal), 1, callbacks(journal));
  player.set_live(false);
  player.flush();
  player.begin(kStream);
  player.play(unit(1, 100));
  ASSERT_TRUE(journal.wait_for([&] { return !journal.began.empty(); }));
  EXPECT_LE(journal.samples.size(), 4u) << "no silence";
}

TEST(Player, ANewStreamDoesNotWait) {
  Journal journal;
  Player player(maker<SatedSink>(journal), 1, callbacks(journal));
  player.begin(kStream);
  player.play(unit(1, 100));
  ASSERT_TRUE(journal.wait_for([&] { return journal.rests == 1; }));
  player.begin({2, kStream.format, false});
  player.play(unit(2, 7'000));
  ASSERT_TRUE(journal.wait_for([&] { return journal.began.size() == 2; }));
}

TEST(Player, TellsThatThereIsNoSink) {
  Journal journal;
  Player player([]() -> Result<std::unique_ptr<AudioSink>, std::string> { return fail(std::string("no sound card")); },
                1, callbacks(journal));
  player.begin(kStream);
  player.play(unit(1, 100));
  ASSERT_TRUE(journal.wait_for([&] { return !journal.failures.empty(); }));
  EXPECT_EQ(journal.failures.back(), "no sound card");
  EXPECT_TRUE(journal.device);
}

TEST(Player, TellsThatACodecCannotBeDecoded) {
  Journal journal;
  Player player(maker(journal), 1, callbacks(journal));
  player.begin({1, payload::Format{}, false});
  player.play(unit(1, 100));
  ASSERT_TRUE(journal.wait_for([&] { return !journal.failures.empty(); }));
  EXPECT_FALSE(journal.device) << "no decoder";
}

TEST(Player, EndsWithWorkLeft) {
  Journal journal;
  Player player(maker(journal), 1, callbacks(journal));
  player.begin(kStream);
  for (int i = 0; i < 5'000; ++i) player.play(unit(1, 4 * i));
}

}  // namespace
}  // namespace joincast::libreceiver
