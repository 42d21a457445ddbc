// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/guide_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/libreceiver/guide_samples.h"

namespace joincast::libreceiver {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> names(const GuideList& list) {
  std::vector<std::string> all;
  for (const GuideItem& item : list.items()) all.push_back(item.entry.name);
  return all;
}

TEST(GuideList, HasOneItemForAServiceThatTwoPagesAndTwoFamiliesTellOf) {
  GuideList list;
  list.set_page(source_v6(), page_of(16, {entry_named(0x8000'0001, "Jazz")}), kHeard);
  list.set_page(source_v6(), page_of(guide::kFavouritesPage, {entry_named(0x8000'0001, "Jazz")}), kHeard);
  list.set_page(source_v4(), page_of(16, {entry_named(0x8000'0001, "Jazz")}), kHeard);
  ASSERT_THAT(list.items(), SizeIs(1));
  const GuideItem& item = list.items().front();
  ASSERT_THAT(item.places, SizeIs(2));
  EXPECT_TRUE(item.places.front().group.is_v6()) << "IPv6 first, whoever told it first";
  EXPECT_EQ(item.told_by.size(), 2u);
  EXPECT_EQ(item.told_by.front().headend, "radio");
}

TEST(GuideList, AServiceLiesBesideTheGuideThatNamesIt) {
  GuideList list;
  list.set_page(source_v6(), page_of(16, {entry_named(0x8000'0001, "Jazz")}), kHeard);
  EXPECT_EQ(list.items().front().reference(), "ff3e:40:2001:db8:d0be:f00d:8000:1%25eth0");
  GuideList v4;
  v4.set_page(source_v4(), page_of(16, {entry_named(0x8000'0001, "Jazz")}), kHeard);
  EXPECT_EQ(v4.items().front().places.front().group, parse_address("239.195.1.1"));
}

TEST(GuideList, TheGroupThatTheGuideAllotsComesBeforeTheComputedOne) {
  GuideList list;
  guide::Entry entry = entry_named(0x8100'0001, "Jazz");
  entry.group_v4 = parse_address("239.195.200.7");
  list.set_page(source_v4(), page_of(16, {entry}), kHeard);
  EXPECT_EQ(list.items().front().places.front().group, parse_address("239.195.200.7"));
}

TEST(GuideList, ASourceSpecificServiceIsJoinedFromItsHeadend) {
  GuideList list;
  guide::Entry entry = entry_named(0x8000'0001, "Jazz");
  entry.source_specific = true;
  list.set_page(source_v6(), page_of(16, {entry}), kHeard);
  EXPECT_EQ(list.items().front().places.front(),
            (GuidePlace{*parse_address("ff3e::8000:1"), "eth0", kHeadend, kRtpPort}));
}

TEST(GuideList, TheSameNumberOfDirectoryZeroElsewhereIsAnotherService) {
  GuideList list;
  GuideSource other = source_v6(*parse_address("2001:db8:1::1"), "eth1");
  other.group = parse_address("ff3e:40:2001:db8:1:0:8000:0");
  list.set_page(source_v6(), page_of(16, {entry_named(0x8000'0001, "Jazz")}), kHeard);
  list.set_page(other, page_of(16, {entry_named(0x8000'0001, "News")}), kHeard);
  EXPECT_THAT(names(list), ElementsAre("Jazz", "News"));
}

TEST(GuideList, AStationOfAnOpenDirectoryIsTheSameAtEveryHeadend) {
  GuideList list;
  GuideSource other = source_v6(*parse_address("2001:db8:1::1"), "eth1");
  other.group = parse_address("ff3e:40:2001:db8:1:0:8000:0");
  list.set_page(source_v6(), page_of(16, {entry_named(0x8100'0001, "Jazz FM")}), kHeard);
  list.set_page(other, page_of(16, {entry_named(0x8100'0001, "JAZZ.FM")}), kHeard);
  ASSERT_THAT(list.items(), SizeIs(1));
  EXPECT_THAT(list.items().front().places, SizeIs(2));
}

TEST(GuideList, StationsWithAnotherStableIdAreNotTheSame) {
  GuideList list;
  guide::Entry one = entry_named(0x8100'0001, "Jazz"), other = one;
  one.stable_id = "a";
  other.stable_id = "b";
  GuideSource from = source_v6(*parse_address("2001:db8:1::1"), "eth1");
  list.set_page(source_v6(), page_of(16, {one}), kHeard);
  list.set_page(from, page_of(16, {other}), kHeard);
  EXPECT_THAT(list.items(), SizeIs(2));
}

TEST(GuideList, OnAirIsWhatThePageOfWhatIsOnAirSays) {
  GuideList list;
  guide::Entry playing = entry_named(0x8000'0001, "Jazz");
  playing.on_air = true;
  playing.title = "So What";
  list.set_page(source_v6(), page_of(16, {entry_named(0x8000'0001, "Jazz"), entry_named(0x8000'0002, "News")}), kHeard);
  list.set_page(source_v6(), page_of(guide::kOnAirPage, {playing}), kHeard);
  EXPECT_TRUE(list.items()[0].entry.on_air);
  EXPECT_EQ(list.items()[0].entry.title, "So What");
  EXPECT_FALSE(list.items()[1].entry.on_air);
  list.set_page(source_v6(), page_of(guide::kOnAirPage, {}, 2), kHeard);
  EXPECT_FALSE(list.items()[0].entry.on_air);
}

TEST(GuideList, PagesThatAnIndexNamesNoLongerAreGone) {
  GuideList list;
  list.set_page(source_v6(), page_of(16, {entry_named(0x8000'0001, "Jazz")}), kHeard);
  list.set_page(source_v6(), page_of(guide::kIndexPage, {}), kHeard);
  EXPECT_THAT(list.items(), IsEmpty());
}

TEST(GuideList, AnHttpListHoldsOnceItsLastPartHasCome) {
  GuideList list;
  const GuideSource http{GuideWay::http, "http://192.0.2.1:9581", {}, {}, {}};
  guide::Page first = page_of(0, {entry_named(0x8000'0001, "Jazz")}, 7);
  first.next = 1;
  list.add_answer(http, first, true, kHeard);
  EXPECT_THAT(list.items(), IsEmpty());
  EXPECT_EQ(list.revision_of(http), std::nullopt);
  list.add_answer(http, page_of(0, {entry_named(0x8000'0002, "News")}, 7), false, kHeard);
  EXPECT_THAT(names(list), ElementsAre("Jazz", "News"));
  EXPECT_EQ(list.revision_of(http), 7u);
  EXPECT_EQ(list.items().front().reference(), "8000:0001") << "where that is, is found out when it is joined";
}

TEST(GuideList, ADeltaChangesAndRemovesAndKeepsTheRest) {
  GuideList list;
  const GuideSource http{GuideWay::http, "http://192.0.2.1:9581", {}, {}, {}};
  list.add_answer(http, page_of(0, {entry_named(0x8000'0001, "Jazz"), entry_named(0x8000'0002, "News")}, 7), true,
                  kHeard);
  guide::Page delta = page_of(0, {entry_named(0x8000'0003, "Blues")}, 9);
  delta.since = 7;
  delta.removed = {ServiceNumber(0x8000'0002)};
  list.add_answer(http, delta, true, kHeard);
  EXPECT_THAT(names(list), ElementsAre("Blues", "Jazz"));
}

TEST(GuideList, ForeignSessionsStandBesideOurOwnAndCanBeJoined) {
  GuideList list;
  list.set_page(source_v6(), page_of(16, {entry_named(0x8000'0001, "Jazz")}), kHeard);
  list.announce("eth0", *parse_address("192.0.2.7"), session("Stage", "239.69.1.2"), kHeard);
  ASSERT_THAT(names(list), ElementsAre("Jazz", "Stage"));
  const GuideItem& stage = list.items()[1];
  EXPECT_FALSE(stage.numbered);
  EXPECT_TRUE(stage.entry.on_air);
  EXPECT_EQ(stage.entry.codec, "mp3");
  EXPECT_EQ(stage.reference(), "rtp://239.69.1.2%25eth0:5006");
  EXPECT_EQ(stage.description, session("Stage", "239.69.1.2"));
}

TEST(GuideList, AnAnnouncementOfAKnownServiceOnlySaysThatItIsOnAir) {
  GuideList list;
  list.set_page(source_v4(), page_of(16, {entry_named(0x8000'0001, "Jazz")}), kHeard);
  std::string text = session("Something else", "239.195.1.1");
  text.replace(text.find("5006"), 4, "5004");
  list.announce("eth0", *parse_address("192.0.2.66"), text, kHeard);
  ASSERT_THAT(names(list), ElementsAre("Jazz"));
  EXPECT_TRUE(list.items().front().entry.on_air);
  EXPECT_THAT(list.items().front().description, IsEmpty()) << "a stranger's words would bind";
  EXPECT_EQ(list.items().front().told_by.back().way, GuideWay::announced);
}

TEST(GuideList, NobodyWithdrawsTheSessionOfAnother) {
  GuideList list;
  const std::string text = session("Stage", "239.69.1.2");
  list.announce("eth0", *parse_address("192.0.2.7"), text, kHeard);
  list.withdraw("eth0", *parse_address("192.0.2.66"), text);
  EXPECT_THAT(list.items(), SizeIs(1));
  list.withdraw("eth0", *parse_address("192.0.2.7"), text);
  EXPECT_THAT(list.items(), IsEmpty());
}

TEST(GuideList, RemembersAcrossRunsAndSaysSo) {
  GuideList before;
  guide::Entry playing = entry_named(0x8000'0001, "Jazz");
  playing.on_air = true;
  before.set_page(source_v6(), page_of(16, {playing}), kHeard);
  before.add_answer({GuideWay::http, "http://192.0.2.1:9581", {}, {}, {}},
                    page_of(0, {entry_named(0x8100'0005, "News")}), true, kHeard);
  before.announce("eth0", *parse_address("192.0.2.7"), session("Stage", "239.69.1.2"), kHeard);
  GuideList after;
  ASSERT_TRUE(after.remember(before.to_text(1'000'000), kHeard));
  ASSERT_THAT(names(after), ElementsAre("Jazz", "News", "Stage"));
  for (const GuideItem& item : after.items()) {
    EXPECT_TRUE(item.remembered());
    EXPECT_FALSE(item.entry.on_air);
  }
  EXPECT_EQ(after.items()[0].reference(), before.items()[0].reference());
  EXPECT_EQ(after.items()[2].description, before.items()[2].description);
}

TEST(GuideList, RemembersWhatAnAnswerByHttpSaidButWhatIsOnAir) {
  guide::Entry all = entry_named(0x8100'0007, "Jazz & Więcej");
  all.group_v4 = IpAddress::v4(0xefc3'0007);
  all.kind = guide::Kind::television;
  all.genre = "jazz,talk";
  all.country = "PL";
  all.language = "polish";
  all.codec = "aac";
  all.kbps = 128;
  all.link = "https://jazz.example/";
  all.icon = "/icons/81000007";
  all.directory = 1;
  all.stable_id = "960e57c8-0601";
  all.collision = all.source_specific = all.encrypted = all.favourite = true;
  guide::Entry told = all;
  told.on_air = true;
  told.members = 3;
  told.title = "Song";
  GuideList before;
  const GuideSource source{GuideWay::http, "http://192.0.2.1:9581", "eth0", parse_address("ff3e::1"),
                           parse_address("2001:db8::1")};
  guide::Page answer;
  answer.headend = "Home of Jazz";
  answer.entries = {told, entry_named(0x8100'0009, "News")};
  ASSERT_TRUE(before.add_answer(source, answer, true, kHeard));
  GuideList after;
  ASSERT_TRUE(after.remember(before.to_text(1'000'000), kHeard));
  ASSERT_THAT(names(after), ElementsAre("Jazz & Więcej", "News"));
  EXPECT_EQ(after.items()[0].entry, all);
  EXPECT_EQ(after.items()[0].told_by.at(0).headend, "Home of Jazz");
}

TEST(GuideList, LeavesOutRememberedServicesThatAreNone) {
  const std::string source = "joincast-guide 1\nS h eth0 - - 490000 http://192.0.2.1:9581\n";
  for (const char* const line :
       {"E 8100:0007\n", "E 8100:0007\t-\tmuch\t0\t-\tJazz\n", "E 8100:0007\t-\t0\t64\t-\tJazz\n",
        "E 8100:0007\t-\t0\t0\t192.0.2.1\tJazz\n", "E 8100:0007\t-\t0\t0\t-\t \n", "E 8000:0000\t-\t0\t0\t-\tJazz\n",
        "E jazz\t-\t0\t0\t-\tJazz\n"}) {
    GuideList list;
    EXPECT_TRUE(list.remember(source + line, {}));
    EXPECT_THAT(list.items(), IsEmpty()) << line;
  }
  GuideList list;
  list.remember(source + "E 8100:0007\t-\t0\t0\t-\tJazz\n", {});
  EXPECT_THAT(names(list), ElementsAre("Jazz"));
}

TEST(GuideList, WhatIsHeardAgainDisplacesWhatWasRemembered) {
  GuideList before;
  before.set_page(source_v6(), page_of(16, {entry_named(0x8000'0001, "Jazz"), entry_named(0x8000'0002, "Gone")}),
                  kHeard);
  GuideList after;
  after.remember(before.to_text(1'000'000), kHeard);
  after.set_page(source_v6(), page_of(16, {entry_named(0x8000'0001, "Jazz")}), kHeard);
  EXPECT_THAT(names(after), ElementsAre("Gone", "Jazz")) << "more of it may still come";
  after.complete(source_v6());
  EXPECT_THAT(names(after), ElementsAre("Jazz"));
  EXPECT_FALSE(after.items().front().remembered());
}

TEST(GuideList, ForgetsWhatWasHeardTooLongAgo) {
  GuideList before;
  before.set_page(source_v6(), page_of(16, {entry_named(0x8000'0001, "Jazz")}), kHeard);
  GuideList after;
  after.remember(before.to_text(1'000'000), kHeard + std::chrono::seconds(1));
  EXPECT_THAT(after.items(), IsEmpty());
}

TEST(GuideList, AnyTextMayBeRemembered) {
  GuideList before;
  before.set_page(source_v6(), page_of(16, {entry_named(0x8000'0001, "Jazz")}), kHeard);
  before.announce("eth0", *parse_address("192.0.2.7"), session("Stage", "239.69.1.2"), kHeard);
  const std::string text = before.to_text(1'000'000);
  for (std::size_t length = 0; length < text.size(); ++length) {
    GuideList list;
    const std::string cut = text.substr(0, length);
    list.remember(cut, kHeard);
    EXPECT_LE(list.items().size(), 2u);
  }
  GuideList list;
  EXPECT_FALSE(list.remember("something else\n", kHeard));
}

TEST(GuideList, KeepsTheTextWithinItsBound) {
  GuideList list;
  std::vector<guide::Entry> entries;
  for (std::uint32_t i = 0; i < 3'000; ++i)
    entries.push_back(entry_named(0x8100'0000 + i, "Station " + std::to_string(i)));
  list.set_page(source_v6(), page_of(16, entries), kHeard);
  EXPECT_LE(list.to_text(10'000).size(), 10'000u);
}

TEST(GuideList, TakesNoMoreSourcesAndEntriesThanItHasRoomFor) {
  GuideList list;
  for (std::size_t i = 0; i <= GuideList::kMostSources; ++i) {
    const IpAddress sender = IpAddress::v4(0xc000'0200u + static_cast<std::uint32_t>(i));
    EXPECT_EQ(list.set_page(source_v6(sender), page_of(16, {}), kHeard), i < GuideList::kMostSources);
  }
  GuideList full;
  std::vector<guide::Entry> entries(GuideList::kMostEntries + 1, entry_named(0x8100'0000, "Jazz"));
  EXPECT_FALSE(full.set_page(source_v6(), page_of(16, entries), kHeard));
}

}  // namespace
}  // namespace joincast::libreceiver
