// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/guide_offer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace joincast::headend {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

IpAddress address(std::string_view text) { return parse_address(text).value(); }

Link link(std::uint32_t interface, std::string_view prefix, std::string_view v6, std::string_view v4) {
  Link link;
  link.interface = interface;
  link.prefixes = {{*parse_prefix(prefix), address(v6)}};
  link.source_v4 = address(v4);
  link.own_addresses = {address(v6), address(v4)};
  return link;
}

const std::vector<Link> kLinks = {link(2, "2001:db8:d0be:f00d::/64", "2001:db8:d0be:f00d::1", "192.0.2.1"),
                                  link(3, "2001:db8:2::/64", "2001:db8:2::1", "198.51.100.1")};
const GuideFacts kFacts{"attic", 9581, 77, true, false};

Config listening_on(std::string_view text) {
  Config config;
  config.guide.address = address(text);
  return config;
}

TEST(GuideOffer, TellsOfEachLinkWhatIsTrueThere) {
  const auto offer = guide_offer(listening_on("0.0.0.0"), kLinks, kFacts);
  EXPECT_EQ(guide_offer(listening_on("::"), kLinks, kFacts).places.at(0).record.http_family, std::nullopt);
  EXPECT_EQ(offer.name, "attic");
  EXPECT_EQ(offer.port, 9581);
  EXPECT_TRUE(offer.radio);
  EXPECT_FALSE(offer.television);
  ASSERT_THAT(offer.places, SizeIs(2));
  const discovery::Record expected{{*parse_prefix("2001:db8:d0be:f00d::/64")},
                                   address("ff3e:40:2001:db8:d0be:f00d:8000:0"),
                                   address("239.195.1.0"),
                                   "/guide.json",
                                   Family::ipv4,
                                   77};
  EXPECT_EQ(offer.places[0], (discovery::Place{2, expected}));
  EXPECT_THAT(offer.places[1].record.prefixes, ElementsAre(*parse_prefix("2001:db8:2::/64")));
}

TEST(GuideOffer, AnAddressIsReachedFromItsOwnLinkOnly) {
  const auto offer = guide_offer(listening_on("198.51.100.1"), kLinks, kFacts);
  ASSERT_THAT(offer.places, SizeIs(1));
  EXPECT_EQ(offer.places[0].interface, 3u);
}

TEST(GuideOffer, ByDefaultALocalGuideIsNobodysBusiness) {
  EXPECT_THAT(guide_offer(Config(), kLinks, kFacts).places, IsEmpty());
  GuideFacts closed = kFacts;
  closed.http_port = 0;
  EXPECT_THAT(guide_offer(listening_on("::"), kLinks, closed).places, IsEmpty());
}

TEST(GuideOffer, WhenToldToItTellsTheGroupsWithoutHttp) {
  Config config;
  config.guide.dns_sd = true;
  const auto offer = guide_offer(config, kLinks, kFacts);
  EXPECT_EQ(offer.port, 0);
  ASSERT_THAT(offer.places, SizeIs(2));
  EXPECT_EQ(offer.places[0].record.path, "");
  EXPECT_EQ(offer.places[0].record.group_v4, address("239.195.1.0"));
}

TEST(GuideOffer, MayBeForbidden) {
  Config config = listening_on("::");
  config.guide.dns_sd = false;
  EXPECT_THAT(guide_offer(config, kLinks, kFacts).places, IsEmpty());
  config.guide.dns_sd.reset();
  config.guide.enabled = false;
  EXPECT_THAT(guide_offer(config, kLinks, kFacts).places, IsEmpty());
}

}  // namespace
}  // namespace joincast::headend
