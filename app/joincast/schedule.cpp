// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/schedule.h"

#define TOML_HEADER_ONLY 1  // no shared library to be loaded before the join
#include <fmt/format.h>
#include <toml++/toml.h>

#include <array>
#include <fstream>
#include <iterator>
#include <sstream>

#include "app/joincast/record_options.h"
#include "app/joincast/service_options.h"
#include "app/joincast/when.h"
#include "libreceiver/file_name.h"

namespace joincast::app {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::string_view kDaysExpected =
    R"(expected "daily", "weekdays", "weekend", or a list of "mon", "tue", "wed", "thu", "fri", "sat", "sun")";
constexpr std::string_view kSpanExpected = R"(expected a span such as "45m" or "1h30m")";

/// A programme as it is being read; what its keys say one by one.
struct Reading {
  Programme programme;
  RawService service;
  bool has_service = false;
  bool has_at = false;
};

/// Nothing; else what was expected.
using Wrong = std::optional<std::string>;

std::optional<unsigned> day_of(const toml::node& node) {
  const auto text = node.value_exact<std::string>();
  if (!text) return std::nullopt;
  if (*text == "daily") return 0x7f;
  if (*text == "weekdays") return 0x1f;
  if (*text == "weekend") return 0x60;
  for (std::size_t day = 0; day < kDays.size(); ++day)
    if (*text == kDays[day]) return 1u << day;
  return std::nullopt;
}

Wrong read_days(const toml::node& node, Reading& reading) {
  unsigned days = 0;
  if (const toml::array* list = node.as_array()) {
    for (const toml::node& one : *list) {
      const auto day = day_of(one);
      if (!day) return std::string(kDaysExpected);
      days |= *day;
    }
  } else if (const auto day = day_of(node)) {
    days = *day;
  }
  if (days == 0) return std::string(kDaysExpected);
  reading.programme.days = days;
  return std::nullopt;
}

Wrong read_flag(const toml::node& node, bool& value) {
  const auto flag = node.value_exact<bool>();
  if (!flag) return "expected true or false";
  value = *flag;
  return std::nullopt;
}

Wrong read_span(std::string_view text, Duration& value, bool negative = false) {
  const auto span = parse_span(text, negative);
  if (!span || *span == Duration::zero()) return std::string(kSpanExpected);
  value = *span;
  return std::nullopt;
}

Wrong read_time(std::string_view text, std::optional<int>& value) {
  value = parse_time_of_day(text);
  if (!value) return R"(expected a time such as "20:00" or "20:00:30")";
  return std::nullopt;
}

Wrong read_text(std::string_view key, const std::string& text, Reading& reading) {
  Programme& programme = reading.programme;
  RecordingWishes& wishes = programme.wishes;
  if (key == "service") {
    reading.service.service = text;
    reading.has_service = true;
    const auto reference = libreceiver::parse_service_reference(text);
    return reference ? Wrong() : Wrong(to_string(reference.error()));
  }
  if (key == "at") {
    std::optional<int> at;
    const Wrong wrong = read_time(text, at);
    programme.at = at.value_or(0);
    reading.has_at = !wrong;
    return wrong;
  }
  if (key == "until") return read_time(text, programme.until);
  if (key == "duration") return read_span(text, programme.duration);
  if (key == "split") return parse_split(text, wishes) ? Wrong() : Wrong(kSplitExpected);
  if (key == "title-offset") return read_span(text, wishes.title_offset, true);
  if (key == "quiet-cut") return read_span(text, wishes.quiet_radius);
  if (key == "name") {
    wishes.name = text;
    const auto checked = libreceiver::check_name_pattern(text);
    return checked ? Wrong() : Wrong(checked.error());
  }
  if (key == "output") {
    wishes.output = text;
    return text == "-" ? Wrong("expected a folder") : Wrong();
  }
  if (key == "format") return wishes.type = text, Wrong();
  if (key == "interface") return programme.service.wishes.interface = text, Wrong();
  if (key == "prefix") return reading.service.prefix = text, Wrong();
  if (key == "source") return reading.service.source = text, Wrong();
  if (key == "family") {
    reading.service.family = text;
    return text == "ipv4" || text == "ipv6" ? Wrong() : Wrong(R"(expected "ipv4" or "ipv6")");
  }
  return "there is no such key; expected service, days, at, until, duration, name, output, format, split, skip-first, "
         "sidecars, title-offset, quiet-cut, interface, prefix, source or family";
}

Wrong read_key(std::string_view key, const toml::node& node, Reading& reading) {
  if (key == "days") return read_days(node, reading);
  if (key == "skip-first") return read_flag(node, reading.programme.wishes.skip_first);
  if (key == "sidecars") return read_flag(node, reading.programme.wishes.sidecars);
  const auto text = node.value_exact<std::string>();
  if (!text) {
    const Wrong unknown = read_text(key, {}, reading);
    return unknown && unknown->starts_with("there is no") ? unknown : Wrong("expected a text in quotes");
  }
  return read_text(key, *text, reading);
}

std::string at_line(std::string_view name, const toml::source_region& place, std::string_view key,
                    std::string_view what) {
  return fmt::format("{}:{}: {}: {}", name, place.begin.line, key, what);
}

Result<Programme, std::string> read_programme(const toml::table& table, std::string_view name,
                                              const std::string& output) {
  Reading reading;
  reading.service.patience = 0;
  reading.programme.wishes.output = output;
  for (const auto& [key, node] : table)
    if (const Wrong wrong = read_key(key.str(), node, reading))
      return fail(at_line(name, key.source(), key.str(), *wrong));
  Programme& programme = reading.programme;
  const auto refuse = [&](std::string_view key, std::string_view what) {
    return fail(at_line(name, table.source(), key, what));
  };
  if (!reading.has_service) return refuse("service", "it is missing; expected a service number such as \"8000:0001\"");
  if (!reading.has_at) return refuse("at", "it is missing; expected a time such as \"20:00\"");
  const bool has_duration = programme.duration > Duration::zero();
  if (has_duration == programme.until.has_value()) return refuse("until", "expected either until or duration");
  if (programme.duration > std::chrono::hours(24 * 6)) return refuse("duration", "expected at most six days");
  if (programme.wishes.skip_first && programme.wishes.split != libreceiver::Split::titles)
    return refuse("skip-first", "only with split = \"titles\"");
  if (auto understood = understand(reading.service, programme.service); !understood)
    return refuse("service", understood.error().text.substr(0, understood.error().text.find('\n')));
  if (programme.wishes.name.empty()) programme.wishes.name = libreceiver::default_recording_name(programme.wishes.split);
  std::ostringstream text;
  text << table << output;
  programme.text = text.str();
  return programme;
}

}  // namespace

