// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/station_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ui/station_samples.h"

namespace joincast::ui {
namespace {

class Search : public testing::Test {
 protected:
  Station& add(const char* name, const char* genre = "", const char* country = "") {
    Station station = stationNamed(QString::fromUtf8(name));
    station.genre = QString::fromUtf8(genre);
    station.country = QString::fromUtf8(country);
    return stations.emplace_back(station);
  }

  QStringList find() {
    search.setSources({makeStationTable(stations, true), std::make_shared<const std::vector<Favourite>>(favourites),
                       std::make_shared<const std::vector<HistoryEntry>>(history)});
    view = search.find(query);
    return namesIn(*view);
  }

  void heard(const Station& station, qint64 seconds) {
    history.push_back({station, QDateTime::fromSecsSinceEpoch(seconds), std::chrono::seconds(5)});
  }

  std::vector<Station> stations;
  std::vector<Favourite> favourites;
  std::vector<HistoryEntry> history;
  StationQuery query;
  StationSearch search;
  StationViewPtr view;
};

TEST_F(Search, ListsByNameWithoutCaseAndDiacritics) {
  add("bravo");
  add("Änne");
  add("Alpha");
  EXPECT_EQ(find(), list({"Alpha", "Änne", "bravo"}));
}

TEST_F(Search, LooksThroughNameTitleGenreAndCountry) {
  add("One").title = QStringLiteral("So What");
  add("Two", "jazz,blues");
  add("Three", "", "DE");
  query.words = QStringLiteral("what");
  EXPECT_EQ(find(), list({"One"}));
  query.words = QStringLiteral("blu");
  EXPECT_EQ(find(), list({"Two"}));
  query.words = QStringLiteral("germ");
  EXPECT_EQ(find(), list({"Three"}));
}

TEST_F(Search, CountsWhatEachFilterWouldFind) {
  add("One", "jazz", "DE");
  add("Two", "Jazz,pop", "FR");
  add("Three", "pop", "DE");
  query.filters[static_cast<std::size_t>(Facet::country)] = QStringLiteral("Germany");
  EXPECT_EQ(find(), list({"One", "Three"}));
  const auto& genres = view->facets[static_cast<std::size_t>(Facet::genre)];
  ASSERT_EQ(genres.size(), 2u);
  EXPECT_EQ(genres[0].name, QStringLiteral("jazz"));
  EXPECT_EQ(genres[0].count, 1u);
  const auto& countries = view->facets[static_cast<std::size_t>(Facet::country)];
  ASSERT_EQ(countries.size(), 2u);  // France could be chosen instead
  EXPECT_EQ(countries[0].name, QStringLiteral("France"));
}

TEST_F(Search, AFilterThatNoStationFitsFindsNothing) {
  add("One", "jazz");
  query.filters[static_cast<std::size_t>(Facet::genre)] = QStringLiteral("polka");
  EXPECT_EQ(find(), QStringList());
  EXPECT_EQ(view->emptiness(), Emptiness::nothingFits);
}

TEST_F(Search, GroupsByTheFirstGenreAndThoseWithoutLast) {
  add("One", "pop,jazz");
  add("Two", "Jazz");
  add("Three");
  query.grouping = Grouping::genre;
  EXPECT_EQ(find(), list({"[jazz]", "Two", "[pop]", "One", "[]", "Three"}));
  query.collapsed.insert(QStringLiteral("pop"));
  EXPECT_EQ(find(), list({"[jazz]", "Two", "[pop]", "[]", "Three"}));
  EXPECT_EQ(view->found, 3u);
}

TEST_F(Search, SortsByAColumnAndWhatHasNothingThereLast) {
  add("One").kbps = 128;
  add("Two");
  add("Three").kbps = 64;
  query.sort = StationColumn::rate;
  EXPECT_EQ(find(), list({"Three", "One", "Two"}));
  query.descending = true;
  EXPECT_EQ(find(), list({"One", "Three", "Two"}));
  query.sort = StationColumn::name;
  EXPECT_EQ(find(), list({"Two", "Three", "One"}));
}

TEST_F(Search, SourcesAreWhatTheySay) {
  add("Sent").onAir = true;
  add("Seen").television = true;
  for (const auto& [source, name] :
       {std::pair(Source::onAir, "Sent"), std::pair(Source::television, "Seen"), std::pair(Source::radio, "Sent")}) {
    query.source = source;
    EXPECT_EQ(find(), list({name}));
  }
  EXPECT_EQ(view->sources[static_cast<std::size_t>(Source::everything)], 2u);
}

TEST_F(Search, AFavouriteIsTheStationThatItsDirectoryCallsSo) {
  favourites = {favouriteOf(add("One"))};
  favourites[0].name = QStringLiteral("Its former name");
  add("Two");
  query.source = Source::favourites;
  EXPECT_EQ(find(), list({"One"}));
}

TEST_F(Search, OfAHeadendsOwnNumberTheNameDecides) {
  for (const char* name : {"Here", "There"}) {
    Station& station = add(name);
    station.key = QStringLiteral("number 8000:0001 in ") + station.name;
    station.number = QStringLiteral("8000:0001");
  }
  Favourite favourite;
  favourite.reference = QStringLiteral("8000:0001");
  favourite.name = QStringLiteral("there");
  favourites = {favourite};
  query.source = Source::favourites;
  EXPECT_EQ(find(), list({"There"}));
}

TEST_F(Search, AFavouriteThatNoGuideNamesIsListedAndPlayable) {
  add("One");
  Favourite favourite;
  favourite.reference = QStringLiteral("rtp://[ff15::7%eth0]:5004");
  favourite.name = QStringLiteral("Elsewhere");
  favourites = {favourite};
  EXPECT_EQ(find(), list({"Elsewhere", "One"}));
  const auto found = view->pool->find(keyOfGroup(favourite.reference));
  ASSERT_TRUE(found);
  EXPECT_EQ(view->pool->at(*found).reference, favourite.reference);
  EXPECT_FALSE(view->pool->isInGuide(*found));
  EXPECT_NE(view->pool->favouriteAt(*found), nullptr);
}

TEST_F(Search, AFavouriteAndItsHistoryAreOneRow) {
  Favourite favourite;
  favourite.reference = QStringLiteral("8000:0009");
  favourite.name = QStringLiteral("Gone");
  favourites = {favourite};
  heard(stationOf(favourite), 100);
  EXPECT_EQ(find(), list({"Gone"}));
}

TEST_F(Search, HistoryIsListedByWhenItWasLastHeard) {
  const Station one = add("One"), two = add("Two");
  heard(one, 300);
  heard(two, 200);
  heard(one, 100);
  query.source = Source::history;
  query.sort = StationColumn::heard;
  query.descending = true;
  EXPECT_EQ(find(), list({"One", "Two"}));
  EXPECT_EQ(view->pool->heardAt(*view->pool->find(one.key)), 300'000);
}

TEST_F(Search, SaysWhyThereIsNothing) {
  find();
  EXPECT_EQ(view->emptiness(), Emptiness::looking);
  query.source = Source::favourites;
  find();
  EXPECT_EQ(view->emptiness(), Emptiness::noFavourites);
  query.source = Source::history;
  find();
  EXPECT_EQ(view->emptiness(), Emptiness::noHistory);
  add("One");
  query.source = Source::onAir;
  find();
  EXPECT_EQ(view->emptiness(), Emptiness::nothingOnAir);
}

TEST_F(Search, TellsThatTheRowsAreTheSameStations) {
  add("One");
  find();
  const StationViewPtr before = view;
  stations[0].onAir = true;
  find();
  EXPECT_EQ(view->sameRowsAs, before.get());
  add("Two");
  find();
  EXPECT_EQ(view->sameRowsAs, nullptr);
}

TEST_F(Search, StopsWhenNobodyWaitsAnyMore) {
  for (int i = 0; i < 10'000; ++i) add("One");
  find();
  EXPECT_EQ(search.find(query, [] { return true; }), nullptr);
}

TEST_F(Search, WhatItHandedOutEndsWithItsSweep) {
  add("One");
  find();
  const std::weak_ptr<const StationView> before = view;
  find();
  EXPECT_FALSE(before.expired());
  search.sweep();
  EXPECT_TRUE(before.expired());
}

TEST_F(Search, EightyThousandStationsAreFoundGroupedAndSorted) {
  for (int i = 0; i < 80'000; ++i) {
    Station& station = add("", i % 2 ? "jazz" : "pop", "DE");
    station.name = QStringLiteral("Station %1").arg(i, 5, 10, QChar(u'0'));
    station.key = keyOfDirectory(1, station.name);
  }
  EXPECT_EQ(find().size(), 80'000);
  EXPECT_EQ(view->rowOfKey(stations[79'999].key), 79'999);
  query.words = QStringLiteral("stat 0777");
  query.grouping = Grouping::genre;
  EXPECT_EQ(find().size(), 12);
  EXPECT_EQ(view->found, 10u);
}

}  // namespace
}  // namespace joincast::ui
