// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/settings.h"

namespace joincast::app {
namespace {

std::string refused(std::string_view text) {
  const auto settings = parse_settings(text, "joincast.toml");
  std::string all;
  if (!settings)
    for (const std::string& error : settings.error()) all += (all.empty() ? "" : "\n") + error;
  return all;
}

TEST(Settings, SayInterfacePrefixAndPool) {
  const auto settings = parse_settings(
      "interface = \"eth1\"\nprefix = \"2001:db8:1:2::/64\"\npool = \"239.192.0.0/16\"\n", "joincast.toml");
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->interface, "eth1");
  EXPECT_EQ(settings->prefix, parse_prefix("2001:db8:1:2::/64"));
  EXPECT_EQ(settings->pool, parse_prefix("239.192.0.0/16"));
}

TEST(Settings, NameFileLineAndKeyOfAnError) {
  EXPECT_EQ(refused("interface = \"eth1\"\n\nprefix = \"2001:db8::/56\"\n"),
            "joincast.toml:3: prefix: expected an IPv6 prefix of 64 bits, as in \"2001:db8::/64\"");
  EXPECT_EQ(refused("pool = \"239.195.1.0/24\""),
            "joincast.toml:1: pool: expected an IPv4 pool of at most 16 bits, as in \"239.195.0.0/16\"");
  EXPECT_EQ(refused("interface = 3"), "joincast.toml:1: interface: expected a text in quotes");
  EXPECT_EQ(refused("\ncolour = \"red\""),
            "joincast.toml:2: colour: there is no such key; expected interface, prefix or pool");
  EXPECT_EQ(refused("interface =").rfind("joincast.toml:1: ", 0), 0u);
}

TEST(Settings, TellEveryErrorByLine) {
  EXPECT_EQ(refused("prefix = 1\ninterface = \"eth1\"\ncolour = \"red\"\n"),
            "joincast.toml:1: prefix: expected a text in quotes\n"
            "joincast.toml:3: colour: there is no such key; expected interface, prefix or pool");
}

TEST(Settings, ComeAfterTheCommandLine) {
  const Settings settings{"eth1", parse_prefix("2001:db8:1:2::/64"), parse_prefix("239.192.0.0/16")};
  const auto number = *libreceiver::parse_service_reference("8000:0001");
  libreceiver::Wishes wishes;
  complete(number, settings, wishes);
  EXPECT_EQ(wishes.interface, "eth1");
  EXPECT_EQ(wishes.prefix, settings.prefix);

  wishes = {.interface = "eth0", .prefix = parse_prefix("2001:db8::/64")};
  complete(number, settings, wishes);
  EXPECT_EQ(wishes.interface, "eth0");
  EXPECT_EQ(wishes.prefix, parse_prefix("2001:db8::/64"));

  wishes = {.family = Family::ipv4};
  complete(number, settings, wishes);
  EXPECT_EQ(wishes.prefix, settings.pool);
}

TEST(Settings, DoNotContradictAGroup) {
  const auto group = *libreceiver::parse_service_reference("ff3e:40:2001:db8::8000:1%eth0");
  libreceiver::Wishes wishes;
  complete(group, {"eth1", parse_prefix("2001:db8:1:2::/64"), {}}, wishes);
  EXPECT_EQ(wishes.interface, "");
  EXPECT_FALSE(wishes.prefix);
}

}  // namespace
}  // namespace joincast::app
