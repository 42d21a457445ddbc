// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/exit_code.h"

#include <sys/wait.h>

#include <chrono>
#include <cstdlib>

#include "app/joincast/find_target.h"

namespace joincast::app {
namespace {

using namespace std::chrono_literals;
using libreceiver::Phase;

/// The exit code of the built program; its words are thrown away.
int run(const std::string& arguments) {
  const int status = std::system((JOINCAST_PROGRAM " " + arguments + " >/dev/null 2>&1").c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(ExitCode, IsZeroWhenTheJobIsDone) {
  EXPECT_EQ(run("--version"), kOk);
  EXPECT_EQ(run("interfaces"), kOk);
  EXPECT_EQ(run("interfaces --json"), kOk);
}

TEST(ExitCode, IsTwoForAWrongCommandLine) {
  EXPECT_EQ(run(""), kUsage);
  EXPECT_EQ(run("sdp radio"), kUsage);
  EXPECT_EQ(run("play ff3e:40:2001:db8::8000:1 --family ipv4"), kUsage);
}

TEST(ExitCode, IsThreeWithoutAnInterface) {
  EXPECT_EQ(run("play 8000:0001 --interface nosuch0"), kNoInterface);
  EXPECT_EQ(run("sdp 8000:0001 --interface lo"), kNoInterface);
}

TEST(ExitCode, TellsHowFarAServiceCame) {
  const DisplayContext context{{}, "ff3e:40:2001:db8::8000:1%eth0", {}};
  EXPECT_EQ(ending_of(Phase::playing, context, 1s).exit_code, kOk);
  EXPECT_EQ(ending_of(Phase::silent, context, 1s).exit_code, kNothingCame);
  EXPECT_EQ(ending_of(Phase::undescribed, context, 1s).exit_code, kUndescribed);
  EXPECT_EQ(ending_of(Phase::stalled, context, 1s).exit_code, kStalled);
}

}  // namespace
}  // namespace joincast::app
