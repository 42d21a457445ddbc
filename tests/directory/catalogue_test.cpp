// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.h"
#include "directory/schema.h"
#include "store/database.h"
#include "tests/directory/catalogue_fixture.h"

namespace joincast::directory {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class Catalogue_ : public CatalogueTest {};

TEST_F(Catalogue_, FindsAStationByItsNumberWithAllThatIsKnown) {
  Station all = station("Café Orbit", 12);
  all.urls = {"http://a.example/1", "http://a.example/2"};
  all.homepage = "https://a.example/";
  all.icon = "https://a.example/icon.png";
  all.tags = {"jazz", "hip hop"};
  all.country = "DE";
  all.country_name = "Germany";
  all.language = "german";
  all.codec = "mp3";
  all.kbps = 128;
  all.kind = Kind::television;
  all.votes = 7;
  ASSERT_TRUE(refresh(kRadioBrowser, {all}));
  const auto entry = open_reader()->find(natural_number(kRadioBrowser, all.id), kNoon);
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->station, all);
  EXPECT_EQ(entry->directory, kRadioBrowser);
  EXPECT_EQ(entry->origin, NumberOrigin::natural);
  EXPECT_FALSE(entry->gone);
  EXPECT_FALSE(entry->dead);
}

TEST_F(Catalogue_, HasNothingUnderANumberThatNobodyHas) {
  ASSERT_TRUE(refresh(kXiph, {station("a")}));
  EXPECT_FALSE(open_reader()->find(ServiceNumber(0x0200'0001), kNoon));
}

TEST_F(Catalogue_, CountsWhatARefreshDid) {
  EXPECT_EQ(refresh(kXiph, {station("a"), station("b"), station("a")}), (RefreshCount{2, 2, 0, 0, 0}));
  Station other = station("b");
  other.name = "B!";
  EXPECT_EQ(refresh(kXiph, {other, station("c")}), (RefreshCount{2, 1, 1, 1, 0}));
  EXPECT_EQ(refresh(kXiph, {other, station("c")}), (RefreshCount{2, 0, 0, 0, 0}));
}

TEST_F(Catalogue_, KeepsAStationThatIsGoneAndItsNumber) {
  ASSERT_TRUE(refresh(kXiph, {station("a"), station("b")}));
  const auto before = number(kXiph, "id-a");
  ASSERT_TRUE(refresh(kXiph, {station("b")}));
  const auto entry = open_reader()->find(ServiceNumber(before), kNoon);
  ASSERT_TRUE(entry);
  EXPECT_TRUE(entry->gone);
  EXPECT_THAT(names({}), ElementsAre("b"));
  EXPECT_THAT(names({.gone = true}), ElementsAre("b", "a"));
  ASSERT_TRUE(refresh(kXiph, {station("a"), station("b")}));
  EXPECT_EQ(number(kXiph, "id-a"), before);
  EXPECT_THAT(names({}), UnorderedElementsAre("a", "b"));
}

TEST_F(Catalogue_, LeavesOtherDirectoriesAlone) {
  ASSERT_TRUE(refresh(kXiph, {station("a")}));
  ASSERT_TRUE(refresh(kRadioBrowser, {station("a"), station("b")}));
  EXPECT_THAT(names({.directory = kXiph}), ElementsAre("a"));
  ASSERT_TRUE(refresh(kRadioBrowser, {station("b")}));
  EXPECT_THAT(names({}), UnorderedElementsAre("a", "b"));
}

TEST_F(Catalogue_, StaysAsItWasWhenAnAnswerIsCutShort) {
  ASSERT_TRUE(refresh(kXiph, {station("a"), station("b")}));
  const auto cut = refresh(kXiph, {station("c")}, false);
  ASSERT_FALSE(cut);
  EXPECT_THAT(cut.error(), HasSubstr("cut short"));
  EXPECT_THAT(names({}), UnorderedElementsAre("a", "b"));
  const auto states = open_reader()->directories();
  ASSERT_EQ(states.size(), 1u);
  EXPECT_TRUE(states[0].whole);
  EXPECT_THAT(states[0].last_error, HasSubstr("cut short"));
}

TEST_F(Catalogue_, TakesAPartAsLongAsThereIsNoWhole) {
  ASSERT_TRUE(refresh(kXiph, {station("a")}, false));
  ASSERT_TRUE(refresh(kXiph, {station("b")}, false));
  EXPECT_THAT(names({}), UnorderedElementsAre("a", "b"));
  EXPECT_EQ(open_reader()->directories().at(0).etag, "") << "so that the next answer is no 304";
  ASSERT_TRUE(refresh(kXiph, {station("b")}));
  EXPECT_THAT(names({}), ElementsAre("b"));
  EXPECT_EQ(open_reader()->directories().at(0).etag, "\"etag\"");
}

TEST_F(Catalogue_, StaysAsItWasWhenAnAnswerNamesNothing) {
  ASSERT_TRUE(refresh(kXiph, {station("a")}));
  EXPECT_FALSE(refresh(kXiph, {}));
  EXPECT_THAT(names({}), ElementsAre("a"));
}

TEST_F(Catalogue_, ShowsNothingOfARefreshBeforeItsEnd) {
  ASSERT_TRUE(refresh(kXiph, {station("a")}));
  writer_->begin(kXiph, "test");
  writer_->add(station("b"));
  EXPECT_THAT(names({}), ElementsAre("a"));
  writer_->cancel();
  EXPECT_THAT(names({}), ElementsAre("a"));
  ASSERT_TRUE(refresh(kXiph, {station("b")}));
  EXPECT_THAT(names({}), ElementsAre("b"));
}

TEST_F(Catalogue_, TellsHowItsDirectoriesAre) {
  ASSERT_TRUE(refresh(kXiph, {station("a"), station("b")}));
  writer_->note_failed(kXiph, "Xiph", "answers 503", kNoon + 1h);
  writer_->note_failed(kRadioTime, "RadioTime", "name not found", kNoon);
  writer_->note_unchanged(kXiph, "Xiph", kNoon + 2h);
  const auto states = open_reader()->directories();
  ASSERT_EQ(states.size(), 2u);
  EXPECT_EQ(states[0].last_error, "name not found");
  EXPECT_FALSE(states[0].refreshed);
  EXPECT_EQ(states[1].name, "Xiph");
  EXPECT_EQ(states[1].stations, 2u);
  EXPECT_EQ(states[1].last_error, "");
  EXPECT_EQ(states[1].refreshed, kNoon + 2h);
  EXPECT_EQ(states[1].last_modified, "yesterday");
}

TEST_F(Catalogue_, FindsWordsAsFarAsTheyAreTyped) {
  Station jazz = station("Radio Orbit");
  jazz.tags = {"smooth jazz"};
  jazz.country = "CZ";
  jazz.country_name = "Czechia";
  ASSERT_TRUE(refresh(kXiph, {jazz, station("Café Rádio"), station("Orbital")}));
  EXPECT_THAT(names({.text = "r"}), UnorderedElementsAre("Radio Orbit", "Café Rádio"));
  EXPECT_THAT(names({.text = "orb"}), UnorderedElementsAre("Radio Orbit", "Orbital"));
  EXPECT_THAT(names({.text = "orb rad"}), ElementsAre("Radio Orbit"));
  EXPECT_THAT(names({.text = "cafe rad"}), ElementsAre("Café Rádio"));
  EXPECT_THAT(names({.text = "jaz cze"}), ElementsAre("Radio Orbit"));
  EXPECT_THAT(names({.text = "rbit"}), IsEmpty());
}

TEST_F(Catalogue_, TakesAnyTextForWords) {
  ASSERT_TRUE(refresh(kXiph, {station("AND \"quoted\" NOT")}));
  EXPECT_THAT(names({.text = "\"quoted"}), ElementsAre("AND \"quoted\" NOT"));
  EXPECT_THAT(names({.text = "and not"}), ElementsAre("AND \"quoted\" NOT"));
  EXPECT_THAT(names({.text = " ;-() \" * : ^ {name} "}), IsEmpty());
  EXPECT_THAT(names({.text = "facets : d"}), IsEmpty());
  const auto reader = open_reader();
  Rng rng(1);
  for (int i = 0; i < 2'000; ++i) {
    Query query;
    for (auto size = rng.below(12); size > 0; --size) query.text += static_cast<char>(rng.below(256));
    reader->search(query, kNoon);
    ASSERT_EQ(reader->error(), std::nullopt) << query.text;
  }
}

TEST_F(Catalogue_, TakesWordsApartAsItsIndexDoes) {
  refresh(kXiph, {station("Radio हिन्दी"), station("I♥Radio"), station("Zlatý déšť")});
  EXPECT_THAT(names({.text = "हिन्दी"}), ElementsAre("Radio हिन्दी"));
  EXPECT_THAT(names({.text = "i♥rad"}), ElementsAre("I♥Radio"));
  EXPECT_THAT(names({.text = "ZLATY dest"}), ElementsAre("Zlatý déšť"));
}

TEST_F(Catalogue_, FindsNoFiltersByTheirOwnNames) {
  refresh(kXiph, {station("Radio")});
  for (const char* letter : {"d", "k", "c", "g"}) EXPECT_THAT(names({.text = letter}), IsEmpty()) << letter;
}

TEST_F(Catalogue_, CountsWhatFitsWhenAsked) {
  refresh(kXiph, {station("Radio a"), station("Radio b"), station("Other")});
  refresh(kXiph, {station("Radio a"), station("Radio b")});
  const auto reader = open_reader();
  EXPECT_EQ(reader->search({.text = "radio", .count = true, .limit = 1}, kNoon).total, 2u);
  EXPECT_EQ(reader->search({.count = true, .limit = 1}, kNoon).total, 2u);
  EXPECT_EQ(reader->search({.gone = true, .count = true}, kNoon).total, 3u);
}

TEST_F(Catalogue_, IsSearchedAfterItsIndexWasMadeByAnOlderProgram) {
  const std::string old = folder_ / "old.sqlite";
  {
    auto database = store::Database::open(old, store::Access::write, catalogue_schema().first(1));
    ASSERT_TRUE(database) << database.error().message;
    EXPECT_TRUE(
        (*database)->execute("INSERT INTO station (directory, id, number, origin, listed, position, name, urls) VALUES "
                             "(2, 'a', 2181038081, 1, 1, 7, 'Jazz there', 'http://a.example/'), "
                             "(2, 'b', 2181038082, 1, 0, 8, 'Jazz gone', 'http://b.example/')"));
  }
  ASSERT_TRUE(CatalogueWriter::open(old));
  const auto found = (*Catalogue::open(old))->search({.text = "jazz"}, kNoon).entries;
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].station.name, "Jazz there");
  EXPECT_EQ((*Catalogue::open(old))->search({.text = "jazz", .gone = true}, kNoon).entries.size(), 2u);
}

TEST_F(Catalogue_, FiltersByWhatAStationIs) {
  Station a = station("a");
  a.tags = {"hip hop", "pop"};
  a.country = "DE";
  a.language = "german";
  a.codec = "aac";
  Station b = station("b");
  b.tags = {"pop"};
  b.country = "FR";
  b.kind = Kind::television;
  ASSERT_TRUE(refresh(kXiph, {a, b}));
  EXPECT_THAT(names({.genre = "hip hop"}), ElementsAre("a"));
  EXPECT_THAT(names({.genre = "hop"}), IsEmpty());
  EXPECT_THAT(names({.genre = "pop", .country = "FR"}), ElementsAre("b"));
  EXPECT_THAT(names({.language = "german"}), ElementsAre("a"));
  EXPECT_THAT(names({.codec = "aac"}), ElementsAre("a"));
  EXPECT_THAT(names({.kind = Kind::television}), ElementsAre("b"));
  EXPECT_THAT(names({.text = "b", .country = "DE"}), IsEmpty());
}

TEST_F(Catalogue_, GivesThePopularOnesFirstPageByPage) {
  std::vector<Station> stations;
  for (std::uint32_t i = 0; i < 10; ++i) stations.push_back(station("s" + std::to_string(i), 1u << (2 * i)));
  ASSERT_TRUE(refresh(kXiph, stations));
  EXPECT_THAT(names({.text = "s", .limit = 3}), ElementsAre("s9", "s8", "s7"));
  EXPECT_THAT(names({.limit = 3, .offset = 8}), ElementsAre("s1", "s0"));
  const auto reader = open_reader();
  EXPECT_TRUE(reader->search({.limit = 9}, kNoon).more);
  EXPECT_FALSE(reader->search({.limit = 10}, kNoon).more);
  stations[0].clicks = 1u << 30;
  ASSERT_TRUE(refresh(kXiph, stations));
  EXPECT_THAT(names({.text = "s", .limit = 2}), ElementsAre("s0", "s9"));
}

TEST_F(Catalogue_, TellsWhatChangedSinceARevision) {
  ASSERT_TRUE(refresh(kXiph, {station("a"), station("b"), station("c")}));
  const auto reader = open_reader();
  Changes changes = reader->changes_since(0, 2, kNoon);
  EXPECT_EQ(changes.entries.size(), 2u);
  EXPECT_TRUE(changes.more);
  changes = reader->changes_since(changes.revision, 2, kNoon);
  EXPECT_EQ(changes.entries.size(), 1u);
  EXPECT_FALSE(changes.more);
  EXPECT_EQ(changes.revision, reader->revision());
  ASSERT_TRUE(refresh(kXiph, {station("a"), station("b"), station("c")}));
  EXPECT_EQ(reader->revision(), changes.revision) << "nothing changed";
  ASSERT_TRUE(refresh(kXiph, {station("a"), station("d")}));
  std::vector<std::string> seen;
  for (const Entry& entry : reader->changes_since(changes.revision, 100, kNoon).entries)
    seen.push_back((entry.gone ? "-" : "+") + entry.station.name);
  EXPECT_THAT(seen, UnorderedElementsAre("+d", "-b", "-c"));
}

TEST_F(Catalogue_, CountsTheTagsOfStationsThatAreThere) {
  Station a = station("a");
  a.tags = {"pop", "jazz"};
  Station b = station("b");
  b.tags = {"pop"};
  ASSERT_TRUE(refresh(kXiph, {a, b}));
  EXPECT_THAT(open_reader()->tags(10), ElementsAre(TagCount{"pop", 2}, TagCount{"jazz", 1}));
  ASSERT_TRUE(refresh(kXiph, {b}));
  EXPECT_THAT(open_reader()->tags(10), ElementsAre(TagCount{"pop", 1}));
}

TEST_F(Catalogue_, RemembersWhichUrlPlayedAndHowSoon) {
  Station two = station("a");
  two.urls = {"http://a.example/1", "http://a.example/2"};
  ASSERT_TRUE(refresh(kXiph, {two}));
  const ServiceNumber number = natural_number(kXiph, two.id);
  writer_->note_failure(number, kNoon);
  writer_->note_sound(number, 400ms, "http://a.example/2", kNoon);
  writer_->note_sound(number, 800ms, "http://a.example/2", kNoon + 1min);
  const auto entry = open_reader()->find(number, kNoon);
  EXPECT_THAT(entry->station.urls, ElementsAre("http://a.example/2", "http://a.example/1"));
  EXPECT_EQ(entry->health.starts, 3u);
  EXPECT_EQ(entry->health.failures, 1u);
  EXPECT_EQ(entry->health.failures_in_row, 0u);
  EXPECT_EQ(entry->health.first_sound_ms, 500u) << "a quarter of the way from 400 to 800";
  EXPECT_EQ(entry->health.last_sound, kNoon + 1min);
}

TEST_F(Catalogue_, MarksADeadStationForSomeTimeOnly) {
  ASSERT_TRUE(refresh(kXiph, {station("a")}));
  const ServiceNumber number = natural_number(kXiph, "id-a");
  const auto reader = open_reader();
  const auto dead = [&](WallTime when) { return reader->find(number, when)->dead; };
  writer_->note_failure(number, kNoon);
  writer_->note_failure(number, kNoon);
  EXPECT_FALSE(dead(kNoon));
  const auto revision = reader->revision();
  writer_->note_failure(number, kNoon);
  EXPECT_TRUE(dead(kNoon));
  EXPECT_GT(reader->revision(), revision) << "the guide shows it";
  EXPECT_FALSE(dead(kNoon + 1h));
  writer_->note_failure(number, kNoon + 1h);
  EXPECT_TRUE(dead(kNoon + 2h));
  EXPECT_FALSE(dead(kNoon + 3h));
  for (int i = 0; i < 50; ++i) writer_->note_failure(number, kNoon);
  EXPECT_FALSE(dead(kNoon + 24h)) << "never longer than a day";
  writer_->note_failure(number, kNoon);
  writer_->note_sound(number, 1s, "http://stations.example/a", kNoon);
  EXPECT_FALSE(dead(kNoon));
}

TEST_F(Catalogue_, IsRefusedWhenANewerProgramMadeIt) {
  writer_.reset();
  {
    auto database = store::Database::open(path_, store::Access::write, {});
    ASSERT_FALSE(database) << "any version is newer than none";
    EXPECT_THAT(database.error().message, HasSubstr("schema version 2"));
  }
  EXPECT_TRUE(CatalogueWriter::open(path_));
}

}  // namespace
}  // namespace joincast::directory
