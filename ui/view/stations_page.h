// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QWidget>
#include <array>

#include "ui/model/station_query.h"

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QModelIndex;
class QPushButton;
class QStackedLayout;
class QTabBar;
class QToolButton;
class QTreeView;

namespace joincast::ui {

class FacetBox;
class StationList;
class StationModel;
class Welcome;

/// The list of stations, with what it is made of, what is looked for and what it is narrowed by above it. What is
/// wished for is told as a query; what was found is shown by showFound().
class StationsPage : public QWidget {
  Q_OBJECT

 public:
  explicit StationsPage(StationModel& model, QWidget* parent = nullptr);
  ~StationsPage() override;  ///< columns, order and groups are remembered

  QLineEdit& search() noexcept { return *search_; }
  QTreeView& list() noexcept;
  Welcome& welcome() noexcept { return *welcome_; }  ///< stands here while no station is known

  const Station* current() const;  ///< of the row that is current; null: none is
  const StationQuery& query() const noexcept { return query_; }

  QMenu* columnsMenu() const noexcept { return columns_; }     ///< which columns there are
  QMenu* groupingMenu() const noexcept { return groupings_; }  ///< what is grouped by
  /// What the menu of a row holds; the window's Station menu has the same.
  void setRowActions(const QList<QAction*>& actions) { rowActions_ = actions; }

 public Q_SLOTS:
  void showFound(joincast::ui::StationViewPtr view);
  void setPlaying(bool playing) { playing_ = playing; }  ///< whether stepping through the list changes what plays
  /// Goes to the next station (1) or the one before (-1) from `key`, or from the current one if that is not listed, and
  /// wishes for it as a key would.
  void step(const QString& key, int direction);
  void focusSearch();
  void clearFilters();
  void setSource(joincast::ui::Source source);

 Q_SIGNALS:
  void queryWished(joincast::ui::StationQuery query);
  void playWished(joincast::ui::Station station);       ///< by a double click, or Enter
  void zapWished(joincast::ui::Station station);        ///< the current one is another, by keys, while something plays
  void favouriteWished(joincast::ui::Station station);  ///< or not any more, by a click on its star
  void currentChanged();                                ///< current() is another, or has changed

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void makeBoxes();
  void makeMenus();
  void checkColumns();
  void setQuery(StationQuery query);
  void showEmpty(const StationView& view);
  void setGrouping(Grouping grouping);
  void restore();
  void activate(const QModelIndex& index);
  void fold(int row, bool collapsed);

  StationModel& model_;
  StationQuery query_;
  std::pair<StationColumn, bool> sortBefore_{StationColumn::name, false};  // the history was shown
  bool heardBefore_ = false;                                               // its column was shown before
  bool playing_ = false;
  QList<QAction*> rowActions_;

  QTabBar* sources_;
  QLineEdit* search_;
  std::array<FacetBox*, kFacets> boxes_{};
  QToolButton* clear_;
  QLabel* count_;
  StationList* list_;
  QStackedLayout* stack_;
  QLabel* emptyText_;
  QPushButton* emptyButton_;
  Welcome* welcome_;
  QMenu* columns_;
  QMenu* groupings_;
};

}  // namespace joincast::ui
