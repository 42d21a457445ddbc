// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <ctime>
#include <optional>
#include <string_view>

#include "base/time.h"

/// Times, spans and sizes as people write them.
namespace joincast::app {

/// `90`, `90s`, `45m`, `1h30m`, `1.5h`, `2d`; seconds where no unit stands. A leading `-` where `negative`.
std::optional<Duration> parse_span(std::string_view text, bool negative = false);

/// `20000`, `700M`, `1.5G`: octets, by powers of 1,000; `Ki`, `Mi`, `Gi` by powers of 1,024. Not zero.
std::optional<std::uint64_t> parse_size(std::string_view text);

/// A time of day, `20:00` or `20:00:30`; seconds since midnight as clocks show them.
std::optional<int> parse_time_of_day(std::string_view text);

/// `20:00` (the next one after `now`), `2026-11-21 20:00[:30]` or with a `T`, local time, or UTC with a `Z` at its end.
std::optional<WallTime> parse_moment(std::string_view text, WallTime now);

/// The moment when local clocks show this; where they show it twice, the first time; where they leap over it, as much
/// later as they leap.
WallTime local_time(int year, int month, int day, int second_of_day);

std::tm local_parts(WallTime time);

}  // namespace joincast::app
