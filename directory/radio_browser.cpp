// SPDX-License-Identifier: LGPL-2.1-or-later
#include <utility>

#include "directory/fields.h"
#include "directory/json_objects.h"
#include "directory/parser.h"

namespace joincast::directory {
namespace {

Station station_of(const JsonFields& fields) {
  const auto text = [&fields](std::string_view key) { return std::string(fields[key]); };
  Station station;
  station.id = text("stationuuid");
  station.name = text("name");
  for (const char* key : {"url_resolved", "url"})
    if (fields.has(key)) station.urls.push_back(text(key));
  station.homepage = text("homepage");
  station.icon = text("favicon");
  station.tags = list_of(fields["tags"]);
  station.country = text("countrycode");
  station.country_name = text("country");
  station.language = std::string(fields["language"].substr(0, fields["language"].find(',')));
  station.codec = fields.truth("hls") ? "hls" : text("codec");
  station.kbps = kbps_of(fields["bitrate"]);
  station.votes = fields.number("votes");
  station.clicks = fields.number("clickcount");
  const std::string_view codec = fields["codec"];
  if (codec.find("H.26") != codec.npos || codec.find("H26") != codec.npos) station.kind = Kind::television;
  return station;
}

/// `[{"stationuuid": "...", "name": "...", "url_resolved": "...", ...}, ...]`
class RadioBrowserParser : public Parser {
 public:
  explicit RadioBrowserParser(StationSink sink)
      : sink_(std::move(sink)), splitter_([this](std::string_view object) { take(object); }) {}

  void feed(std::string_view octets) override { splitter_.feed(octets); }

  Ending finish() override {
    ending_.whole = splitter_.whole();
    if (!splitter_.is_array()) ending_.fault = "no list of radio-browser's: there is no array";
    return std::move(ending_);
  }

 private:
  void take(std::string_view object) {
    Station station;
    const bool read = read_objects(object, [&station](const JsonFields& fields) {
      if (fields.has("stationuuid")) station = station_of(fields);
    });
    if (!read || !clean(station)) {
      ++ending_.skipped;
      return;
    }
    if (is_junk_name(station.name)) station.name = name_of_url(station.urls.front());
    ++ending_.stations;
    sink_(std::move(station));
  }

  StationSink sink_;
  ObjectSplitter splitter_;
  Ending ending_;
};

}  // namespace

std::unique_ptr<Parser> radio_browser_parser(StationSink sink) {
  return std::make_unique<RadioBrowserParser>(std::move(sink));
}

}  // namespace joincast::directory
