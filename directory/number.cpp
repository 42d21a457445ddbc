// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/number.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "directory/sha256.h"

namespace joincast::directory {
namespace {

constexpr std::uint32_t kStations = 1u << 24;
constexpr std::uint32_t kInDigest = 10;  // numbers of three octets in 32

ServiceNumber number_of(DirectoryId directory, std::uint32_t station) {
  return ServiceNumber(std::uint32_t{directory} << 24 | station % kStations);
}

std::uint32_t hashed(std::string_view id, std::uint32_t which) {
  const auto digest = sha256(as_bytes(id));
  const std::size_t at = 3 * std::size_t{which};
  return std::uint32_t{digest[at]} << 16 | std::uint32_t{digest[at + 1]} << 8 | digest[at + 2];
}

/// `s900000`: one letter and digits.
std::optional<std::uint32_t> guide_id(std::string_view id) {
  if (id.size() < 2 || id[0] != 's') return std::nullopt;
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(id.data() + 1, id.data() + id.size(), number);
  if (error != std::errc() || end != id.data() + id.size() || number >= kStations) return std::nullopt;
  return number;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::string_view to_string(NumberOrigin origin) noexcept {
  switch (origin) {
    case NumberOrigin::none: return "none";
    case NumberOrigin::natural: return "natural";
    case NumberOrigin::probed: return "probed";
    case NumberOrigin::adopted: return "adopted";
    case NumberOrigin::pinned: return "pinned";
  }
  return "none";
}

ServiceNumber natural_number(DirectoryId directory, std::string_view id) {
  if (directory == kRadioTime)
    if (const auto number = guide_id(id)) return number_of(directory, *number);
  return number_of(directory, hashed(id, 0));
}

ServiceNumber probed_number(DirectoryId directory, std::string_view id, std::uint32_t attempt) {
  if (attempt < kInDigest) return number_of(directory, hashed(id, attempt));
  return number_of(directory, hashed(id, kInDigest - 1) + attempt - kInDigest + 1);
}

/// `HTTP://Radio.Example:80/live#top` -> `http://radio.example/live`
std::string normalised_url(std::string_view url) {
  std::string text(url.substr(0, url.find('#')));
  const std::size_t scheme_end = text.find("://");
  if (scheme_end == std::string::npos) return std::string(url);
  const std::size_t host = scheme_end + 3;
  std::size_t path = text.find_first_of("/?", host);
  if (path == std::string::npos) path = text.size();
  const std::size_t at = text.rfind('@', path);
  const std::size_t begin = at == std::string::npos || at < host ? host : at + 1;
  const auto lower_part = [&text](std::size_t from, std::size_t to) {
    std::transform(text.begin() + static_cast<std::ptrdiff_t>(from), text.begin() + static_cast<std::ptrdiff_t>(to),
                   text.begin() + static_cast<std::ptrdiff_t>(from), lower);
  };
  lower_part(0, scheme_end);
  lower_part(begin, path);
  if (path == text.size() || text[path] == '?') text.insert(path, "/");
  const std::string_view own_port = text.starts_with("https:") ? ":443" : text.starts_with("http:") ? ":80" : "";
  const std::size_t colon = path - std::min(path, own_port.size());
  if (!own_port.empty() && colon >= begin && std::string_view(text).substr(colon, own_port.size()) == own_port)
    text.erase(colon, own_port.size());
  return text;
}

}  // namespace joincast::directory