Result<Schedule, std::string> parse_schedule(std::string_view text, std::string_view name) {
  Schedule schedule;
  try {
    const toml::table file = toml::parse(text);
    std::string output = ".";
    for (const auto& [key, node] : file) {
      if (key == "programme") continue;
      const auto value = node.value_exact<std::string>();
      if (key != "output")
        return fail(at_line(name, key.source(), key.str(), "there is no such key; expected output or [[programme]]"));
      if (!value || value->empty() || *value == "-")
        return fail(at_line(name, key.source(), key.str(), "expected a folder in quotes"));
      output = *value;
    }
    const toml::node* node = file.get("programme");
    const toml::array* list = node ? node->as_array() : nullptr;
    if (!list || !list->is_array_of_tables())
      return fail(fmt::format("{}:{}: programme: expected at least one [[programme]]", name,
                              node ? node->source().begin.line : 1));
    for (const toml::node& one : *list) {
      auto programme = read_programme(*one.as_table(), name, output);
      if (!programme) return fail(programme.error());
      schedule.programmes.push_back(std::move(*programme));
    }
  } catch (const toml::parse_error& error) {
    return fail(fmt::format("{}:{}: {}", name, error.source().begin.line, error.description()));
  }
  return schedule;
}

Result<Schedule, std::string> load_schedule(const std::string& path) {
  std::ifstream in(path);
  if (!in) return fail(path + ": cannot be read");
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return parse_schedule(text, path);
}

Occurrence next_occurrence(const Programme& programme, WallTime moment) {
  const std::tm today = local_parts(moment);
  // Six days back at most: the longest programme may still run. A week ahead there is one of every day.
  for (int offset = -7; offset <= 8; ++offset) {
    const int day = today.tm_mday + offset;
    const WallTime noon = local_time(today.tm_year + 1900, today.tm_mon + 1, day, 12 * 3600);
    const int weekday = (local_parts(noon).tm_wday + 6) % 7;
    if (!(programme.days >> weekday & 1)) continue;
    Occurrence one;
    one.begins = local_time(today.tm_year + 1900, today.tm_mon + 1, day, programme.at);
    const int next_day = programme.until && *programme.until <= programme.at ? 1 : 0;
    one.ends = programme.until ? local_time(today.tm_year + 1900, today.tm_mon + 1, day + next_day, *programme.until)
                               : one.begins + programme.duration;
    if (one.ends > moment && one.ends > one.begins) return one;
  }
  return {WallTime::max(), WallTime::max()};
}

}  // namespace joincast::app
