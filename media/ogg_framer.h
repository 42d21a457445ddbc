// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "media/ogg_demuxer.h"
#include "media/stream_framer.h"

namespace joincast::media {

/// What the packets of one codec in Ogg mean.
class OggCodec {
 public:
  virtual ~OggCodec() = default;

  enum class Taken : std::uint8_t { header, unit, refused };

  /// Headers and sound, from the first packet on; appends what they say and fills in `unit` where a packet
  /// is one (octets, duration).
  virtual Taken take(const OggPacket& packet, payload::AccessUnit& unit, FramerQueue& out) = 0;
};

/// The codec that such a first packet begins: Opus, Vorbis or FLAC; none for all others.
std::unique_ptr<OggCodec> make_ogg_codec(ByteView first_packet);

/// Ogg streams: of each link of the chain the first stream of sound that is known here; the others in it
/// (video, skeletons, a second language) are overlooked.
class OggFramer final : public Framer {
 public:
  void push(ByteView octets, FramerQueue& out) override;
  std::size_t lost_octets() const noexcept override { return demuxer_.lost_octets(); }

 private:
  void take(const OggPacket& packet, FramerQueue& out);

  OggDemuxer demuxer_;
  std::unique_ptr<OggCodec> codec_;
  std::uint32_t serial_ = 0;  // of the stream that codec_ takes
  std::uint64_t link_ = 0;    // of the chain
  std::int64_t timestamp_ = 0;
  std::uint64_t refused_ = 0;
  bool after_loss_ = false;
};

}  // namespace joincast::media
