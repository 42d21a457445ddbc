// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/favourites.h"

#include <gtest/gtest.h>

#include <QSignalSpy>

#include "tests/ui/station_samples.h"

namespace joincast::ui {
namespace {

TEST(Favourites, AChangeIsSeenAtOnceAndWishedFor) {
  Favourites favourites;
  QSignalSpy added(&favourites, &Favourites::addWished);
  QSignalSpy removed(&favourites, &Favourites::removeWished);
  favourites.add(stationNamed(QStringLiteral("One")));
  favourites.add(stationNamed(QStringLiteral("One")));
  ASSERT_EQ(favourites.all().size(), 1u);
  EXPECT_EQ(added.size(), 1);
  favourites.remove(favourites.all()[0].reference);
  EXPECT_TRUE(favourites.all().empty());
  EXPECT_EQ(removed.size(), 1);
}

TEST(Favourites, WhatIsKeptCounts) {
  Favourites favourites;
  favourites.add(stationNamed(QStringLiteral("One")));
  QSignalSpy changed(&favourites, &Favourites::changed);
  favourites.handleContents({favourites.all(), {}, {}});
  EXPECT_EQ(changed.size(), 0);
  favourites.handleContents({});
  EXPECT_EQ(changed.size(), 1);
  EXPECT_TRUE(favourites.all().empty());
}

TEST(Favourites, ThoseThatCannotBeReadAreNotForgotten) {
  Favourites favourites;
  favourites.handleContents({{favouriteOf(stationNamed(QStringLiteral("One")))}, {}, {}});
  QSignalSpy troubled(&favourites, &Favourites::troubled);
  favourites.handleContents({{}, QStringLiteral("no permission"), {}});
  EXPECT_EQ(favourites.all().size(), 1u);
  EXPECT_TRUE(troubled.takeFirst().at(0).toString().contains(QStringLiteral("no permission")));
}

TEST(Favourites, OneThatCannotBeKeptIsNone) {
  Favourites favourites;
  favourites.add(stationNamed(QStringLiteral("One")));
  favourites.handleContents({{}, QStringLiteral("no permission"), {}});
  EXPECT_TRUE(favourites.all().empty());
}

TEST(Favourites, AStationAndItsFavouriteHaveOneKey) {
  const Station one = stationNamed(QStringLiteral("One: two"));
  EXPECT_EQ(stationOf(favouriteOf(one)).key, one.key);
  EXPECT_EQ(favouriteOf(one).stableId, QStringLiteral("One: two"));
  EXPECT_EQ(favouriteOf(one).directory, 1);
}

}  // namespace
}  // namespace joincast::ui
