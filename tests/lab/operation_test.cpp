// SPDX-License-Identifier: LGPL-2.1-or-later
//
// The headend under its operator's hands, and beside others on its host.
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <sstream>

#include "tests/lab/radio_lab.h"

namespace joincast::lab {
namespace {

std::string status_of(int pid, const std::string& key) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(in, line);)
    if (line.starts_with(key + ':')) return line.substr(key.size() + 2);
  return {};
}

class Operation : public RadioLabTest {};

TEST_F(Operation, ReloadingLeavesUnchangedServicesPlayingWithoutALostPacket) {
  RadioLab& lab = make();
  lab.start_headend();
  const GroupMember v6(lab.loop, lab.c1, group_of("8000:0001", Family::ipv6));
  const GroupMember v4(lab.loop, lab.c2, group_of("8000:0001", Family::ipv4));
  ASSERT_TRUE(lab.hears(v6) && lab.hears(v4));
  const auto ssrc = v6.ssrc();
  lab.headend->reload(lab.configuration() + service("8000:0005", lab.station->url()));
  EXPECT_TRUE(lab.hears(v6, 30) && lab.hears(v4, 30));
  EXPECT_EQ(v6.missing(), 0u);
  EXPECT_EQ(v4.missing(), 0u);
  EXPECT_EQ(v6.ssrc(), ssrc);
  EXPECT_EQ(v6.deletions() + v4.deletions(), 0u);
  EXPECT_EQ(lab.station->asked(), 1u);
  const GroupMember added(lab.loop, lab.c1, group_of("8000:0005", Family::ipv6));
  EXPECT_TRUE(lab.hears(added));
}

TEST_F(Operation, ReloadingHowItSendsInterruptsNothing) {
  RadioLab& lab = make();
  lab.start_headend();
  const GroupMember v6(lab.loop, lab.c1, group_of("8000:0001", Family::ipv6));
  const GroupMember v4(lab.loop, lab.c2, group_of("8000:0001", Family::ipv4));
  ASSERT_TRUE(lab.hears(v6) && lab.hears(v4));
  const auto ssrc = v6.ssrc();
  lab.headend->reload(lab.configuration("hop-limit = 8\ndscp = 46\nqueue = 1\nannounce-interval = 2"));
  EXPECT_TRUE(lab.hears(v6, 60) && lab.hears(v4, 60));
  EXPECT_EQ(v6.missing() + v4.missing(), 0u);
  EXPECT_EQ(v6.ssrc(), ssrc);
  EXPECT_EQ(v4.ssrc(), ssrc);
  EXPECT_EQ(v6.deletions() + v4.deletions(), 0u);
  EXPECT_EQ(lab.station->asked(), 1u);
  EXPECT_NE(v4.description().find("239.195.1.1/8\r\n"), std::string::npos) << v4.description();
}

TEST_F(Operation, ReloadingStopsWhatIsNoLongerConfigured) {
  RadioLab& lab = make();
  lab.start_headend();
  const GroupMember member(lab.loop, lab.c1, group_of("8000:0004", Family::ipv6));
  ASSERT_TRUE(lab.hears(member));
  lab.headend->reload(quick_headend() + service("8000:0001", lab.station->url()));
  EXPECT_TRUE(lab.until([&] { return lab.station->listeners() == 0; }));
  EXPECT_TRUE(lab.until([&] { return member.deletions() > 0; }));
}

TEST_F(Operation, ABrokenConfigurationIsNotTaken) {
  RadioLab& lab = make();
  lab.start_headend();
  const GroupMember member(lab.loop, lab.c1, group_of("8000:0001", Family::ipv6));
  ASSERT_TRUE(lab.hears(member));
  lab.headend->write_and_signal("[headend]\nlinger = \"long\"\n");
  EXPECT_TRUE(lab.headend->says("headend.toml:2: headend.linger"));
  EXPECT_TRUE(lab.hears(member, 20));
  EXPECT_EQ(member.missing(), 0u);
}

