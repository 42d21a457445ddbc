// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/stations_page.h"

#include <gtest/gtest.h>

#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTreeView>

#include "tests/ui/station_samples.h"
#include "ui/model/station_model.h"

namespace joincast::ui {
namespace {

class Page : public testing::Test {
 protected:
  Page() {
    QStandardPaths::setTestModeEnabled(true);
    QSettings().clear();
    page_ = std::make_unique<StationsPage>(model_);
    QObject::connect(page_.get(), &StationsPage::queryWished, [this](const StationQuery& query) { show(query); });
    page_->resize(900, 400);
    page_->show();
  }

  void show(const StationQuery& query) {
    search_.setSources({table_, {}, {}});
    page_->showFound(search_.find(query));
  }
  void show(StationTablePtr table) {
    table_ = std::move(table);
    show(page_->query());
  }
  void choose(const char* name) {
    page_->list().setCurrentIndex(model_.index(model_.rowOf(stationNamed(QString::fromUtf8(name)).key), 0));
  }
  QString current() const { return page_->current() ? page_->current()->name : QString(); }

  StationTablePtr table_;
  StationSearch search_;
  StationModel model_;
  std::unique_ptr<StationsPage> page_;
};

TEST_F(Page, KeepsTheCurrentStationWhenTheRowsBecomeOthers) {
  show(tableOf({"Bravo", "Charlie"}));
  choose("Charlie");
  show(tableOf({"Alpha", "Bravo", "Charlie"}));
  EXPECT_EQ(current(), QStringLiteral("Charlie"));
  page_->search().setText(QStringLiteral("alpha"));
  page_->search().clear();
  EXPECT_EQ(current(), QStringLiteral("Charlie"));
}

TEST_F(Page, KeepsWhatIsInSight) {
  std::vector<Station> stations;
  for (int i = 0; i < 2'000; ++i) stations.push_back(stationNamed(QStringLiteral("S%1").arg(i, 4, 10, QChar(u'0'))));
  show(makeStationTable(stations, true));
  page_->list().scrollTo(model_.index(1'000, 0), QAbstractItemView::PositionAtTop);
  const auto top = [this] { return page_->list().indexAt({1, 1}).data(StationModel::kKeyRole).toString(); };
  const QString before = top();
  stations.insert(stations.begin(), 10, stationNamed(QStringLiteral("A")));
  show(makeStationTable(stations, true));
  EXPECT_EQ(top(), before);
}

TEST_F(Page, ArrowsZapOnlyWhileSomethingPlays) {
  show(tableOf({"Alpha", "Bravo", "Charlie"}));
  choose("Alpha");
  QSignalSpy zapped(page_.get(), &StationsPage::zapWished);
  QTest::keyClick(&page_->list(), Qt::Key_Down);
  EXPECT_EQ(zapped.size(), 0);
  page_->setPlaying(true);
  QTest::keyClick(&page_->list(), Qt::Key_Down);
  ASSERT_EQ(zapped.size(), 1);
  EXPECT_EQ(zapped[0][0].value<Station>().name, QStringLiteral("Charlie"));
  show(tableOf({"Alpha", "Bravo", "Charlie", "Delta"}));
  EXPECT_EQ(zapped.size(), 1);
}

TEST_F(Page, StepsPastHeadingsFromWhatPlaysAndNotBeyondTheEnds) {
  show(tableOf({"Alpha", "Bravo"}));
  page_->groupingMenu()->actions().at(1)->trigger();
  QSignalSpy zapped(page_.get(), &StationsPage::zapWished);
  page_->step(stationNamed(QStringLiteral("Alpha")).key, 1);
  EXPECT_EQ(current(), QStringLiteral("Bravo"));
  page_->step(stationNamed(QStringLiteral("Bravo")).key, 1);
  page_->step(stationNamed(QStringLiteral("Alpha")).key, -1);
  EXPECT_EQ(zapped.size(), 1);
}

TEST_F(Page, GoesFromTheSearchToTheListAndBack) {
  show(tableOf({"Alpha", "Bravo"}));
  page_->search().setText(QStringLiteral("bra"));
  QTest::keyClick(&page_->search(), Qt::Key_Down);
  EXPECT_EQ(current(), QStringLiteral("Bravo"));
  QTest::keyClick(&page_->search(), Qt::Key_Escape);
  EXPECT_TRUE(page_->search().text().isEmpty());
  QTest::keyClick(&page_->list(), Qt::Key_A);  // letters belong to the search
  EXPECT_EQ(page_->search().text(), QStringLiteral("a"));
}

TEST_F(Page, EnterPlaysAStationAndFoldsAGroup) {
  show(tableOf({"Alpha", "Bravo"}));
  QSignalSpy played(page_.get(), &StationsPage::playWished);
  choose("Bravo");
  QTest::keyClick(&page_->list(), Qt::Key_Return);
  EXPECT_EQ(played.size(), 1);
  page_->groupingMenu()->actions().at(1)->trigger();
  EXPECT_EQ(model_.rowCount(), 3);
  page_->list().setCurrentIndex(model_.index(0, 0));
  QTest::keyClick(&page_->list(), Qt::Key_Return);
  EXPECT_EQ(model_.rowCount(), 1);
  EXPECT_EQ(page_->list().currentIndex().row(), 0);
  EXPECT_EQ(played.size(), 1);
}

TEST_F(Page, EnterPlaysThoughTheStarIsFirstAndTheMouseLiesOverIt) {
  show(tableOf({"Alpha", "Bravo"}));
  QSignalSpy played(page_.get(), &StationsPage::playWished), starred(page_.get(), &StationsPage::favouriteWished);
  QTest::keyClick(&page_->search(), Qt::Key_Down);
  QTest::keyClick(&page_->list(), Qt::Key_Return);
  ASSERT_EQ(played.size(), 1);
  EXPECT_EQ(played[0][0].value<Station>().name, QStringLiteral("Alpha"));
  const QModelIndex star = model_.index(1, static_cast<int>(StationColumn::favourite));
  const QPoint place = page_->list().visualRect(star).center();
  QTest::mouseClick(page_->list().viewport(), Qt::LeftButton, {}, place);
  QTest::mouseDClick(page_->list().viewport(), Qt::LeftButton, {}, place);
  QTest::mouseRelease(page_->list().viewport(), Qt::LeftButton, {}, place);
  EXPECT_EQ(played.size(), 1) << "two clicks on the star are two clicks";
  EXPECT_GE(starred.size(), 2);
}

TEST_F(Page, TheHistoryHasAnOrderOfItsOwn) {
  page_->setSource(Source::history);
  EXPECT_EQ(page_->query().sort, StationColumn::heard);
  EXPECT_TRUE(page_->query().descending);
  page_->setSource(Source::everything);
  EXPECT_EQ(page_->query().sort, StationColumn::name);
  EXPECT_FALSE(page_->query().descending);
}

TEST_F(Page, RemembersGroupsAndColumns) {
  page_->groupingMenu()->actions().at(2)->trigger();
  page_->columnsMenu()->actions().at(static_cast<int>(StationColumn::codec))->toggle();
  const bool hidden = page_->list().isColumnHidden(static_cast<int>(StationColumn::codec));
  page_.reset();
  page_ = std::make_unique<StationsPage>(model_);
  EXPECT_EQ(page_->query().grouping, Grouping::country);
  EXPECT_EQ(page_->list().isColumnHidden(static_cast<int>(StationColumn::codec)), hidden);
}

}  // namespace
}  // namespace joincast::ui
