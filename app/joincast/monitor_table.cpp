// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "app/joincast/monitor_row.h"
#include "app/joincast/words.h"

namespace joincast::app {
namespace {

using libreceiver::Phase;

struct Column {
  const char* heading;
  int rank;  ///< the highest goes first when there is no room
  bool right;
  std::string (*text)(const MonitorRow& row);
};

double share_lost(const MonitorRow& row) {
  return row.figures.expected ? static_cast<double>(row.figures.missing) / static_cast<double>(row.figures.expected)
                              : 0;
}

bool heard(const MonitorRow& row) { return row.figures.packets != 0; }

std::string figure(const MonitorRow& row, std::string text) { return heard(row) ? std::move(text) : "-"; }

constexpr std::size_t kTitle = 2;
constexpr std::size_t kFairTitle = 20;   // columns; for these, what ranks behind it is left out
constexpr std::size_t kLeastTitle = 12;  // narrower, it is left out itself

const std::array kColumns = {
    Column{"SERVICE", 0, false, [](const MonitorRow& row) { return row.service; }},
    Column{"STATE", 1, false, [](const MonitorRow& row) { return row.state; }},
    Column{"TITLE", 4, false,
           [](const MonitorRow& row) {
             return !row.title.empty() ? row.title : !row.reason.empty() ? row.reason : row.station;
           }},
    Column{"BITRATE", 3, true, [](const MonitorRow& row) { return figure(row, bit_rate(row.figures.bit_rate)); }},
    Column{"LOSS", 2, true,
           [](const MonitorRow& row) {
             return figure(row, fmt::format("{} ({:.2f} %)", row.figures.missing, 100 * share_lost(row)));
           }},
    Column{"RUNS", 6, true,
           [](const MonitorRow& row) {
             const auto& runs = row.figures.loss_runs;
             if (runs.runs == 0) return figure(row, "0");
             return figure(row, fmt::format("{} (<={})", runs.runs, runs.longest));
           }},
    Column{
        "JITTER", 5, true,
        [](const MonitorRow& row) { return figure(row, fmt::format("{:.1f} ms", milliseconds(row.figures.jitter))); }},
    Column{"REORD", 9, true,
           [](const MonitorRow& row) { return figure(row, fmt::format("{}", row.figures.reordered)); }},
    Column{"BUFFER", 10, true,
           [](const MonitorRow& row) { return figure(row, in_milliseconds(row.figures.stock_needed)); }},
    Column{"MEMBERS", 7, true,
           [](const MonitorRow& row) { return row.members ? fmt::format("{}", *row.members) : std::string("-"); }},
    Column{"RECEIVERS", 8, true,
           [](const MonitorRow& row) { return figure(row, fmt::format("{}", row.figures.receivers)); }},
    Column{"SOURCE", 11, false,
           [](const MonitorRow& row) {
             return row.figures.source ? to_string(row.figures.source->address) : std::string("-");
           }},
};

using Cells = std::array<std::string, kColumns.size()>;
using Widths = std::array<std::size_t, kColumns.size()>;  // zero: left out

Cells headings() {
  Cells cells;
  for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = kColumns[i].heading;
  return cells;
}

/// So that the lines are at most `width` wide, if that can be had by leaving out columns.
Widths fitted(const std::vector<Cells>& lines, std::size_t width) {
  Widths widths{};
  for (const Cells& cells : lines)
    for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], columns(cells[i]));
  if (width == 0) return widths;
  const std::size_t whole_title = std::exchange(widths[kTitle], std::min(widths[kTitle], kFairTitle));
  const auto used = [&widths] {
    std::size_t sum = 0;
    for (const std::size_t one : widths) sum += one ? one + 2 : 0;
    return sum - 2;
  };
  while (used() > width) {
    std::size_t least = 0;
    for (std::size_t i = 1; i < widths.size(); ++i)
      if (widths[i] && kColumns[i].rank > kColumns[least].rank) least = i;
    if (least == 0) break;
    if (least == kTitle && widths[kTitle] > kLeastTitle)
      widths[kTitle] = kLeastTitle;
    else
      widths[least] = 0;
  }
  if (widths[kTitle] && used() < width) widths[kTitle] = std::min(whole_title, widths[kTitle] + width - used());
  return widths;
}

