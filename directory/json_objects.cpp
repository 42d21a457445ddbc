// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/json_objects.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "directory/text.h"

namespace joincast::directory {
namespace {

constexpr std::size_t kDeepest = 64;

/// nlohmann's events; false ends the reading.
class Fields {
 public:
  explicit Fields(const std::function<void(const JsonFields&)>& sink) : sink_(sink) {}

  bool null() { return true; }
  bool boolean(bool value) { return add(value ? "true" : "false"); }
  bool number_integer(std::int64_t value) { return add(std::to_string(value)); }
  bool number_unsigned(std::uint64_t value) { return add(std::to_string(value)); }
  bool number_float(double, const std::string& text) { return add(text); }
  bool string(std::string& value) { return add(std::move(value)); }
  bool binary(nlohmann::json::binary_t&) { return true; }
  bool start_object(std::size_t) { return enter(true); }
  bool end_object() {
    sink_(levels_.back().fields);
    levels_.pop_back();
    return true;
  }
  bool start_array(std::size_t) { return enter(false); }
  bool end_array() {
    levels_.pop_back();
    return true;
  }
  bool key(std::string& name) {
    levels_.back().key = std::move(name);
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) { return false; }

 private:
  struct Level {
    bool object = false;
    std::string key{};
    JsonFields fields{};
  };

  bool enter(bool object) {
    if (levels_.size() == kDeepest) return false;
    levels_.push_back({object});
    if (object) levels_.back().fields.reserve();
    return true;
  }
  bool add(std::string value) {
    if (!levels_.empty() && levels_.back().object) levels_.back().fields.add(levels_.back().key, std::move(value));
    return true;
  }

  const std::function<void(const JsonFields&)>& sink_;
  std::vector<Level> levels_;
};

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20; }

}  // namespace

std::string_view JsonFields::operator[](std::string_view key) const noexcept {
  for (const auto& [name, value] : fields_)
    if (name == key) return value;
  return {};
}

bool JsonFields::has(std::string_view key) const noexcept {
  return std::any_of(fields_.begin(), fields_.end(), [key](const auto& field) { return field.first == key; });
}

std::uint32_t JsonFields::number(std::string_view key) const noexcept {
  const std::string_view text = (*this)[key];
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() ? value : 0;
}

bool JsonFields::truth(std::string_view key) const noexcept {
  const std::string_view text = (*this)[key];
  return text == "true" || text == "1";
}

void JsonFields::add(std::string key, std::string value) {
  if (fields_.size() < kMost) fields_.emplace_back(std::move(key), std::move(value));
}

bool read_objects(std::string_view json, const std::function<void(const JsonFields&)>& sink) {
  std::string mended;
  if (!valid_utf8(json) || std::any_of(json.begin(), json.end(), is_control)) {
    mended = valid_utf8(json) ? std::string(json) : mend_utf8(json);
    std::replace_if(mended.begin(), mended.end(), is_control, ' ');  // a blank between tokens, and within texts
    json = mended;
  }
  Fields fields(sink);
  return nlohmann::json::sax_parse(json.begin(), json.end(), &fields);
}

void ObjectSplitter::feed(std::string_view octets) {
  std::size_t begin = 0;  // of what belongs to the object
  for (std::size_t at = 0; at < octets.size();) {
    if (depth_ == 0) {
      const char c = octets[at];
      if (c == '[') began_ = true;
      if (c == ']' && began_) ended_ = true;
      if (c == '{' && began_ && !ended_) {
        depth_ = 1;
        begin = at;
      }
      ++at;
      continue;
    }
    at = skip_in_object(octets, at);
    if (depth_ > 0) continue;
    const std::string_view piece = octets.substr(begin, at - begin);
    const bool too_large = too_large_ || object_.size() + piece.size() > kLargest;
    if (too_large) {
      sink_({});
    } else if (object_.empty()) {
      sink_(piece);
    } else {
      object_ += piece;
      sink_(object_);
    }
    object_.clear();
    too_large_ = false;
  }
  if (depth_ == 0) return;
  object_ += octets.substr(begin);
  if (object_.size() > kLargest) {
    too_large_ = true;
    object_.clear();
  }
}

/// To behind the next octet that matters: a brace, a quote, a backslash.
std::size_t ObjectSplitter::skip_in_object(std::string_view octets, std::size_t at) {
  if (escaped_) {
    escaped_ = false;
    return at + 1;
  }
  const auto matters = [this](char c) { return c == '"' || (in_text_ ? c == '\\' : c == '{' || c == '}'); };
  while (at < octets.size() && !matters(octets[at])) ++at;
  if (at == octets.size()) return at;
  switch (octets[at]) {
    case '\\': escaped_ = true; break;
    case '"': in_text_ = !in_text_; break;
    case '{': ++depth_; break;
    default: --depth_; break;
  }
  return at + 1;
}

}  // namespace joincast::directory
