// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/interfaces.h"

#include <gtest/gtest.h>

namespace joincast::net {
namespace {

InterfaceAddress address(std::string_view text, std::uint8_t length = 64) { return {*parse_address(text), length}; }

Interface ethernet() {
  Interface interface;
  interface.index = 3;
  interface.name = "eth1";
  interface.kind = InterfaceKind::ethernet;
  interface.up = interface.running = interface.multicast = true;
  interface.addresses = {address("192.0.2.1", 24), address("fe80::1")};
  return interface;
}

TEST(Interfaces, AreFitWithACarrierMulticastAndAnAddress) {
  EXPECT_EQ(fitness(ethernet()), Unfit::fit);
  EXPECT_EQ(fitness(ethernet(), Family::ipv4), Unfit::fit);
  EXPECT_EQ(fitness(ethernet(), Family::ipv6), Unfit::fit);
}

TEST(Interfaces, NameTheFirstThingToMend) {
  auto with = [](auto change) {
    Interface interface = ethernet();
    change(interface);
    return fitness(interface);
  };
  EXPECT_EQ(with([](Interface& i) { i.kind = InterfaceKind::loopback; }), Unfit::loopback);
  EXPECT_EQ(with([](Interface& i) { i.up = i.running = false; }), Unfit::down);
  EXPECT_EQ(with([](Interface& i) { i.multicast = false; }), Unfit::no_multicast);
  EXPECT_EQ(with([](Interface& i) { i.master = 7; }), Unfit::enslaved);
  EXPECT_EQ(with([](Interface& i) { i.running = false; }), Unfit::no_carrier);
  EXPECT_EQ(with([](Interface& i) { i.addresses.clear(); }), Unfit::no_address);
  EXPECT_EQ(with([](Interface& i) {
              for (auto& each : i.addresses) each.tentative = true;
            }),
            Unfit::no_address);
}

TEST(Interfaces, AreJudgedForOneFamily) {
  Interface interface = ethernet();
  interface.addresses.pop_back();
  EXPECT_EQ(fitness(interface, Family::ipv4), Unfit::fit);
  EXPECT_EQ(fitness(interface, Family::ipv6), Unfit::no_address);
}

TEST(Interfaces, HaveThePrefixesOfTheirGlobalAndUniqueLocalAddresses) {
  Interface interface = ethernet();
  interface.addresses = {address("fe80::1"), address("2001:db8:d0be:f00d::5"), address("2001:db8:d0be:f00d::6", 128),
                         address("fd00:1::5")};
  EXPECT_EQ(service_prefixes(interface),
            (std::vector{*parse_prefix("2001:db8:d0be:f00d::/64"), *parse_prefix("fd00:1::/64")}));
}

TEST(Interfaces, FallBackToTheLinkLocalPrefix) {
  EXPECT_EQ(service_prefixes(ethernet()), (std::vector{*parse_prefix("fe80::/64")}));
  Interface old = ethernet();
  old.addresses.push_back(address("2001:db8::5"));
  old.addresses.back().deprecated = true;
  EXPECT_EQ(service_prefixes(old), (std::vector{*parse_prefix("fe80::/64")}));
  old.addresses.clear();
  EXPECT_TRUE(service_prefixes(old).empty());
}

TEST(Interfaces, AreFoundByNameBeforeIndex) {
  std::vector<Interface> interfaces(3, ethernet());
  interfaces[0].index = 2, interfaces[0].name = "eth0";
  interfaces[2].index = 4, interfaces[2].name = "2";
  EXPECT_EQ(find_interface(interfaces, "eth1"), &interfaces[1]);
  EXPECT_EQ(find_interface(interfaces, "3"), &interfaces[1]);
  EXPECT_EQ(find_interface(interfaces, "2"), &interfaces[2]);
  EXPECT_EQ(find_interface(interfaces, 2u), &interfaces[0]);
  for (const char* wrong : {"eth7", "9", "", "3x", "-1", "99999999999"})
    EXPECT_EQ(find_interface(interfaces, wrong), nullptr) << wrong;
}

TEST(GroupText, IsReadInAllItsForms) {
  const IpAddress v6 = *parse_address("ff3e::8000:1");
  const IpAddress v4 = *parse_address("239.195.1.1");
  EXPECT_EQ(parse_group("ff3e::8000:1"), (GroupText{v6, ""}));
  EXPECT_EQ(parse_group("ff3e::8000:1%eth0"), (GroupText{v6, "eth0"}));
  EXPECT_EQ(parse_group("[ff3e::8000:1%25eth0]"), (GroupText{v6, "eth0"}));
  EXPECT_EQ(parse_group("ff3e::8000:1%3"), (GroupText{v6, "3"}));
  EXPECT_EQ(parse_group("ff3e::8000:1%25"), (GroupText{v6, "25"}));
  EXPECT_EQ(parse_group("239.195.1.1%br0.7"), (GroupText{v4, "br0.7"}));
}

TEST(GroupText, IsRefusedWhenItIsNoMulticastAddress) {
  for (const char* wrong : {"", "%eth0", "2001:db8::1", "192.0.2.1%eth0", "ff3e::1%", "ff3e::1%a%b", "[ff3e::1",
                            "ff3e::1]", "[ff3e::1]:5004", "group.example"})
    EXPECT_FALSE(parse_group(wrong)) << wrong;
}

TEST(GroupText, IsWrittenWithTheInterfacesName) {
  const std::vector<Interface> interfaces{ethernet()};
  const IpAddress group = *parse_address("ff3e::8000:1");
  EXPECT_EQ(to_string(Group{group, 3}, interfaces), "ff3e::8000:1%eth1");
  EXPECT_EQ(to_string(Group{group, 9}, interfaces), "ff3e::8000:1%9");
  EXPECT_EQ(to_string(Group{group, 0}, interfaces), "ff3e::8000:1");
}

}  // namespace
}  // namespace joincast::net