std::string line_of(const Cells& cells, const Widths& widths) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (widths[i] == 0) continue;
    if (i) line += "  ";
    const std::string text = fit(cells[i], widths[i]);
    const std::string room(widths[i] - columns(text), ' ');
    line += kColumns[i].right ? room + text : text + room;
  }
  while (line.ends_with(' ')) line.pop_back();
  return line;
}

std::string_view colour_of(const MonitorRow& row) {
  if (row.figures.phase == Phase::silent || row.figures.phase == Phase::stalled) return "31";
  if (row.figures.phase == Phase::undescribed || row.recent_loss > 0) return "33";
  return {};
}

std::string paint(std::string text, std::string_view how, bool colour) {
  return colour && !text.empty() && !how.empty() ? fmt::format("\x1b[{}m{}\x1b[0m", how, text) : text;
}

int trouble(const MonitorRow& row) {
  switch (row.figures.phase) {
    case Phase::stalled: return 3;
    case Phase::silent: return 2;
    case Phase::undescribed: return 1;
    case Phase::playing: break;
  }
  return 0;
}

}  // namespace

MonitorTotals totals_of(const std::vector<MonitorRow>& rows) {
  MonitorTotals totals;
  totals.services = rows.size();
  for (const MonitorRow& row : rows) {
    totals.playing += row.figures.phase == Phase::playing;
    totals.bit_rate += row.figures.bit_rate;
    totals.expected += row.figures.expected;
    totals.missing += row.figures.missing;
  }
  return totals;
}

std::string in_words(const MonitorTotals& totals) {
  const double share =
      totals.expected ? 100.0 * static_cast<double>(totals.missing) / static_cast<double>(totals.expected) : 0;
  return fmt::format("{} service{}, {} playing, {}, lost {} of {} ({:.2f} %)", totals.services,
                     totals.services == 1 ? "" : "s", totals.playing, bit_rate(totals.bit_rate), totals.missing,
                     totals.expected, share);
}

void sort_worst_first(std::vector<MonitorRow>& rows) {
  const auto badness = [](const MonitorRow& row) {
    return std::tuple(trouble(row), row.recent_loss, share_lost(row), row.figures.jitter);
  };
  std::stable_sort(rows.begin(), rows.end(),
                   [&](const MonitorRow& a, const MonitorRow& b) { return badness(a) > badness(b); });
}

std::vector<std::string> table_of(const std::vector<MonitorRow>& rows, const MonitorTable& how) {
  std::vector<Cells> cells = {headings()};
  for (const MonitorRow& row : rows) {
    Cells& line = cells.emplace_back();
    for (std::size_t i = 0; i < line.size(); ++i) line[i] = kColumns[i].text(row);
  }
  const Widths widths = fitted(cells, how.width);
  const auto clip = [&how](std::string text) { return how.width ? fit(text, how.width) : text; };

  std::vector<std::string> below;
  for (const std::string& note : how.notes) below.push_back(paint(clip(note), "2", how.colour));
  below.push_back(paint(clip(in_words(totals_of(rows))), "1", how.colour));
  if (!how.keys.empty()) below.push_back(paint(clip(how.keys), "2", how.colour));

  std::size_t shown = rows.size();
  if (how.height && shown + 1 + below.size() > how.height) {
    shown = how.height > below.size() + 2 ? how.height - below.size() - 2 : 0;
    below.insert(below.begin(), clip(fmt::format("... and {} more", rows.size() - shown)));
  }
  std::vector<std::string> lines = {paint(clip(line_of(cells[0], widths)), "2", how.colour)};
  for (std::size_t i = 0; i < shown; ++i)
    lines.push_back(paint(clip(line_of(cells[i + 1], widths)), colour_of(rows[i]), how.colour));
  lines.insert(lines.end(), below.begin(), below.end());
  if (how.height && lines.size() > how.height) lines.resize(how.height);
  return lines;
}

}  // namespace joincast::app
