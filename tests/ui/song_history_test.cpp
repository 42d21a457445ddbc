// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/song_history.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QFile>
#include <QTemporaryDir>

namespace joincast::ui {
namespace {

HeardSong song(const char* title, int minute = 0) {
  return {QDateTime(QDate(2026, 11, 21), QTime(20, 0)).addSecs(60 * minute),
          QString::fromUtf8(title),
          QStringLiteral("Radio Dawn"),
          {}};
}

TEST(SongHistory, IsAModelAsQtUnderstandsIt) {
  SongHistory history;
  const QAbstractItemModelTester tester(&history, QAbstractItemModelTester::FailureReportingMode::Fatal);
  history.add(song("One"));
  history.add(song("Two"));
  history.clear();
  history.add(song("Three"));
  EXPECT_EQ(history.rowCount(), 1);
}

TEST(SongHistory, HasTheNewestFirstAndNoneTwice) {
  SongHistory history;
  history.add(song("One"));
  history.add(song("Two", 3));
  history.add(song("Two", 4));
  ASSERT_EQ(history.rowCount(), 2);
  EXPECT_EQ(history.at(0), song("Two", 3));
}

TEST(SongHistory, IsReadAgainByTheNextRun) {
  const QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("new/songs.tsv"));
  SongHistory history, again;
  history.setFile(path);
  history.add(song("One\twith\na tab"));
  history.add(song("Two", 1));
  again.setFile(path);
  ASSERT_EQ(again.rowCount(), 2);
  EXPECT_EQ(again.at(0), song("Two", 1));
  EXPECT_EQ(again.at(1).title, QStringLiteral("One with a tab"));
}

TEST(SongHistory, LeavesOutLinesThatAreNone) {
  const QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("songs.tsv"));
  QFile file(path);
  ASSERT_TRUE(file.open(QIODevice::WriteOnly));
  file.write("nonsense\n\nnever\tA\tB\t\n2026-11-21T20:00:00Z\tA song\tB\t\n2026-11-21T20:00:00Z\t\tB\t\n");
  file.close();
  SongHistory history;
  history.setFile(path);
  ASSERT_EQ(history.rowCount(), 1);
  EXPECT_EQ(history.at(0).title, QStringLiteral("A song"));
}

TEST(SongHistory, ForgetsTheOldestBeyondItsLimit) {
  SongHistory history;
  for (int i = 0; i <= SongHistory::kMost; ++i) history.add(song(QByteArray::number(i).constData()));
  EXPECT_EQ(history.rowCount(), SongHistory::kMost);
  EXPECT_EQ(history.at(SongHistory::kMost - 1).title, QStringLiteral("1"));
}

TEST(SongHistory, IsTextForPeople) {
  SongHistory history;
  history.add(song("One"));
  history.add(song("Two", 3));
  EXPECT_EQ(history.toText(),
            QStringLiteral("2026-11-21 20:03  Two  (Radio Dawn)\n2026-11-21 20:00  One  (Radio Dawn)\n"));
  EXPECT_EQ(history.toText({history.index(1, 0), history.index(1, 1)}),
            QStringLiteral("2026-11-21 20:00  One  (Radio Dawn)\n"));
}

TEST(SongHistory, IsATableWithoutFormulas) {
  SongHistory history;
  history.add(song("=cmd|\"calc\""));
  EXPECT_EQ(history.toCsv(), QStringLiteral("heard,title,station,link\r\n"
                                            "\"2026-11-21 20:00\",\"'=cmd|\"\"calc\"\"\",\"Radio Dawn\",\"\"\r\n"));
}

TEST(SongHistory, SaysWhyItCannotBeSaved) {
  EXPECT_FALSE(SongHistory().save(QStringLiteral("/nowhere/at/all.txt")).isEmpty());
}

}  // namespace
}  // namespace joincast::ui
