// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/link.h"

#include <gtest/gtest.h>

namespace joincast::headend {
namespace {

Link link() {
  Link link;
  link.interface = 2;
  link.prefixes = {{*parse_prefix("2001:db8:d0be:f00d::/64"), *parse_address("2001:db8:d0be:f00d::1")},
                   {*parse_prefix("fe80::/64"), *parse_address("fe80::1")}};
  link.source_v4 = *parse_address("192.0.2.1");
  return link;
}

std::optional<ServedGroup> served(std::string_view group, Scope scope = Scope::global) {
  return served_group(link(), *parse_address(group), kDefaultPool, scope);
}

TEST(ServedGroup, KnowsServiceAndSource) {
  const auto group = served("ff3e:40:2001:db8:d0be:f00d:8000:1");
  ASSERT_TRUE(group);
  EXPECT_EQ(group->service, ServiceNumber(1));
  EXPECT_EQ(to_string(group->source), "2001:db8:d0be:f00d::1");
}

TEST(ServedGroup, OfLinkLocalPrefixesIsSentFromThere) {
  ASSERT_TRUE(served("ff32:40:fe80::8000:1"));
  EXPECT_EQ(to_string(served("ff32:40:fe80::8000:1")->source), "fe80::1");
  EXPECT_FALSE(served("ff3e:40:fe80::8000:1"));
}

TEST(ServedGroup, HasTheConfiguredScopeAndNoOther) {
  unsigned served_scopes = 0;
  for (char scope : std::string_view("0123456789abcdef"))
    served_scopes += served("ff3" + std::string(1, scope) + ":40:2001:db8:d0be:f00d:8000:1", Scope::site) ? 1 : 0;
  EXPECT_EQ(served_scopes, 1u);
  EXPECT_TRUE(served("ff35:40:2001:db8:d0be:f00d:8000:1", Scope::site));
}

TEST(ServedGroup, OfALinkLocalPrefixHasLinkScopeWhateverIsConfigured) {
  EXPECT_TRUE(served("ff32:40:fe80::8000:1", Scope::organisation));
  EXPECT_FALSE(served("ff35:40:fe80::8000:1", Scope::organisation));
}

TEST(ServedGroup, OfAGlobalPrefixIsNotServedInLinkScopeToo) {
  EXPECT_FALSE(served("ff32:40:2001:db8:d0be:f00d:8000:1"));
}

TEST(ServedGroup, IsNoOthers) {
  EXPECT_FALSE(served("ff3e:40:2001:db8:d0be:beef:8000:1"));  // another prefix
  EXPECT_FALSE(served("ff3e:40:2001:db8:d0be:f00d:1:1"));     // no service number
  EXPECT_FALSE(served("ff02::16"));
  EXPECT_FALSE(served("239.196.1.1"));
  EXPECT_FALSE(served("239.195.0.1"));  // would share a link-layer address with 224.0.0.x
}

TEST(ServedGroup, OfIpv4ComesFromThePool) {
  ASSERT_TRUE(served("239.195.1.1"));
  EXPECT_EQ(served("239.195.1.1")->service, ServiceNumber(1));
  EXPECT_EQ(to_string(served("239.195.1.1")->source), "192.0.2.1");
}

}  // namespace
}  // namespace joincast::headend
