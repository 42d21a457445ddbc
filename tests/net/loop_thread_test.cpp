// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/loop_thread.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <future>
#include <thread>

namespace joincast::net {
namespace {

using namespace std::chrono_literals;

TEST(LoopThread, RunsWhatIsPostedOnItsOwnThread) {
  LoopThread thread;
  std::promise<std::thread::id> ran_on;
  thread.post([&] { ran_on.set_value(std::this_thread::get_id()); });
  EXPECT_NE(ran_on.get_future().get(), std::this_thread::get_id());
}

TEST(LoopThread, ACallHasRunWhenItReturns) {
  LoopThread thread;
  int order = 0;
  thread.post([&] { order = order * 10 + 1; });
  thread.call([&] { order = order * 10 + 2; });
  EXPECT_EQ(order, 12);
}

TEST(LoopThread, ACallFromItsOwnThreadRunsAtOnce) {
  LoopThread thread;
  bool ran = false;
  thread.call([&] { thread.call([&] { ran = true; }); });
  EXPECT_TRUE(ran);
}

TEST(LoopThread, ServesTimers) {
  LoopThread thread;
  std::promise<void> fired;
  Timer timer;
  thread.call([&] {
    timer = thread.loop().timer([&] { fired.set_value(); });
    timer.expires_at(thread.loop().now().mono + 1ms);
  });
  EXPECT_EQ(fired.get_future().wait_for(60s), std::future_status::ready);
  thread.call([&] { timer = {}; });
}

TEST(LoopThread, LeavesSignalsToTheProgramsThreads) {
  LoopThread thread;
  sigset_t blocked;
  thread.call([&] { ::pthread_sigmask(SIG_BLOCK, nullptr, &blocked); });
  EXPECT_TRUE(::sigismember(&blocked, SIGINT));
  sigset_t here;
  ::pthread_sigmask(SIG_BLOCK, nullptr, &here);
  EXPECT_FALSE(::sigismember(&here, SIGINT));
}

}  // namespace
}  // namespace joincast::net
