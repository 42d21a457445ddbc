// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <utility>

#include "directory/fields.h"
#include "directory/json_objects.h"
#include "directory/markup.h"
#include "directory/parser.h"
#include "directory/text.h"

namespace joincast::directory {
namespace {

constexpr std::size_t kLongestField = 4'096;
constexpr std::size_t kMostLinks = 64;
constexpr std::size_t kLargestJson = std::size_t{4} << 20;  // octets

using Look = std::function<std::string_view(std::string_view)>;

/// What an outline says, in OPML or JSON: `key` in lower case.
class Outlines {
 public:
  explicit Outlines(StationSink sink) : sink_(std::move(sink)) {}

  void outline(const Look& field) {
    const std::string_view type = field("type");
    const std::string_view element = field("element");
    const std::string_view url = field("url");
    if (type == "link" && is_web_url(url)) {
      if (ending.links.size() < kMostLinks) ending.links.emplace_back(url);
    } else if ((type == "audio" || element == "audio") && field("stream_type") != "download") {
      audio(field, url);
    }
  }

  /// Describe's `<station>`: everything but an address.
  void description(const Look& field) {
    Station station;
    station.id = field("guide_id");
    station.name = field("name");
    station.homepage = field("url");
    station.icon = field("logo");
    station.tags = {std::string(field("genre_name"))};
    station.language = field("language");
    const bool has_url = clean(station);
    if (!has_url && station.id.empty()) return skip();
    tell(std::move(station));
  }

  void fault(std::string_view status, std::string_view text) {
    if (!status.empty() && status != "200")
      ending.fault = "answers " + clean_text(status, 16) + (text.empty() ? "" : ": " + clean_text(text, 200));
  }

  void skip() { ++ending.skipped; }

  Ending ending;

 private:
  void audio(const Look& field, std::string_view url) {
    Station station;
    station.id = field("guide_id");
    station.name = field("text");
    station.urls = {std::string(url)};
    station.icon = field("image");
    const std::string_view format = field("formats").empty() ? field("media_type") : field("formats");
    station.codec = std::string(format);
    station.kbps = kbps_of(field("bitrate"));
    if (const std::uint32_t reliability = kbps_of(field("reliability")); reliability <= 100)
      station.votes = reliability;
    if (!clean(station)) return skip();
    if (is_junk_name(station.name)) station.name = name_of_url(station.urls.front());
    tell(std::move(station));
  }

  void tell(Station station) {
    ++ending.stations;
    sink_(std::move(station));
  }

  StationSink sink_;
};

class OpmlReader : private MarkupHandler {
 public:
  explicit OpmlReader(Outlines& outlines) : outlines_(outlines), reader_(*this) {}

  void feed(std::string_view octets) { reader_.feed(octets); }
  void finish() {
    reader_.finish();
    outlines_.fault(status_, fault_);
    outlines_.ending.whole = ended_;
    if (!began_) outlines_.ending.fault = "no list of RadioTime's: there is no <opml>";
  }

 private:
  void open(std::string_view name, const Attributes& attributes) override {
    text_.clear();
    if (name == "opml") began_ = true;
    if (name == "station") described_.emplace();
    if (name == "outline") outlines_.outline([&attributes](std::string_view key) { return value(attributes, key); });
  }

  void text(std::string_view piece) override {
    text_ += piece.substr(0, kLongestField - std::min(text_.size(), kLongestField));
  }

  void close(std::string_view name) override {
    if (name == "opml") ended_ = true;
    if (name == "status") status_ = text_;
    if (name == "fault") fault_ = text_;
    if (name == "station" && described_) {
      outlines_.description([this](std::string_view key) { return value(*described_, key); });
      described_.reset();
    } else if (described_ && described_->size() < MarkupReader::kMostAttributes) {
      described_->emplace_back(name, text_);
    }
    text_.clear();
  }

  static std::string_view value(const Attributes& attributes, std::string_view key) {
    for (const auto& [name, text] : attributes)
      if (name == key) return text;
    return {};
  }

  Outlines& outlines_;
  MarkupReader reader_;
  std::optional<Attributes> described_;
  std::string text_;
  std::string status_;
  std::string fault_;
  bool began_ = false;
  bool ended_ = false;
};

/// OPML as it comes; JSON (`render=json`) is small, and read at the end.
class RadioTimeParser : public Parser {
 public:
  explicit RadioTimeParser(StationSink sink) : outlines_(std::move(sink)), opml_(outlines_) {}

  void feed(std::string_view octets) override {
    if (!json_) {
      const std::size_t first = octets.find_first_not_of(" \t\r\n\xef\xbb\xbf");
      if (first == octets.npos) return;
      json_ = octets[first] == '{';
    }
    if (!*json_) return opml_.feed(octets);
    body_ += octets.substr(0, kLargestJson - body_.size());
  }

  Ending finish() override {
    if (!json_.value_or(false)) {
      opml_.finish();
    } else {
      outlines_.ending.whole = read_objects(body_, [this](const JsonFields& fields) { take(fields); });
    }
    return std::move(outlines_.ending);
  }

 private:
  void take(const JsonFields& fields) {
    if (fields.has("status")) return outlines_.fault(fields["status"], fields["fault"]);
    if (fields["element"] == "station") {
      outlines_.description([&fields](std::string_view key) { return fields[key]; });
    } else if (fields.has("element")) {
      outlines_.outline(
          [&fields](std::string_view key) { return key == "url" && fields.has("URL") ? fields["URL"] : fields[key]; });
    }
  }

  Outlines outlines_;
  OpmlReader opml_;
  std::optional<bool> json_;
  std::string body_;
};

}  // namespace

std::unique_ptr<Parser> radiotime_parser(StationSink sink) {
  return std::make_unique<RadioTimeParser>(std::move(sink));
}

}  // namespace joincast::directory
