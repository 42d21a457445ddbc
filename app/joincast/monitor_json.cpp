// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>

#include <cmath>
#include <ctime>
#include <nlohmann/json.hpp>

#include "app/joincast/monitor_row.h"
#include "app/joincast/words.h"

namespace joincast::app {
namespace {

using Json = nlohmann::ordered_json;

double ms(Duration duration) { return std::round(milliseconds(duration) * 1e3) / 1e3; }

std::string utc(WallTime time) {
  const auto whole = std::chrono::floor<std::chrono::seconds>(time.time_since_epoch());
  const auto fraction = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch() - whole);
  const std::time_t seconds = whole.count();
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", parts.tm_year + 1900, parts.tm_mon + 1,
                     parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, fraction.count());
}

/// The fields in their order, for both forms.
Json fields(const MonitorRow& row) {
  const libreceiver::Statistics& figures = row.figures;
  Json object;
  object["service"] = row.service;
  object["group"] = row.group;
  object["interface"] = row.interface;
  object["state"] = row.state;
  object["reason"] = row.reason;
  object["station"] = row.station;
  object["title"] = row.title;
  object["bit_rate"] = figures.bit_rate;
  object["received"] = figures.packets;
  object["expected"] = figures.expected;
  object["lost"] = figures.missing;
  object["recent_loss"] = std::round(row.recent_loss * 1e6) / 1e6;
  object["loss_runs"] = figures.loss_runs.runs;
  object["longest_loss"] = figures.loss_runs.longest;
  object["dropped_here"] = row.socket_drops;
  object["jitter_ms"] = ms(figures.jitter);
  object["reordered"] = figures.reordered;
  object["duplicates"] = figures.duplicates;
  object["buffer_ms"] = ms(figures.stock_needed);
  object["stalls"] = row.stalls;
  object["members"] = row.members ? Json(*row.members) : Json();
  object["receivers"] = figures.receivers;
  object["source"] = figures.source ? Json(to_string(figures.source->address)) : Json();
  object["sources"] = row.sources;
  return object;
}

std::string csv_text(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == text.npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

std::string csv_value(const Json& value) {
  if (value.is_null()) return {};
  return value.is_string() ? csv_text(value.get<std::string>())
                           : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string to_json(const MonitorRow& row, const char* event, WallTime time, Duration since_began) {
  Json object;
  object["event"] = event;
  object["ms"] = ms(since_began);
  object["time"] = utc(time);
  object.update(fields(row));
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string csv_header() {
  std::string line = "time";
  const Json all = fields({});
  for (const auto& [name, value] : all.items()) line += "," + name;
  return line;
}

std::string to_csv(const MonitorRow& row, WallTime time) {
  std::string line = utc(time);
  const Json all = fields(row);
  for (const auto& [name, value] : all.items()) line += "," + csv_value(value);
  return line;
}

}  // namespace joincast::app
