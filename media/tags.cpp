// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/tags.h"

#include <algorithm>
#include <string_view>

namespace joincast::media {
namespace {

constexpr std::string_view kId3v2 = "ID3";
constexpr std::string_view kId3v1 = "TAG";
constexpr std::string_view kApe = "APETAGEX";
constexpr std::size_t kId3HeaderSize = 10;
constexpr std::size_t kId3v1Octets = 128;
constexpr std::size_t kApeHeaderSize = 32;
constexpr std::uint8_t kId3HasFooter = 0x10;

// ID3v2.4 section 3.1: "ID3", version (2 octets, none of them 0xff), flags, size in 4 x 7 bits.
std::size_t size_of_id3v2(ByteView octets) noexcept {
  const bool version = octets[3] != 0xff && octets[4] != 0xff;
  std::size_t size = 0;
  for (const std::uint8_t octet : octets.subspan(6, 4)) {
    if (octet & 0x80) return 0;
    size = size << 7 | octet;
  }
  if (!version) return 0;
  return size + (octets[5] & kId3HasFooter ? 2 * kId3HeaderSize : kId3HeaderSize);
}

// APEv2: "APETAGEX", version, size without this header, item count, flags (all little endian, 32 bits).
std::size_t ape_size(ByteView octets) noexcept {
  constexpr std::size_t kMost = std::size_t{1} << 24;
  std::size_t size = 0;
  for (std::size_t i = 0; i < 4; ++i) size |= static_cast<std::size_t>(octets[12 + i]) << 8 * i;
  const bool is_header = octets[23] & 0x20;
  return is_header && size <= kMost ? size + kApeHeaderSize : kApeHeaderSize;
}

}  // namespace

std::size_t tag_size(ByteView octets) noexcept {
  const std::string_view text = as_text(octets);
  if (text.starts_with(kId3v2) && octets.size() >= kId3HeaderSize) return size_of_id3v2(octets);
  if (text.starts_with(kId3v1)) return kId3v1Octets;
  if (text.starts_with(kApe) && octets.size() >= kApeHeaderSize) return ape_size(octets);
  return 0;
}

bool may_be_tag(ByteView octets) noexcept {
  const std::string_view text = as_text(octets);
  const auto begins = [text](std::string_view mark, std::size_t needed) {
    const std::size_t compared = std::min(mark.size(), text.size());
    return text.size() < needed && text.substr(0, compared) == mark.substr(0, compared);
  };
  return begins(kId3v2, kId3HeaderSize) || begins(kId3v1, kId3v1.size()) || begins(kApe, kApeHeaderSize);
}

}  // namespace joincast::media
