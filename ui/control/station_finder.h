// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QObject>
#include <atomic>
#include <functional>
#include <memory>
#include <vector>

#include "ui/model/station_search.h"

namespace joincast::ui {

/// Keeps what is shown in step with what there is and what is looked for: a query is answered elsewhere, and of
/// several that wait the newest wins.
class StationFinder : public QObject {
  Q_OBJECT

 public:
  /// Runs its argument elsewhere, in order, and what that returns here.
  using Run = std::function<void(std::function<std::function<void()>()>)>;

  explicit StationFinder(Run run, QObject* parent = nullptr);
  ~StationFinder() override;

  const StationQuery& query() const noexcept { return query_; }
  const StationViewPtr& view() const noexcept { return view_; }  ///< null: none was found yet

 public Q_SLOTS:
  void setGuide(joincast::ui::StationTablePtr table);
  void setFavourites(const std::vector<joincast::ui::Favourite>& favourites);
  void setHistory(const std::vector<joincast::ui::HistoryEntry>& history);
  void setQuery(const joincast::ui::StationQuery& query);

 Q_SIGNALS:
  void found(joincast::ui::StationViewPtr view);

 private:
  void ask();
  void answered(std::uint64_t number, StationViewPtr view);

  Run run_;
  std::shared_ptr<StationSearch> search_ = std::make_shared<StationSearch>();  // used elsewhere only
  std::shared_ptr<std::atomic<std::uint64_t>> newest_ = std::make_shared<std::atomic<std::uint64_t>>(0);
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  StationSources sources_;
  StationQuery query_;
  StationViewPtr view_;
  bool fresh_ = true;   // sources_ have changed
  bool busy_ = false;   // a query is on its way
  bool again_ = false;  // it is outdated
};

}  // namespace joincast::ui
