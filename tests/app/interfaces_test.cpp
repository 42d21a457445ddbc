// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/interfaces.h"

namespace joincast::app {
namespace {

TEST(InterfaceTable, HasALineForEachAndWarnsOfChance) {
  InterfaceRow eth0;
  eth0.name = "eth0";
  eth0.kind = "ethernet";
  eth0.ipv4 = eth0.ipv6 = "fit";
  eth0.prefixes = {"2001:db8:1::/64", "fd00::/64"};
  eth0.address = "192.0.2.7";
  eth0.chosen_v4 = eth0.chosen_v6 = eth0.ambiguous = true;
  InterfaceRow wlan0;
  wlan0.name = "wlan0";
  wlan0.kind = "wireless";
  wlan0.ipv4 = "is down";
  wlan0.ipv6 = "is down";
  EXPECT_EQ(to_table({eth0, wlan0}),
            "INTERFACE  KIND      IPV6     IPV4     PREFIXES                    ADDRESS    SYSTEM'S CHOICE\n"
            "eth0       ethernet  fit      fit      2001:db8:1::/64, fd00::/64  192.0.2.7  both?\n"
            "wlan0      wireless  is down  is down  -                           -\n"
            "?: several routes are equally good, so a program that names no interface joins on any of these.\n");
}

}  // namespace
}  // namespace joincast::app
