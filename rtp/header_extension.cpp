// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtp/header_extension.h"

#include <algorithm>
#include <cassert>

namespace joincast::rtp {
namespace {

constexpr std::uint16_t kAppbits = 0x000f;
constexpr std::uint8_t kReservedId = 15;  // one-byte form: stop here

bool fits_one_byte(const ExtensionElement& element) {
  return element.id < kReservedId && !element.data.empty() && element.data.size() <= 16;
}

}  // namespace

std::optional<ExtensionElement> ExtensionReader::next() noexcept {
  const bool one_byte = profile_ == kOneByteProfile;
  const bool two_byte = (profile_ & ~kAppbits) == kTwoByteProfile;
  if (!one_byte && !two_byte) return std::nullopt;

  while (!stopped_ && !in_.at_end()) {
    const std::uint8_t first = in_.u8();
    if (first == 0) continue;  // padding
    ExtensionElement element;
    std::size_t size = 0;
    if (one_byte) {
      element.id = first >> 4;
      size = (first & 0x0fu) + 1;
      stopped_ = element.id == kReservedId;
      if (element.id == 0 && !stopped_) {  // padding that claims a length: its data is skipped
        in_.skip(size);
        continue;
      }
    } else {
      element.id = first;
      size = in_.u8();
    }
    if (stopped_) break;
    element.data = in_.take(size);
    if (in_.ok()) return element;
    stopped_ = true;
  }
  return std::nullopt;
}

EncodedExtension encode_extension(std::span<const ExtensionElement> elements) {
  const bool one_byte = std::all_of(elements.begin(), elements.end(), fits_one_byte);
  EncodedExtension result;
  result.profile = one_byte ? kOneByteProfile : kTwoByteProfile;
  ByteWriter out(result.octets);
  for (const ExtensionElement& element : elements) {
    assert(element.id != 0 && element.data.size() <= 255);
    if (one_byte) {
      out.u8(static_cast<std::uint8_t>(unsigned{element.id} << 4 | (element.data.size() - 1)));
    } else {
      out.u8(element.id);
      out.u8(static_cast<std::uint8_t>(element.data.size()));
    }
    out.bytes(element.data);
  }
  while (out.size() % 4 != 0) out.u8(0);
  return result;
}

}  // namespace joincast::rtp
