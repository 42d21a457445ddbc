// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/user_check.h"

#include <gtest/gtest.h>

namespace joincast::headend {
namespace {

bool only_nobody(const std::string& user) { return user == "nobody"; }

TEST(MissingUser, IsToldWithFileAndLine) {
  const auto warning = missing_user("[headend]\nhop-limit = 3\nuser = \"radio\"\n", "h.toml", only_nobody);
  ASSERT_TRUE(warning);
  EXPECT_EQ(to_string(*warning),
            "h.toml:3: headend.user: there is no user \"radio\" on this machine: create it (useradd --system radio) or "
            "name another");
}

TEST(MissingUser, IsNoneWhoExistsOrIsNotAskedFor) {
  EXPECT_FALSE(missing_user("[headend]\nuser = \"nobody\"\n", "h.toml", only_nobody));
  EXPECT_FALSE(missing_user("[headend]\nuser = \"\"\n", "h.toml", only_nobody));
  EXPECT_FALSE(missing_user("", "h.toml", only_nobody));
}

}  // namespace
}  // namespace joincast::headend
