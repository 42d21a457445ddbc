// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Hosts whose first multicast route leads astray.
#include <gtest/gtest.h>

#include <csignal>

#include "app/joincast/exit_code.h"
#include "tests/lab/radio_lab.h"

namespace joincast::lab {
namespace {

/// Every host has a second interface, to a network where nobody answers, and its routes send multicast there.
class WrongRoute : public RadioLabTest, public testing::WithParamInterface<Family> {
 protected:
  void SetUp() override {
    RadioLabTest::SetUp();
    if (IsSkipped()) return;
    RadioLab& lab = make();
    lab.lab.connect(lab.c1, "eth9", lab.head, "eth9");
    lead_astray(lab.c1, "198.51.100.1/24", "2001:db8:dead::1/64");
    lead_astray(lab.head, "198.51.100.101/24", "2001:db8:dead::101/64");
    lab.lab.wait_until_ready();
    lab.start_headend("interfaces = [\"eth0\"]");
  }

  static void lead_astray(const Host& host, const std::string& v4, const std::string& v6) {
    host.ip("addr add " + v4 + " dev eth9\naddr add " + v6 + " dev eth9 nodad\n" +
            "route add 224.0.0.0/4 dev eth9\nroute add multicast ff30::/12 dev eth9 table local metric 1");
  }

  Process play(std::vector<std::string> more) const {
    std::vector<std::string> command = {
        JOINCAST_PROGRAM, "play",   "8000:0001", "--sink",
        "null",           "--json", "--family",  GetParam() == Family::ipv6 ? "ipv6" : "ipv4"};
    command.insert(command.end(), more.begin(), more.end());
    return radio_->c1.spawn(command);
  }
};

TEST_P(WrongRoute, WithoutAnInterfaceTheCandidatesAreListedAndNothingIsJoined) {
  auto play_process = play({});
  EXPECT_EQ(play_process.wait(), app::kNoInterface);
  EXPECT_NE(play_process.output().find("eth0"), std::string::npos) << play_process.output();
  EXPECT_NE(play_process.output().find("eth9"), std::string::npos) << play_process.output();
  EXPECT_EQ(radio_->station->asked(), 0u);
}

TEST_P(WrongRoute, WithTheInterfaceItPlays) {
  auto play_process = play({"--interface", "eth0"});
  EXPECT_TRUE(play_process.wait_for("\"event\":\"sound\"")) << play_process.output();
  EXPECT_EQ(play_process.terminate(), app::kSignal + SIGTERM) << play_process.output();
  EXPECT_EQ(radio_->station->asked(), 1u);
}

INSTANTIATE_TEST_SUITE_P(Families, WrongRoute, testing::Values(Family::ipv6, Family::ipv4),
                         [](const auto& test) { return test.param == Family::ipv6 ? "IPv6" : "IPv4"; });

}  // namespace
}  // namespace joincast::lab
