// SPDX-License-Identifier: LGPL-2.1-or-later
// Reads the JSON of a page event by event: nothing is kept but what a Page has room for.
#include <limits>
#include <nlohmann/json.hpp>

#include "guide/page.h"
#include "sdp/text.h"

namespace joincast::guide {
namespace {

constexpr std::size_t kDeepest = 32;
constexpr std::uint64_t kMostRevision = std::uint64_t{1} << 53;  // what every reader of JSON keeps exactly

using Json = nlohmann::json;

std::uint32_t narrow(std::uint64_t number) {
  return number <= std::numeric_limits<std::uint32_t>::max() ? static_cast<std::uint32_t>(number) : 0;
}

std::optional<IpAddress> group_v4(const std::string& text) {
  const auto address = parse_address(text);
  return address && address->is_v4() && address->is_multicast() ? address : std::nullopt;
}

std::string web_link(const std::string& text) {
  return text.size() <= Entry::kMostLink && sdp::is_web_link(text) ? text : std::string();
}

class PageReader final : public Json::json_sax_t {
 public:
  explicit PageReader(const PageLimits& limits) : limits_(limits) {}

  Result<Page, ParseError> result() {
    if (error_) return fail(*error_);
    if (schema_ == 0 || schema_ > kSchema) return fail(ParseError{ParseErrc::unsupported_version, 0});
    return std::move(page_);
  }

  bool key(string_t& name) override {
    if (skipped_ == 0) key_ = name;
    return true;
  }

  bool start_object(std::size_t) override {
    if (skipped_ == 0 && where_ == Where::outside) {
      where_ = Where::page;
    } else if (skipped_ == 0 && where_ == Where::entries) {
      where_ = Where::entry;
      entry_ = Entry();
      numbered_ = false;
    } else if (skipped_ == 0 && where_ == Where::pages) {
      where_ = Where::link;
      link_ = PageLink();
    } else if (skipped_ == 0 && where_ == Where::genres) {
      where_ = Where::genre;
      genre_ = Genre();
    } else {
      ++skipped_;
    }
    return deeper();
  }

  bool end_object() override {
    --depth_;
    if (skipped_ != 0) {
      --skipped_;
    } else if (where_ == Where::entry) {
      take_entry();
      where_ = Where::entries;
    } else if (where_ == Where::link) {
      if (link_.page <= kMostPage && page_.pages.size() < limits_.pages) page_.pages.push_back(std::move(link_));
      where_ = Where::pages;
    } else if (where_ == Where::genre) {
      if (!genre_.name.empty() && page_.genres.size() < limits_.genres) page_.genres.push_back(std::move(genre_));
      where_ = Where::genres;
    } else {
      where_ = Where::outside;
    }
    return true;
  }

  bool start_array(std::size_t) override {
    const bool list = skipped_ == 0 && where_ == Where::page;
    if (list && key_ == "entries") {
      where_ = Where::entries;
    } else if (list && key_ == "removed") {
      where_ = Where::removed;
    } else if (list && key_ == "pages") {
      where_ = Where::pages;
    } else if (list && key_ == "genres") {
      where_ = Where::genres;
    } else {
      ++skipped_;
    }
    return deeper();
  }

  bool end_array() override {
    --depth_;
    if (skipped_ != 0)
      --skipped_;
    else
      where_ = Where::page;
    return true;
  }

  bool string(string_t& text) override {
    if (skipped_ != 0) return true;
    if (where_ == Where::page) page_text(text);
    if (where_ == Where::entry) entry_text(text);
    if (where_ == Where::link && key_ == "title") link_.title = sdp::clean_text(text, Entry::kMostText);
    if (where_ == Where::link && key_ == "group_v4") link_.group_v4 = group_v4(text);
    if (where_ == Where::genre && key_ == "name") genre_.name = sdp::clean_text(text, Entry::kMostText);
    if (where_ == Where::removed && page_.removed.size() < limits_.removed)
      if (const auto number = parse_service_number(text)) page_.removed.push_back(*number);
    return true;
  }

