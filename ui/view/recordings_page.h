// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QAction;
class QLabel;
class QSortFilterProxyModel;
class QTreeView;

namespace joincast::ui {

class RecordingsModel;
class RunningModel;

/// What is being recorded, and below it what was.
class RecordingsPage : public QWidget {
  Q_OBJECT

 public:
  /// `begin`: the actions that begin a recording, shown where there is none yet. The models must outlive it.
  RecordingsPage(RunningModel& running, RecordingsModel& recordings, const QList<QAction*>& begin,
                 QWidget* parent = nullptr);

  void setFolder(const QString& folder);
  /// Actions on the recordings selected, for a menu.

 Q_SIGNALS:
  void endWished(quint64 id);
  void playWished(QString path);
  void renameWished(QString path, QString name);  ///< without extension
  void deleteWished(QStringList paths);
  void showWished(QString path);  ///< in its folder
  void folderWished();

 private:
  QStringList selected() const;
  void addFileActions();
  void renameSelected();
  void tend();

  RunningModel& running_;
  RecordingsModel& recordings_;
  QSortFilterProxyModel* sorted_;
  QTreeView* runningList_;
  QTreeView* list_;
  QWidget* above_;
  QLabel* empty_;
  QLabel* folder_;
  QAction* end_;
  QList<QAction*> fileActions_;
};

}  // namespace joincast::ui
