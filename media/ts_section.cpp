// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/ts_section.h"

#include <algorithm>
#include <utility>

#include "media/ts_tables.h"

namespace joincast::media {
namespace {

constexpr std::size_t kSectionHeader = 3;  // up to its length
constexpr std::uint8_t kStuffing = 0xff;   // in place of a table's number: nothing follows in this packet

/// Of the section at the front, if so much of it is there.
std::optional<std::size_t> size_of(ByteView octets) {
  if (octets.size() < kSectionHeader) return std::nullopt;
  return kSectionHeader + ((octets[1] & 0x0fu) << 8 | octets[2]);
}

/// Whether one section ends where these octets do, `more` behind them.
bool ends_with(ByteView octets, ByteView more) {
  Bytes whole(octets.begin(), octets.end());
  whole.insert(whole.end(), more.begin(), more.end());
  return size_of(whole) == whole.size();
}

}  // namespace

void TsSections::reset() noexcept {
  held_.clear();
  given_ = 0;
  in_section_ = false;
  continuity_.reset();
}

void TsSections::push(const TsPacketView& packet) {
  if (packet.damaged || packet.scrambled || packet.payload.empty()) return;
  if (continuity_ == packet.continuity) return;  // the same packet again
  if (continuity_ && ((*continuity_ + 1) & 0x0f) != packet.continuity) in_section_ = false;
  continuity_ = packet.continuity;
  held_.erase(held_.begin(), held_.begin() + static_cast<std::ptrdiff_t>(std::exchange(given_, 0)));
  ByteView payload = packet.payload;
  if (packet.begins) {
    const std::size_t pointer = payload[0];
    payload = payload.subspan(1);
    if (pointer > payload.size()) return reset();
    if (held_.empty() || !in_section_ || !ends_with(held_, payload.first(pointer))) {
      held_.clear();
      payload = payload.subspan(pointer);
    }
    in_section_ = true;
  } else if (!in_section_) {
    return held_.clear();
  }
  held_.insert(held_.end(), payload.begin(), payload.end());
}

std::optional<ByteView> TsSections::poll() {
  for (;;) {
    const ByteView rest = ByteView(held_).subspan(given_);
    if (rest.empty() || !in_section_) return std::nullopt;
    if (rest[0] == kStuffing) {
      held_.clear();
      given_ = 0;
      in_section_ = false;
      return std::nullopt;
    }
    const auto size = size_of(rest);
    if (!size || rest.size() < *size) return std::nullopt;
    given_ += *size;
    const bool with_checksum = (rest[1] & 0x80) != 0;
    if (!with_checksum) continue;
    if (is_whole_section(rest.first(*size))) return rest.first(*size);
    ++bad_checksums_;
  }
}

void TsSectionWriter::write(ByteView section, Bytes& out) {
  for (bool first = true; !section.empty(); first = false) {
    const std::size_t room = kTsPacket - 4 - (first ? 1 : 0);
    const ByteView part = section.first(std::min(room, section.size()));
    section = section.subspan(part.size());
    ByteWriter packet(out);
    packet.u8(kTsSync);
    packet.u16(static_cast<std::uint16_t>((first ? 0x4000 : 0) | pid_));
    packet.u8(static_cast<std::uint8_t>(0x10 | continuity_));
    if (first) packet.u8(0);
    packet.bytes(part);
    out.insert(out.end(), room - part.size(), kStuffing);
    continuity_ = (continuity_ + 1) & 0x0f;
  }
}

}  // namespace joincast::media
