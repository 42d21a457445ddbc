// SPDX-License-Identifier: LGPL-2.1-or-later
// The catalogue under the load of the real directories: lists of their sizes, made by a seeded generator, are read into
// it, and searched as somebody types.
#include <malloc.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/random.h"
#include "directory/catalogue.h"
#include "directory/catalogue_writer.h"
#include "directory/parser.h"
#include "directory/station_pipe.h"

namespace {

using namespace joincast;
using namespace joincast::directory;

constexpr std::uint32_t kRadioBrowserStations = 54'000;
constexpr std::uint32_t kXiphStations = 26'000;
constexpr std::size_t kListOctets = 65'000'000;
constexpr int kSearches = 2'000;

constexpr const char* kWords[] = {"Radio",   "FM",      "Jazz",   "Classic", "Hit",   "Rock",    "Café",   "Orbit",
                                  "Nova",    "Sunrise", "Antena", "Музыка",  "Zlatý", "Metro",   "Blue",   "Deep",
                                  "Harbour", "Velvet",  "Quiet",  "Kestrel", "Ember", "Juniper", "Basalt", "東京",
                                  "News",    "Talk",    "City",   "Love",    "Dance", "Gold",    "Retro",  "Campus"};
constexpr const char* kTags[] = {"pop",  "rock",    "jazz",    "classical", "news",
                                 "talk", "hip hop", "ambient", "80s",       "dance"};
constexpr const char* kCountries[] = {"DE", "US", "FR", "GB", "BR", "PL", "GR", "CZ", "JP", "NO"};

std::string name(Rng& rng, std::uint32_t n) {
  std::string text = kWords[rng.below(std::size(kWords))];
  for (auto more = rng.below(3); more > 0; --more) text += std::string(" ") + kWords[rng.below(std::size(kWords))];
  return text + ' ' + std::to_string(n % 9'973);
}

std::string uuid(Rng& rng) {
  char text[40];
  std::snprintf(text, sizeof text, "%08x-%04x-4%03x-8%03x-%012llx", rng.u32(), rng.u32() & 0xffff, rng.u32() & 0xfff,
                rng.u32() & 0xfff, static_cast<unsigned long long>(rng.u64() & 0xffff'ffff'ffff));
  return text;
}

/// As radio-browser writes one, with fields that nobody here needs.
std::string radio_browser_list(Rng& rng) {
  std::string list = "[";
  for (std::uint32_t n = 0; n < kRadioBrowserStations; ++n) {
    const std::string host = "station" + std::to_string(n) + ".example";
    std::string one = n == 0 ? "{" : ",{";
    const auto text = [&one](const char* key, const std::string& value) {
      one += std::string("\"") + key + "\":\"" + value + "\",";
    };
    text("changeuuid", uuid(rng));
    text("stationuuid", uuid(rng));
    one += "\"serveruuid\":null,";
    text("name", name(rng, n));
    text("url", "http://" + host + "/listen.pls");
    text("url_resolved", "http://" + host + ":8000/live.mp3");
    text("homepage", "https://www." + host + "/");
    text("favicon", "https://www." + host + "/favicon.png");
    text("tags", std::string(kTags[rng.below(10)]) + ',' + kTags[rng.below(10)]);
    text("country", "Country of the example");
    text("countrycode", kCountries[rng.below(10)]);
    text("state", "");
    text("language", "german");
    text("codec", "MP3");
    one += "\"votes\":" + std::to_string(rng.below(100'000) * rng.below(100'000) / 100'000) +
           ",\"bitrate\":128,\"hls\":0,";
    one += "\"clickcount\":" + std::to_string(rng.below(4'000) * rng.below(4'000) / 4'000) + ",\"geo_lat\":null,";
    const std::size_t wanted = kListOctets / kRadioBrowserStations;
    if (one.size() + 30 < wanted) text("lastchecktime_iso8601", std::string(wanted - one.size() - 30, '0'));
    list += one + "\"has_extended_info\":false}";
  }
  return list + "]";
}

std::string xiph_list(Rng& rng) {
  std::string list = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\" ?>\n<directory>\n";
  for (std::uint32_t n = 0; n < kXiphStations; ++n)
    list +=
        "  <entry>\n    <server_name>" + name(rng, n) + " &amp; Friends</server_name>\n    <server_type>audio/mpeg" +
        "</server_type>\n    <bitrate>128</bitrate>\n    <samplerate>44100</samplerate>\n    <channels>2</channels>\n" +
        "    <listen_url>http://cast" + std::to_string(n) +
        ".example:8000/stream.mp3</listen_url>\n    <current_song>" + name(rng, n) + " - " + name(rng, n) +
        "</current_song>\n    <genre>" + kTags[rng.below(10)] + "</genre>\n  </entry>\n";
  return list + "</directory>\n";
}

double cpu_seconds() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// MiB: `VmRSS:` now, or `VmHWM:` at most since forget_peak().
double memory(const std::string& key) {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;)
    if (word == key && status >> word) return std::stod(word) / 1024;
  return 0;
}
void forget_peak() { std::ofstream("/proc/self/clear_refs") << 5; }

/// Reads a file as a refresh does; without a writer the list is only parsed.
double read_list(const std::string& path, std::unique_ptr<Parser> (*make)(StationSink), CatalogueWriter* writer,
                 DirectoryId id, RefreshCount* count = nullptr) {
  const double begin = wall_seconds();
  Ending ending;
  const auto read = [&](const StationSink& sink) {
    const auto parser = make(sink);
    std::ifstream file(path, std::ios::binary);
    std::vector<char> buffer(65'536);
    while (file) {
      file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
      parser->feed({buffer.data(), static_cast<std::size_t>(file.gcount())});
    }
    ending = parser->finish();
  };
  if (writer) {
    writer->begin(id, "bench");
    pipe_stations(read, [writer](Station&& station) { writer->add(station); });
  } else {
    read([](Station&&) {});
  }
  if (writer) {
    const auto done = writer->commit(ending.whole, "", "", WallTime{std::chrono::system_clock::now()});
    if (!done) std::printf("NOT DONE: %s\n", done.error().c_str());
    if (done && count) *count = *done;
  }
  return wall_seconds() - begin;
}

void measure(const char* what, const std::string& path, std::unique_ptr<Parser> (*make)(StationSink),
             CatalogueWriter& writer, DirectoryId id) {
  const double parsed = read_list(path, make, nullptr, id);
  ::malloc_trim(0);
  const double rest = memory("VmRSS:");
  forget_peak();
  RefreshCount count;
  const double cpu = cpu_seconds();
  const double first = read_list(path, make, &writer, id, &count);
  const double first_cpu = cpu_seconds() - cpu;
  const double peak = memory("VmHWM:") - rest;
  const double again = read_list(path, make, &writer, id);
  std::printf(
      "%s: %zu stations, %zu collided, %.1f MB: %.2f s (%.2f s of processor), %.1f MiB above rest; "
      "parsed alone %.2f s; unchanged again %.2f s\n",
      what, count.named, count.collided, static_cast<double>(std::filesystem::file_size(path)) / 1e6, first, first_cpu,
      peak, parsed, again);
}

void measure_searches(const std::string& path) {
  const auto catalogue = Catalogue::open(path);
  if (!catalogue) return;
  Rng rng(5);
  std::vector<double> times;
  std::size_t found = 0;
  const WallTime now{std::chrono::system_clock::now()};
  for (int i = 0; i < kSearches; ++i) {
    const std::string word = kWords[rng.below(std::size(kWords))];
    const std::string other = kWords[rng.below(std::size(kWords))];
    Query query;
    query.text = word;
    if (rng.below(2) != 0)
      query.text += ' ' + other.substr(0, 1 + rng.below(other.size()));
    else
      query.text.resize(1 + rng.below(word.size()));
    if (rng.below(4) == 0) query.country = kCountries[rng.below(10)];
    if (rng.below(4) == 0) query.genre = kTags[rng.below(10)];
    const double begin = wall_seconds();
    found += (*catalogue)->search(query, now).entries.size();
    times.push_back(1'000 * (wall_seconds() - begin));
  }
  std::sort(times.begin(), times.end());
  std::printf("search as you type, 20 of 80,000: p50 %.2f ms, p95 %.2f ms, worst %.2f ms; %.1f results each\n",
              times[times.size() / 2], times[times.size() * 95 / 100], times.back(),
              static_cast<double>(found) / kSearches);
}

}  // namespace

int main() {
  char folder[] = "/tmp/jc-directory-bench-XXXXXX";
  if (!::mkdtemp(folder)) return 1;
  const std::string at = folder;
  {
    Rng rng(1);
    std::ofstream(at + "/stations.json") << radio_browser_list(rng);
    std::ofstream(at + "/yp.xml") << xiph_list(rng);
  }
  auto writer = CatalogueWriter::open(at + "/catalogue.sqlite");
  if (writer) {
    measure("radio-browser", at + "/stations.json", radio_browser_parser, **writer, kRadioBrowser);
    measure("yp.xml", at + "/yp.xml", xiph_parser, **writer, kXiph);
    measure_searches(at + "/catalogue.sqlite");
    std::printf("catalogue: %.1f MB\n",
                static_cast<double>(std::filesystem::file_size(at + "/catalogue.sqlite")) / 1e6);
  }
  std::filesystem::remove_all(at);
  return writer ? 0 : 1;
}