TEST_F(Operation, ReloadingAddsAnInterfaceAfterPrivilegesAreGone) {
  RadioLab& lab = make();
  Host& other = lab.lab.host("o");
  lab.lab.connect(lab.head, "eth1", other, "eth0");
  lab.head.ip("addr add 2001:db8:d0be:f00e::101/64 dev eth1 nodad\naddr add 198.51.100.101/24 dev eth1");
  other.ip("addr add 198.51.100.1/24 dev eth0");
  lab.lab.wait_until_ready();
  lab.start_headend("interfaces = [\"eth0\"]");
  EXPECT_EQ(status_of(lab.headend->pid(), "CapEff"), "0000000000000000");
  EXPECT_NE(status_of(lab.headend->pid(), "Uid").substr(0, 2), "0\t");
  const GroupMember there(lab.loop, lab.c1, group_of("8000:0001", Family::ipv6));
  ASSERT_TRUE(lab.hears(there));
  lab.headend->reload(lab.configuration("interfaces = [\"eth0\", \"eth1\"]"));
  const GroupMember v6(lab.loop, other,
                       service_group(ServiceNumber{0x8000'0001}, parse_prefix("2001:db8:d0be:f00e::/64").value()));
  const GroupMember v4(lab.loop, other, group_of("8000:0001", Family::ipv4));
  EXPECT_TRUE(lab.hears(v6) && lab.hears(v4));
  EXPECT_EQ(v6.ssrc(), there.ssrc()) << "one station, one stream";
  EXPECT_TRUE(lab.hears(there));
  EXPECT_EQ(there.missing(), 0u);
}

TEST_F(Operation, EndingTakesBackTheDescriptionAndSaysGoodbye) {
  RadioLab& lab = make();
  lab.start_headend();
  const GroupMember v6(lab.loop, lab.c1, group_of("8000:0001", Family::ipv6));
  const GroupMember v4(lab.loop, lab.c2, group_of("8000:0002", Family::ipv4));
  ASSERT_TRUE(lab.hears(v6) && lab.hears(v4));
  EXPECT_EQ(lab.headend->end(), 0) << lab.headend->log();
  for (const GroupMember* member : {&v6, &v4}) {
    EXPECT_TRUE(lab.until([&] { return member->deletions() > 0 && !member->goodbyes().empty(); }));
    EXPECT_TRUE(member->goodbyes().contains(member->ssrc().value()));
  }
}

TEST_F(Operation, ADaemonThatRoutesMulticastMayRunBesideIt) {
  RadioLab& lab = make();
  const std::string folder = testing::TempDir();
  const std::string name = "jc-" + std::to_string(::getpid());
  std::ofstream(folder + name + ".conf") << "phyint eth0 enable ttl-threshold 1\nphyint lo enable\n";
  auto daemon = lab.head.spawn({"smcrouted", "-n", "-l", "debug", "-i", name, "-f", folder + name + ".conf", "-P",
                                folder + name + ".pid", "-u", folder + name + ".sock"});
  const auto routes = [&](const char* table) {
    const auto inside = lab.head.enter();
    std::ifstream in(table);
    std::stringstream text;
    text << in.rdbuf();
    return text.str().find("eth0") != std::string::npos;
  };
  ASSERT_TRUE(eventually([&] {
    return routes("/proc/thread-self/net/ip_mr_vif") && routes("/proc/thread-self/net/ip6_mr_vif");
  })) << daemon.output();
  lab.start_headend();
  for (const Family family : {Family::ipv6, Family::ipv4}) {
    {
      const GroupMember member(lab.loop, lab.c1, group_of("8000:0001", family));
      EXPECT_TRUE(lab.hears(member));
      EXPECT_EQ(member.missing(), 0u);
    }
    EXPECT_TRUE(lab.until([&] { return lab.station->listeners() == 0; }));
  }
  EXPECT_TRUE(daemon.running()) << daemon.output();
}

TEST_F(Operation, AFloodOfJoinsForUnknownNumbersStartsNothing) {
  RadioLab& lab = make();
  lab.start_headend();
  ASSERT_TRUE(lab.headend->says("MLD querier on eth0: this headend"));
  {
    const auto inside = lab.c2.enter();
    const std::uint32_t interface = lab.c2.interface_index("eth0");
    std::vector<net::MulticastReceiver> flood;
    for (std::uint32_t number = 0x8001'0000; number < 0x8001'0000 + 800; ++number)
      flood.push_back(net::must(net::MulticastReceiver::open(
          lab.loop,
          {.group = {service_group(ServiceNumber{number}, parse_prefix("2001:db8:d0be:f00d::/64").value()), interface},
           .port = 5004},
          [](auto) {})));
    const GroupMember member(lab.loop, lab.c1, group_of("8000:0001", Family::ipv6));
    EXPECT_TRUE(lab.hears(member));
    EXPECT_EQ(member.missing(), 0u);
    EXPECT_EQ(lab.station->asked(), 1u);
    EXPECT_EQ(lab.headend->count(" starts: "), 1u);
  }
  EXPECT_TRUE(lab.until([&] { return lab.station->listeners() == 0; }));
}

}  // namespace
}  // namespace joincast::lab
