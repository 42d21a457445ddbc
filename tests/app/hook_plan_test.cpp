// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/hook_plan.h"

#include <gtest/gtest.h>

namespace joincast::app {
namespace {

using Why = Hook::Why;

Group group(std::uint32_t number) { return {IpAddress::v4(0xefc3'0100 + number), 7}; }

Hook hook(std::uint32_t number, Why why) {
  Hook hook;
  hook.group = group(number);
  hook.why = why;
  return hook;
}

TEST(HookPlan, RunsTheHooksOfOneGroupOneBehindTheOther) {
  HookPlan plan;
  EXPECT_TRUE(plan.offer(hook(1, Why::first)));
  EXPECT_TRUE(plan.offer(hook(1, Why::last)));
  EXPECT_TRUE(plan.offer(hook(1, Why::first)));
  EXPECT_EQ(plan.next()->why, Why::first);
  EXPECT_FALSE(plan.next());
  plan.finished(group(1));
  EXPECT_EQ(plan.next()->why, Why::last);
  EXPECT_FALSE(plan.next());
  plan.finished(group(1));
  EXPECT_EQ(plan.next()->why, Why::first);
}

TEST(HookPlan, OneGroupDoesNotWaitForAnother) {
  HookPlan plan;
  plan.offer(hook(1, Why::first));
  plan.offer(hook(1, Why::last));
  plan.offer(hook(2, Why::first));
  EXPECT_EQ(plan.next()->group, group(1));
  EXPECT_EQ(plan.next()->group, group(2));
  EXPECT_FALSE(plan.next());
}

TEST(HookPlan, TheSameGroupOnAnotherInterfaceIsAnotherGroup) {
  HookPlan plan;
  Hook other = hook(1, Why::first);
  other.group.interface = 8;
  plan.offer(hook(1, Why::first));
  plan.offer(other);
  EXPECT_TRUE(plan.next());
  EXPECT_TRUE(plan.next());
}

TEST(HookPlan, RunsOnlySoManyAtOnce) {
  HookPlan plan(2, 100);
  for (std::uint32_t i = 0; i < 5; ++i) plan.offer(hook(i, Why::first));
  EXPECT_TRUE(plan.next());
  EXPECT_TRUE(plan.next());
  EXPECT_FALSE(plan.next());
  plan.finished(group(0));
  EXPECT_EQ(plan.next()->group, group(2));
}

TEST(HookPlan, LeavesOutWholePairsWhenTooManyWait) {
  HookPlan plan(1, 2);
  EXPECT_TRUE(plan.offer(hook(1, Why::first)));
  EXPECT_TRUE(plan.offer(hook(2, Why::first)));
  EXPECT_FALSE(plan.offer(hook(3, Why::first)));
  EXPECT_TRUE(plan.offer(hook(1, Why::last))) << "its first was taken";
  EXPECT_FALSE(plan.offer(hook(3, Why::last))) << "its first was not";
  EXPECT_EQ(plan.left_out(), 2u);
  EXPECT_EQ(plan.waiting(), 3u);
}

TEST(HookPlan, AFloodOfLastOnesIsCappedToo) {
  HookPlan plan(1, 10);
  for (std::uint32_t i = 0; i < 1'000; ++i) plan.offer(hook(i, Why::last));
  EXPECT_LE(plan.waiting(), 20u);
}

}  // namespace
}  // namespace joincast::app
