// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/interface_monitor.h"
#include "net/interfaces.h"
#include "tests/net/lab_fixture.h"

namespace joincast::net {
namespace {

using namespace std::chrono_literals;

class InterfaceList : public testing::Test {
 protected:
  void SetUp() override {
    JOINCAST_NEEDS_LAB();
    lab_ = std::make_unique<lab::Lab>();
    host_ = &lab_->host("h");
    other_ = &lab_->host("o");
    lab_->connect(*host_, "eth0", *other_, "eth0");
    lab_->connect(*host_, "eth1", *other_, "eth1");
    lab_->wait_until_ready();
  }

  Interface read(const std::string& name) {
    const auto inside = host_->enter();
    const auto all = must(list_interfaces());
    const Interface* found = find_interface(all, name);
    if (!found) throw std::runtime_error("no " + name);
    return *found;
  }
  RouteChoice choice(const char* group) {
    const auto inside = host_->enter();
    return must(system_choice(address(group)));
  }

  EventLoop loop_;
  std::unique_ptr<lab::Lab> lab_;
  lab::Host* host_ = nullptr;
  lab::Host* other_ = nullptr;
};

TEST_F(InterfaceList, ReadsLinkAndAddresses) {
  host_->ip(
      "link set eth0 address 02:00:5e:10:20:30 mtu 1400\n"
      "addr add 192.0.2.7/24 dev eth0\n"
      "addr add 2001:db8:1::7/64 dev eth0 nodad\n"
      "addr add 2001:db8:2::7/128 dev eth0 nodad preferred_lft 0");
  const Interface eth0 = read("eth0");
  EXPECT_EQ(eth0.index, host_->interface_index("eth0"));
  EXPECT_EQ(eth0.kind, InterfaceKind::veth);
  EXPECT_EQ(eth0.mac, (std::array<std::uint8_t, 6>{0x02, 0x00, 0x5e, 0x10, 0x20, 0x30}));
  EXPECT_EQ(eth0.mtu, 1400u);
  EXPECT_TRUE(eth0.up && eth0.running && eth0.multicast);
  EXPECT_EQ(eth0.master, 0u);
  EXPECT_EQ(ipv4_address(eth0), address("192.0.2.7"));
  EXPECT_TRUE(link_local_address(eth0));
  EXPECT_EQ(service_prefixes(eth0), (std::vector{*parse_prefix("2001:db8:1::/64")}));
  EXPECT_EQ(fitness(eth0), Unfit::fit);
}

TEST_F(InterfaceList, TellsWhyOneIsUnfit) {
  host_->ip("link add br0 type bridge\nlink set br0 up\nlink set eth0 master br0");
  EXPECT_EQ(fitness(read("lo")), Unfit::loopback);
  EXPECT_EQ(fitness(read("eth0")), Unfit::enslaved);
  EXPECT_EQ(read("eth0").master, read("br0").index);
  EXPECT_EQ(read("br0").kind, InterfaceKind::bridge);
  host_->ip("link set eth1 multicast off");
  EXPECT_EQ(fitness(read("eth1")), Unfit::no_multicast);
  host_->ip("link set eth1 multicast on");
  EXPECT_EQ(fitness(read("eth1"), Family::ipv4), Unfit::no_address);
  EXPECT_EQ(fitness(read("eth1"), Family::ipv6), Unfit::fit);
  other_->ip("link set eth1 down");
  EXPECT_TRUE(lab::eventually([&] { return fitness(read("eth1")) == Unfit::no_carrier; }));
  host_->ip("link set eth1 down");
  EXPECT_EQ(fitness(read("eth1")), Unfit::down);
}

TEST_F(InterfaceList, ShowsThatTheSystemsChoiceIsAmbiguous) {
  const RouteChoice both = choice("ff3e::8000:1");
  EXPECT_NE(both.interface, 0u);
  ASSERT_TRUE(both.ambiguous());
  EXPECT_EQ(both.rivals.size(), 1u);
  EXPECT_NE(both.rivals[0], both.interface);
}

TEST_F(InterfaceList, ShowsThatABetterRouteDecides) {
  host_->ip("route add multicast ff3e::/16 dev eth1 table local metric 100");
  const RouteChoice mended = choice("ff3e::8000:1");
  EXPECT_EQ(mended.interface, host_->interface_index("eth1"));
  EXPECT_FALSE(mended.ambiguous());
  EXPECT_TRUE(choice("ff0e::1").ambiguous()) << "another range is as it was";
}

TEST_F(InterfaceList, ShowsIpv4sChoice) {
  EXPECT_EQ(choice("239.195.1.1").interface, 0u) << "there is no route";
  host_->ip("addr add 192.0.2.7/24 dev eth1\nroute add 239.0.0.0/8 dev eth1");
  EXPECT_EQ(choice("239.195.1.1").interface, host_->interface_index("eth1"));
  EXPECT_FALSE(choice("239.195.1.1").ambiguous());
}

TEST_F(InterfaceList, TellsOfInterfacesThatComeChangeAndGo) {
  std::vector<Interface> seen;
  std::optional<InterfaceMonitor> monitor;
  {
    const auto inside = host_->enter();
    monitor.emplace(must(
        InterfaceMonitor::open(loop_, [&](std::span<const Interface> now) { seen.assign(now.begin(), now.end()); })));
  }
  EXPECT_TRUE(find_interface(monitor->interfaces(), "eth0"));
  host_->ip("link add plugged type veth peer name peer\nlink set plugged up\nlink set peer up");
  EXPECT_TRUE(serve_until(loop_, [&] {
    const Interface* plugged = find_interface(seen, "plugged");
    return plugged && fitness(*plugged) == Unfit::fit;
  }));
  host_->ip("addr add 2001:db8:7::1/64 dev plugged nodad");
  EXPECT_TRUE(serve_until(loop_, [&] {
    return service_prefixes(*find_interface(seen, "plugged")).front() == *parse_prefix("2001:db8:7::/64");
  }));
  host_->ip("link del plugged");
  EXPECT_TRUE(serve_until(loop_, [&] { return !find_interface(seen, "plugged"); }));
  EXPECT_EQ(seen, monitor->interfaces());
}

TEST_F(InterfaceList, TellsFewTimesOfManyChangesThatComeTogether) {
  int told = 0;
  std::optional<InterfaceMonitor> monitor;
  {
    const auto inside = host_->enter();
    monitor.emplace(must(InterfaceMonitor::open(loop_, [&](std::span<const Interface>) { ++told; })));
  }
  std::string commands;
  for (int i = 1; i <= 50; ++i) commands += "addr add 192.0.2." + std::to_string(i) + "/24 dev eth0\n";
  host_->ip(commands);
  ASSERT_TRUE(serve_until(loop_, [&] { return told > 0; }));
  serve_for(loop_, 60ms);
  EXPECT_LT(told, 10) << "once, where the machine makes them within some milliseconds";
}

TEST_F(InterfaceList, IsWholeWhileEverythingChanges) {
  std::string loop = "while :; do ip -batch - <<X\n";
  for (int i = 0; i < 40; ++i) loop += "link add b" + std::to_string(i) + " type bridge\n";
  for (int i = 0; i < 40; ++i) loop += "link del b" + std::to_string(i) + "\n";
  auto restless = host_->spawn({"sh", "-c", loop + "X\ndone"});
  for (int i = 0; i < 200; ++i) {
    const Interface eth0 = read("eth0");
    ASSERT_FALSE(eth0.addresses.empty());
  }
  EXPECT_TRUE(restless.running()) << restless.output();
}

}  // namespace
}  // namespace joincast::net
