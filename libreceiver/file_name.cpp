// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/file_name.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <ctime>
#include <optional>

#include "base/text.h"

namespace joincast::libreceiver {
namespace {

constexpr std::string_view kForbidden = "/\\:*?\"<>|";

/// A character of valid UTF-8.
char32_t decode(std::string_view text, std::size_t& size) noexcept {
  const auto octet = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = octet(0);
  size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (size == 1) return first;
  char32_t value = first & (0x7fu >> size);
  for (std::size_t i = 1; i < size; ++i) value = value << 6 | (octet(i) & 0x3f);
  return value;
}

/// Controls, and characters that show nothing but change how others are shown.
bool is_invisible(char32_t c) noexcept {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x61c || c == 0x115f || c == 0x1160 || c == 0x180e ||
         (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0x3164 ||
         (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff || c == 0xffa0 || (c >= 0xfff0 && c <= 0xfffc) ||
         (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe || c >= 0xe0000 || (c >= 0xe000 && c <= 0xf8ff);
}

bool is_blank(char32_t c) noexcept {
  return c == ' ' || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f ||
         c == 0x3000;
}

/// What Windows keeps for its devices, with any extension.
bool is_reserved(std::string_view name) {
  std::string base(name.substr(0, name.find('.')));
  while (!base.empty() && base.back() == ' ') base.pop_back();
  std::ranges::transform(base, base.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  for (const std::string_view device : {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"})
    if (base == device) return true;
  if (!base.starts_with("COM") && !base.starts_with("LPT")) return false;
  const std::string_view number = std::string_view(base).substr(3);
  return (number.size() == 1 && number[0] >= '0' && number[0] <= '9') || number == "¹" || number == "²" ||
         number == "³";
}

void trim_ends(std::string& name) {
  const auto idle = [](char c) { return c == ' ' || c == '.'; };
  while (!name.empty() && idle(name.back())) name.pop_back();
  name.erase(0, static_cast<std::size_t>(std::ranges::find_if_not(name, idle) - name.begin()));
}

struct Words {
  const NameFields& fields;
  std::tm when{};

  std::string number(const char* format, int value) const {
    std::array<char, 32> text{};
    const int size = std::snprintf(text.data(), text.size(), format, value);
    return {text.data(), static_cast<std::size_t>(std::max(size, 0))};
  }

  /// None: there is no such field.
  std::optional<std::string> operator()(std::string_view field) const {
    const std::size_t dash = fields.title.find(" - ");
    const bool divided = dash != std::string::npos;
    if (field == "number") return fields.number;
    if (field == "service" || field == "station")
      return safe_name(fields.station).empty() ? fields.number : fields.station;
    if (field == "title") return fields.title;
    if (field == "artist") return divided ? fields.title.substr(0, dash) : std::string();
    if (field == "song") return divided ? fields.title.substr(dash + 3) : fields.title;
    if (field == "codec") return fields.codec;
    if (field == "index") return number("%03d", static_cast<int>(fields.index & 0x7fff'ffff));
    if (field == "date")
      return (*this)("year").value() + number("-%02d", when.tm_mon + 1) + number("-%02d", when.tm_mday);
    if (field == "time")
      return number("%02d", when.tm_hour) + number("-%02d", when.tm_min) + number("-%02d", when.tm_sec);
    if (field == "year") return number("%04d", when.tm_year + 1900);
    if (field == "month") return number("%02d", when.tm_mon + 1);
    if (field == "day") return number("%02d", when.tm_mday);
    if (field == "hour") return number("%02d", when.tm_hour);
    if (field == "minute") return number("%02d", when.tm_min);
    if (field == "second") return number("%02d", when.tm_sec);
    if (field == "weekday") return number("%d", when.tm_wday == 0 ? 7 : when.tm_wday);
    return std::nullopt;
  }
};

Words words_of(const NameFields& fields) {
  Words words{fields};
  const std::time_t seconds = std::chrono::system_clock::to_time_t(
      std::chrono::time_point_cast<std::chrono::system_clock::duration>(fields.began));
  localtime_r(&seconds, &words.when);
  return words;
}

/// One piece of the pattern with its fields filled in; none: the pattern is wrong, `wrong` says how.
std::optional<std::string> expand(std::string_view piece, const Words& words, std::string& wrong) {
  std::string text;
  for (std::size_t i = 0; i < piece.size(); ++i) {
    const char c = piece[i];
    if ((c == '{' || c == '}') && i + 1 < piece.size() && piece[i + 1] == c) {
      text += c;
      ++i;
    } else if (c == '{') {
      const std::size_t end = piece.find('}', i);
      const std::string_view field = piece.substr(i + 1, end == std::string_view::npos ? end : end - i - 1);
      if (end == std::string_view::npos) {
        wrong = "a { without its }";
        return std::nullopt;
      }
      const auto value = words(field);
      if (!value) {
        wrong = "there is no field {" + std::string(field) +
                "}; expected number, service, station, title, artist, song, index, codec, date, time, year, month, "
                "day, hour, minute, second or weekday";
        return std::nullopt;
      }
      text += *value;
      i = end;
    } else if (c == '}') {
      wrong = "a } without its {";
      return std::nullopt;
    } else {
      text += c;
    }
  }
  return text;
}

/// Calls for each piece between slashes, the last one flagged.
template <typename Visit>
void for_each_piece(std::string_view pattern, const Visit& visit) {
  while (true) {
    const std::size_t slash = pattern.find('/');
    visit(pattern.substr(0, slash), slash == std::string_view::npos);
    if (slash == std::string_view::npos) return;
    pattern.remove_prefix(slash + 1);
  }
}

}  // namespace

std::string safe_name(std::string_view text, std::size_t most) {
  const std::string readable = guess_utf8(cut_utf8(text, 4 * kMaxPath));
  std::string name;
  std::string_view rest = readable;
  while (!rest.empty()) {
    std::size_t size = 1;
    const char32_t c = decode(rest, size);
    const bool forbidden = c < 0x80 && kForbidden.find(static_cast<char>(c)) != std::string_view::npos;
    if (is_blank(c) || c == '\t' || c == '\n' || c == '\r') {
      if (!name.empty() && name.back() != ' ') name += ' ';
    } else if (forbidden) {
      name += '-';
    } else if (!is_invisible(c)) {
      name.append(rest.substr(0, size));
    }
    rest.remove_prefix(std::min(size, rest.size()));
  }
  trim_ends(name);
  if (is_reserved(name)) name.insert(0, "_");
  name.resize(cut_utf8(name, most).size());
  trim_ends(name);
  return name;
}

Result<void, std::string> check_name_pattern(std::string_view pattern) {
  if (pattern.empty()) return fail(std::string("it is empty"));
  if (pattern.front() == '/') return fail(std::string("expected a name below the output folder, which -o tells"));
  if (pattern.size() > kMaxPath) return fail(std::string("it is longer than 1024 octets"));
  const NameFields none;
  const Words words = words_of(none);
  std::string wrong;
  std::size_t depth = 0;
  for_each_piece(pattern, [&](std::string_view piece, bool last) {
    if (wrong.empty() && piece.empty()) wrong = last ? "it ends with a /" : "there is an empty name between two /";
    if (wrong.empty() && (piece == "." || piece == "..")) wrong = "a folder cannot be called . or ..";
    if (wrong.empty()) expand(piece, words, wrong);
    if (wrong.empty() && ++depth > kMaxDepth) wrong = "more than 16 folders";
  });
  if (!wrong.empty()) return fail(wrong);
  return {};
}

std::string make_name(std::string_view pattern, const NameFields& fields, std::size_t reserve) {
  const Words words = words_of(fields);
  std::string path;
  std::string wrong;
  std::size_t depth = 0;
  for_each_piece(pattern, [&](std::string_view piece, bool last) {
    if (++depth > kMaxDepth && !last) return;
    const std::size_t longest = last ? kMaxName - std::min(reserve, kMaxName - 16) : kMaxName;
    const std::size_t room = kMaxPath - std::min(path.size() + 1 + kMaxName, kMaxPath);
    std::string name = safe_name(expand(piece, words, wrong).value_or(std::string()), longest);
    if (!last && name.size() > room) return;
    if (name.empty()) name = last ? "untitled" : "unnamed";
    if (!path.empty()) path += '/';
    path += name;
  });
  return path;
}

}  // namespace joincast::libreceiver
