// SPDX-License-Identifier: LGPL-2.1-or-later
//
// A service that is source-specific: its listeners say who sends.
#include <gtest/gtest.h>

#include <csignal>

#include "tests/lab/radio_lab.h"

namespace joincast::lab {
namespace {

class SourceSpecificService : public RadioLabTest, public testing::WithParamInterface<Family> {
 protected:
  static Process play(const Host& host, const std::string& source) {
    return host.spawn(
        {JOINCAST_PROGRAM, "play", "8000:0101", "--interface", "eth0", "--source", source, "--sink", "null", "--json"});
  }
  static bool v6() { return GetParam() == Family::ipv6; }
  static std::string headend() { return v6() ? "2001:db8:d0be:f00d::101" : "192.0.2.101"; }
  static std::string neighbour() { return v6() ? "2001:db8:d0be:f00d::2" : "192.0.2.2"; }
};

TEST_P(SourceSpecificService, StartsWithTheFirstListenerAndStopsWithTheLast) {
  RadioLab& lab = make();
  lab.headend.emplace(lab.head,
                      quick_headend() + service("8000:0101", lab.station->url()) + "source-specific = true\n");
  auto elsewhere = play(lab.c2, neighbour());
  ASSERT_TRUE(elsewhere.wait_for("\"event\":\"joined\"", 10s)) << elsewhere.output();

  auto first = play(lab.c1, headend());
  EXPECT_TRUE(first.wait_for("\"event\":\"sound\"", 10s)) << first.output();
  auto second = play(lab.c1, headend());
  EXPECT_TRUE(second.wait_for("\"event\":\"sound\"", 10s)) << second.output();
  EXPECT_EQ(lab.station->asked(), 1u);
  EXPECT_EQ(elsewhere.output().find("\"event\":\"receiving\""), std::string::npos) << "it asked for another sender";

  first.signal(SIGINT);
  EXPECT_EQ(first.wait(5s), 130);
  EXPECT_EQ(lab.station->listeners(), 1u);
  second.signal(SIGINT);
  EXPECT_TRUE(lab.until([&] { return lab.station->listeners() == 0; }));
  EXPECT_TRUE(lab.headend->says("8000:0101 stops: nobody listens", 5s));
}

INSTANTIATE_TEST_SUITE_P(Families, SourceSpecificService, testing::Values(Family::ipv6, Family::ipv4),
                         [](const auto& test) { return test.param == Family::ipv6 ? "IPv6" : "IPv4"; });

}  // namespace
}  // namespace joincast::lab
