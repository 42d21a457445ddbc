// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/joincast/options.h"
#include "base/result.h"

namespace joincast::app {

/// Something that is recorded week after week.
struct Programme {
  ServiceOptions service;
  RecordingWishes wishes;    ///< all but the times
  unsigned days = 0x7f;      ///< bit 0 is Monday: the days on which it begins
  int at = 0;                ///< seconds since midnight, as local clocks show them
  std::optional<int> until;  ///< likewise; not behind `at`: on the next day
  Duration duration{};       ///< where `until` is not given
  std::string text;          ///< its table as it was read: alike, if nothing changed
};

/// What a schedule file says.
struct Schedule {
  std::vector<Programme> programmes;
};

/// Reads the text of a file called `name`. The error names file, line and key, and what was expected.
Result<Schedule, std::string> parse_schedule(std::string_view text, std::string_view name);
Result<Schedule, std::string> load_schedule(const std::string& path);

struct Occurrence {
  WallTime begins{}, ends{};
};

/// The first one that ends after `moment`; it may have begun before. Summer time is respected: 20:00 is what clocks
/// show on that day.
Occurrence next_occurrence(const Programme& programme, WallTime moment);

}  // namespace joincast::app
