// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/fields.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace joincast::directory {
namespace {

constexpr std::array<std::string_view, 8> kJunk = {
    "",      "unspecified name", "no name", "this is my server name", "unnamed server", "my station name", "untitled",
    "(null)"};
constexpr std::uint32_t kBitsNotKilobits = 8'000;

std::vector<std::string> parted(std::string_view text, std::string_view by) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(by), text.size());
    if (end > 0) parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

}  // namespace

std::uint32_t kbps_of(std::string_view text) noexcept {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  std::uint32_t rate = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), rate);
  if (error != std::errc()) return 0;
  return rate >= kBitsNotKilobits ? rate / 1'000 : rate;
}

std::vector<std::string> words_of(std::string_view text) {
  return parted(text, text.find_first_of(",;") == text.npos ? " \t\r\n" : ",;");
}

std::vector<std::string> list_of(std::string_view text) { return parted(text, ","); }

bool is_junk_name(std::string_view name) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return std::find(kJunk.begin(), kJunk.end(), lower) != kJunk.end();
}

std::string name_of_url(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != url.npos) url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find('?'));
  if (const std::size_t at = url.substr(0, url.find('/')).rfind('@'); at != url.npos) url.remove_prefix(at + 1);
  while (url.ends_with('/')) url.remove_suffix(1);
  return std::string(url);
}

}  // namespace joincast::directory