  bool number_unsigned(number_unsigned_t number) override {
    if (skipped_ != 0) return true;
    if (where_ == Where::page) page_number(number);
    if (where_ == Where::entry) entry_number(number);
    if (where_ == Where::genre && key_ == "stations") genre_.stations = narrow(number);
    if (where_ == Where::genre && key_ == "page") genre_.page = narrow(number);
    if (where_ != Where::link) return true;
    if (key_ == "page") link_.page = number <= kMostPage ? narrow(number) : kMostPage + 1;
    if (key_ == "entries") link_.entries = narrow(number);
    if (key_ == "revision") link_.revision = revision(number);
    return true;
  }

  bool boolean(bool truth) override {
    if (skipped_ != 0 || where_ != Where::entry) return true;
    if (key_ == "collision") entry_.collision = truth;
    if (key_ == "ssm") entry_.source_specific = truth;
    if (key_ == "encrypted") entry_.encrypted = truth;
    if (key_ == "on_air") entry_.on_air = truth;
    if (key_ == "favourite") entry_.favourite = truth;
    return true;
  }

  bool null() override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }

  bool parse_error(std::size_t position, const std::string&, const Json::exception&) override {
    if (!error_) error_ = ParseError{ParseErrc::bad_encoding, position};
    return false;
  }

 private:
  enum class Where { outside, page, entries, entry, removed, pages, link, genres, genre };

  bool deeper() {
    if (++depth_ <= kDeepest) return true;
    error_ = ParseError{ParseErrc::over_limit, 0};
    return false;
  }

  static std::uint64_t revision(std::uint64_t number) { return number <= kMostRevision ? number : 0; }

  void page_text(const std::string& text) {
    if (key_ == "title") page_.title = sdp::clean_text(text, Entry::kMostText);
    if (key_ == "headend") page_.headend = sdp::clean_text(text, Entry::kMostText);
    if (key_ == "http") page_.http = web_link(text);
  }

  void page_number(std::uint64_t number) {
    if (key_ == "schema") schema_ = number;
    if (key_ == "page") page_.number = number <= kMostPage ? narrow(number) : 0;
    if (key_ == "revision") page_.revision = revision(number);
    if (key_ == "since") page_.since = revision(number);
    if (key_ == "total") page_.total = narrow(number);
    if (key_ == "next") page_.next = narrow(number);
  }

  void entry_text(const std::string& text) {
    if (key_ == "number") {
      const auto number = parse_service_number(text);
      numbered_ = number && *number != kGuideService;  // the guide itself is no offer
      entry_.number = number.value_or(ServiceNumber());
    }
    if (key_ == "name") entry_.name = text;
    if (key_ == "group_v4") entry_.group_v4 = group_v4(text);
    if (key_ == "kind" && text == "tv") entry_.kind = Kind::television;
    if (key_ == "genre") entry_.genre = text;
    if (key_ == "country") entry_.country = text;
    if (key_ == "language") entry_.language = text;
    if (key_ == "codec") entry_.codec = text;
    if (key_ == "link") entry_.link = text;
    if (key_ == "icon") entry_.icon = text;
    if (key_ == "id") entry_.stable_id = text;
    if (key_ == "title") entry_.title = text;
  }

  void entry_number(std::uint64_t number) {
    if (key_ == "kbps") entry_.kbps = narrow(number);
    if (key_ == "members") entry_.members = narrow(number);
    if (key_ == "directory" && number <= kPageDirectory) entry_.directory = static_cast<std::uint8_t>(number);
  }

  void take_entry() {
    clean_entry(entry_);
    if (numbered_ && !entry_.name.empty() && page_.entries.size() < limits_.entries)
      page_.entries.push_back(std::move(entry_));
  }

  const PageLimits& limits_;
  Page page_;
  std::optional<ParseError> error_;
  std::uint64_t schema_ = 0;
  Where where_ = Where::outside;
  std::string key_;
  std::size_t skipped_ = 0;  ///< levels inside something unknown
  std::size_t depth_ = 0;
  Entry entry_;
  bool numbered_ = false;
  PageLink link_;
  Genre genre_;
};

}  // namespace

Result<Page, ParseError> parse_page(std::string_view json, const PageLimits& limits) {
  if (json.size() > limits.octets) return fail(ParseError{ParseErrc::over_limit, limits.octets});
  PageReader reader(limits);
  (void)Json::sax_parse(json, &reader);
  return reader.result();
}

}  // namespace joincast::guide
