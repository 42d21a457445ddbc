// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QModelIndex;
class QTreeView;

namespace joincast::ui {

class StationModel;
struct Station;

/// The list of stations, with what is looked for above it.
class StationsPage : public QWidget {
  Q_OBJECT

 public:
  explicit StationsPage(StationModel& model, QWidget* parent = nullptr);

  QLineEdit& search() noexcept { return *search_; }
  QTreeView& list() noexcept { return *list_; }

 Q_SIGNALS:
  void playWished(joincast::ui::Station station);  ///< by a double click, or Enter
  void zapWished(joincast::ui::Station station);   ///< the current one is another, by keys, while something plays

 private:
  StationModel& model_;
  QLineEdit* search_;
  QTreeView* list_;
};

}  // namespace joincast::ui
