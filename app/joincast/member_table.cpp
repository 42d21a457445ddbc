// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/joincast/member_words.h"
#include "app/joincast/words.h"

namespace joincast::app {
namespace {

using namespace libreceiver;

using Row = std::array<std::string, 7>;
const Row kHeadings = {"GROUP", "SERVICE", "MEMBER", "VERSION", "SINCE", "HEARD", "SOURCES"};

std::string ago(Duration time) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time).count();
  if (seconds < 120) return fmt::format("{} s ago", seconds);
  return seconds < 7'200 ? fmt::format("{} min ago", seconds / 60) : fmt::format("{} h ago", seconds / 3'600);
}

void add_rows(std::vector<Row>& rows, const LinkView& link, WallTime now) {
  for (const GroupView& group : link.groups) {
    const std::string service = group.service ? to_string(*group.service) : std::string();
    Row row = {to_string(group.group), service, "being asked", "", "", "", ""};
    if (group.members.empty()) rows.push_back(row);
    for (const MemberView& member : group.members) {
      row[2] = to_string(member.host) + (member.own ? " *" : "");
      row[3] = protocol_name(link.family, member.dialect);
      row[4] = local_time_of_day(member.since);
      row[5] = ago(now - member.last_heard);
      row[6] = sources_in_words(member);
      rows.push_back(row);
      row[0].clear();
      row[1].clear();
    }
  }
}

std::string line_of(const Row& row, const std::array<std::size_t, 7>& widths) {
  std::string line = " ";
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (widths[i] == 0) continue;
    line += " " + row[i];
    if (i + 1 < row.size()) line += std::string(widths[i] - columns(row[i]) + 1, ' ');
  }
  while (line.ends_with(' ')) line.pop_back();
  return line;
}

std::string paint(std::string text, std::string_view how, bool colour) {
  return colour && !text.empty() ? fmt::format("\x1b[{}m{}\x1b[0m", how, text) : text;
}

/// Broken between words, the lines behind the first indented.
void add_wrapped(std::vector<std::string>& lines, std::string_view text, std::size_t width) {
  std::string line;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.find_first_not_of(' ') != std::string::npos && width && columns(line) + 1 + columns(word) > width) {
      lines.push_back(line);
      line = " ";
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  lines.push_back(line);
}

}  // namespace

std::vector<std::string> table_of(const MembershipSnapshot& snapshot, const std::vector<std::string>& notes,
                                  const TableSize& size) {
  std::vector<Row> rows;
  struct Heading {
    std::size_t before;
    std::string text;
  };
  std::vector<Heading> headings;
  bool own = false;
  for (const LinkView& link : snapshot.links) {
    headings.push_back(
        {rows.size(), fmt::format("{}  {}{}", link.interface_name, querier_in_words(link.family, link.querier),
                                  link.advertising ? "; this program advertises itself" : "")});
    add_rows(rows, link, snapshot.at);
  }
  std::array<std::size_t, 7> widths{};
  for (const Row& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool column_used = !row[i].empty();
      if (column_used) widths[i] = std::max({widths[i], columns(row[i]), columns(kHeadings[i])});
      own |= i == 2 && row[i].ends_with('*');
    }

  std::vector<std::string> lines, below;
  const auto clip = [&](const std::string& text) { return size.width ? fit(text, size.width) : text; };
  if (!rows.empty()) lines.push_back(paint(clip(line_of(kHeadings, widths)), "2", size.colour));
  std::size_t next = 0;
  for (std::size_t i = 0; i <= rows.size(); ++i) {
    for (; next < headings.size() && headings[next].before == i; ++next)
      lines.push_back(paint(clip(headings[next].text), "1", size.colour));
    if (i < rows.size()) lines.push_back(clip(line_of(rows[i], widths)));
  }
  if (lines.empty()) lines.push_back("no interface to watch");
  if (own) below.push_back("* this host");
  for (const std::string& note : notes) add_wrapped(below, note, size.width);

  if (size.height && lines.size() + below.size() > size.height) {
    const std::size_t room = size.height > below.size() + 1 ? size.height - below.size() - 1 : 1;
    if (lines.size() > room) {
      const std::size_t hidden = lines.size() - room;
      lines.resize(room);
      lines.push_back(clip(fmt::format("  ... and {} lines more: --group narrows what is watched", hidden)));
    }
    if (below.size() + lines.size() > size.height)
      below.resize(size.height > lines.size() ? size.height - lines.size() : 0);
  }
  for (std::string& line : below) lines.push_back(paint(clip(line), "2", size.colour));
  return lines;
}

}  // namespace joincast::app
