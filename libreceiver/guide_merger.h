// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "libreceiver/guide_list.h"

// Private to the room.
namespace joincast::libreceiver {

/// Makes one list of what several tell (the rules are GuideList's): what comes first counts first.
class GuideMerger {
 public:
  void reserve(std::size_t entries);  ///< so many will be added

  /// `there`: the guides beside whose groups the service lies.
  void add(guide::Entry entry, const std::vector<GuideSource>& there, const GuideProvenance& by);
  void add_session(const std::string& description, const GuideProvenance& by);

  std::vector<GuideItem> take();  ///< by name

 private:
  GuideItem* find(const guide::Entry& entry, const std::vector<GuidePlace>& places);
  GuideItem& make(GuideItem item);
  void index_group(const IpAddress& group, std::size_t item);
  void index_groups();

  std::vector<GuideItem> items_;
  std::unordered_map<ServiceNumber, std::size_t> by_number_;  // the first of that number
  std::vector<std::size_t> next_;                             // by item: the next of the same number; kNone: none
  std::unordered_map<IpAddress, std::vector<std::size_t>> by_group_;
  std::size_t grouped_ = 0;  // items in by_group_: only sessions are looked for by their groups
};

/// Where a service of a headend is joined whose guide has this group; none: not known.
std::optional<GuidePlace> place_of(const guide::Entry& entry, const GuideSource& source);

}  // namespace joincast::libreceiver
