// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/describe.h"

#include <gtest/gtest.h>

#include <string>

namespace joincast::app {
namespace {

std::string description(const std::string& medium_attributes) {
  return "v=0\r\no=- 1 1 IN IP6 fe80::1\r\ns=Radio\r\nc=IN IP6 ff3e:40:2001:db8::8000:1\r\nt=0 0\r\n"
         "m=audio 5004 RTP/AVP 14\r\n" +
         medium_attributes;
}

TEST(Plays, TakesADescriptionWithoutAStateForAStationThatPlays) { EXPECT_TRUE(plays(description(""))); }

TEST(Plays, WaitsWhileTheStationHasNotAnswered) {
  EXPECT_FALSE(plays(description("a=joincast-state:starting\r\n")));
  EXPECT_FALSE(plays(description("a=joincast-state:waiting\r\n")));
  EXPECT_FALSE(plays(description("a=joincast-state:failed\r\na=joincast-reason:no such host\r\n")));
}

TEST(Plays, IsFalseForWhatIsNoDescription) {
  EXPECT_FALSE(plays(""));
  EXPECT_FALSE(plays("v=0\r\n"));
}

}  // namespace
}  // namespace joincast::app
