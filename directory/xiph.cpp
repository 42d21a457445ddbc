// SPDX-License-Identifier: LGPL-2.1-or-later
#include <utility>

#include "directory/fields.h"
#include "directory/markup.h"
#include "directory/number.h"
#include "directory/parser.h"

namespace joincast::directory {
namespace {

constexpr std::size_t kLongestField = 4'096;

/// `<directory><entry><server_name>..</server_name><listen_url>..</listen_url>..</entry>..</directory>`: the fields of
/// an entry come in any order.
class XiphParser : public Parser, private MarkupHandler {
 public:
  explicit XiphParser(StationSink sink) : sink_(std::move(sink)), reader_(*this) {}

  void feed(std::string_view octets) override { reader_.feed(octets); }

  Ending finish() override {
    reader_.finish();
    ending_.whole = ended_;
    if (!began_) ending_.fault = "no list of Xiph's: there is no <directory>";
    return std::move(ending_);
  }

 private:
  void open(std::string_view name, const Attributes&) override {
    if (name == "directory") {
      began_ = true;
    } else if (name == "entry") {
      entry_ = {};
      in_entry_ = true;
    }
    field_.clear();
  }

  void text(std::string_view piece) override {
    if (in_entry_) field_ += piece.substr(0, kLongestField - std::min(field_.size(), kLongestField));
  }

  void close(std::string_view name) override {
    if (name == "directory") {
      ended_ = true;
    } else if (name == "entry" && in_entry_) {
      in_entry_ = false;
      tell();
    } else if (in_entry_) {
      keep(name);
    }
    field_.clear();
  }

  void keep(std::string_view name) {
    if (name == "server_name") {
      entry_.name = field_;
    } else if (name == "listen_url") {
      entry_.urls = {clean_text(field_, StationLimits::kUrl)};
    } else if (name == "server_type") {
      entry_.codec = field_;
      entry_.kind = field_.starts_with("video/") ? Kind::television : Kind::radio;
    } else if (name == "bitrate") {
      entry_.kbps = kbps_of(field_);
    } else if (name == "genre") {
      entry_.tags = words_of(clean_text(field_, kLongestField));
    }
  }

  void tell() {
    if (!entry_.urls.empty()) entry_.id = normalised_url(entry_.urls.front());
    if (!clean(entry_)) {
      ++ending_.skipped;
      return;
    }
    if (is_junk_name(entry_.name)) entry_.name = name_of_url(entry_.id);
    ++ending_.stations;
    sink_(std::move(entry_));
  }

  StationSink sink_;
  MarkupReader reader_;
  Ending ending_;
  Station entry_;
  std::string field_;
  bool began_ = false;
  bool ended_ = false;
  bool in_entry_ = false;
};

}  // namespace

std::unique_ptr<Parser> xiph_parser(StationSink sink) { return std::make_unique<XiphParser>(std::move(sink)); }

}  // namespace joincast::directory
