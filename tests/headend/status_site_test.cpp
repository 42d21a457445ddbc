// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/status_site.h"

#include <gtest/gtest.h>

#include "tests/headend/status_fixture.h"

namespace joincast::headend {
namespace {

using namespace std::chrono_literals;

TEST(StatusSite, LooksOnceASecondHoweverManyAsk) {
  int looks = 0;
  StatusFixture fixture;
  StatusSite site([&] {
    ++looks;
    return fixture.snapshot;
  });
  const TimePoint start{1h};
  const auto page = site.answer("/", start).body;
  EXPECT_EQ(site.answer("/", start + 999ms).body, page);
  EXPECT_EQ(site.answer("/status.json", start + 999ms).content_type, "application/json");
  EXPECT_EQ(looks, 1);
  EXPECT_NE(site.answer("/", start + 1s).body, page);
  EXPECT_EQ(looks, 2);
}

TEST(StatusSite, TellsProgramsWhetherItServes) {
  StatusFixture fixture;
  StatusSite site([&] { return fixture.snapshot; });
  EXPECT_EQ(site.answer("/health", TimePoint(1h)).status, 200u);
  fixture.snapshot.interfaces.clear();
  const http::Answer ill = site.answer("/health", TimePoint(2h));
  EXPECT_EQ(ill.status, 503u);
  EXPECT_EQ(*ill.body, "not in service: no interface is served\n");
  EXPECT_EQ(site.answer("/etc/passwd", TimePoint(2h)).status, 404u);
}

}  // namespace
}  // namespace joincast::headend
