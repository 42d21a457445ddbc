// SPDX-License-Identifier: LGPL-2.1-or-later
// Real children of a real shell.
#include "app/joincast/hook_runner.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace joincast::app {
namespace {

using namespace std::chrono_literals;

struct HookRunnerTest : testing::Test {
  net::EventLoop loop;
  std::vector<HookResult> results;
  std::size_t wanted = 0;
  HookRunner runner{loop, true, [this](const HookResult& result) {
                      results.push_back(result);
                      if (results.size() == wanted) loop.stop();
                    }};
  const std::string file = testing::TempDir() + "joincast-hooks-" + std::to_string(::getpid());

  ~HookRunnerTest() override { std::filesystem::remove(file); }
  static Hook hook(const std::string& command, Hook::Why why = Hook::Why::first, std::uint32_t interface = 7) {
    return {why, {IpAddress::v4(0xefc3'0101), interface}, "eth0", command, {}};
  }
  bool all_end(std::size_t count) {
    wanted = count;
    return results.size() >= count || loop.run_until(loop.now().mono + 60s);
  }
  std::string written() const {
    std::stringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
  }
};

TEST_F(HookRunnerTest, TellsExitCodes) {
  runner.run(hook("exit 3"));
  runner.run(hook("kill -9 $$", Hook::Why::last));
  ASSERT_TRUE(all_end(2));
  EXPECT_EQ(results[0].exit_code, 3);
  EXPECT_EQ(results[1].exit_code, 128 + 9);
  EXPECT_FALSE(runner.busy());
}

TEST_F(HookRunnerTest, GivesTheEnvironmentAndNothingInheritedOfTheKind) {
  setenv("JOINCAST_SERVICE", "inherited", 1);
  Hook one = hook("echo \"$JOINCAST_GROUP $JOINCAST_SERVICE.\" > " + file);
  one.environment = {"JOINCAST_GROUP=$(exit 1); `id`"};
  runner.run(one);
  ASSERT_TRUE(all_end(1));
  unsetenv("JOINCAST_SERVICE");
  EXPECT_EQ(written(), "$(exit 1); `id` .\n");
}

TEST_F(HookRunnerTest, NeverRunsTwoOfAGroupAtOnce) {
  for (int i = 0; i < 4; ++i) runner.run(hook("echo begin >> " + file + "; read x < /dev/null; echo end >> " + file));
  ASSERT_TRUE(all_end(4));
  EXPECT_EQ(written(), "begin\nend\nbegin\nend\nbegin\nend\nbegin\nend\n");
}

TEST_F(HookRunnerTest, RunsManyGroupsAndReapsThemAll) {
  for (std::uint32_t i = 1; i <= 100; ++i) EXPECT_TRUE(runner.run(hook("exit 0", Hook::Why::first, i)));
  ASSERT_TRUE(all_end(100));
  EXPECT_FALSE(runner.busy());
  for (const HookResult& result : results) EXPECT_EQ(result.exit_code, 0);
}

}  // namespace
}  // namespace joincast::app
