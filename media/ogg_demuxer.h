// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>

#include "base/bytes.h"
#include "media/frame_window.h"

namespace joincast::media {

/// One packet of a logical stream. Dies with the call that hands it over.
struct OggPacket {
  std::uint32_t serial = 0;  ///< which logical stream
  std::uint64_t number = 0;  ///< in it, from zero at its beginning
  ByteView octets;
  bool after_loss = false;  ///< a page or packet in front of it is missing
  bool truncated = false;   ///< only its beginning: longer than kMaxPacket
};

/// Takes Ogg pages apart (RFC 3533): checks their CRC, finds the next page after damage, puts packets
/// together, keeps logical streams apart and follows chains of them. Sans I/O. Holds at most a page and
/// kMaxStreams unfinished packets.
class OggDemuxer {
 public:
  static constexpr std::size_t kMaxPage = 27 + 255 + 255 * 255;  ///< octets
  static constexpr std::size_t kMaxPacket = 256 * 1024;          ///< octets kept; some comments hold pictures
  static constexpr std::size_t kMaxStreams = 4;                  ///< at once; more are overlooked

  using Sink = std::function<void(const OggPacket&)>;

  /// Takes all of it and hands over each packet that became whole.
  void push(ByteView octets, const Sink& sink);

  std::uint64_t pages() const noexcept { return pages_; }
  std::uint64_t bad_checksums() const noexcept { return bad_checksums_; }
  std::uint64_t garbage() const noexcept { return garbage_; }  ///< octets of no page
  std::uint64_t resyncs() const noexcept { return resyncs_; }  ///< pages, then garbage
  std::uint64_t refused() const noexcept { return refused_; }  ///< pages of unknown streams, packets too long
  std::size_t lost_octets() const noexcept { return lost_; }   ///< of garbage since the last page
  std::uint64_t chains() const noexcept { return chains_; }    ///< times that new streams began

 private:
  struct Page;
  struct Stream {
    Bytes partial;                // the beginning of a packet
    std::uint32_t next_page = 0;  // sequence number expected
    std::uint64_t packets = 0;    // handed over
    bool in_packet = false;       // the next page should go on with it
    bool lost = false;            // tell with the next packet
    bool skipping = false;        // the rest of a packet whose beginning is gone
    bool too_long = false;
  };

  bool step(const Sink& sink);
  void take_page(const Page& page, const Sink& sink);
  Stream* stream_of(const Page& page);
  void take_packet_part(Stream& stream, std::uint32_t serial, ByteView part, bool ends, const Sink& sink);
  void lose(std::size_t count);

  FrameWindow window_;
  std::map<std::uint32_t, Stream> streams_;
  bool beginning_ = false;  // the last page began a stream
  std::uint64_t pages_ = 0;
  std::uint64_t bad_checksums_ = 0;
  std::uint64_t garbage_ = 0;
  std::uint64_t resyncs_ = 0;
  std::uint64_t refused_ = 0;
  std::uint64_t chains_ = 0;
  std::size_t lost_ = 0;
};

/// The page checksum (RFC 3533 section 6, field 7): polynomial 0x04c11db7, nothing reflected or inverted.
std::uint32_t ogg_crc(std::uint32_t crc, ByteView octets) noexcept;

}  // namespace joincast::media
