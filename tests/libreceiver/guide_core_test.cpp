// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/guide_core.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "guide/parts.h"
#include "sap/packet.h"
#include "tests/libreceiver/guide_samples.h"

namespace joincast::libreceiver {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace std::chrono_literals;

constexpr std::uint32_t kEth0 = 2;

class Following : public testing::Test {
 protected:
  void listen() {
    core.add_guide(
        {{kGuideV6, kEth0}, "eth0", {*parse_prefix("2001:db8:d0be:f00d::/64"), *parse_prefix("192.0.2.0/24")}});
    drain();
  }

  void drain() {
    while (const auto output = core.poll_output()) {
      if (const auto* join = std::get_if<GuideCore::Join>(&*output)) joined.push_back(to_string(join->group.address));
      if (const auto* leave = std::get_if<GuideCore::Leave>(&*output)) left.push_back(to_string(leave->group.address));
      if (const auto* fetch = std::get_if<GuideCore::Fetch>(&*output)) fetched.push_back(fetch->url);
      if (const auto* note = std::get_if<GuideCore::Note>(&*output)) notes.push_back(note->text);
    }
  }

  void hear(const guide::Page& page, const std::string& group, const IpAddress& from = kHeadend) {
    const auto parts = guide::cut_page(page);
    for (const Bytes& part : parts.value())
      core.handle_datagram(guide::part_packet(part, from), {from, 9875}, {*parse_address(group), kEth0}, now);
    drain();
  }

  void announce(const std::string& text, const std::string& group) {
    sap::PacketView packet;
    packet.origin = *parse_address("192.0.2.7");
    packet.payload = as_bytes(text);
    core.handle_datagram(*sap::encode(packet), {packet.origin, 9875}, {*parse_address(group), kEth0}, now);
    drain();
  }

  void wait(Duration time) {
    now.mono += time;
    now.wall += time;
    core.handle_deadline(now);
    drain();
  }

  static guide::Page index(std::vector<guide::PageLink> links, std::uint64_t revision = 1) {
    guide::Page page = page_of(guide::kIndexPage, {}, revision);
    page.pages = std::move(links);
    return page;
  }
  static guide::PageLink link(std::uint32_t number, std::uint64_t revision = 1) {
    return {number, "Services", std::nullopt, 1, revision};
  }

