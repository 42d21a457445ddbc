// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/station_model.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>

namespace joincast::ui {
namespace {

StationTablePtr table(std::initializer_list<const char*> names) {
  auto table = std::make_shared<StationTable>();
  for (const char* name : names) {
    Station station;
    station.name = station.key = QString::fromUtf8(name);
    table->stations.push_back(station);
  }
  return table;
}

QStringList names(const StationModel& model) {
  QStringList names;
  for (int row = 0; row < model.rowCount(); ++row) names << model.at(row).name;
  return names;
}

TEST(StationModel, IsAModelAsQtUnderstandsIt) {
  StationModel model;
  const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
  model.setTable(table({"Radio Dawn", "Radio Dusk"}));
  model.setTuning(QStringLiteral("Radio Dusk"), Tuning::playing, {});
  model.setWords(QStringLiteral("dusk"));
  EXPECT_EQ(names(model), QStringList{QStringLiteral("Radio Dusk")});
}

TEST(StationModel, ShowsTheStateOfTheOneThatPlaysOnly) {
  StationModel model;
  model.setTable(table({"Radio Dawn", "Radio Dusk"}));
  model.setTuning(QStringLiteral("Radio Dusk"), Tuning::failed, QStringLiteral("Nothing came."));
  EXPECT_EQ(model.index(0, 0).data(StationModel::kTuningRole).toInt(), static_cast<int>(Tuning::silent));
  EXPECT_EQ(model.index(1, 0).data(StationModel::kTuningRole).toInt(), static_cast<int>(Tuning::failed));
  EXPECT_EQ(model.index(1, 0).data(StationModel::kWhyRole).toString(), QStringLiteral("Nothing came."));
}

}  // namespace
}  // namespace joincast::ui
