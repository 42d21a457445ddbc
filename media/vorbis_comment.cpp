// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/vorbis_comment.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/text.h"
#include "media/little_endian.h"

namespace joincast::media {
namespace {

constexpr std::uint32_t kMaxComments = 256;
constexpr std::size_t kMaxText = 1024;  // octets of a value

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool is_web_address(std::string_view text) { return text.starts_with("http://") || text.starts_with("https://"); }

void take_comment(std::string_view comment, StreamMetadata& metadata) {
  const std::size_t equals = comment.find('=');
  if (equals == std::string_view::npos) return;
  std::string key(comment.substr(0, equals));
  std::ranges::transform(key, key.begin(), upper);
  const std::string value = guess_utf8(cut_utf8(comment.substr(equals + 1), kMaxText));
  if (value.empty()) return;
  const auto first = [&value](std::string& field) {
    if (field.empty()) field = value;
  };
  if (key == "TITLE") {
    first(metadata.title);
  } else if (key == "ARTIST") {
    if (metadata.artist.empty()) {
      metadata.artist = value;
    } else if (metadata.artist.size() + value.size() < kMaxText) {
      metadata.artist += ", " + value;
    }
  } else if (key == "ALBUM") {
    first(metadata.album);
  } else if (key == "GENRE") {
    first(metadata.genre);
  } else if (key == "SERVER_NAME" || key == "STATION" || key == "ORGANIZATION") {
    first(metadata.station_name);
  } else if (key == "URL" || key == "WEBSITE" || key == "CONTACT") {
    if (is_web_address(value)) first(metadata.url);
  }
}

}  // namespace

StreamMetadata parse_vorbis_comment(ByteView octets) {
  // vendor length, vendor, number of comments, then length and text of each; lengths in 4 octets, least first
  StreamMetadata metadata;
  ByteReader in(octets);
  in.skip(little_u32(in.take(4)));
  const std::uint32_t count = little_u32(in.take(4));
  if (!in.ok()) return metadata;
  for (std::uint32_t i = 0; i < std::min(count, kMaxComments); ++i) {
    const std::uint32_t length = little_u32(in.take(4));
    const ByteView comment = in.take(length);
    if (!in.ok()) break;
    take_comment(as_text(comment), metadata);
  }
  return metadata;
}

}  // namespace joincast::media
