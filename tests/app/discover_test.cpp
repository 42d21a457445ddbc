// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/discover.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace joincast::app {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

net::Interface interface(std::uint32_t index, const std::string& name, std::string_view address) {
  net::Interface one;
  one.index = index;
  one.name = name;
  one.up = one.running = one.multicast = true;
  one.kind = net::InterfaceKind::ethernet;
  one.addresses = {{*parse_address(address), 64}};
  return one;
}

discovery::Headend headend(const std::string& name, std::uint32_t index, std::vector<Prefix> prefixes) {
  discovery::Headend one;
  one.name = name;
  one.interface = index;
  one.record.prefixes = std::move(prefixes);
  return one;
}

const Prefix kOne = *parse_prefix("2001:db8:1::/64");
const Prefix kTwo = *parse_prefix("2001:db8:2::/64");
const std::vector<net::Interface> kInterfaces = {interface(2, "eth0", "2001:db8:2::9"),
                                                 interface(3, "eth1", "fe80::9")};

TEST(PlacesFor, AreWhereHeadendsServe) {
  EXPECT_THAT(places_for({headend("attic", 3, {kOne})}, {}, kInterfaces),
              ElementsAre(HeadendPlace{"attic", "eth1", kOne}));
}

TEST(PlacesFor, TheInterfacesOwnPrefixIsTheOneOfSeveral) {
  EXPECT_THAT(places_for({headend("attic", 2, {kOne, kTwo})}, {}, kInterfaces),
              ElementsAre(HeadendPlace{"attic", "eth0", kTwo}));
  EXPECT_THAT(places_for({headend("attic", 3, {kOne, kTwo})}, {}, kInterfaces),
              ElementsAre(HeadendPlace{"attic", "eth1", kOne}));
}

TEST(PlacesFor, TwoHeadendsOfOnePrefixAreOnePlace) {
  EXPECT_THAT(places_for({headend("attic", 3, {kOne}), headend("cellar", 3, {kOne})}, {}, kInterfaces),
              ElementsAre(HeadendPlace{"attic", "eth1", kOne}));
}

TEST(PlacesFor, WishesCount) {
  const std::vector<discovery::Headend> both = {headend("attic", 3, {kOne}), headend("cellar", 2, {kTwo})};
  libreceiver::Wishes wishes;
  wishes.interface = "eth0";
  EXPECT_THAT(places_for(both, wishes, kInterfaces), ElementsAre(HeadendPlace{"cellar", "eth0", kTwo}));
  wishes.interface = "eth7";
  EXPECT_THAT(places_for(both, wishes, kInterfaces), IsEmpty());
  wishes = {};
  wishes.family = Family::ipv4;
  EXPECT_THAT(places_for(both, wishes, kInterfaces), IsEmpty());
}

TEST(PlacesFor, WithoutIPv6OrInterfaceThereIsNone) {
  EXPECT_THAT(places_for({headend("attic", 3, {}), headend("gone", 9, {kOne})}, {}, kInterfaces), IsEmpty());
}

}  // namespace
}  // namespace joincast::app
