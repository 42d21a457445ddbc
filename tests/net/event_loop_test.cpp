// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/event_loop.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "net/descriptor.h"
#include "net/driver.h"
#include "tests/net/loop_fixture.h"

namespace joincast::net {
namespace {

using namespace std::chrono_literals;

TEST_F(Loop, RunsPostedTasksInOrder) {
  std::string order;
  loop_.post([&] { order += 'a'; });
  loop_.post([&] { order += 'b'; });
  loop_.post([&] { loop_.stop(); });
  ASSERT_TRUE(serve());
  EXPECT_EQ(order, "ab");
}

TEST_F(Loop, TakesTasksAndStopFromOtherThreads) {
  const auto here = std::this_thread::get_id();
  std::thread::id ran_on;
  std::thread other([&] {
    loop_.post([&] {
      ran_on = std::this_thread::get_id();
      loop_.stop();
    });
  });
  ASSERT_TRUE(serve());
  other.join();
  EXPECT_EQ(ran_on, here);
}

TEST_F(Loop, StopBeforeRunEndsOnlyTheNextRun) {
  loop_.stop();
  loop_.run();
  bool ran = false;
  loop_.post([&] {
    ran = true;
    loop_.stop();
  });
  loop_.run();
  EXPECT_TRUE(ran);
}

TEST_F(Loop, CallsAgainWhileSomethingIsLeftUnread) {
  const Pair pair;
  std::string read;
  auto watch = loop_.watch_readable(pair.near.value(), [&] {
    read += pair.read_one();
    if (read.size() == 3) loop_.stop();
  });
  pair.write("abc");
  ASSERT_TRUE(serve());
  EXPECT_EQ(read, "abc");
}

TEST_F(Loop, WatchesOneDescriptorInBothDirections) {
  const Pair pair;
  bool writable = false;
  auto reading = loop_.watch_readable(pair.near.value(), [&] {
    pair.read_one();
    if (writable) loop_.stop();
  });
  Watch writing;
  writing = loop_.watch_writable(pair.near.value(), [&] {
    writable = true;
    writing.cancel();
    pair.write("x");
  });
  EXPECT_TRUE(writing);
  EXPECT_TRUE(serve());
}

TEST_F(Loop, AWatchMayEndInsideItsOwnCallback) {
  const Pair pair;
  int calls = 0;
  std::string kept = "a captured value that must stay alive";
  Watch watch;
  watch = loop_.watch_readable(pair.near.value(), [&, kept] {
    ++calls;
    watch = {};
    EXPECT_EQ(kept.size(), 37u);
    loop_.post([&] { loop_.stop(); });
  });
  pair.write("abc");
  ASSERT_TRUE(serve());
  EXPECT_EQ(calls, 1);
}

TEST_F(Loop, AClosedAndReusedDescriptorNumberCanBeWatchedAgain) {
  for (int round = 0; round < 3; ++round) {
    const Pair pair;
    auto watch = loop_.watch_readable(pair.near.value(), [&] { loop_.stop(); });
    pair.write("x");
    ASSERT_TRUE(serve());
  }
}

TEST_F(Loop, ARegularFileCannotBeWatched) {
  const Descriptor file{::open("/proc/self/exe", O_RDONLY | O_CLOEXEC)};
  EXPECT_FALSE(loop_.watch_readable(file.value(), [] {}));
}

TEST_F(Loop, ATimerFiresOnceAtItsDeadline) {
  int fired = 0;
  const TimePoint deadline = loop_.now().mono + 10ms;
  TimePoint when{};
  auto timer = loop_.timer([&] {
    ++fired;
    when = loop_.now().mono;
  });
  timer.expires_at(deadline);
  EXPECT_EQ(timer.deadline(), deadline);
  loop_.run_until(deadline + 20ms);
  EXPECT_EQ(fired, 1);
  EXPECT_GE(when, deadline);
  EXPECT_EQ(timer.deadline(), kNever);
}

TEST_F(Loop, AReplacedDeadlineDoesNotFire) {
  int fired = 0;
  auto timer = loop_.timer([&] { ++fired; });
  timer.expires_at(loop_.now().mono);
  timer.expires_at(loop_.now().mono + 1h);
  loop_.run_until(loop_.now().mono + 10ms);
  EXPECT_EQ(fired, 0);
  timer.expires_at(kNever);
  EXPECT_EQ(timer.deadline(), kNever);
}

TEST_F(Loop, ADeadlineMayMoveAwayAndComeBack) {
  const TimePoint start = loop_.now().mono;
  TimePoint when{};
  auto timer = loop_.timer([&] {
    when = loop_.now().mono;
    loop_.stop();
  });
  for (const auto after : {2ms, 1'000'000ms, 20ms}) timer.expires_at(start + after);
  EXPECT_EQ(timer.deadline(), start + 20ms);
  ASSERT_TRUE(serve());
  EXPECT_GE(when, start + 20ms);
}

TEST_F(Loop, ADestroyedTimerLetsGoOfItsCallback) {
  const auto held = std::make_shared<int>();
  {
    auto timer = loop_.timer([held] {});
    timer.expires_at(loop_.now().mono + 1h);
    timer.expires_at(loop_.now().mono + 2h);
  }
  loop_.run_until(loop_.now().mono + 1ms);
  EXPECT_EQ(held.use_count(), 1);
}

TEST_F(Loop, ATimerMayBeSetAgainInsideItsCallback) {
  int fired = 0;
  Timer timer;
  timer = loop_.timer([&] {
    if (++fired == 3) loop_.stop();
    timer.expires_at(loop_.now().mono);
  });
  timer.expires_at(loop_.now().mono);
  ASSERT_TRUE(serve());
  EXPECT_EQ(fired, 3);
}

TEST_F(Loop, ManyTimersFireInTheOrderOfTheirDeadlines) {
  const TimePoint start = loop_.now().mono;
  std::vector<int> order;
  std::vector<Timer> timers;
  for (int i = 0; i < 50; ++i) timers.push_back(loop_.timer([&order, i] { order.push_back(i); }));
  for (int i = 0; i < 50; ++i) {
    const int rank = i * 37 % 50;  // each once
    timers[static_cast<std::size_t>(rank)].expires_at(start + rank * 100us);
  }
  for (std::size_t i = 0; i < 50; i += 5) timers[i].cancel();
  for (std::size_t i = 1; i < 50; i += 5) timers[i].expires_at(start + 5ms + i * 100us);
  loop_.run_until(start + 20ms);
  std::vector<int> expected;
  for (int i = 0; i < 50; ++i)
    if (i % 5 > 1) expected.push_back(i);
  for (int i = 1; i < 50; i += 5) expected.push_back(i);
  EXPECT_EQ(order, expected);
}

TEST_F(Loop, ATimerMayEndAnotherThatIsDueAsWell) {
  const TimePoint past = loop_.now().mono - 1ms;
  bool fired = false;
  Timer second;
  Timer first = loop_.timer([&] { second = {}; });
  second = loop_.timer([&] { fired = true; });
  second.expires_at(past + 1us);
  first.expires_at(past);
  loop_.run_until(past + 3ms);
  EXPECT_FALSE(fired);
}

TEST_F(Loop, ATimerThatIsAlwaysDueStarvesNobody) {
  const Pair pair;
  Timer eager;
  eager = loop_.timer([&] { eager.expires_at(TimePoint{}); });
  eager.expires_at(TimePoint{});
  auto watch = loop_.watch_readable(pair.near.value(), [&] { loop_.stop(); });
  pair.write("x");
  EXPECT_TRUE(serve());
}

TEST_F(Loop, WhatIsDueWhenStoppedIsDoneNextTime) {
  const TimePoint past = loop_.now().mono - 1ms;
  std::string done;
  auto first = loop_.timer([&] {
    done += 'a';
    loop_.stop();
  });
  auto second = loop_.timer([&] {
    done += 'b';
    loop_.stop();
  });
  first.expires_at(past);
  second.expires_at(past + 1us);
  loop_.run();
  EXPECT_EQ(done, "a");
  loop_.run();
  EXPECT_EQ(done, "ab");
}

TEST_F(Loop, GivesASignalBackToWhoHadItBefore) {
  static int heard = 0;
  const auto before = std::signal(SIGUSR1, [](int number) { heard = number; });
  {
    auto signals = loop_.watch_signals({SIGUSR1}, [](int) {});
  }
  ::raise(SIGUSR1);
  EXPECT_EQ(heard, SIGUSR1);
  std::signal(SIGUSR1, before);
}

TEST_F(Loop, TwoLoopsHearTheSameSignal) {
  EventLoop other;
  int here = 0;
  int there = 0;
  auto first = loop_.watch_signals({SIGUSR1}, [&](int number) { here = number; });
  auto second = other.watch_signals({SIGUSR1, SIGUSR2}, [&](int number) { there = number; });
  ::raise(SIGUSR1);
  loop_.run_ready();
  other.run_ready();
  EXPECT_EQ(here, SIGUSR1);
  EXPECT_EQ(there, SIGUSR1);
}

TEST_F(Loop, TellsOfSignals) {
  int heard = 0;
  auto signals = loop_.watch_signals({SIGHUP, SIGWINCH}, [&](int number) {
    heard = number;
    loop_.stop();
  });
  ::raise(SIGHUP);
  ASSERT_TRUE(serve());
  EXPECT_EQ(heard, SIGHUP);
  ::raise(SIGWINCH);
  ASSERT_TRUE(serve());
  EXPECT_EQ(heard, SIGWINCH);
}

/// Wants one output at once and one at each deadline, three in all.
struct Core {
  std::optional<int> poll_output() { return due ? std::optional{std::exchange(due, 0)} : std::nullopt; }
  void handle_deadline(Now now) {
    if (now.mono < next) return;
    due = ++count;
    next = count < 3 ? now.mono + 1ms : kNever;
  }
  TimePoint deadline() const { return next; }

  int due = 1;
  int count = 1;
  TimePoint next{};
};

TEST_F(Loop, ADriverCarriesOutWhatTheCoreWants) {
  Core core;
  std::vector<int> done;
  Driver driver(loop_, core, [&](int output) {
    done.push_back(output);
    if (output == 3) loop_.stop();
  });
  driver.settle();
  EXPECT_EQ(done, (std::vector{1}));
  ASSERT_TRUE(serve());
  EXPECT_EQ(done, (std::vector{1, 2, 3}));
}

}  // namespace
}  // namespace joincast::net
