// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QDialogButtonBox>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTreeView>
#include <algorithm>

#include "ui/control/record_controller.h"
#include "ui/control/schedule_controller.h"
#include "ui/model/recordings_model.h"
#include "ui/view/recordings_page.h"
#include "ui/view/schedule_dialog.h"

namespace joincast::ui {
namespace {

using namespace std::chrono_literals;

constexpr const char* kSidecar = R"({
  "file": "a.mp3", "container": "MP3", "codec": "mpa", "service": "8000:0001", "station": "Example One",
  "began": "2026-11-21T09:30:00.125Z", "state": "complete", "length_ms": 100000.000, "octets": 1600000,
  "titles": [{"ms": 0.000, "title": "First song"}, {"ms": 50000.000, "title": "Second song"}],
  "gaps": [{"ms": 25000.000, "packets": 3, "reason": "network", "lost_ms": 72.000}], "unwritten": 0
})";

PlayRequest request(const char* number) {
  PlayRequest request;
  request.reference = *libreceiver::parse_service_reference(number);
  return request;
}

class Records : public testing::Test {
 protected:
  Records() {
    controller_.setFolder(QStringLiteral("/music"));
    QObject::connect(&controller_, &RecordController::recordWished,
                     [this](const RecordRequest& wished) { wished_.push_back(wished); });
  }
  RecordController controller_;
  std::vector<RecordRequest> wished_;
};

TEST_F(Records, RecordsWhatPlaysIntoTheFolderAndEndsThatWhenAskedAgain) {
  QSignalSpy ended(&controller_, &RecordController::endWished);
  controller_.toggle();
  EXPECT_TRUE(wished_.empty());  // nothing plays
  controller_.setPlaying(request("8000:0001"), QStringLiteral("Example One"));
  controller_.toggle();
  ASSERT_EQ(wished_.size(), 1u);
  EXPECT_EQ(to_string(wished_[0].service.reference), "8000:0001");
  EXPECT_EQ(wished_[0].wishes.output, "/music");
  EXPECT_TRUE(controller_.records());
  controller_.toggle();
  ASSERT_EQ(ended.count(), 1);
  EXPECT_EQ(ended[0][0].toULongLong(), wished_[0].id);
  controller_.handleEnd(wished_[0].id, QStringLiteral("/music/a.mp3"), {});
  EXPECT_FALSE(controller_.records());
}

TEST_F(Records, GoOnWhenAnotherStationIsChosen) {
  QSignalSpy ended(&controller_, &RecordController::endWished);
  controller_.setPlaying(request("8000:0001"), {});
  controller_.toggle();
  controller_.setPlaying(request("8000:0002"), {});
  EXPECT_FALSE(controller_.records());
  EXPECT_EQ(ended.count(), 0);
  controller_.toggle();
  ASSERT_EQ(wished_.size(), 2u);
  EXPECT_NE(wished_[0].id, wished_[1].id);
}

TEST_F(Records, WriteASongOnlyAsLongAsItsStationPlays) {
  QSignalSpy songs(&controller_, &RecordController::songsEndWished);
  controller_.setPlaying(request("8000:0001"), {});
  controller_.toggleSong();
  EXPECT_TRUE(controller_.recordsSong());
  controller_.setPlaying(request("8000:0002"), {});
  EXPECT_EQ(songs.count(), 1);
  EXPECT_FALSE(controller_.recordsSong());
}

TEST_F(Records, SayWhatIsWrongUntilItIsWellAgain) {
  QSignalSpy trouble(&controller_, &RecordController::troubleChanged);
  RunningRecording row;
  row.station = QStringLiteral("Example One");
  row.trouble = QStringLiteral("No space left on device");
  row.blocked = true;
  controller_.handleRunning({row});
  controller_.handleRunning({row});
  ASSERT_EQ(trouble.count(), 1);
  EXPECT_TRUE(trouble[0][0].toString().contains(row.trouble));
  row.blocked = false;
  controller_.handleRunning({row});
  ASSERT_EQ(trouble.count(), 2);
  EXPECT_TRUE(trouble[1][0].toString().isEmpty());
}

