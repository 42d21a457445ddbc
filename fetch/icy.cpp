// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/icy.h"

#include <algorithm>

#include "base/text.h"

namespace joincast::fetch {
namespace {

constexpr std::size_t kUnit = 16;  // octets of text that the length octet counts
constexpr std::size_t kMaxKey = 64;

bool is_key_octet(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view skip_blanks(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  return text;
}

/// The key at the front when `key=` stands there, else nothing.
std::string_view leading_key(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && length < kMaxKey && is_key_octet(text[length])) ++length;
  return length > 0 && length < text.size() && text[length] == '=' ? text.substr(0, length) : std::string_view{};
}

/// Whether a `';` before this text ends its value: nothing follows, or the next quoted field.
bool starts_next_field(std::string_view text) {
  text = skip_blanks(text);
  if (text.empty()) return true;
  const std::string_view key = leading_key(text);
  return !key.empty() && key.size() + 1 < text.size() && text[key.size() + 1] == '\'';
}

/// Splits the value off the front of what stands behind `key=`.
std::string_view take_value(std::string_view& text) {
  if (text.empty() || text.front() != '\'') {
    const std::size_t end = std::min(text.find(';'), text.size());
    const std::string_view value = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return value;
  }
  text.remove_prefix(1);
  for (std::size_t end = text.find("';"); end != std::string_view::npos; end = text.find("';", end + 1)) {
    if (!starts_next_field(text.substr(end + 2))) continue;
    const std::string_view value = text.substr(0, end);
    text.remove_prefix(end + 2);
    return value;
  }
  std::string_view value = text;
  text = {};
  if (value.ends_with('\'')) value.remove_suffix(1);
  return value;
}

}  // namespace

std::optional<std::string_view> IcyMetadata::find(std::string_view key) const noexcept {
  for (const IcyField& field : fields)
    if (std::ranges::equal(field.key, key, {}, lower, lower)) return field.value;
  return std::nullopt;
}

IcyMetadata parse_icy_metadata(ByteView block) {
  std::string_view text = as_text(block);
  text = text.substr(0, text.find('\0'));
  IcyMetadata metadata;
  while (metadata.fields.size() < kMaxIcyFields) {
    text = skip_blanks(text);
    const std::string_view key = leading_key(text);
    if (key.empty()) break;
    text.remove_prefix(key.size() + 1);
    metadata.fields.push_back({std::string(key), guess_utf8(take_value(text))});
  }
  return metadata;
}

std::optional<IcyDemuxer::Piece> IcyDemuxer::next(ByteView& input) {
  const auto take = [&input](std::size_t most) {
    const ByteView taken = input.first(std::min(most, input.size()));
    input = input.subspan(taken.size());
    return taken;
  };
  while (!input.empty()) {
    if (metaint_ == 0) return take(input.size());
    if (block_left_ > 0) {
      const ByteView part = take(block_left_);
      block_.insert(block_.end(), part.begin(), part.end());
      block_left_ -= part.size();
      if (block_left_ > 0) break;
      sound_left_ = metaint_;
      IcyMetadata metadata = parse_icy_metadata(block_);
      block_.clear();
      ++blocks_;
      if (!metadata.fields.empty()) return metadata;
      ++malformed_;
    } else if (sound_left_ > 0) {
      const ByteView sound = take(sound_left_);
      sound_left_ -= static_cast<std::uint32_t>(sound.size());
      return sound;
    } else {
      block_left_ = kUnit * take(1)[0];
      if (block_left_ == 0) sound_left_ = metaint_;
    }
  }
  return std::nullopt;
}

}  // namespace joincast::fetch
