// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/refused_joins.h"

#include <gtest/gtest.h>

#include "base/source_specific.h"
#include "tests/headend/world.h"

namespace joincast::headend {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint kStart{1h};

std::optional<JoinRefusal> refusal(const char* group) {
  return refusal_of(World::link(), *parse_address(group), kDefaultPool, Scope::global);
}

TEST(RefusedJoins, TellsWhyAGroupIsNotServed) {
  EXPECT_EQ(refusal("ff3e:40:2001:db8:d0be:f00d:8000:99"), JoinRefusal::unknown_number);
  EXPECT_EQ(refusal("239.195.9.9"), JoinRefusal::unknown_number);
  EXPECT_EQ(refusal("ff3e:40:2001:db8:d0be:f00e:8000:1"), JoinRefusal::other_prefix);
  EXPECT_EQ(refusal("ff35:40:2001:db8:d0be:f00d:8000:1"), JoinRefusal::other_scope);
  EXPECT_EQ(refusal("ff35::8000:1"), JoinRefusal::other_scope);
}

TEST(RefusedJoins, LeavesTheGroupsOfOthersAlone) {
  for (const char* group : {"ff02::fb", "ff02::1:ff00:1", "ff3e:40:2001:db8:d0be:f00e:1:1", "ff05::8000:1",
                            "224.0.0.251", "239.255.255.250", "232.9.9.9"})
    EXPECT_NE(refusal(group), JoinRefusal::other_prefix) << group;
  EXPECT_EQ(refusal("ff02::fb"), std::nullopt);
  EXPECT_EQ(refusal("239.255.255.250"), std::nullopt);
}

TEST(RefusedJoins, CountsByReasonAndGroup) {
  RefusedJoins refused;
  refused.count(JoinRefusal::unknown_number, World::group(7), kStart);
  refused.count(JoinRefusal::other_prefix, World::group(8), kStart + 1s);
  refused.count(JoinRefusal::unknown_number, World::group(7), kStart + 2s);
  EXPECT_EQ(refused.total(JoinRefusal::unknown_number), 2u);
  EXPECT_EQ(refused.total(JoinRefusal::other_prefix), 1u);
  EXPECT_EQ(refused.latest(),
            (std::vector<RefusedJoins::Entry>{{World::group(7), JoinRefusal::unknown_number, 2, kStart + 2s},
                                              {World::group(8), JoinRefusal::other_prefix, 1, kStart + 1s}}));
}

TEST(RefusedJoins, AFloodOfGroupsTakesNoMoreRoom) {
  RefusedJoins refused;
  for (std::uint32_t n = 0; n < 10'000; ++n)
    refused.count(JoinRefusal::unknown_number, World::group(n), kStart + n * 1ms);
  EXPECT_EQ(refused.total(JoinRefusal::unknown_number), 10'000u);
  ASSERT_EQ(refused.latest().size(), RefusedJoins::kMostGroups);
  EXPECT_EQ(refused.latest().front().group, World::group(9'999));
  EXPECT_EQ(refused.latest().back().group, World::group(10'000 - RefusedJoins::kMostGroups));
}

}  // namespace
}  // namespace joincast::headend
