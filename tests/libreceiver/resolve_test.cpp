// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/resolve.h"

namespace joincast::libreceiver {
namespace {

using Kind = ResolveError::Kind;

net::Interface interface(std::uint32_t index, std::string name, std::vector<const char*> addresses) {
  net::Interface made;
  made.index = index;
  made.name = std::move(name);
  made.kind = net::InterfaceKind::ethernet;
  made.up = made.running = made.multicast = true;
  for (const char* text : addresses) {
    net::InterfaceAddress address;
    address.address = *parse_address(text);
    address.prefix_length = address.address.is_v6() ? 64 : 24;
    made.addresses.push_back(address);
  }
  return made;
}

const net::Interface kHome = interface(2, "eth0", {"fe80::1", "2001:db8:d0be:f00d::7", "192.0.2.7"});
const net::Interface kOther = interface(3, "wlan0", {"fe80::2", "fd00:1::7", "198.51.100.7"});
const ServiceReference kFirst = *parse_service_reference("8000:0001");

Kind refused(const ServiceReference& reference, const Wishes& wishes, std::vector<net::Interface> interfaces) {
  const auto target = resolve(reference, wishes, interfaces);
  EXPECT_FALSE(target);
  EXPECT_FALSE(target.error().message.empty());
  return target.error().kind;
}

TEST(Resolve, TakesTheOnlyInterfaceAndItsPrefix) {
  const auto target = resolve(kFirst, {}, std::vector{kHome});
  ASSERT_TRUE(target);
  EXPECT_EQ(to_string(target->group.address), "ff3e:40:2001:db8:d0be:f00d:8000:1");
  EXPECT_EQ(target->group.interface, 2u);
  EXPECT_EQ(target->interface, "eth0");
}

TEST(Resolve, NeverChoosesBetweenSeveral) {
  const auto target = resolve(kFirst, {}, std::vector{kHome, kOther});
  ASSERT_FALSE(target);
  EXPECT_EQ(target.error().kind, Kind::several_interfaces);
  EXPECT_NE(target.error().message.find("eth0"), std::string::npos);
  EXPECT_NE(target.error().message.find("wlan0"), std::string::npos);
  EXPECT_NE(target.error().message.find("--interface"), std::string::npos);
}

TEST(Resolve, TakesTheInterfaceThatIsNamed) {
  for (const char* name : {"wlan0", "3"}) {
    const auto target = resolve(kFirst, {.interface = name}, std::vector{kHome, kOther});
    ASSERT_TRUE(target);
    EXPECT_EQ(to_string(target->group.address), "ff3e:40:fd00:1::8000:1");
    EXPECT_EQ(target->group.interface, 3u);
  }
}

TEST(Resolve, TakesTheWishedPrefix) {
  const auto target = resolve(kFirst, {.prefix = parse_prefix("2001:db8:1:2::/64")}, std::vector{kHome});
  EXPECT_EQ(to_string(target->group.address), "ff3e:40:2001:db8:1:2:8000:1");
}

TEST(Resolve, UsesThePoolForIPv4) {
  const auto target = resolve(kFirst, {.family = Family::ipv4}, std::vector{kHome});
  EXPECT_EQ(to_string(target->group.address), "239.195.1.1");
  EXPECT_EQ(refused(*parse_service_reference("8100:0001"), {.family = Family::ipv4}, {kHome}), Kind::no_ipv4_number);
}

TEST(Resolve, TellsTheNumberOfAGroup) {
  const auto target =
      resolve(*parse_service_reference("ff3e:40:2001:db8::8000:1%eth0"), {}, std::vector{kHome, kOther});
  EXPECT_EQ(target->number, ServiceNumber(1));
  EXPECT_EQ(target->group.interface, 2u);
}

TEST(Resolve, SaysWhyNothingCanBeJoined) {
  auto down = kHome;
  down.up = down.running = false;
  EXPECT_EQ(refused(kFirst, {.interface = "eth7"}, {kHome}), Kind::no_such_interface);
  EXPECT_EQ(refused(kFirst, {.interface = "eth0"}, {down}), Kind::unfit_interface);
  EXPECT_EQ(refused(kFirst, {}, {down}), Kind::none_fit);
  EXPECT_EQ(refused(kFirst, {}, {}), Kind::none_fit);
  EXPECT_EQ(refused(kFirst, {}, {interface(2, "eth0", {"2001:db8:1::1", "2001:db8:2::1"})}), Kind::several_prefixes);
}

TEST(Resolve, NamesContradictions) {
  const auto group = *parse_service_reference("ff3e:40:2001:db8::8000:1%eth0");
  EXPECT_EQ(refused(group, {.interface = "wlan0"}, {kHome, kOther}), Kind::contradiction);
  EXPECT_EQ(refused(group, {.family = Family::ipv4}, {kHome}), Kind::contradiction);
  EXPECT_EQ(refused(group, {.source = parse_address("192.0.2.1")}, {kHome}), Kind::contradiction);
  EXPECT_EQ(refused(group, {.prefix = parse_prefix("2001:db8::/64")}, {kHome}), Kind::contradiction);
  EXPECT_TRUE(resolve(group, {.interface = "2"}, std::vector{kHome, kOther}));  // the same by its index
}

TEST(Resolve, WantsTheSourceOfASourceSpecificGroup) {
  const auto group = *parse_service_reference("ff3e::8000:1");
  EXPECT_EQ(refused(group, {}, {kHome}), Kind::source_needed);
  EXPECT_EQ(resolve(group, {.source = parse_address("2001:db8::1")}, std::vector{kHome})->source,
            parse_address("2001:db8::1"));
}

TEST(Resolve, ASourceAndANumberAskForTheSourceSpecificGroup) {
  const auto group = [](const char* number, const char* source) {
    return to_string(resolve(*parse_service_reference(number), {.source = parse_address(source)}, std::vector{kHome})
                         ->group.address);
  };
  EXPECT_EQ(group("8000:0001", "2001:db8::1"), "ff3e::8000:1");
  EXPECT_EQ(group("8000:0001", "fe80::1"), "ff32::8000:1");
  EXPECT_EQ(group("8000:0101", "192.0.2.1"), "232.0.1.1");
  EXPECT_EQ(refused(kFirst, {.source = parse_address("192.0.2.1")}, {kHome}), Kind::no_ipv4_number);
}

TEST(Resolve, ASourceAndAPrefixAskForOneSenderOfTheAnySourceGroup) {
  const auto target =
      resolve(kFirst, {.prefix = parse_prefix("2001:db8:1:2::/64"), .source = parse_address("2001:db8::1")},
              std::vector{kHome});
  EXPECT_EQ(to_string(target->group.address), "ff3e:40:2001:db8:1:2:8000:1");
  EXPECT_EQ(target->source, parse_address("2001:db8::1"));
}

TEST(Resolve, TellsTheNumberOfASourceSpecificGroup) {
  const auto number = [](const char* reference) {
    return resolve(*parse_service_reference(reference), {}, std::vector{kHome})->number;
  };
  EXPECT_EQ(number("rtp://[2001:db8::1]@[ff35::8000:1]"), ServiceNumber(1));
  EXPECT_EQ(number("rtp://192.0.2.1@232.0.1.1"), ServiceNumber(0x101));
}

}  // namespace
}  // namespace joincast::libreceiver
