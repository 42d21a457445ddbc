// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/guide_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "guide/page_assembler.h"
#include "guide/parts.h"
#include "headend/core.h"
#include "tests/headend/world.h"

namespace joincast::headend {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

guide::Entry entry(std::uint32_t number, std::string name, std::string genre = {}) {
  guide::Entry one;
  one.number = ServiceNumber{number};
  one.name = std::move(name);
  one.genre = std::move(genre);
  return one;
}

Now at(Duration since) { return {TimePoint{} + 1h + since, WallTime(1'790'000'000s) + since}; }

guide::Page page_of(const GuideBook& book, std::uint32_t number) {
  Bytes whole;
  for (const Bytes& part : *book.pages().at(number)) {
    const auto read = guide::parse_part(part).value();
    whole.insert(whole.end(), read.piece.begin(), read.piece.end());
  }
  return guide::inflate_page(whole).value();
}

std::vector<std::string> names(const guide::Page& page) {
  std::vector<std::string> all;
  for (const guide::Entry& one : page.entries) all.push_back(one.name);
  return all;
}

struct GuideBookTest : testing::Test {
  GuideBookTest() {
    services = {entry(0x8000'0001, "Blue Note", "Jazz, Blues"), entry(0x8000'0002, "Rock Antenne", "Rock"),
                entry(0x8000'0003, "Radio Note", "Talk")};
    services[1].favourite = true;
    services[2].on_air = true;
    services[2].title = "News";
    update(0s);
  }
  bool update(Duration since) { return book.update(services, {"den", "http://192.0.2.1:9581"}, at(since)); }
  std::vector<std::string> found(GuideQuery query) { return names(book.answer(query)); }

  GuideBook book;
  std::vector<guide::Entry> services;
};

TEST_F(GuideBookTest, TheIndexListsEveryOtherPage) {
  const guide::Page index = page_of(book, guide::kIndexPage);
  EXPECT_EQ(index.http, "http://192.0.2.1:9581");
  EXPECT_EQ(index.headend, "den");
  std::vector<std::string> titles;
  for (const guide::PageLink& link : index.pages) titles.push_back(link.title);
  EXPECT_THAT(titles, ElementsAre("Favourites", "On air", "Genres", "Services"));
  EXPECT_EQ(index.pages[3].page, 16u);
  EXPECT_EQ(index.pages[3].entries, 3u);
  EXPECT_EQ(index.pages[3].group_v4, parse_address("239.195.255.0"));
  EXPECT_EQ(index.pages[3].revision, page_of(book, 16).revision);
}

TEST_F(GuideBookTest, HasPagesOfFavouritesOfWhatIsOnAirAndOfGenres) {
  EXPECT_THAT(names(page_of(book, guide::kFavouritesPage)), ElementsAre("Rock Antenne"));
  EXPECT_EQ(page_of(book, guide::kOnAirPage).entries.at(0).title, "News");
  const auto genres = page_of(book, guide::kGenresPage).genres;
  ASSERT_EQ(genres.size(), 4u);
  EXPECT_EQ(genres[0], (guide::Genre{"blues", 1, 0}));
}

TEST_F(GuideBookTest, AnotherTitleChangesThePageOnAirAndTheIndexOnly) {
  const GuidePages before = book.pages();
  services[2].title = "Weather";
  EXPECT_TRUE(update(1s));
  for (const std::uint32_t same : {1u, 3u, 16u}) EXPECT_EQ(book.pages().at(same), before.at(same)) << same;
  for (const std::uint32_t other : {0u, 2u}) EXPECT_NE(book.pages().at(other), before.at(other)) << other;
}

TEST_F(GuideBookTest, NothingNewIsNoNewRevision) {
  const std::uint64_t revision = book.revision();
  EXPECT_FALSE(update(1min));
  EXPECT_EQ(book.revision(), revision);
}

TEST_F(GuideBookTest, RevisionsGrowOverRestarts) {
  const std::uint64_t before = book.revision();
  GuideBook restarted;
  restarted.update(services, {}, at(1s));
  EXPECT_GT(restarted.revision(), before);
}

TEST_F(GuideBookTest, SplitsWhatDoesNotFitOnOnePage) {
  for (std::uint32_t i = 0; i < 700; ++i) services.push_back(entry(0x8000'1000 + i, "S" + std::to_string(i)));
  update(1s);
  EXPECT_EQ(names(page_of(book, 16)).size() + names(page_of(book, 17)).size() + names(page_of(book, 18)).size(), 703u);
  EXPECT_EQ(page_of(book, 17).title, "Services 2");
  services.resize(3);
  update(2s);
  EXPECT_FALSE(book.pages().contains(17));
}

TEST_F(GuideBookTest, FindsByTheBeginningsOfWords) {
  EXPECT_THAT(found({.text = "note"}), ElementsAre("Blue Note", "Radio Note"));
  EXPECT_THAT(found({.text = "NO ra"}), ElementsAre("Radio Note"));
  EXPECT_THAT(found({.text = "ote"}), ElementsAre());
}

TEST_F(GuideBookTest, FiltersByWhatIsAsked) {
  EXPECT_THAT(found({.genre = "blues"}), ElementsAre("Blue Note"));
  EXPECT_THAT(found({.on_air = true}), ElementsAre("Radio Note"));
  EXPECT_THAT(found({.favourites = true}), ElementsAre("Rock Antenne"));
  EXPECT_THAT(found({.kind = guide::Kind::television}), ElementsAre());
}

TEST_F(GuideBookTest, AnswersPageByPage) {
  const guide::Page first = book.answer({.limit = 2});
  EXPECT_THAT(names(first), ElementsAre("Blue Note", "Rock Antenne"));
  EXPECT_EQ(first.total, 3u);
  ASSERT_EQ(first.next, 2u);
  const guide::Page second = book.answer({.offset = 2, .limit = 2});
  EXPECT_THAT(names(second), ElementsAre("Radio Note"));
  EXPECT_EQ(second.next, std::nullopt);
}

TEST_F(GuideBookTest, TellsWhatChangedSinceARevision) {
  const std::uint64_t revision = book.revision();
  services.erase(services.begin());
  services.front().genre = "Metal";
  update(1s);
  const guide::Page delta = book.answer({.since = revision});
  EXPECT_EQ(delta.since, revision);
  EXPECT_THAT(names(delta), ElementsAre("Rock Antenne"));
  EXPECT_THAT(delta.removed, ElementsAre(ServiceNumber{0x8000'0001}));
  EXPECT_GT(delta.revision, revision);
}

TEST_F(GuideBookTest, TellsAllToWhomItsRevisionIsUnknown) {
  const guide::Page all = book.answer({.since = 5});
  EXPECT_EQ(all.since, std::nullopt);
  EXPECT_EQ(all.entries.size(), 3u);
}

TEST_F(GuideBookTest, ForgetsItsHistoryWhenTheDirectoriesNameOtherStations) {
  const std::uint64_t before = book.revision();
  book.begin_anew(at(1s));
  EXPECT_FALSE(book.remembers(before));
  EXPECT_EQ(book.answer({.since = before}).since, std::nullopt);
  EXPECT_TRUE(book.remembers(book.revision()));
  EXPECT_GT(book.revision(), before);
}

TEST_F(GuideBookTest, ADirectorysStationThatIsNoLongerOnThePagesIsNotRemovedByADelta) {
  guide::Entry far = entry(0x8200'0001, "Far");
  far.directory = 2;
  far.on_air = true;
  services.push_back(far);
  update(1s);
  const std::uint64_t revision = book.revision();
  services.pop_back();
  update(2s);
  const guide::Page delta = book.answer({.since = revision});
  EXPECT_THAT(delta.removed, testing::IsEmpty());
  EXPECT_THAT(names(delta), ElementsAre("Far"));
  EXPECT_FALSE(delta.entries.at(0).on_air);
}

/// The guide in a headend's core: joins by real reports, packets on the wire.
struct GuideOnTheLink : testing::Test {
  GuideOnTheLink() {
    std::vector<guide::Entry> services = {entry(0x8000'0001, "One"), entry(0x8000'0002, "Two")};
    book.update(services, {"den", ""}, world.now());
    world.core().set_guide(book.pages(), world.now());
  }
  /// The page that was sent to a group; none: not whole.
  std::optional<guide::Page> heard(const Group& group, std::uint32_t number) {
    guide::PageAssembler assembler;
    for (const World::Sent& sent : world.sent_to(group, 9875))
      assembler.handle_datagram(sent.octets, {IpAddress::v4(1), 9875}, 1, {sent.at, {}});
    while (auto page = assembler.poll_output())
      if (page->page.number == number) return page->page;
    return std::nullopt;
  }

  World world;
  GuideBook book;
  const Group guide = World::group(0x8000'0000);
};

TEST_F(GuideOnTheLink, IsSilentUntilSomebodyLooks) {
  world.run(1min);
  EXPECT_TRUE(world.sent_to(guide, 9875).empty());
  EXPECT_FALSE(world.core().guide_wanted());
}

TEST_F(GuideOnTheLink, AJoinIsAnsweredAtOnceWithTheIndex) {
  const TimePoint joined = world.now().mono;
  world.join(guide);
  EXPECT_TRUE(world.core().guide_wanted());
  ASSERT_TRUE(heard(guide, guide::kIndexPage));
  EXPECT_EQ(world.sent_to(guide, 9875).at(0).at, joined);
  EXPECT_EQ(world.sent_to(guide, 9875).at(0).datagram.hop_limit, 255);
  EXPECT_TRUE(world.started.empty()) << "the guide needs no station";
}

TEST_F(GuideOnTheLink, SendsEachPageInTheGroupThatTheIndexNames) {
  world.join(guide);
  world.run(2s);
  EXPECT_TRUE(heard(guide, guide::kOnAirPage));
  EXPECT_FALSE(heard(guide, 16));
  const Group services = World::group(guide::service_of_page(16).group_id());
  world.join(services);
  ASSERT_TRUE(heard(services, 16));
  EXPECT_EQ(names(*heard(services, 16)), (std::vector<std::string>{"One", "Two"}));
}

TEST_F(GuideOnTheLink, SendsOverIpv4InGroupsOfThePool) {
  const Group index{*parse_address("239.195.1.0"), World::kInterface};
  world.join(index);
  EXPECT_TRUE(heard(index, guide::kIndexPage));
  const Group services{*parse_address("239.195.255.0"), World::kInterface};
  world.join(services);
  world.run(1s);
  EXPECT_TRUE(heard(services, 16));
}

TEST_F(GuideOnTheLink, StopsWhenTheLastOneLeaves) {
  world.join(guide);
  world.run(1s);
  world.leave(guide);
  world.run(5s);
  EXPECT_FALSE(world.core().guide_wanted());
  world.forget();
  world.run(5s);
  EXPECT_TRUE(world.sent_to(guide, 9875).empty());
}

TEST_F(GuideOnTheLink, APageThatIsNotThereIsNoService) {
  const Group none = World::group(0xbf00'0063);
  world.join(none);
  world.run(2s);
  EXPECT_FALSE(world.core().guide_wanted());
  EXPECT_TRUE(world.sent_to(none, 9875).empty());
}

}  // namespace
}  // namespace joincast::headend
