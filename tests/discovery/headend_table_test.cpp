// SPDX-License-Identifier: LGPL-2.1-or-later
#include "discovery/headend_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace joincast::discovery {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Kind = HeadendEvent::Kind;

IpAddress address(std::string_view text) { return parse_address(text).value(); }

Sighting seen(Family family, std::uint64_t revision = 7, std::uint32_t interface = 2) {
  return {{"Attic", interface, family},
          "attic.local",
          family == Family::ipv4 ? address("192.0.2.1") : address("2001:db8::1"),
          9581,
          encode_txt({{*parse_prefix("2001:db8::/64")}, {}, {}, "/guide.json", {}, revision})};
}

class Table : public testing::Test {
 protected:
  std::vector<Kind> kinds() {
    std::vector<Kind> kinds;
    while (const auto event = table_.poll_event()) kinds.push_back(event->kind);
    return kinds;
  }

  /// Whether a sighting that was changed by `change` is taken.
  template <typename Change>
  bool takes(Change change) {
    HeadendTable table(&on_link);
    Sighting sighting = seen(Family::ipv4);
    change(sighting);
    table.handle_seen(sighting);
    return table.headends().size() == 1 && table.refused() == 0;
  }

  static bool on_link(std::uint32_t, const IpAddress& one) { return one != address("198.51.100.1"); }
  HeadendTable table_{&on_link};
};

TEST_F(Table, TellsWhatAppearsChangesAndGoes) {
  table_.handle_seen(seen(Family::ipv4));
  table_.handle_seen(seen(Family::ipv4));
  EXPECT_THAT(kinds(), ElementsAre(Kind::appeared));
  table_.handle_seen(seen(Family::ipv4, 8));
  EXPECT_EQ(table_.headends().at(0).record.revision, 8u);
  table_.handle_gone(seen(Family::ipv4).key);
  EXPECT_THAT(kinds(), ElementsAre(Kind::changed, Kind::gone));
  EXPECT_THAT(table_.headends(), IsEmpty());
}

TEST_F(Table, BothFamiliesAreOneHeadend) {
  table_.handle_seen(seen(Family::ipv4));
  table_.handle_seen(seen(Family::ipv6));
  EXPECT_THAT(kinds(), ElementsAre(Kind::appeared, Kind::changed));
  ASSERT_THAT(table_.headends(), SizeIs(1));
  EXPECT_THAT(table_.headends()[0].addresses, ElementsAre(address("2001:db8::1"), address("192.0.2.1")));
  table_.handle_gone(seen(Family::ipv6).key);
  EXPECT_THAT(kinds(), ElementsAre(Kind::changed));
  EXPECT_THAT(table_.headends()[0].addresses, ElementsAre(address("192.0.2.1")));
}

TEST_F(Table, AnAddressThatHttpIsNotServedOnIsNone) {
  for (const Family family : {Family::ipv6, Family::ipv4}) {
    Sighting one = seen(family);
    one.txt = encode_txt({{}, {}, {}, "/guide.json", Family::ipv4, 7});
    table_.handle_seen(one);
  }
  EXPECT_THAT(table_.headends().at(0).addresses, ElementsAre(address("192.0.2.1")));
}

TEST_F(Table, TheNewerRecordCountsWhileTheFamiliesDiffer) {
  table_.handle_seen(seen(Family::ipv6, 7));
  table_.handle_seen(seen(Family::ipv4, 8));
  EXPECT_EQ(table_.headends().at(0).record.revision, 8u);
}

TEST_F(Table, OneNameOnTwoLinksIsTwo) {
  table_.handle_seen(seen(Family::ipv4, 7, 2));
  table_.handle_seen(seen(Family::ipv4, 7, 3));
  EXPECT_THAT(table_.headends(), SizeIs(2));
}

TEST_F(Table, ChecksWhatItIsTold) {
  EXPECT_TRUE(takes([](Sighting&) {}));
  EXPECT_FALSE(takes([](Sighting& one) { one.key.name = ""; }));
  EXPECT_FALSE(takes([](Sighting& one) { one.key.name = "\x1b[31mred"; }));
  EXPECT_FALSE(takes([](Sighting& one) {
    one.key.name =
        "\xc2\x9b"
        "31mred";
  }));
  EXPECT_FALSE(takes([](Sighting& one) { one.key.name = "\xff"; }));
  EXPECT_FALSE(takes([](Sighting& one) { one.key.name = std::string(64, 'a'); }));
  EXPECT_FALSE(takes([](Sighting& one) { one.key.interface = 0; }));
  EXPECT_FALSE(takes([](Sighting& one) { one.host = "a b"; }));
  EXPECT_FALSE(takes([](Sighting& one) { one.txt.push_back(1); }));
}

TEST_F(Table, NobodySendsUsElsewhereOrToOurselves) {
  for (const std::string_view text : {"127.0.0.1", "::1", "0.0.0.0", "239.1.1.1", "198.51.100.1"}) {
    Sighting one = seen(Family::ipv4);
    one.address = address(text);
    table_.handle_seen(one);
    ASSERT_THAT(table_.headends(), SizeIs(1)) << "its groups count all the same";
    EXPECT_THAT(table_.headends()[0].addresses, IsEmpty()) << text;
    EXPECT_EQ(guide_url(table_.headends()[0]), "");
  }
}

TEST_F(Table, WhatDoesNotHoldUpTakesBackWhatDid) {
  table_.handle_seen(seen(Family::ipv4));
  Sighting bad = seen(Family::ipv4);
  bad.txt.clear();
  table_.handle_seen(bad);
  EXPECT_THAT(kinds(), ElementsAre(Kind::appeared, Kind::gone));
  EXPECT_EQ(table_.refused(), 1u);
}

TEST_F(Table, HasRoomForSoMany) {
  for (std::uint32_t i = 1; i <= HeadendTable::kMostSightings + 9; ++i) table_.handle_seen(seen(Family::ipv4, 7, i));
  EXPECT_THAT(table_.headends(), SizeIs(HeadendTable::kMostSightings));
  EXPECT_EQ(table_.refused(), 9u);
  table_.handle_seen(seen(Family::ipv4, 8, 1));
  EXPECT_EQ(table_.headends()[0].record.revision, 8u) << "news of those that are there are taken";
  table_.clear();
  EXPECT_THAT(table_.headends(), IsEmpty());
}

TEST(GuideUrl, NamesAnAddressThatNeedsNoInterface) {
  Headend headend{"Attic", 2, "attic.local", 9581, {address("fe80::1"), address("192.0.2.1")}, {}};
  headend.record.path = "/guide.json";
  EXPECT_EQ(guide_url(headend), "http://192.0.2.1:9581/guide.json");
  headend.addresses = {address("2001:db8::1")};
  EXPECT_EQ(guide_url(headend), "http://[2001:db8::1]:9581/guide.json");
  headend.addresses = {address("fe80::1")};
  EXPECT_EQ(guide_url(headend), "");
  headend.addresses = {address("192.0.2.1")};
  headend.record.path.clear();
  EXPECT_EQ(guide_url(headend), "");
}

}  // namespace
}  // namespace joincast::discovery
