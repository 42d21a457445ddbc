// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/schedule_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace joincast::app {
namespace {

constexpr std::string_view kHead = "[[programme]]";
constexpr std::array<std::string_view, 6> kOurs = {"service", "days", "at", "until", "duration", "name"};
constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::string_view trimmed(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  return begin == line.npos ? std::string_view() : line.substr(begin);
}

/// Pieces: what stands in front, then each programme from its head on.
std::vector<std::string> pieces(std::string_view text) {
  std::vector<std::string> result(1);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end);
    if (trimmed(line).starts_with(kHead)) result.emplace_back();
    result.back() += line;
  }
  return result;
}

bool is_ours(std::string_view line) {
  const std::string_view text = trimmed(line);
  return std::ranges::any_of(kOurs, [&](std::string_view key) {
    return text.starts_with(key) && trimmed(text.substr(key.size())).starts_with('=');
  });
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) out += c;
  }
  return out + "\"";
}

std::string time_text(int second) {
  const std::string minutes = fmt::format("{:02}:{:02}", second / 3600, second / 60 % 60);
  return quoted(second % 60 == 0 ? minutes : fmt::format("{}:{:02}", minutes, second % 60));
}

std::string days_text(unsigned days) {
  if (days == 0x7f) return quoted("daily");
  std::string list;
  for (std::size_t day = 0; day < kDays.size(); ++day)
    if (days >> day & 1) list += (list.empty() ? "" : ", ") + quoted(kDays[day]);
  return "[" + list + "]";
}

std::string lines_of(const ProgrammeText& programme) {
  std::string lines = fmt::format("service = {}\ndays = {}\nat = {}\n", quoted(programme.service),
                                  days_text(programme.days), time_text(programme.at));
  lines += programme.until ? fmt::format("until = {}\n", time_text(*programme.until))
                           : fmt::format("duration = \"{}s\"\n", programme.seconds);
  if (!programme.name.empty()) lines += fmt::format("name = {}\n", quoted(programme.name));
  return lines;
}

std::string joined(const std::vector<std::string>& all) {
  std::string text;
  for (const std::string& piece : all) text += piece;
  return text;
}

}  // namespace

std::string add_programme(std::string_view text, const ProgrammeText& programme, std::string_view output) {
  std::string result(text);
  if (result.empty())
    result = "# What Joincast records, week after week: joincast(1).\noutput = " + quoted(output) + "\n";
  if (result.back() != '\n') result += '\n';
  return result + "\n" + std::string(kHead) + "\n" + lines_of(programme);
}

std::optional<std::string> replace_programme(std::string_view text, std::size_t index, const ProgrammeText& programme) {
  std::vector<std::string> all = pieces(text);
  if (index + 1 >= all.size()) return std::nullopt;
  std::string& piece = all[index + 1];
  std::string_view rest = piece;
  std::string changed;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end);
    if (changed.empty())
      changed = std::string(line) + (line.ends_with('\n') ? "" : "\n") + lines_of(programme);
    else if (!is_ours(line))
      changed += line;
  }
  piece = changed;
  return joined(all);
}

std::optional<std::string> remove_programme(std::string_view text, std::size_t index) {
  std::vector<std::string> all = pieces(text);
  if (index + 1 >= all.size()) return std::nullopt;
  all.erase(all.begin() + static_cast<std::ptrdiff_t>(index) + 1);
  return joined(all);
}

}  // namespace joincast::app
