// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gtest/gtest.h>
#include <poll.h>

#include "tests/net/loop_fixture.h"

namespace joincast::net {
namespace {

using namespace std::chrono_literals;

/// A loop inside somebody else's, which waits by poll().
class ForeignLoop : public Loop {
 protected:
  bool ready() const {
    pollfd ours{loop_.descriptor(), POLLIN, 0};
    return ::poll(&ours, 1, 0) == 1;
  }
};

TEST_F(ForeignLoop, RunsWhatIsReadyWithoutWaiting) {
  EXPECT_FALSE(ready());
  EXPECT_EQ(loop_.deadline(), kNever);
  EXPECT_FALSE(loop_.run_ready());
}

TEST_F(ForeignLoop, ItsDescriptorTellsOfDescriptorsWatched) {
  const Pair pair;
  std::string read;
  auto watch = loop_.watch_readable(pair.near.value(), [&] { read += pair.read_one(); });
  loop_.run_ready();
  EXPECT_FALSE(ready());
  pair.write("ab");
  EXPECT_TRUE(ready());
  loop_.run_ready();
  EXPECT_EQ(read, "a");
  EXPECT_TRUE(ready());
  loop_.run_ready();
  EXPECT_EQ(read, "ab");
  EXPECT_FALSE(ready());
}

TEST_F(ForeignLoop, ItsDescriptorTellsOfTasksPosted) {
  int runs = 0;
  const std::function<void()> task = [&] {
    if (++runs < 3) loop_.post(task);
  };
  std::thread([&] { loop_.post(task); }).join();
  for (int turn = 1; turn <= 3; ++turn) {
    EXPECT_TRUE(ready());
    loop_.run_ready();
    EXPECT_EQ(runs, turn);
  }
  EXPECT_FALSE(ready());
}

TEST_F(ForeignLoop, ItsDeadlineIsTheFirstTimers) {
  const TimePoint start = loop_.now().mono;
  int fired = 0;
  auto late = loop_.timer([&] { ++fired; });
  auto early = loop_.timer([&] { ++fired; });
  late.expires_at(start + 2h);
  early.expires_at(start + 1h);
  EXPECT_EQ(loop_.deadline(), start + 1h);
  early.expires_at(start + 3h);
  EXPECT_EQ(loop_.deadline(), start + 2h);
  late.expires_at(start);
  EXPECT_EQ(loop_.deadline(), start);
  loop_.run_ready();
  EXPECT_EQ(fired, 1);
  EXPECT_EQ(loop_.deadline(), start + 3h);
}

TEST_F(ForeignLoop, TellsThatStopWasCalled) {
  std::thread([&] { loop_.stop(); }).join();
  EXPECT_TRUE(ready());
  EXPECT_TRUE(loop_.run_ready());
  EXPECT_FALSE(loop_.run_ready());
}

}  // namespace
}  // namespace joincast::net
