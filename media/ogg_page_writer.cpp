// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/ogg_page_writer.h"

#include <algorithm>

#include "media/little_endian.h"
#include "media/ogg_demuxer.h"

namespace joincast::media {
namespace {

constexpr std::size_t kMaxSegments = 255;
constexpr std::size_t kMaxSegment = 255;  // octets; a shorter one ends its packet
constexpr std::size_t kCrcOffset = 22;
constexpr std::uint8_t kContinued = 0x01;
constexpr std::uint8_t kFirst = 0x02;
constexpr std::uint8_t kLast = 0x04;

}  // namespace

void OggPageWriter::add(ByteView packet, std::int64_t granule, Bytes& out) {
  for (bool ends = false; !ends;) {
    if (lacing_.size() == kMaxSegments) write_page(false, out);
    const std::size_t size = std::min(packet.size(), kMaxSegment);
    ends = size < kMaxSegment;
    lacing_.push_back(static_cast<std::uint8_t>(size));
    body_.insert(body_.end(), packet.begin(), packet.begin() + static_cast<std::ptrdiff_t>(size));
    packet = packet.subspan(size);
    in_packet_ = !ends;
  }
  granule_ = granule;
  packet_ended_ = true;
}

void OggPageWriter::close(Bytes& out) {
  if (!lacing_.empty()) write_page(false, out);
}

void OggPageWriter::end(Bytes& out) {
  packet_ended_ = true;  // an empty page repeats the position
  write_page(true, out);
}

// "OggS" | version 0 (1) | flags (1) | granule position (8) | serial (4) | page sequence (4) | CRC (4) |
// segments n (1) | segment table (n) | body    (all little endian)
void OggPageWriter::write_page(bool last, Bytes& out) {
  const std::size_t start = out.size();
  const std::uint8_t flags =
      static_cast<std::uint8_t>((continued_ ? kContinued : 0) | (sequence_ == 0 ? kFirst : 0) | (last ? kLast : 0));
  ByteWriter writer(out);
  writer.text("OggS");
  writer.u8(0);
  writer.u8(flags);
  append_little(out, static_cast<std::uint64_t>(packet_ended_ ? granule_ : -1), 8);
  append_little(out, serial_, 4);
  append_little(out, sequence_++, 4);
  append_little(out, 0, 4);
  writer.u8(static_cast<std::uint8_t>(lacing_.size()));
  writer.bytes(lacing_);
  writer.bytes(body_);
  const std::uint32_t crc = ogg_crc(0, ByteView(out).subspan(start));
  for (std::size_t i = 0; i < 4; ++i) out[start + kCrcOffset + i] = static_cast<std::uint8_t>(crc >> 8 * i);
  lacing_.clear();
  body_.clear();
  continued_ = in_packet_;
  packet_ended_ = false;
}

}  // namespace joincast::media
