// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <map>

#include "payload/formats.h"
#include "payload/queues.h"
#include "payload/vorbis_config.h"

// RFC 5215 section 2.2, in front of the packets; each of them has its length (16) in front:
//  0                   1                   2                   3
//  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
// |                     Ident                     | F |VDT|# pkts.|
namespace joincast::payload {
namespace {

constexpr std::size_t kFrontSize = 4;
constexpr std::size_t kLengthSize = 2;
constexpr std::size_t kMostUnits = 15;

enum Fragment : std::uint8_t { kWhole = 0, kStart = 1, kContinuation = 2, kEnd = 3 };

Bytes front(std::uint32_t ident, Fragment fragment, std::size_t units) {
  Bytes octets;
  ByteWriter out(octets);
  out.u24(ident);
  out.u8(static_cast<std::uint8_t>(std::size_t{fragment} << 6 | units));
  return octets;
}

class VorbisPacketizer final : public QueueingPacketizer {
 public:
  VorbisPacketizer(std::uint32_t ident, const PacketizerSettings& settings)
      : QueueingPacketizer(settings), ident_(ident) {
    settings_.frames_per_packet = std::min<std::uint32_t>(settings_.frames_per_packet, kMostUnits);
  }

  bool push(const AccessUnit& unit) override {
    if (unit.octets.empty() || unit.octets.size() > Depacketizer::kMaxAccessUnit - 1) return false;
    const std::size_t size = kLengthSize + unit.octets.size();
    if (kFrontSize + size > settings_.max_payload) {
      flush();
      fragment(unit);
      return true;
    }
    if (!is_gathering() || !continues(unit) || gathered_size() + size > settings_.max_payload)
      begin(unit, front(ident_, kWhole, 0));
    Bytes framed;
    ByteWriter out(framed);
    out.u16(static_cast<std::uint16_t>(unit.octets.size()));
    out.bytes(unit.octets);
    append(unit, framed);
    gathered_.octets[kFrontSize - 1] = static_cast<std::uint8_t>(gathered_units());
    if (gathered_units() >= settings_.frames_per_packet) flush();
    return true;
  }

 private:
  void fragment(const AccessUnit& unit) {
    const ByteView octets = unit.octets;
    const std::size_t step = settings_.max_payload - kFrontSize - kLengthSize;
    for (std::size_t offset = 0; offset < octets.size(); offset += step) {
      const ByteView part = octets.subspan(offset, std::min(step, octets.size() - offset));
      const bool last = offset + part.size() == octets.size();
      Payload payload;
      payload.octets = front(ident_, offset == 0 ? kStart : last ? kEnd : kContinuation, 0);
      ByteWriter out(payload.octets);
      out.u16(static_cast<std::uint16_t>(part.size()));
      out.bytes(part);
      payload.timestamp = unit.timestamp;
      payload.duration = offset == 0 ? unit.duration : 0;
      send(std::move(payload));
    }
  }

  std::uint32_t ident_;
};

class VorbisDepacketizer final : public QueueingDepacketizer {
 public:
  VorbisDepacketizer(const Format& format, const std::vector<VorbisConfig>& configs) : QueueingDepacketizer(format) {
    for (const VorbisConfig& config : configs) timings_.emplace(config.ident, VorbisTiming::make(config));
  }

  Result<void, ParseError> push(const PacketInput& packet) override {
    if (packet.lost_before) {
      note_loss();
      half_.drop();
    }
    ByteReader in(packet.payload);
    const std::uint32_t ident = in.u24();
    const std::uint8_t flags = in.u8();
    if (!in.ok()) return stop(ParseErrc::truncated, in.offset());
    const auto fragment = static_cast<Fragment>(flags >> 6);
    if ((flags >> 4 & 3) != 0) return {};  // configurations and comments: those of the description count
    const auto timing = timings_.find(ident);
    if (timing == timings_.end()) return stop(ParseErrc::wrong_type, 0);
    if (fragment != kWhole) return push_fragment(packet, in, fragment, timing->second);
    if (half_.active()) {
      half_.drop();
      note_loss();
    }
    return push_units(packet, in, flags & 0x0f, timing->second);
  }

  void reset() override {
    half_.drop();
    for (auto& [ident, timing] : timings_)
      if (timing) timing->reset();
    QueueingDepacketizer::reset();
  }

 private:
  using Timing = std::optional<VorbisTiming>;

  tl::unexpected<ParseError> stop(ParseErrc code, std::size_t at) noexcept {
    half_.drop();
    return refuse(code, at);
  }

  static std::uint32_t duration(Timing& timing, ByteView unit) noexcept { return timing ? timing->duration(unit) : 0; }

  Result<void, ParseError> push_units(const PacketInput& packet, ByteReader& in, unsigned units, Timing& timing) {
    if (units == 0) return stop(ParseErrc::missing, kFrontSize);
    std::int64_t timestamp = packet.timestamp;
    for (; units > 0; --units) {
      const std::size_t size = in.u16();
      const ByteView unit = in.take(size);
      if (!in.ok()) return stop(ParseErrc::truncated, in.offset());
      if (unit.empty()) continue;
      const std::uint32_t ticks = duration(timing, unit);
      emit(unit, timestamp, ticks);
      timestamp += ticks;
    }
    if (!in.at_end()) return stop(ParseErrc::trailing_octets, in.offset());
    return {};
  }

  Result<void, ParseError> push_fragment(const PacketInput& packet, ByteReader& in, Fragment fragment, Timing& timing) {
    const std::size_t size = in.u16();
    const ByteView part = in.take(size);
    if (!in.ok() || part.empty()) return stop(ParseErrc::truncated, in.offset());
    if (fragment == kStart) {
      if (half_.active()) note_loss();
      half_.begin(part, packet.timestamp);
      return {};
    }
    if (!half_.active() || half_.timestamp() != packet.timestamp) return stop(ParseErrc::out_of_order, kFrontSize);
    if (!half_.append(part)) return stop(ParseErrc::over_limit, kFrontSize);
    if (fragment == kContinuation) return {};
    Bytes unit = half_.take();
    const std::uint32_t ticks = duration(timing, unit);
    emit(std::move(unit), packet.timestamp, ticks);
    return {};
  }

  std::map<std::uint32_t, Timing> timings_;  // by ident
  Assembly half_;
};

}  // namespace

PacketizerPtr make_vorbis_packetizer(const Binding& binding, const PacketizerSettings& settings) {
  const auto configs = parse_vorbis_configs(binding.format.config);
  if (!configs) return nullptr;
  return std::make_unique<VorbisPacketizer>(configs->front().ident, settings);
}

DepacketizerPtr make_vorbis_depacketizer(const Binding& binding) {
  const auto configs = parse_vorbis_configs(binding.format.config);
  if (!configs) return nullptr;
  return std::make_unique<VorbisDepacketizer>(binding.format, *configs);
}

}  // namespace joincast::payload
