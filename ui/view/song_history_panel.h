// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QWidget>

class QAction;
class QMenu;
class QTreeView;

namespace joincast::ui {

class SongHistory;

/// What played when, with ways to take it elsewhere.
class SongHistoryPanel : public QWidget {
  Q_OBJECT

 public:
  explicit SongHistoryPanel(SongHistory& history, QWidget* parent = nullptr);

  void addActionsTo(QMenu& menu);

 Q_SIGNALS:
  void failed(const QString& sentence);  ///< it could not be saved

 private:
  void makeActions();
  void copySelected();
  void save();
  void clear();
  void refresh();

  SongHistory& history_;
  QTreeView* view_;
  QWidget* empty_;
  QAction *copy_, *copyAll_, *save_, *clear_;
};

}  // namespace joincast::ui
