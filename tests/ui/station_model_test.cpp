// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/station_model.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include "tests/ui/station_samples.h"
#include "ui/model/facet_model.h"

namespace joincast::ui {
namespace {

constexpr auto kFatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

class Model : public testing::Test {
 protected:
  QVariant at(int row, StationColumn column, int role = Qt::DisplayRole) const {
    return model.index(row, static_cast<int>(column)).data(role);
  }
  static QString key(const char* name) { return stationNamed(QString::fromUtf8(name)).key; }

  StationModel model;
  QAbstractItemModelTester tester{&model, kFatal};
};

TEST_F(Model, IsAModelAsQtUnderstandsItWithGroupsToo) {
  model.setView(viewOf(tableOf({"Radio Dawn", "Radio Dusk"})));
  StationQuery query;
  query.grouping = Grouping::genre;
  model.setView(viewOf(tableOf({"Radio Dawn", "Radio Dusk"}), query));
  EXPECT_EQ(model.rowCount(), 3);
  EXPECT_EQ(model.stationAt(0), nullptr);
  EXPECT_EQ(model.headingAt(0)->count, 2u);
  EXPECT_TRUE(at(0, StationColumn::name).toString().contains(QStringLiteral("Not stated (2)")));
  model.setTuning(key("Radio Dusk"), Tuning::playing, {});
}

TEST_F(Model, ShowsTheStateOfTheOneThatIsAskedFor) {
  model.setView(viewOf(tableOf({"Radio Dawn", "Radio Dusk"})));
  model.setTuning(key("Radio Dusk"), Tuning::buffering, {});
  EXPECT_EQ(at(0, StationColumn::state).toString(), QString());
  EXPECT_EQ(at(1, StationColumn::state).toString(), QStringLiteral("Buffering"));
}

TEST_F(Model, NamesCountriesInTheProgramsLanguage) {
  const QLocale before;
  QLocale::setDefault(QLocale(QLocale::German));
  EXPECT_EQ(countryName(QStringLiteral("US")), QStringLiteral("Vereinigte Staaten"));
  QLocale::setDefault(QLocale::c());
  EXPECT_EQ(countryName(QStringLiteral("US")), QStringLiteral("United States"));
  EXPECT_EQ(countryName(QStringLiteral("ZZ")), QStringLiteral("ZZ"));
  EXPECT_EQ(countryName(QStringLiteral("Bavaria")), QStringLiteral("Bavaria"));
  QLocale::setDefault(before);
}

TEST_F(Model, RemembersWhyOneFailedUntilItIsAskedForAgain) {
  model.setView(viewOf(tableOf({"Radio Dawn", "Radio Dusk"})));
  model.setTuning(key("Radio Dusk"), Tuning::failed, QStringLiteral("Nothing came."));
  model.setTuning(key("Radio Dawn"), Tuning::playing, {});
  EXPECT_EQ(at(1, StationColumn::state).toString(), QStringLiteral("Failed"));
  EXPECT_EQ(at(1, StationColumn::state, Qt::ToolTipRole).toString(), QStringLiteral("Nothing came."));
  EXPECT_EQ(at(1, StationColumn::state, Qt::AccessibleTextRole).toString(), QStringLiteral("Failed: Nothing came."));
  model.setTuning(key("Radio Dusk"), Tuning::asking, {});
  model.setTuning(key("Radio Dawn"), Tuning::asking, {});
  EXPECT_EQ(at(1, StationColumn::state).toString(), QString());
}

TEST_F(Model, IsNotResetByNewsOfTheSameRows) {
  StationSearch search;
  search.setSources({tableOf({"Radio Dawn"}), {}, {}});
  model.setView(search.find({}));
  QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
  QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
  auto stations = model.view().pool->at(0);
  stations.title = QStringLiteral("A song");
  search.setSources({makeStationTable({stations}, true), {}, {}});
  model.setView(search.find({}));
  EXPECT_EQ(reset.size(), 0);
  EXPECT_EQ(changed.size(), 1);
  EXPECT_EQ(at(0, StationColumn::title).toString(), QStringLiteral("A song"));
}

TEST_F(Model, IsResetWhereMostRowsHaveChanged) {
  std::vector<Station> stations;
  for (int i = 0; i < 100; ++i) stations.push_back(stationNamed(QStringLiteral("S%1").arg(i, 3, 10, QChar(u'0'))));
  StationSearch search;
  search.setSources({makeStationTable(stations, true), {}, {}});
  model.setView(search.find({}));
  QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
  QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
  for (std::size_t i = 0; i < StationSearch::kMostChanged; ++i) stations[i].title = QStringLiteral("A song");
  search.setSources({makeStationTable(stations, true), {}, {}});
  model.setView(search.find({}));
  EXPECT_EQ(reset.size(), 0);
  EXPECT_EQ(changed.size(), static_cast<qsizetype>(StationSearch::kMostChanged));
  for (Station& station : stations) station.title = QStringLiteral("Another song");
  search.setSources({makeStationTable(stations, true), {}, {}});
  model.setView(search.find({}));
  EXPECT_EQ(reset.size(), 1);
  EXPECT_EQ(at(99, StationColumn::title).toString(), QStringLiteral("Another song"));
}

TEST_F(Model, ShowsTheTitleOfWhatIsHeardUntilAnotherServiceIs) {
  model.setView(viewOf(tableOf({"Radio Dawn", "Radio Dusk"})));
  model.setTuning(key("Radio Dawn"), Tuning::playing, {});
  QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
  model.setTitle(QStringLiteral("A song"));
  EXPECT_EQ(changed.size(), 1);
  EXPECT_EQ(at(0, StationColumn::title).toString(), QStringLiteral("A song"));
  model.setTuning(key("Radio Dusk"), Tuning::asking, {});
  EXPECT_EQ(at(0, StationColumn::title).toString(), QString());
  EXPECT_EQ(at(1, StationColumn::title).toString(), QString());
}

TEST(FacetModel, OffersAllAndEachValueWithItsCount) {
  FacetModel model(Facet::genre, QStringLiteral("All genres"));
  const QAbstractItemModelTester tester(&model, kFatal);
  std::vector<Station> stations = {stationNamed(QStringLiteral("One")), stationNamed(QStringLiteral("Two"))};
  stations[0].genre = stations[1].genre = QStringLiteral("jazz");
  model.setView(viewOf(makeStationTable(stations, true)));
  ASSERT_EQ(model.rowCount(), 2);
  EXPECT_EQ(model.index(0).data().toString(), QStringLiteral("All genres"));
  EXPECT_EQ(model.index(1).data().toString(), QStringLiteral("jazz (2)"));
  EXPECT_EQ(model.valueAt(1), QStringLiteral("jazz"));
  EXPECT_EQ(model.rowOf(QStringLiteral("jazz")), 1);
}

}  // namespace
}  // namespace joincast::ui
