// SPDX-License-Identifier: LGPL-2.1-or-later
//
// `joincast members` on links of every kind, beside hosts of every version.
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <nlohmann/json.hpp>
#include <ostream>

#include "tests/lab/radio_lab.h"

namespace joincast::lab {

static void PrintTo(Protocol protocol, std::ostream* out) { *out << name_of(protocol); }

namespace {

/// A snooping switch whose querier, when it is switched on, asks every second; the watching host has lower addresses.
BridgeOptions asking_switch() {
  return {.more =
              "mcast_query_interval 100 mcast_startup_query_interval 100 mcast_startup_query_count 100"
              " mcast_query_response_interval 50 mcast_mld_version 2 mcast_igmp_version 3 mcast_query_use_ifaddr 1",
          .addresses = "192.0.2.200/24 fe80:ffff::1/64"};
}

/// The host `h` watches, `c1` and `c2` join and leave.
class MemberWatchLab : public testing::Test {
 protected:
  void SetUp() override { JOINCAST_NEEDS_LAB(); }

  void make(const BridgeOptions& bridge_options) {
    lab_ = std::make_unique<Lab>();
    switch_ = &lab_->bridge("sw", bridge_options);
    watcher_ = &lab_->host("h");
    c1_ = &lab_->host("c1");
    c2_ = &lab_->host("c2");
    for (Host* host : {watcher_, c1_, c2_}) lab_->plug(*host, *switch_);
    lab_->wait_until_ready();
  }

  Process members(std::vector<std::string> more) const {
    std::vector<std::string> command = {JOINCAST_PROGRAM, "members", "--interface", "eth0"};
    command.insert(command.end(), more.begin(), more.end());
    return watcher_->spawn(command);
  }

  std::unique_ptr<GroupMember> join(const Host& host, Family family) {
    return std::make_unique<GroupMember>(loop_, host, group_of("8000:0001", family));
  }

  /// The objects of one kind that the program wrote.
  static std::vector<nlohmann::json> objects(const Process& process, std::string_view event) {
    std::vector<nlohmann::json> list;
    for (const Line& line : process.lines()) {
      auto object = nlohmann::json::parse(line.text, nullptr, false);
      if (object.is_object() && object["event"] == event) list.push_back(std::move(object));
    }
    return list;
  }
  static std::vector<nlohmann::json> members_of(const Process& process, const IpAddress& group) {
    auto list = objects(process, "member");
    std::erase_if(list, [&](const auto& object) { return object["group"] != to_string(group); });
    return list;
  }

