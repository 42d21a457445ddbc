// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/export.h"
#include "base/service_number.h"
#include "base/time.h"
#include "directory/number.h"
#include "guide/page.h"
#include "headend/directory_config.h"
#include "headend/icon_fetcher.h"
#include "net/event_loop.h"

namespace joincast::headend {

/// A station's number as an older headend has it.
struct ElderNumber {
  directory::DirectoryId directory = 0;
  std::string id;
  ServiceNumber number;

  friend bool operator==(const ElderNumber&, const ElderNumber&) = default;
};

/// What to adopt of an answer to `/guide.json?collisions=1`, in the order that works: first who has the number of its
/// id, for he displaces the others.
JOINCAST_EXPORT std::vector<ElderNumber> elder_numbers(const guide::Page& page, const DirectoriesConfig& ours);

/// Asks the guides of older headends, by HTTP, which numbers they gave where ids collide: at the start, every ten
/// minutes, and when the catalogue has changed. On the loop's thread.
class JOINCAST_EXPORT ElderGuides {
 public:
  /// `take`: called once for each answer, with what it says.
  ElderGuides(net::EventLoop& loop, std::function<void(const std::vector<ElderNumber>&)> take);

  void configure(const DirectoriesConfig& config);
  void catalogue_changed();

 private:
  void ask();
  void take_answer(const std::string& url, const std::string& octets);

  net::EventLoop& loop_;
  std::function<void(const std::vector<ElderNumber>&)> take_;
  DirectoriesConfig config_;
  IconFetcher fetcher_;
  net::Timer timer_;
  TimePoint asked_{};
};

}  // namespace joincast::headend
