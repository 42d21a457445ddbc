// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/playlist_icecast.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/text.h"
#include "fetch/candidate_collector.h"
#include "playlist/text.h"

namespace joincast::fetch {

using playlist::clean_text;
using playlist::leading_number;
using playlist::without_mark;

namespace {

/// `{"icestats": {"source": [{...}, {...}]}}`, or one source without the list.
class Reader final : public nlohmann::json_sax<nlohmann::json> {
 public:
  Reader(IcecastList& list, std::size_t most) : list_(list), most_(most) {}

  bool is_list() const noexcept { return is_list_; }

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t value) override { return number(value > 0 ? static_cast<double>(value) : 0); }
  bool number_unsigned(number_unsigned_t value) override { return number(static_cast<double>(value)); }
  bool number_float(number_float_t value, const string_t&) override { return number(value); }
  bool binary(binary_t&) override { return true; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override { return false; }

  bool start_object(std::size_t) override {
    ++depth_;
    if (depth_ == 2 && key_ == "icestats") is_list_ = true;
    if (is_list_ && source_depth_ == 0 && in_source_ && depth_ <= 4) begin_source();
    return true;
  }
  bool end_object() override {
    if (depth_ == source_depth_) end_source();
    --depth_;
    if (depth_ == 2) in_source_ = false;
    return true;
  }
  bool start_array(std::size_t) override {
    ++depth_;
    return true;
  }
  bool end_array() override {
    --depth_;
    if (depth_ == 2) in_source_ = false;
    return true;
  }
  bool key(string_t& name) override {
    key_ = name;
    if (depth_ == 2) in_source_ = name == "source";
    return true;
  }

  bool string(string_t& value) override {
    if (is_list_ && depth_ == 2 && key_ == "server_id") list_.server = clean_text(value);
    if (depth_ != source_depth_) return true;
    if (key_ == "bitrate" || key_ == "ice-bitrate") source_.kbps = leading_number(value);
    if (key_ == "artist") artist_ = clean_text(value);
    if (std::string* const place = place_of(key_)) *place = clean_text(value);
    return true;
  }

 private:
  std::string* place_of(std::string_view name) {
    if (name == "listenurl") return &source_.listen_url;
    if (name == "server_name") return &source_.name;
    if (name == "server_description") return &source_.description;
    if (name == "genre") return &source_.genre;
    if (name == "server_type") return &source_.type;
    if (name == "subtype") return &source_.subtype;
    if (name == "server_url") return &source_.homepage;
    if (name == "title") return &source_.title;
    return nullptr;
  }

  bool number(double value) {
    if (depth_ != source_depth_) return true;
    const auto whole = static_cast<std::uint32_t>(std::clamp(value, 0.0, 4e9));
    if (key_ == "bitrate" || key_ == "ice-bitrate") source_.kbps = whole;
    if (key_ == "listeners") source_.listeners = whole;
    return true;
  }

  void begin_source() {
    source_depth_ = depth_;
    source_ = {};
    artist_.clear();
  }

  void end_source() {
    source_depth_ = 0;
    if (!artist_.empty() && !source_.title.empty()) source_.title = artist_ + " - " + source_.title;
    if (source_.title.empty()) source_.title = artist_;
    if (source_.listen_url.empty()) return;
    if (list_.sources.size() >= most_) {
      ++list_.left_out;
      return;
    }
    list_.sources.push_back(std::move(source_));
  }

  IcecastList& list_;
  std::size_t most_;
  std::string key_;
  IcecastSource source_;
  std::string artist_;
  std::size_t depth_ = 0;         // of objects and arrays that are open
  std::size_t source_depth_ = 0;  // of the source that is being read; zero: none is
  bool in_source_ = false;        // below "source"
  bool is_list_ = false;
};

}  // namespace

std::optional<IcecastList> parse_icecast_list(std::string_view text, std::size_t most) {
  IcecastList list;
  Reader reader(list, most);
  const std::string decoded = guess_utf8(without_mark(text));
  nlohmann::json::sax_parse(decoded, &reader);  // what is cut off or broken ends it
  if (!reader.is_list()) return std::nullopt;
  return list;
}

CandidateList candidates_of(const IcecastList& list, std::string_view base) {
  CandidateCollector collector(base);
  for (const IcecastSource& source : list.sources) {
    Candidate candidate;
    candidate.title = source.name;
    candidate.declared = kind_of_type(source.type);
    candidate.kbps = source.kbps;
    candidate.why = "listenurl";
    collector.add(source.listen_url, std::move(candidate));
  }
  collector.pass_over(list.left_out);
  return collector.take();
}

}  // namespace joincast::fetch
