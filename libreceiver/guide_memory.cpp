// SPDX-License-Identifier: LGPL-2.1-or-later
// What a GuideList leaves for the next run, line by line:
//
//     joincast-guide 1
//     S m eth0 ff3e:40:2001:db8:d0be:f00d:8000:0 2001:db8:d0be:f00d::1 1763737200 2001:db8:d0be:f00d::1
//     H Home of Jazz                               its headend's name
//     P {"schema":1,"page":16,...}                 a page of the S above
//     E 8000:0001 - 128 0 - <name> <genre> ...     a service of its answer by HTTP, see entry_line(); tabs between
//     A eth0 192.0.2.7 1763737200 dj0wDQpvPS0g...  an announcement: interface, announcer, when, description in base64
#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/base64.h"
#include "libreceiver/guide_list.h"
#include "sdp/text.h"

namespace joincast::libreceiver {
namespace {

constexpr std::string_view kHeading = "joincast-guide 1";
constexpr std::string_view kNothing = "-";
constexpr std::size_t kMostFrom = 2'048;

std::string or_nothing(const std::string& text) { return text.empty() ? std::string(kNothing) : text; }
std::string or_nothing(const std::optional<IpAddress>& address) {
  return address ? to_string(*address) : std::string(kNothing);
}

std::string seconds_of(WallTime time) {
  return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count());
}

std::string_view next_word(std::string_view& line, char separator = ' ') {
  const std::size_t end = std::min(line.find(separator), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return word;
}

template <typename Number>
bool read_number(std::string_view field, Number& number) {
  const auto [end, error] = std::from_chars(field.begin(), field.end(), number);
  return error == std::errc{} && end == field.end();
}

std::optional<WallTime> parse_time(std::string_view word) {
  std::int64_t seconds = 0;
  if (!read_number(word, seconds) || seconds < 0 || seconds > 9'000'000'000) return std::nullopt;
  return WallTime{std::chrono::seconds{seconds}};
}

constexpr char kTelevision = 't';

std::array<std::pair<char, bool*>, 4> flags_of(guide::Entry& entry) {
  return {{{'c', &entry.collision}, {'s', &entry.source_specific}, {'e', &entry.encrypted}, {'f', &entry.favourite}}};
}

std::array<std::string*, 8> texts_of(guide::Entry& entry) {
  return {&entry.name,  &entry.genre,     &entry.country, &entry.language,
          &entry.codec, &entry.stable_id, &entry.link,    &entry.icon};
}

struct SourceLine {
  GuideSource source;
  WallTime heard{};
};

std::optional<SourceLine> parse_source(std::string_view line) {
  SourceLine read;
  const std::string_view way = next_word(line);
  if (way != "m" && way != "h") return std::nullopt;
  read.source.way = way == "m" ? GuideWay::multicast : GuideWay::http;
  const std::string_view interface = next_word(line);
  if (interface != kNothing) read.source.interface = interface;
  for (auto* address : {&read.source.group, &read.source.sender}) {
    const std::string_view word = next_word(line);
    *address = parse_address(word);
    if (!*address && word != kNothing) return std::nullopt;
  }
  const auto heard = parse_time(next_word(line));
  if (!heard || line.empty() || line.size() > kMostFrom) return std::nullopt;
  if (read.source.group && !read.source.group->is_multicast()) return std::nullopt;
  read.heard = *heard;
  read.source.from = line;
  return read;
}

std::string source_line(const GuideSource& source, WallTime heard) {
  return std::string("S ") + (source.way == GuideWay::multicast ? "m " : "h ") + or_nothing(source.interface) + ' ' +
         or_nothing(source.group) + ' ' + or_nothing(source.sender) + ' ' + seconds_of(heard) + ' ' + source.from +
         '\n';
}

/// Number, flags, kbit/s, directory, IPv4 group, name, genre, country, language, codec, id, link, icon. What was on air
/// is not remembered. No field can hold a tab: they are clean.
std::string entry_line(guide::Entry entry) {
  guide::clean_entry(entry);
  std::string flags;
  for (const auto& [letter, set] : flags_of(entry))
    if (*set) flags += letter;
  if (entry.kind == guide::Kind::television) flags += kTelevision;
  std::string line = "E " + to_string(entry.number) + '\t' + or_nothing(flags) + '\t' + std::to_string(entry.kbps) +
                     '\t' + std::to_string(entry.directory) + '\t' + or_nothing(entry.group_v4);
  for (const std::string* text : texts_of(entry)) (line += '\t') += *text;
  return line += '\n';
}

std::optional<guide::Entry> parse_entry(std::string_view line) {
  const auto next = [&line] { return next_word(line, '\t'); };
  guide::Entry entry;
  const auto number = parse_service_number(next());
  if (!number || guide::is_guide_service(*number)) return std::nullopt;
  entry.number = *number;
  const std::string_view flags = next();
  for (const auto& [letter, set] : flags_of(entry)) *set = flags.find(letter) != flags.npos;
  if (flags.find(kTelevision) != flags.npos) entry.kind = guide::Kind::television;
  if (!read_number(next(), entry.kbps)) return std::nullopt;
  if (!read_number(next(), entry.directory) || entry.directory > guide::kPageDirectory) return std::nullopt;
  if (const std::string_view group = next(); group != kNothing) {
    entry.group_v4 = parse_address(group);
    if (!entry.group_v4 || !entry.group_v4->is_v4() || !entry.group_v4->is_multicast()) return std::nullopt;
  }
  for (std::string* text : texts_of(entry)) *text = next();
  guide::clean_entry(entry);
  return entry.name.empty() ? std::nullopt : std::optional(std::move(entry));
}

std::string page_line(const guide::Page& page) { return "P " + guide::to_json(page) + '\n'; }

/// Whether a page of that number is remembered: what is on air is another thing tomorrow.
bool lasts(std::uint32_t number) { return number >= guide::kFirstOwnPage || number == guide::kFavouritesPage; }

}  // namespace

std::string GuideList::to_text(std::size_t most_octets) const {
  std::string text = std::string(kHeading) + '\n';
  const auto add = [&](const std::string& line) {
    if (text.size() + line.size() <= most_octets) text += line;
  };
  for (const auto& [key, session] : sessions_) {
    const std::size_t second = key.find(' ', key.find(' ') + 1);
    add("A " + key.substr(0, second) + ' ' + seconds_of(session.heard) + ' ' +
        to_base64(as_bytes(session.description)) + '\n');
  }
  for (const auto* sources : {&sources_, &remembered_})
    for (const auto& [source, told] : *sources) {
      add(source_line(source, told.heard));
      for (const auto& [number, page] : told.pages)
        if (lasts(number)) add(page_line(page));
      if (!told.headend.empty()) add("H " + told.headend + '\n');
      for (const auto& [number, entry] : told.entries)
        if (!guide::is_guide_service(number)) add(entry_line(entry));
    }
  return text;
}

bool GuideList::remember(std::string_view text, WallTime oldest) {
  bool first = true;
  Told* told = nullptr;           // of the last S
  std::size_t count = entries();  // counted once for each page, not for each line
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (std::exchange(first, false)) {
      if (line != kHeading) return false;
      continue;
    }
    const std::string_view kind = next_word(line);
    if (kind == "S") {
      const auto read = parse_source(line);
      told = read && read->heard >= oldest ? room_for(remembered_, read->source) : nullptr;
      if (told) told->heard = read->heard;
    } else if (kind == "H" && told) {
      told->headend = sdp::clean_text(line, guide::Entry::kMostText);
    } else if (kind == "E" && told) {
      auto entry = count < kMostEntries ? parse_entry(line) : std::nullopt;
      if (!entry) continue;
      const std::size_t before = told->entries.size();
      told->entries.insert_or_assign(told->entries.end(), entry->number, std::move(*entry));  // written in their order
      count += told->entries.size() - before;
    } else if (kind == "P" && told) {
      auto page = guide::parse_page(line);
      if (!page || count + page->entries.size() > kMostEntries) continue;
      if (!page->headend.empty()) told->headend = page->headend;
      if (page->number != 0 && !lasts(page->number)) continue;
      if (page->number != 0)
        told->pages.insert_or_assign(page->number, std::move(*page));
      else
        for (guide::Entry& entry : page->entries)  // as before E was written
          told->entries.insert_or_assign(told->entries.end(), entry.number, std::move(entry));
      count = entries();
    } else if (kind == "A") {
      const std::string interface(next_word(line));
      const auto announcer = parse_address(next_word(line));
      const auto heard = parse_time(next_word(line));
      const auto octets = from_base64(line);
      if (interface.empty() || !announcer || !heard || !octets || *heard < oldest) continue;
      remember_session(interface, *announcer, std::string(as_text(*octets)), *heard);
    }
  }
  stale_ = true;
  return !first;
}

}  // namespace joincast::libreceiver
