// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "ui/model/station_query.h"

namespace joincast::ui {

/// Answers queries. Lives on one thread, off the windows': 80,000 stations take some hundredths of a second, and to
/// forget them takes as long, so that what it handed out ends here as well, when sweep() finds nobody else holds it.
class StationSearch {
 public:
  static constexpr std::size_t kMostChanged = 64;  ///< rows; of more a view is told as another list
  static constexpr std::size_t kMostValues = 200;  ///< of a facet, in a view

  void hold(StationTablePtr table);  ///< it ends here, even if no query comes to it
  void setSources(StationSources sources);

  /// Null: `outdated` said that nobody waits for it any more.
  StationViewPtr find(const StationQuery& query, const std::function<bool()>& outdated);
  StationViewPtr find(const StationQuery& query);

  void sweep();

 private:
  const std::vector<std::uint32_t>& order(StationColumn column, bool descending);

  StationPoolPtr pool_ = std::make_shared<StationPool>(StationSources{});
  std::vector<std::uint32_t> nameRank_;  // by station; empty: not known yet
  std::optional<std::pair<StationColumn, bool>> ordered_;
  std::vector<std::uint32_t> order_;  // of all stations, by `ordered_`
  StationViewPtr last_;
  std::vector<std::shared_ptr<const void>> held_;
};

}  // namespace joincast::ui