/// Every hour, for ten minutes.
class HourlyBook final : public ScheduleBook {
 public:
  QString path() const override { return {}; }
  Reading read() override { return {programmes, {}}; }
  bool hasChanged() override { return false; }
  QString add(const Programme&, const QString&) override { return {}; }
  QString replace(int, const Programme&) override { return {}; }
  QString remove(int) override { return {}; }
  bool own() override { return free; }
  void disown() override {}
  Times next(const Programme&, WallTime moment) const override {
    const auto hour = std::chrono::floor<std::chrono::hours>(moment);
    return moment < hour + 10min ? Times{hour, hour + 10min} : Times{hour + 1h, hour + 1h + 10min};
  }
  std::vector<Programme> programmes = std::vector<Programme>(1);
  bool free = true;
};

class Schedules : public Records {
 protected:
  HourlyBook book_;
  ScheduleController schedule_{book_, controller_};
  const WallTime hour_{std::chrono::hours(500'000)};
};

TEST_F(Schedules, BeginShortlyBeforeTheirTimeAndOnce) {
  schedule_.look(hour_ + 30min);
  EXPECT_TRUE(wished_.empty());
  schedule_.look(hour_ + 1h - 9s);
  ASSERT_EQ(wished_.size(), 1u);
  EXPECT_EQ(wished_[0].kind, RunningRecording::Kind::scheduled);
  EXPECT_EQ(wished_[0].wishes.at, hour_ + 1h);
  EXPECT_EQ(wished_[0].wishes.until, hour_ + 1h + 10min);
  schedule_.look(hour_ + 1h + 5min);
  controller_.handleEnd(wished_[0].id, QStringLiteral("/music/a.mp3"), {});
  schedule_.look(hour_ + 1h + 9min);
  EXPECT_EQ(wished_.size(), 1u);
  schedule_.look(hour_ + 2h);
  EXPECT_EQ(wished_.size(), 2u);
}

TEST_F(Schedules, TryAgainWhereTheyCouldNotBegin) {
  schedule_.look(hour_);
  ASSERT_EQ(wished_.size(), 1u);
  controller_.handleEnd(wished_[0].id, {}, QStringLiteral("no interface"));
  schedule_.look(hour_ + 1s);
  EXPECT_EQ(wished_.size(), 1u);
  schedule_.look(hour_ + ScheduleController::kTryAgain);
  EXPECT_EQ(wished_.size(), 2u);
}

TEST_F(Schedules, LeaveItToAnotherProgramThatRecordsByTheSame) {
  book_.free = false;
  schedule_.look(hour_);
  EXPECT_TRUE(wished_.empty());
  EXPECT_TRUE(schedule_.ownedElsewhere());
  book_.free = true;
  schedule_.look(hour_ + 1s);
  EXPECT_EQ(wished_.size(), 1u);
}

TEST_F(Schedules, EndWhatIsNotInThemAnyMore) {
  QSignalSpy ended(&controller_, &RecordController::endWished);
  schedule_.look(hour_);
  book_.programmes.clear();
  schedule_.reread();
  EXPECT_EQ(ended.count(), 1);
}

TEST(RecordingFile, TellsWhatItsSidecarSays) {
  RecordingFile file;
  readSidecar(kSidecar, file);
  EXPECT_EQ(file.station, QStringLiteral("Example One"));
  EXPECT_TRUE(file.title.startsWith(QStringLiteral("First song")));
  EXPECT_EQ(file.lengthMs, 100'000);
  ASSERT_EQ(file.losses.size(), 1u);
  EXPECT_DOUBLE_EQ(file.losses[0].place, 0.25);
  EXPECT_EQ(file.lostPackets, 3);
}

TEST(RecordingFile, DoesWithoutASidecarThatIsNone) {
  RecordingFile file;
  for (const char* text : {"", "[]", "{", "{\"gaps\": 7, \"titles\": {}, \"length_ms\": \"x\"}"})
    readSidecar(text, file);
  EXPECT_TRUE(file.losses.empty());
}

TEST(RecordingsModel, ListsWhatLiesInAFolderTheNewestFirst) {
  const QTemporaryDir folder;
  QDir(folder.path()).mkpath(QStringLiteral("Example One"));
  const auto write = [&](const char* name, const QByteArray& text) {
    QFile file(folder.filePath(QString::fromUtf8(name)));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(text);
  };
  write("Example One/a.mp3", "123");
  write("Example One/a.mp3.json", kSidecar);
  write("b.ts", "1");
  write("notes.txt", "1");
  RecordingsModel model;
  const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
  model.setFiles(scanRecordings(folder.path()));
  ASSERT_EQ(model.rowCount(), 2);
  const auto row = model.at(0).name == QStringLiteral("a.mp3") ? 0 : 1;
  EXPECT_EQ(model.index(row, RecordingsModel::kLength).data().toString(), QStringLiteral("1:40"));
  EXPECT_EQ(model.index(row, RecordingsModel::kLosses).data(RecordingsModel::kPlacesRole).toList(), QVariantList{0.25});
  model.setRunning({model.at(0).path});
  EXPECT_EQ(model.rowCount(), 1);
  EXPECT_EQ(filesOf(folder.filePath(QStringLiteral("Example One/a.mp3"))).size(), 2);
}

TEST(RunningModel, KeepsItsRowsWhileTheSameAreRecorded) {
  RunningModel model;
  const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
  QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
  RunningRecording row;
  row.id = 7;
  model.setRunning({row});
  row.lengthMs = 61'000;
  model.setRunning({row});
  EXPECT_EQ(resets.count(), 1);
  EXPECT_EQ(model.index(0, RunningModel::kLength).data().toString(), QStringLiteral("1:01"));
  model.setRunning({});
  EXPECT_EQ(model.rowCount(), 0);
}

StationTablePtr stations() {
  auto table = std::make_shared<StationTable>();
  Station one;
  one.name = QStringLiteral("Example One");
  one.reference = QStringLiteral("8000:0001");
  table->stations = {one};
  return table;
}

TEST(ProgrammeDialog, GivesBackWhatItWasGiven) {
  Programme programme;
  programme.service = QStringLiteral("8000:0001");
  programme.days = 0x15;
  programme.at = 20 * 3600;
  programme.until = 21 * 3600 + 1800;
  programme.name = QStringLiteral("News {date}");
  EXPECT_TRUE(ProgrammeDialog(programme, stations()).programme().sameTimes(programme));
  programme.until.reset();
  programme.seconds = 45 * 60;
  EXPECT_TRUE(ProgrammeDialog(programme, {}).programme().sameTimes(programme));
}

TEST(ProgrammeDialog, TakesAStationByItsNameAndNothingThatIsNone) {
  ProgrammeDialog dialog({}, stations());
  const auto* const keep = dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
  EXPECT_FALSE(keep->isEnabled());
  auto* const station = dialog.findChild<QLineEdit*>();
  station->setText(QStringLiteral("example one"));
  EXPECT_TRUE(keep->isEnabled());
  EXPECT_EQ(dialog.programme().service, QStringLiteral("8000:0001"));
  station->setText(QStringLiteral("no such station"));
  EXPECT_FALSE(keep->isEnabled());
}

TEST(RecordingsPage, PlaysARecordingThatIsActivated) {
  auto files = std::make_shared<std::vector<RecordingFile>>(1);
  files->front().path = QStringLiteral("/music/a.mp3");
  RunningModel running;
  RecordingsModel recordings;
  RecordingsPage page(running, recordings, {});
  recordings.setFiles(files);
  QSignalSpy played(&page, &RecordingsPage::playWished);
  const auto lists = page.findChildren<QTreeView*>();
  for (QTreeView* list : lists)
    if (list->model()->rowCount() == 1) Q_EMIT list->activated(list->model()->index(0, 0));
  ASSERT_EQ(played.count(), 1);
  EXPECT_EQ(played[0][0].toString(), QStringLiteral("/music/a.mp3"));
}

}  // namespace
}  // namespace joincast::ui
