// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/when.h"

#include <charconv>
#include <cmath>
#include <string>

namespace joincast::app {
namespace {

/// Takes a number from the front.
template <typename Number>
bool take(std::string_view& text, Number& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

/// Exactly `digits` decimal digits.
bool take_digits(std::string_view& text, std::size_t digits, int& value) {
  if (text.size() < digits) return false;
  std::string_view part = text.substr(0, digits);
  for (const char c : part)
    if (c < '0' || c > '9') return false;
  text.remove_prefix(digits);
  return take(part, value);
}

bool take_char(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

std::time_t to_seconds(WallTime time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

WallTime from_seconds_since_epoch(std::time_t seconds) { return WallTime{std::chrono::seconds(seconds)}; }

double unit_seconds(char unit) {
  switch (unit) {
    case 's': return 1;
    case 'm': return 60;
    case 'h': return 3600;
    case 'd': return 86400;
    default: return 0;
  }
}

}  // namespace

std::optional<Duration> parse_span(std::string_view text, bool negative) {
  constexpr double kLongest = 10 * 365.0 * 86400;
  const bool minus = negative && take_char(text, '-');
  if (text.empty()) return std::nullopt;
  double total = 0;
  double last_unit = 1e9;
  while (!text.empty()) {
    double value = 0;
    if (text.front() == '-' || text.front() == '+' || !take(text, value) || !std::isfinite(value)) return std::nullopt;
    const double unit = text.empty() ? 1 : unit_seconds(text.front());
    if (unit == 0 || unit >= last_unit) return std::nullopt;
    if (!text.empty()) text.remove_prefix(1);
    last_unit = unit;
    total += value * unit;
  }
  if (total > kLongest) return std::nullopt;
  return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(minus ? -total : total));
}

std::optional<std::uint64_t> parse_size(std::string_view text) {
  double value = 0;
  if (text.empty() || text.front() == '-' || !take(text, value) || !(value > 0)) return std::nullopt;
  constexpr std::string_view kUnits = "kMGT";
  double base = 1000;
  std::size_t power = 0;
  if (!text.empty() && text != "B") {
    const char unit = text.front() == 'K' ? 'k' : text.front();
    power = kUnits.find(unit);
    if (power == std::string_view::npos) return std::nullopt;
    ++power;
    text.remove_prefix(1);
    if (take_char(text, 'i')) base = 1024;
  }
  take_char(text, 'B');
  const double octets = value * std::pow(base, static_cast<double>(power));
  if (!text.empty() || !(octets >= 1) || octets > 1e18) return std::nullopt;
  return static_cast<std::uint64_t>(octets);
}

std::optional<int> parse_time_of_day(std::string_view text) {
  int hour = 0;
  int minute = 0;
  int second = 0;
  if (!take_digits(text, text.size() > 1 && text[1] == ':' ? 1 : 2, hour) || !take_char(text, ':') ||
      !take_digits(text, 2, minute))
    return std::nullopt;
  if (!text.empty() && (!take_char(text, ':') || !take_digits(text, 2, second))) return std::nullopt;
  const bool midnight = hour == 24 && minute == 0 && second == 0;
  if (!text.empty() || (hour > 23 && !midnight) || minute > 59 || second > 59) return std::nullopt;
  return hour * 3600 + minute * 60 + second;
}

std::tm local_parts(WallTime time) {
  const std::time_t seconds = to_seconds(time);
  std::tm parts{};
  localtime_r(&seconds, &parts);
  return parts;
}

WallTime local_time(int year, int month, int day, int second_of_day) {
  const auto with = [&](int dst) {
    std::tm parts{};
    parts.tm_year = year - 1900;
    parts.tm_mon = month - 1;
    parts.tm_mday = day;
    parts.tm_hour = second_of_day / 3600;
    parts.tm_min = second_of_day / 60 % 60;
    parts.tm_sec = second_of_day % 60;
    parts.tm_isdst = dst;
    return std::mktime(&parts);
  };
  // In summer time first: where clocks show a time twice, that is the first of the two.
  const std::time_t summer = with(1);
  std::tm shown{};
  localtime_r(&summer, &shown);
  return from_seconds_since_epoch(shown.tm_isdst > 0 ? summer : with(0));
}

std::optional<WallTime> parse_moment(std::string_view text, WallTime now) {
  if (const auto of_day = parse_time_of_day(text)) {
    const std::tm today = local_parts(now);
    const WallTime moment = local_time(today.tm_year + 1900, today.tm_mon + 1, today.tm_mday, *of_day);
    return moment > now ? moment : local_time(today.tm_year + 1900, today.tm_mon + 1, today.tm_mday + 1, *of_day);
  }
  const bool utc = text.ends_with('Z');
  if (utc) text.remove_suffix(1);
  int year = 0;
  int month = 0;
  int day = 0;
  if (!take_digits(text, 4, year) || !take_char(text, '-') || !take_digits(text, 2, month) || !take_char(text, '-') ||
      !take_digits(text, 2, day) || !(take_char(text, 'T') || take_char(text, ' ')))
    return std::nullopt;
  const auto of_day = parse_time_of_day(text);
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!of_day || !date.ok()) return std::nullopt;
  if (utc) return WallTime{std::chrono::sys_days(date)} + std::chrono::seconds(*of_day);
  return local_time(year, month, day, *of_day);
}

}  // namespace joincast::app
