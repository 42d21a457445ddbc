// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace joincast::media {

/// Packs the packets of one logical stream into Ogg pages (RFC 3533 section 6). A page goes out when it is full or
/// closed; what is out is whole. Instead of libogg: it is smaller than the calls that library would need, composes
/// pages where they are written from, and shares its checksum with OggDemuxer.
class OggPageWriter {
 public:
  explicit OggPageWriter(std::uint32_t serial) noexcept : serial_(serial) {}

  /// Adds a packet; pages that became full are appended to `out`. `granule`: the position behind its last sample.
  void add(ByteView packet, std::int64_t granule, Bytes& out);

  /// Appends the page begun, if there is one.
  void close(Bytes& out);

  /// Of the page begun and of the last one.
  std::size_t most_to_come() const noexcept { return body_.size() + lacing_.size() + 2 * kHeader; }

  /// Appends the last page, empty if all packets are out.
  void end(Bytes& out);

 private:
  static constexpr std::size_t kHeader = 28;  ///< octets, with a segment table of one

  void write_page(bool last, Bytes& out);

  std::uint32_t serial_;
  std::uint32_t sequence_ = 0;
  std::int64_t granule_ = 0;   // of the last packet that ended
  bool packet_ended_ = false;  // in this page
  bool continued_ = false;     // this page begins inside a packet
  bool in_packet_ = false;     // the last segment does not end one
  Bytes lacing_;               // segment table, at most 255
  Bytes body_;
};

}  // namespace joincast::media
