// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/ogg_demuxer.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "media/little_endian.h"

namespace joincast::media {
namespace {

constexpr std::string_view kMark = "OggS";
constexpr std::size_t kHeaderSize = 27;  // octets before the segment table
constexpr std::size_t kCrcOffset = 22;
constexpr std::uint8_t kContinued = 0x01;
constexpr std::uint8_t kFirst = 0x02;
constexpr std::uint8_t kLast = 0x04;

constexpr std::array<std::uint32_t, 256> make_crc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t crc = i << 24;
    for (int bit = 0; bit < 8; ++bit) crc = crc & 0x8000'0000u ? crc << 1 ^ 0x04c1'1db7u : crc << 1;
    table[i] = crc;
  }
  return table;
}

constexpr auto kCrcTable = make_crc_table();

}  // namespace

std::uint32_t ogg_crc(std::uint32_t crc, ByteView octets) noexcept {
  for (const std::uint8_t octet : octets) crc = crc << 8 ^ kCrcTable[(crc >> 24 ^ octet) & 0xff];
  return crc;
}

struct OggDemuxer::Page {
  std::uint8_t flags = 0;
  std::uint32_t serial = 0;
  std::uint32_t sequence = 0;
  ByteView segments;  // lengths
  ByteView body;
};

void OggDemuxer::push(ByteView octets, const Sink& sink) {
  constexpr std::size_t kStep = 4096;
  while (!octets.empty()) {
    const std::size_t count = std::min(octets.size(), kStep);
    window_.append(octets.first(count));
    octets = octets.subspan(count);
    while (step(sink)) {
    }
  }
}

/// Deals with the page or the garbage at the front; false when more octets are needed. RFC 3533 section 6:
///
///     capture pattern "OggS" (4) | version (1) | flags (1) | granule position (8) | serial (4) |
///     page sequence (4) | CRC (4) | segments n (1) | segment table (n) | body    (all little endian)
bool OggDemuxer::step(const Sink& sink) {
  const ByteView front = window_.view();
  if (front.size() < kMark.size()) return false;
  const std::size_t mark = as_text(front).find(kMark);
  if (mark != 0) {
    // The mark may stand across the end of what is there.
    lose(std::min(mark, front.size() - (kMark.size() - 1)));
    return true;
  }
  if (front.size() < kHeaderSize || front.size() < kHeaderSize + front[kHeaderSize - 1]) return false;
  Page page;
  page.flags = front[5];
  page.serial = little_u32(front.subspan(14));
  page.sequence = little_u32(front.subspan(18));
  page.segments = front.subspan(kHeaderSize, front[kHeaderSize - 1]);
  std::size_t size = 0;
  for (const std::uint8_t segment : page.segments) size += segment;
  const std::size_t head = kHeaderSize + page.segments.size();
  if (front[4] != 0) {
    lose(1);
    return true;
  }
  if (front.size() < head + size) return false;
  page.body = front.subspan(head, size);
  constexpr std::array<std::uint8_t, 4> kNoCrc{};
  std::uint32_t crc = ogg_crc(0, front.first(kCrcOffset));
  crc = ogg_crc(crc, kNoCrc);
  crc = ogg_crc(crc, front.subspan(kCrcOffset + 4, head + size - kCrcOffset - 4));
  if (crc != little_u32(front.subspan(kCrcOffset))) {
    ++bad_checksums_;
    lose(head + size);  // all of it: checking each octet anew would let a stranger buy much work with few octets
    return true;
  }
  lost_ = 0;
  ++pages_;
  take_page(page, sink);
  window_.drop(head + size);
  return true;
}

void OggDemuxer::lose(std::size_t count) {
  if (lost_ == 0 && pages_ > 0) ++resyncs_;
  lost_ += count;
  garbage_ += count;
  window_.drop(count);
}

OggDemuxer::Stream* OggDemuxer::stream_of(const Page& page) {
  if (page.flags & kFirst) {
    if (!beginning_) {  // the next link of a chain
      streams_.clear();
      ++chains_;
    }
    beginning_ = true;
    if (streams_.size() >= kMaxStreams && !streams_.contains(page.serial)) return nullptr;
    Stream& stream = streams_[page.serial] = {};
    stream.next_page = page.sequence;
    return &stream;
  }
  beginning_ = false;
  const auto found = streams_.find(page.serial);
  return found == streams_.end() ? nullptr : &found->second;
}

void OggDemuxer::take_page(const Page& page, const Sink& sink) {
  Stream* stream = stream_of(page);
  if (!stream) {
    ++refused_;
    return;
  }
  const bool continued = page.flags & kContinued;
  if (page.sequence != stream->next_page || continued != stream->in_packet) {
    stream->lost = true;
    stream->partial.clear();
    stream->skipping = continued;
  }
  stream->next_page = page.sequence + 1;
  std::size_t begin = 0;
  std::size_t end = 0;
  stream->in_packet = false;
  for (const std::uint8_t segment : page.segments) {
    end += segment;
    stream->in_packet = segment == 255;
    if (stream->in_packet) continue;
    take_packet_part(*stream, page.serial, page.body.subspan(begin, end - begin), true, sink);
    begin = end;
  }
  if (stream->in_packet) take_packet_part(*stream, page.serial, page.body.subspan(begin), false, sink);
  if (page.flags & kLast) streams_.erase(page.serial);
}

void OggDemuxer::take_packet_part(Stream& stream, std::uint32_t serial, ByteView part, bool ends, const Sink& sink) {
  if (stream.skipping) {
    stream.skipping = !ends;
    return;
  }
  const bool whole = ends && stream.partial.empty();
  if (!whole) {
    const std::size_t room = kMaxPacket - stream.partial.size();
    if (part.size() > room) stream.too_long = true;
    const ByteView kept = part.first(std::min(part.size(), room));
    stream.partial.insert(stream.partial.end(), kept.begin(), kept.end());
  }
  if (!ends) return;
  if (stream.too_long) ++refused_;
  sink({serial, stream.packets++, whole ? part : ByteView(stream.partial), std::exchange(stream.lost, false),
        std::exchange(stream.too_long, false)});
  stream.partial.clear();
  if (stream.partial.capacity() > kMaxPage) stream.partial.shrink_to_fit();
}

}  // namespace joincast::media