  net::EventLoop loop_;
  std::unique_ptr<Lab> lab_;
  Host* switch_ = nullptr;
  Host* watcher_ = nullptr;
  Host* c1_ = nullptr;
  Host* c2_ = nullptr;
};

class EveryVersion : public MemberWatchLab, public testing::WithParamInterface<Protocol> {
 protected:
  Family family() const { return family_of(GetParam()); }
  IpAddress group() const { return group_of("8000:0001", family()); }
};

TEST_P(EveryVersion, JoinsAndLeavesAreToldAndHooksRunOnceEach) {
  make({.snooping = false});
  speak(*c1_, GetParam());
  speak(*c2_, GetParam());
  const std::string words =
      "echo \"hook $JOINCAST_EVENT $JOINCAST_GROUP $JOINCAST_INTERFACE $JOINCAST_SERVICE $JOINCAST_HOST\"";
  auto watch =
      members({"--json", "--query", "--group", to_string(group()), "--exec-on-first", words, "--exec-on-last", words});
  ASSERT_TRUE(watch.wait_for("\"ours\":true")) << watch.output();

  auto first = join(*c1_, family());
  ASSERT_TRUE(watch.wait_for("\"event\":\"joined\"")) << watch.output();
  ASSERT_TRUE(watch.wait_for("\"event\":\"hook\"")) << watch.output();
  auto second = join(*c2_, family());
  ASSERT_TRUE(watch.wait_for("\"members\":2")) << watch.output();
  net::serve_for(loop_, 2s);  // until all that was asked first must have been answered
  first.reset();
  second.reset();
  ASSERT_TRUE(watch.wait_for("\"for\":\"last\"")) << watch.output();
  watch.signal(SIGTERM);
  EXPECT_EQ(watch.wait(), 128 + SIGTERM);

  const auto joined = objects(watch, "joined");
  ASSERT_GE(joined.size(), 2u) << watch.output();
  EXPECT_EQ(joined[0]["protocol"], name_of(GetParam()));
  EXPECT_EQ(joined[0]["service"], "8000:0001");
  EXPECT_TRUE(joined[0]["first"]);
  EXPECT_FALSE(joined[1]["first"]);
  const auto left = objects(watch, "left");
  ASSERT_FALSE(left.empty()) << watch.output();
  EXPECT_TRUE(left.back()["last"]);
  EXPECT_TRUE(left.back()["certain"]);

  const std::string environment = to_string(group()) + " eth0 8000:0001 ";
  std::vector<std::string> hooks;
  for (const Line& line : watch.lines())
    if (line.text.starts_with("hook ")) hooks.push_back(line.text);
  ASSERT_EQ(hooks.size(), 2u) << watch.output();
  EXPECT_EQ(hooks[0], "hook first " + environment + joined[0]["host"].get<std::string>());
  EXPECT_EQ(hooks[1], "hook last " + environment + left.back()["host"].get<std::string>());
}

TEST_P(EveryVersion, WhoJoinedBeforeIsHeardOnlyWhenAsked) {
  make({});
  speak(*c1_, GetParam());
  c1_->sysctl("net.ipv6.conf.eth0.mldv1_unsolicited_report_interval", "1000");
  c1_->sysctl("net.ipv4.conf.eth0.igmpv2_unsolicited_report_interval", "1000");
  const auto member = join(*c1_, family());
  net::serve_for(loop_, 2500ms);  // hosts repeat their first report
  auto passive = members({"--json", "--once", "--for", "1500ms"});
  ASSERT_EQ(passive.wait(), 0);
  EXPECT_TRUE(members_of(passive, group()).empty()) << passive.output();
  EXPECT_TRUE(objects(passive, "link").at(0)["querier"].is_null());

  auto asking = members({"--json", "--once", "--for", "3s", "--query"});
  ASSERT_EQ(asking.wait(), 0);
  const auto found = members_of(asking, group());
  ASSERT_EQ(found.size(), 1u) << asking.output();
  EXPECT_EQ(found[0]["protocol"], name_of(GetParam()));
}

/// Linux's bridge floods the reports of MLDv2 and IGMPv3, which go to link-local groups; other switches hide them too.
class OldVersion : public EveryVersion {};

TEST_P(OldVersion, ASnoopingSwitchHidesOthersUntilItIsAskedOrAdvertisedTo) {
  make(asking_switch());
  speak(*c1_, GetParam());
  switch_->ip("link set br0 type bridge mcast_querier 1");
  net::serve_for(loop_, 2s);  // it snoops only when its querier has settled
  auto passive = members({"--json", "--for", "6s"});
  ASSERT_TRUE(passive.wait_for("\"event\":\"querier\"")) << passive.output();
  const auto member = join(*c1_, family());
  ASSERT_TRUE(passive.wait_for("\"limit\":\"only_own\"")) << passive.output();
  ASSERT_EQ(passive.wait(), 0);
  EXPECT_TRUE(members_of(passive, group()).empty()) << passive.output();

  for (const char* option : {"--advertise", "--query"}) {
    auto active = members({"--json", "--once", "--for", "4s", option});
    ASSERT_EQ(active.wait(), 0);
    EXPECT_EQ(members_of(active, group()).size(), 1u) << option << '\n' << active.output();
  }
}

INSTANTIATE_TEST_SUITE_P(Protocols, EveryVersion,
                         testing::Values(Protocol::mld_v2, Protocol::mld_v1, Protocol::igmp_v3, Protocol::igmp_v2),
                         [](const auto& test) { return name_of(test.param); });

INSTANTIATE_TEST_SUITE_P(Protocols, OldVersion, testing::Values(Protocol::mld_v1, Protocol::igmp_v2),
                         [](const auto& test) { return name_of(test.param); });

TEST_F(MemberWatchLab, LinesAreForPeople) {
  make({.snooping = false});
  auto watch = members({"--for", "20s", "--group", "239.0.0.0/8"});
  ASSERT_TRUE(watch.wait_for("watching eth0")) << watch.output();
  auto member = join(*c1_, Family::ipv4);
  EXPECT_TRUE(watch.wait_for("joined   eth0  239.195.1.1  8000:0001  192.0.2.2  IGMPv3  first")) << watch.output();
  member.reset();
  EXPECT_TRUE(watch.wait_for("left     eth0  239.195.1.1  8000:0001  192.0.2.2  last, as far as heard"))
      << watch.output();
}

TEST_F(MemberWatchLab, SaysWhichCapabilityIsMissingAndHowToGiveIt) {
  make({.snooping = false});
  auto watch = watcher_->spawn({"setpriv", "--bounding-set", "-net_raw", JOINCAST_PROGRAM, "members"});
  EXPECT_EQ(watch.wait(), 1);
  EXPECT_NE(watch.output().find("CAP_NET_RAW is missing"), std::string::npos) << watch.output();
  EXPECT_NE(watch.output().find("setcap cap_net_raw+ep /"), std::string::npos) << watch.output();
}

}  // namespace
}  // namespace joincast::lab
