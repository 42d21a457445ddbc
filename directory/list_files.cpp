// SPDX-License-Identifier: LGPL-2.1-or-later
#include <toml++/toml.h>

#include <utility>

#include "directory/fields.h"
#include "directory/number.h"
#include "directory/parser.h"
#include "fetch/playlist_icecast.h"
#include "fetch/playlist_opml.h"
#include "playlist/m3u.h"

namespace joincast::directory {
namespace {

constexpr std::size_t kLargest = std::size_t{8} << 20;  // octets
constexpr std::size_t kMostStations = 20'000;

/// Small documents are read in one piece, at their end.
class WholeDocument : public Parser {
 public:
  explicit WholeDocument(StationSink sink) : sink_(std::move(sink)) {}

  void feed(std::string_view octets) override {
    too_large_ = too_large_ || body_.size() + octets.size() > kLargest;
    if (!too_large_) body_ += octets;
  }

  Ending finish() override {
    if (too_large_) {
      ending_.fault = "larger than 8 MiB";
    } else {
      read(body_);
    }
    return std::move(ending_);
  }

 protected:
  virtual void read(std::string_view body) = 0;

  void tell(Station station) {
    if (station.id.empty() && !station.urls.empty()) station.id = normalised_url(station.urls.front());
    if (!clean(station)) {
      ++ending_.skipped;
      return;
    }
    if (is_junk_name(station.name)) station.name = name_of_url(station.urls.front());
    ++ending_.stations;
    sink_(std::move(station));
  }

  Ending ending_;

 private:
  StationSink sink_;
  std::string body_;
  bool too_large_ = false;
};

class IcecastParser : public WholeDocument {
 public:
  using WholeDocument::WholeDocument;

 private:
  void read(std::string_view body) override {
    const auto list = fetch::parse_icecast_list(body, kMostStations);
    if (!list) {
      ending_.fault = "no list of an Icecast server: there is no \"icestats\"";
      return;
    }
    for (const fetch::IcecastSource& source : list->sources) {
      Station station;
      station.name = source.name;
      station.urls = {source.listen_url};
      station.homepage = source.homepage;
      station.tags = words_of(source.genre);
      station.codec = source.subtype.empty() ? source.type : source.subtype;
      station.kbps = source.kbps;
      station.kind = source.type.starts_with("video/") ? Kind::television : Kind::radio;
      station.clicks = source.listeners;
      tell(std::move(station));
    }
    const std::size_t last = body.find_last_not_of(" \t\r\n");
    ending_.whole = last != body.npos && body[last] == '}' && list->left_out == 0;
  }
};

class FileParser : public WholeDocument {
 public:
  using WholeDocument::WholeDocument;

 private:
  void read(std::string_view body) override {
    const std::size_t first = body.find_first_not_of(" \t\r\n\xef\xbb\xbf");
    ending_.whole = true;
    if (first == body.npos) return;
    if (body[first] == '<') {
      read_opml(body);
    } else if (body.find("[[station]]") != body.npos) {
      read_toml(body);
    } else {
      read_m3u(body);
    }
  }

  void read_m3u(std::string_view body) {
    for (const playlist::M3uEntry& entry : playlist::parse_m3u(body, kMostStations).entries) {
      const auto attribute = [&entry](std::string_view name) {
        return std::string(entry.attribute(name).value_or(""));
      };
      Station station;
      station.id = attribute("tvg-id");
      station.name = entry.title.empty() ? attribute("tvg-name") : entry.title;
      station.urls = {entry.location};
      station.icon = attribute("tvg-logo");
      station.tags = list_of(entry.group);
      station.country = attribute("tvg-country");
      station.language = attribute("tvg-language");
      // PVR players write radio="true" to tell radio from television, in lists that are made for them.
      const bool for_players = entry.attribute("tvg-id") || entry.attribute("tvg-logo");
      station.kind = for_players && !entry.is_radio() ? Kind::television : Kind::radio;
      tell(std::move(station));
    }
  }

  void read_opml(std::string_view body) {
    const auto opml = fetch::parse_opml(body, kMostStations);
    if (!opml) {
      ending_.fault = "neither M3U nor OPML nor TOML";
      return;
    }
    for (const fetch::OpmlOutline& outline : opml->outlines) {
      const auto attribute = [&outline](std::string_view name) { return std::string(outline.attribute(name)); };
      Station station;
      station.id = attribute("guide_id");
      station.name = attribute("text");
      for (const char* name : {"url", "xmlurl"})
        if (!attribute(name).empty()) station.urls.push_back(attribute(name));
      if (station.urls.empty()) continue;  // a heading
      station.icon = attribute("image");
      station.tags = list_of(attribute("category"));
      station.codec = attribute("formats");
      station.kbps = kbps_of(outline.attribute("bitrate"));
      tell(std::move(station));
    }
  }

  /// `[[station]]` with `name`, `url` (one or a list), and perhaps `id`, `homepage`, `icon`, `genre`, ...
  void read_toml(std::string_view body) {
    toml::table document;
    try {
      document = toml::parse(body);
    } catch (const toml::parse_error& error) {
      ending_.whole = false;
      ending_.fault = "line " + std::to_string(error.source().begin.line) + ": " + std::string(error.description());
      return;
    }
    const toml::array* stations = document["station"].as_array();
    if (!stations) return;
    for (const toml::node& node : *stations) {
      if (const toml::table* table = node.as_table()) tell(station_of(*table));
    }
  }

  static std::vector<std::string> texts(toml::node_view<const toml::node> node) {
    std::vector<std::string> out;
    if (const auto one = node.value<std::string>()) out.push_back(*one);
    if (const toml::array* many = node.as_array())
      for (const toml::node& element : *many)
        if (const auto text = element.value<std::string>()) out.push_back(*text);
    return out;
  }

  static Station station_of(const toml::table& table) {
    const auto text = [&table](std::string_view key) { return table[key].value_or(std::string()); };
    Station station;
    station.id = text("id");
    station.name = text("name");
    station.urls = texts(table["url"]);
    station.homepage = text("homepage");
    station.icon = text("icon");
    station.tags = texts(table["genre"]);
    station.country = text("country");
    station.language = text("language");
    station.codec = text("codec");
    station.kbps =
        static_cast<std::uint32_t>(std::clamp<std::int64_t>(table["kbps"].value_or(0), 0, StationLimits::kKbps));
    station.kind = text("kind") == "tv" ? Kind::television : Kind::radio;
    return station;
  }
};

}  // namespace

std::unique_ptr<Parser> icecast_parser(StationSink sink) { return std::make_unique<IcecastParser>(std::move(sink)); }
std::unique_ptr<Parser> file_parser(StationSink sink) { return std::make_unique<FileParser>(std::move(sink)); }

}  // namespace joincast::directory
