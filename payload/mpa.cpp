// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <array>

#include "payload/formats.h"
#include "payload/mpa_header.h"
#include "payload/queues.h"

// RFC 2250 section 3.5, in front of the frames:
//  0                   1                   2                   3
//  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
// |             MBZ               |          Frag_offset          |
namespace joincast::payload {
namespace {

constexpr std::size_t kFrontSize = 4;

std::array<std::uint8_t, kFrontSize> front(std::size_t offset) {
  return {0, 0, static_cast<std::uint8_t>(offset >> 8), static_cast<std::uint8_t>(offset)};
}

class MpaPacketizer final : public QueueingPacketizer {
 public:
  using QueueingPacketizer::QueueingPacketizer;

  bool push(const AccessUnit& unit) override {
    const auto header = parse_mpa_header(unit.octets);
    if (!header || header->frame_size != unit.octets.size()) return false;
    note_loss(unit);
    const std::size_t room = settings_.max_payload;
    if (kFrontSize + unit.octets.size() > room) {
      flush();
      fragment(unit);
      return true;
    }
    if (!is_gathering() || !continues(unit) || gathered_size() + unit.octets.size() > room) {
      begin(unit, front(0));
      gathered_.marker = take_start();
    }
    append(unit, unit.octets);
    if (gathered_units() >= settings_.frames_per_packet) flush();
    return true;
  }

 private:
  void fragment(const AccessUnit& unit) {
    const ByteView octets = unit.octets;
    const std::size_t step = settings_.max_payload - kFrontSize;
    for (std::size_t offset = 0; offset < octets.size(); offset += step) {
      const auto head = front(offset);
      const ByteView part = octets.subspan(offset, std::min(step, octets.size() - offset));
      Payload payload;
      payload.octets.assign(head.begin(), head.end());
      payload.octets.insert(payload.octets.end(), part.begin(), part.end());
      payload.timestamp = unit.timestamp;
      payload.duration = offset == 0 ? unit.duration : 0;
      payload.marker = take_start();
      send(std::move(payload));
    }
  }
};

class MpaDepacketizer final : public QueueingDepacketizer {
 public:
  using QueueingDepacketizer::QueueingDepacketizer;

  Result<void, ParseError> push(const PacketInput& packet) override {
    if (packet.lost_before) {
      note_loss();
      half_.drop();
    }
    ByteReader in(packet.payload);
    in.skip(2);  // must be zero, and is not always
    const std::size_t offset = in.u16();
    const ByteView data = in.rest();
    if (!in.ok() || data.empty()) {
      half_.drop();
      return refuse(ParseErrc::truncated, in.offset());
    }
    samples_ = 0;
    if (offset != 0) return push_continuation(packet, offset, data);
    if (half_.active()) {
      half_.drop();
      note_loss();
    }
    return push_frames(packet, data, kFrontSize);
  }

  void reset() override {
    half_.drop();
    QueueingDepacketizer::reset();
  }

 private:
  Result<void, ParseError> push_continuation(const PacketInput& packet, std::size_t offset, ByteView data) {
    if (!half_.active() || half_.size() != offset || half_.timestamp() != packet.timestamp) {
      half_.drop();
      return refuse(ParseErrc::out_of_order, kFrontSize);
    }
    const std::size_t missing = half_header_.frame_size - half_.size();
    const ByteView part = data.first(std::min(missing, data.size()));
    half_.append(part);
    if (part.size() < missing) return {};
    emit_frame(half_header_, half_.take(), packet.timestamp);
    if (part.size() == data.size()) return {};
    return push_frames(packet, data.subspan(part.size()), kFrontSize + part.size());
  }

  /// Whole frames one behind the other, the last of them perhaps only begun; `at` counts for errors.
  Result<void, ParseError> push_frames(const PacketInput& packet, ByteView data, std::size_t at) {
    while (!data.empty()) {
      const auto header = parse_mpa_header(data);
      if (!header) {
        const std::size_t skipped = resync(data);
        if (skipped == data.size()) return refuse(ParseErrc::bad_value, at);
        note_loss();
        data = data.subspan(skipped);
        at += skipped;
        continue;
      }
      if (header->frame_size > data.size()) {
        half_header_ = *header;
        half_.begin(data, packet.timestamp);
        return {};
      }
      emit_frame(*header, Bytes(data.begin(), data.begin() + static_cast<std::ptrdiff_t>(header->frame_size)),
                 packet.timestamp);
      data = data.subspan(header->frame_size);
      at += header->frame_size;
    }
    return {};
  }

  /// Octets until a whole frame of the same stream, with another or nothing behind it; all, if there is none.
  std::size_t resync(ByteView data) const noexcept {
    for (std::size_t skipped = 1; skipped + MpaHeader::kSize <= data.size(); ++skipped) {
      const auto header = parse_mpa_header(data.subspan(skipped));
      if (!header || header->frame_size > data.size() - skipped) continue;
      if (format_.sample_rate_hz != 0 && header->sample_rate_hz != format_.sample_rate_hz) continue;
      const ByteView behind = data.subspan(skipped + header->frame_size);
      if (behind.empty()) return skipped;
      const auto next = parse_mpa_header(behind);
      if (next && next->same_stream(*header)) return skipped;
    }
    return data.size();
  }

  void emit_frame(const MpaHeader& header, Bytes octets, std::int64_t packet_timestamp) {
    const auto ticks = [&](std::uint64_t samples) {
      return static_cast<std::int64_t>((samples * format_.clock_rate_hz + header.sample_rate_hz / 2) /
                                       header.sample_rate_hz);
    };
    const std::int64_t begin = ticks(samples_);
    samples_ += header.samples;
    format_.sample_rate_hz = header.sample_rate_hz;
    format_.channels = header.channels;
    format_.samples_per_frame = header.samples;
    emit(std::move(octets), packet_timestamp + begin, static_cast<std::uint32_t>(ticks(samples_) - begin));
  }

  Assembly half_;
  MpaHeader half_header_;
  std::uint64_t samples_ = 0;  // in the frames of this packet so far
};

}  // namespace

PacketizerPtr make_mpa_packetizer(const Binding&, const PacketizerSettings& settings) {
  return std::make_unique<MpaPacketizer>(settings);
}

DepacketizerPtr make_mpa_depacketizer(const Binding& binding) {
  return std::make_unique<MpaDepacketizer>(binding.format);
}

}  // namespace joincast::payload
