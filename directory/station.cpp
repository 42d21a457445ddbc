// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/station.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "directory/text.h"

namespace joincast::directory {
namespace {

struct Pair {
  std::string_view word;
  std::string_view means;
};

constexpr std::array<Pair, 26> kCodecs = {{{"mpeg", "mp3"},
                                           {"mpg", "mp3"},
                                           {"mp3", "mp3"},
                                           {"mp2", "mp2"},
                                           {"aac", "aac"},
                                           {"aacp", "aac"},
                                           {"aac+", "aac"},
                                           {"x-aac", "aac"},
                                           {"mp4", "aac"},
                                           {"m4a", "aac"},
                                           {"ogg", "ogg"},
                                           {"x-ogg", "ogg"},
                                           {"opus", "opus"},
                                           {"vorbis", "vorbis"},
                                           {"flac", "flac"},
                                           {"x-flac", "flac"},
                                           {"hls", "hls"},
                                           {"x-mpegurl", "hls"},
                                           {"vnd.apple.mpegurl", "hls"},
                                           {"mp2t", "ts"},
                                           {"ts", "ts"},
                                           {"webm", "webm"},
                                           {"x-scpls", ""},
                                           {"unknown", ""},
                                           {"null", ""},
                                           {"wma", "wma"}}};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

bool is_control(unsigned char octet) { return octet < 0x20 || octet == 0x7f; }

void keep_web_url(std::string& url) {
  const auto first = url.find_first_not_of(" \t\r\n");
  const auto last = url.find_last_not_of(" \t\r\n");
  url = first == std::string::npos ? std::string() : url.substr(first, last - first + 1);
  if (url.size() > StationLimits::kUrl || !is_web_url(url)) url.clear();
}

void clean_tags(std::vector<std::string>& tags) {
  std::vector<std::string> kept;
  for (const std::string& tag : tags) {
    std::string text = lowered(clean_text(tag, StationLimits::kTag));
    if (text.empty() || std::find(kept.begin(), kept.end(), text) != kept.end()) continue;
    kept.push_back(std::move(text));
    if (kept.size() == StationLimits::kTags) break;
  }
  tags = std::move(kept);
}

void clean_country(std::string& country) {
  std::transform(country.begin(), country.end(), country.begin(), upper);
  const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (country.size() != 2 || !std::all_of(country.begin(), country.end(), letter)) country.clear();
}

}  // namespace

std::string_view to_string(Kind kind) noexcept { return kind == Kind::television ? "tv" : "radio"; }

bool is_web_url(std::string_view url) noexcept {
  const auto starts = [url](std::string_view with) {
    return url.size() > with.size() &&
           std::equal(with.begin(), with.end(), url.begin(), [](char a, char b) { return a == lower(b); });
  };
  const std::size_t host = starts("http://") ? 7 : starts("https://") ? 8 : 0;
  if (host == 0 || url[host] == '/' || url[host] == '?' || url[host] == '#' || url[host] == ':') return false;
  return std::none_of(url.begin(), url.end(), [](char c) {
    const auto octet = static_cast<unsigned char>(c);
    return is_control(octet) || octet == ' ' || octet == '"' || octet == '<' || octet == '>';
  });
}

std::string codec_name(std::string_view word) {
  std::string name = lowered(clean_text(word.substr(0, word.find_first_of(";,")), 64));
  if (const std::size_t slash = name.find('/'); slash != std::string::npos) name.erase(0, slash + 1);
  for (const auto& [codec, means] : kCodecs)
    if (name == codec) return std::string(means);
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'; };
  if (name.size() > 16 || !std::all_of(name.begin(), name.end(), plain)) return {};
  return name;
}

bool clean(Station& station) {
  if (!valid_utf8(station.id)) station.id = guess_utf8(station.id);
  station.id = without_controls(station.id);
  if (station.id.empty() || station.id.size() > StationLimits::kId) return false;
  station.name = clean_text(station.name, StationLimits::kName);
  for (std::string& url : station.urls) keep_web_url(url);
  std::vector<std::string> urls;
  for (std::string& url : station.urls) {
    if (url.empty() || urls.size() == StationLimits::kUrls) continue;
    if (std::find(urls.begin(), urls.end(), url) == urls.end()) urls.push_back(std::move(url));
  }
  station.urls = std::move(urls);
  keep_web_url(station.homepage);
  keep_web_url(station.icon);
  clean_tags(station.tags);
  clean_country(station.country);
  station.country_name = clean_text(station.country_name, StationLimits::kLanguage);
  station.language = lowered(clean_text(station.language, StationLimits::kLanguage));
  station.codec = codec_name(station.codec);
  if (station.kbps > StationLimits::kKbps) station.kbps = 0;
  return !station.urls.empty();
}

}  // namespace joincast::directory