  GuideCore core;
  Now now{TimePoint{} + 1h, kHeard};
  std::vector<std::string> joined, left, fetched, notes;
  const std::string guide_group = to_string(kGuideV6);
  const std::string page16 = "ff3e:40:2001:db8:d0be:f00d:bf00:10";
};

TEST_F(Following, ThePagesOfAnIndexAreJoinedInTurnAndLeftWhenTheyAreWhole) {
  listen();
  EXPECT_THAT(joined, ElementsAre(guide_group));
  hear(index({link(16)}), guide_group);
  EXPECT_THAT(joined, ElementsAre(guide_group, page16));
  EXPECT_FALSE(core.complete());
  hear(page_of(16, {entry_named(0x8000'0001, "Jazz")}), page16);
  EXPECT_THAT(left, ElementsAre(page16));
  EXPECT_TRUE(core.complete());
  ASSERT_THAT(core.list().items(), SizeIs(1));
}

TEST_F(Following, NoMoreThanSoManyPagesAreJoinedAtATime) {
  listen();
  std::vector<guide::PageLink> links;
  for (std::uint32_t number = 16; number < 30; ++number) links.push_back(link(number));
  hear(index(links), guide_group);
  EXPECT_THAT(joined, SizeIs(5));
  hear(page_of(16, {}), page16);
  EXPECT_THAT(joined, SizeIs(6));
}

TEST_F(Following, WhoRestsIsAMemberOfNoGuideAndKeepsWhatWasTold) {
  listen();
  hear(index({link(16), link(17)}), guide_group);
  hear(page_of(16, {entry_named(0x8000'0001, "Jazz")}), page16);
  core.rest();
  drain();
  EXPECT_TRUE(core.resting());
  EXPECT_THAT(left, ElementsAre(page16, guide_group, "ff3e:40:2001:db8:d0be:f00d:bf00:11"));
  hear(index({link(16, 2), link(17)}, 2), guide_group);  // was on its way
  EXPECT_THAT(joined, SizeIs(3));
  EXPECT_THAT(core.list().items(), SizeIs(1));
}

TEST_F(Following, WhoWakesReadsOnlyWhatIsNotKnown) {
  listen();
  hear(index({link(16), link(17)}), guide_group);
  hear(page_of(16, {entry_named(0x8000'0001, "Jazz")}), page16);
  core.rest();
  drain();
  joined.clear();
  core.wake(now);
  drain();
  EXPECT_THAT(joined, ElementsAre(guide_group));
  hear(index({link(16), link(17)}, 2), guide_group);
  EXPECT_THAT(joined, ElementsAre(guide_group, "ff3e:40:2001:db8:d0be:f00d:bf00:11"));
}

TEST_F(Following, AGuideOverHttpIsAskedAgainOnlyIfItAnswered) {
  core.add_http("http://192.0.2.1:9581", now);
  drain();
  core.handle_answer(fetched.back(), std::nullopt, "refused", now);
  wait(1min);
  core.ask_again(now);
  drain();
  EXPECT_THAT(fetched, SizeIs(1));
  core.wake(now);
  drain();
  EXPECT_THAT(fetched, SizeIs(2));
}

TEST_F(Following, APageThatNeverComesIsGivenUpAfterItsTurns) {
  listen();
  hear(index({link(16)}), guide_group);
  wait(9s);
  EXPECT_THAT(left, ElementsAre(page16));
  EXPECT_THAT(joined, ElementsAre(guide_group, page16, page16));
  wait(9s);
  EXPECT_THAT(left, SizeIs(2));
  EXPECT_THAT(joined, SizeIs(3));
  EXPECT_TRUE(core.complete());
}

TEST_F(Following, APageThatChangedIsJoinedAgainAndTheOthersAreNot) {
  listen();
  hear(index({link(16), link(17)}), guide_group);
  hear(page_of(16, {}), page16);
  hear(page_of(17, {}), "ff3e:40:2001:db8:d0be:f00d:bf00:11");
  joined.clear();
  hear(index({link(16, 2), link(17)}, 2), guide_group);
  EXPECT_THAT(joined, ElementsAre(page16));
}

TEST_F(Following, AGuideOverHttpIsAskedInsteadOfJoiningPages) {
  listen();
  guide::Page page = index({link(16)});
  page.http = "http://192.0.2.1:9581";
  hear(page, guide_group);
  EXPECT_THAT(joined, ElementsAre(guide_group));
  ASSERT_THAT(fetched, ElementsAre("http://192.0.2.1:9581/guide.json?limit=1000"));
  guide::Page part = page_of(0, {entry_named(0x8000'0001, "Jazz")}, 7);
  part.next = 1;
  core.handle_answer(fetched[0], guide::to_json(part), {}, now);
  drain();
  ASSERT_EQ(fetched.back(), "http://192.0.2.1:9581/guide.json?limit=1000&offset=1");
  core.handle_answer(fetched[1], guide::to_json(page_of(0, {entry_named(0x8000'0002, "News")}, 7)), {}, now);
  EXPECT_TRUE(core.complete());
  ASSERT_THAT(core.list().items(), SizeIs(2));
  EXPECT_EQ(core.list().items()[0].reference(), "ff3e:40:2001:db8:d0be:f00d:8000:1%25eth0");
}

TEST_F(Following, AGuideOverHttpThatTwoFamiliesNameHasPlacesOfBoth) {
  listen();
  core.add_guide({{kGuideV4, kEth0}, "eth0", {*parse_prefix("192.0.2.0/24")}});
  guide::Page page = index({link(16)});
  page.http = "http://192.0.2.1:9581";
  hear(page, guide_group);
  hear(page, to_string(kGuideV4), *parse_address("192.0.2.1"));
  ASSERT_THAT(fetched, SizeIs(1));
  core.handle_answer(fetched[0], guide::to_json(page_of(0, {entry_named(0x8000'0001, "Jazz")}, 7)), {}, now);
  EXPECT_THAT(core.list().items().at(0).places, SizeIs(2));
}

TEST_F(Following, AChangeIsAskedForByWhatChangedSince) {
  core.add_http("http://192.0.2.1:9581", now);
  drain();
  core.handle_answer(fetched[0], guide::to_json(page_of(0, {}, 7)), {}, now);
  core.add_http("http://192.0.2.1:9581", now);
  drain();
  EXPECT_THAT(fetched, SizeIs(1)) << "not more often than every two seconds";
  wait(2s);
  EXPECT_EQ(fetched.back(), "http://192.0.2.1:9581/guide.json?limit=1000&since=7");
}

TEST_F(Following, WhenHttpFailsThePagesAreJoined) {
  listen();
  guide::Page page = index({link(16)});
  page.http = "http://192.0.2.1:9581";
  hear(page, guide_group);
  core.handle_answer(fetched[0], std::nullopt, "connection refused", now);
  drain();
  EXPECT_THAT(joined, ElementsAre(guide_group, page16));
  EXPECT_THAT(notes, ElementsAre(HasSubstr("connection refused")));
}

TEST_F(Following, NobodySendsUsToAddressesThatAreNoNeighbours) {
  listen();
  for (const char* elsewhere : {"http://198.51.100.1:9581", "http://127.0.0.1:631", "http://printer:80",
                                "http://192.0.2.1:9581/admin", "https://192.0.2.1:9581", "http://192.0.2.1"}) {
    guide::Page page = index({link(16)}, now.mono.time_since_epoch() / 1s);
    page.http = elsewhere;
    hear(page, guide_group);
    EXPECT_THAT(fetched, IsEmpty()) << elsewhere;
    wait(1s);
  }
}

TEST_F(Following, ALinkLocalAddressIsAskedOnItsOwnInterface) {
  listen();
  guide::Page page = index({});
  page.http = "http://[fe80::1]:9581";
  hear(page, guide_group);
  EXPECT_THAT(fetched, ElementsAre("http://[fe80::1%25eth0]:9581/guide.json?limit=1000"));
}

TEST_F(Following, SessionsOfStandardGroupsComeAndGo) {
  core.add_announcements({*parse_address("224.2.127.254"), kEth0}, "eth0");
  drain();
  announce(session("Stage", "239.69.1.2"), "224.2.127.254");
  ASSERT_THAT(core.list().items(), SizeIs(1));
  EXPECT_EQ(core.list().items().front().entry.name, "Stage");
  wait(2h);
  EXPECT_THAT(core.list().items(), IsEmpty());
}

TEST_F(Following, DatagramsToOtherGroupsAreNothing) {
  listen();
  hear(index({link(16)}), "ff3e:40:2001:db8:1:0:8000:0");
  EXPECT_THAT(joined, ElementsAre(guide_group));
  EXPECT_FALSE(core.complete());
}

}  // namespace
}  // namespace joincast::libreceiver
