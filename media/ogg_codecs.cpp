// SPDX-License-Identifier: LGPL-2.1-or-later
#include <string_view>
#include <utility>

#include "media/flac_framer.h"
#include "media/flac_header.h"
#include "media/ogg_framer.h"
#include "media/vorbis_comment.h"
#include "payload/opus_packet.h"
#include "payload/vorbis_config.h"

namespace joincast::media {
namespace {

constexpr std::string_view kOpusHead = "OpusHead";
constexpr std::string_view kOpusTags = "OpusTags";
constexpr std::string_view kVorbisHead{"\1vorbis", 7};
constexpr std::string_view kVorbisTags{"\3vorbis", 7};
constexpr std::string_view kVorbisSetup{"\5vorbis", 7};
constexpr std::string_view kFlacHead{"\177FLAC", 5};

bool begins_with(ByteView octets, std::string_view mark) { return as_text(octets).starts_with(mark); }

Bytes copy(ByteView octets) { return {octets.begin(), octets.end()}; }

/// RFC 7845: OpusHead, OpusTags, then Opus packets.
class OggOpus final : public OggCodec {
 public:
  Taken take(const OggPacket& packet, payload::AccessUnit& unit, FramerQueue& out) override {
    if (packet.number == 0) {
      const auto head = payload::parse_opus_head(packet.octets);
      if (!head) return Taken::refused;
      good_ = true;
      payload::Format format = payload::opus_format(head->channels);
      // RTP's receivers know none; only what they could not guess is handed on.
      if (head->mapping_family != 0 || head->output_gain != 0) format.config = copy(packet.octets);
      out.emplace_back(StreamFormat{std::move(format)});
      return Taken::header;
    }
    if (begins_with(packet.octets, kOpusTags)) {
      out.emplace_back(parse_vorbis_comment(packet.octets.subspan(kOpusTags.size())));
      return Taken::header;
    }
    const auto duration = payload::opus_duration(packet.octets);
    if (!good_ || !duration || packet.truncated) return Taken::refused;
    unit.octets = copy(packet.octets);
    unit.duration = *duration;
    return Taken::unit;
  }

 private:
  bool good_ = false;
};

/// Vorbis I section 4.2: identification, comment and setup headers, then packets whose first bit is zero.
class OggVorbis final : public OggCodec {
 public:
  Taken take(const OggPacket& packet, payload::AccessUnit& unit, FramerQueue& out) override {
    if (packet.octets.empty()) return Taken::refused;
    if (packet.octets[0] & 1) return take_header(packet, out);
    if (!timing_ || packet.truncated) return Taken::refused;
    unit.octets = copy(packet.octets);
    unit.duration = timing_->duration(packet.octets);
    return Taken::unit;
  }

 private:
  Taken take_header(const OggPacket& packet, FramerQueue& out) {
    if (begins_with(packet.octets, kVorbisHead)) {
      config_.identification = copy(packet.octets);
      timing_.reset();
      return Taken::header;
    }
    if (begins_with(packet.octets, kVorbisTags)) {
      metadata_ = parse_vorbis_comment(packet.octets.subspan(kVorbisTags.size()));
      return Taken::header;
    }
    if (!begins_with(packet.octets, kVorbisSetup) || packet.truncated) return Taken::refused;
    config_.setup = copy(packet.octets);
    // Of the headers without the comments: a new song in the same encoding is the same configuration.
    config_.ident = (ogg_crc(ogg_crc(0, config_.identification), config_.setup) & 0xff'ffff);
    timing_ = payload::VorbisTiming::make(config_);
    if (!timing_) return Taken::refused;
    payload::Format format;
    format.codec = payload::Codec::vorbis;
    format.clock_rate_hz = timing_->sample_rate_hz();
    format.sample_rate_hz = timing_->sample_rate_hz();
    format.channels = timing_->channels();
    format.config = payload::to_octets(config_);
    out.emplace_back(StreamFormat{std::move(format)});
    out.emplace_back(std::move(metadata_));
    return Taken::header;
  }

  payload::VorbisConfig config_;
  StreamMetadata metadata_;
  std::optional<payload::VorbisTiming> timing_;
};

/// RFC 9639 section 10.1: 0x7f "FLAC", version (2), headers to come (2), "fLaC", STREAMINFO with its block
/// header; then one metadata block a packet, then one frame a packet.
class OggFlac final : public OggCodec {
 public:
  Taken take(const OggPacket& packet, payload::AccessUnit& unit, FramerQueue& out) override {
    if (packet.number == 0) return take_head(packet.octets, out);
    if (packet.octets.empty() || packet.truncated || !info_) return Taken::refused;
    if (packet.octets[0] != 0xff) {
      constexpr std::uint8_t kVorbisComment = 4;
      constexpr std::size_t kBlockHeader = 4;
      if ((packet.octets[0] & 0x7f) == kVorbisComment && packet.octets.size() >= kBlockHeader)
        out.emplace_back(parse_vorbis_comment(packet.octets.subspan(kBlockHeader)));
      return Taken::header;
    }
    const auto header = parse_flac_header(packet.octets);
    if (!header || flac_crc16(0, packet.octets) != 0) return Taken::refused;
    unit.octets = copy(packet.octets);
    unit.duration = header->block;
    return Taken::unit;
  }

 private:
  Taken take_head(ByteView octets, FramerQueue& out) {
    constexpr std::size_t kBeforeStreamInfo = 17;
    ByteReader in(octets);
    in.skip(kBeforeStreamInfo);
    const ByteView stream_info = in.take(FlacStreamInfo::kSize);
    info_ = parse_flac_stream_info(stream_info);
    if (!info_) return Taken::refused;
    out.emplace_back(StreamFormat{flac_format(*info_, stream_info)});
    return Taken::header;
  }

  std::optional<FlacStreamInfo> info_;
};

}  // namespace

std::unique_ptr<OggCodec> make_ogg_codec(ByteView first_packet) {
  if (begins_with(first_packet, kOpusHead)) return std::make_unique<OggOpus>();
  if (begins_with(first_packet, kVorbisHead)) return std::make_unique<OggVorbis>();
  if (begins_with(first_packet, kFlacHead)) return std::make_unique<OggFlac>();
  return nullptr;
}

}  // namespace joincast::media
