// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <vector>

#include "payload/bits.h"
#include "payload/formats.h"
#include "payload/queues.h"

// RFC 3640 section 3.2: | AU-headers-length in bits (16) | AU-headers, padded to octets | access units |
// AU-header: | AU-size | AU-Index in the first, else AU-Index-delta |
namespace joincast::payload {
namespace {

constexpr std::size_t kFrontSize = 2;

std::uint32_t unit_duration(const Format& format) {
  return static_cast<std::uint32_t>(std::uint64_t{format.samples_per_frame} * format.clock_rate_hz /
                                    format.sample_rate_hz);
}

class AacPacketizer final : public QueueingPacketizer {
 public:
  AacPacketizer(const AuHeaderLayout& layout, const PacketizerSettings& settings)
      : QueueingPacketizer(settings), layout_(layout) {}

  bool push(const AccessUnit& unit) override {
    if (unit.octets.empty() || unit.octets.size() >> layout_.size_length != 0) return false;
    if (packet_size(1, unit.octets.size()) > settings_.max_payload) {
      send_gathered();
      fragment(unit);
      return true;
    }
    const bool fits = packet_size(sizes_.size() + 1, data_.size() + unit.octets.size()) <= settings_.max_payload;
    if (!sizes_.empty() && (!fits || !follows(unit))) send_gathered();
    if (sizes_.empty()) first_ = unit.timestamp;
    sizes_.push_back(unit.octets.size());
    data_.insert(data_.end(), unit.octets.begin(), unit.octets.end());
    duration_ += unit.duration;
    if (sizes_.size() >= settings_.frames_per_packet) send_gathered();
    return true;
  }

  void flush() override { send_gathered(); }

 private:
  std::size_t header_bits(std::size_t units) const noexcept {
    if (units == 0) return 0;
    return units * layout_.size_length + layout_.index_length + (units - 1) * layout_.index_delta_length;
  }
  std::size_t packet_size(std::size_t units, std::size_t octets) const noexcept {
    return kFrontSize + (header_bits(units) + 7) / 8 + octets;
  }
  bool follows(const AccessUnit& unit) const noexcept {
    return !unit.after_loss && std::abs(unit.timestamp - first_ - duration_) <= unit.duration / 8;
  }

  Bytes front(const std::vector<std::size_t>& sizes) const {
    Bytes octets;
    ByteWriter(octets).u16(static_cast<std::uint16_t>(header_bits(sizes.size())));
    BitWriter bits(octets);
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      bits.bits(static_cast<std::uint32_t>(sizes[i]), layout_.size_length);
      bits.bits(0, i == 0 ? layout_.index_length : layout_.index_delta_length);
    }
    return octets;
  }

  void send_gathered() {
    if (sizes_.empty()) return;
    Payload payload{front(sizes_), first_, duration_, true};
    payload.octets.insert(payload.octets.end(), data_.begin(), data_.end());
    send(std::move(payload));
    sizes_.clear();
    data_.clear();
    duration_ = 0;
  }

  /// Each fragment tells the whole unit's size; the marker stands in the last (sections 3.1, 3.2.3).
  void fragment(const AccessUnit& unit) {
    const Bytes head = front({unit.octets.size()});
    const ByteView octets = unit.octets;
    const std::size_t step = settings_.max_payload - head.size();
    for (std::size_t offset = 0; offset < octets.size(); offset += step) {
      const ByteView part = octets.subspan(offset, std::min(step, octets.size() - offset));
      Payload payload{head, unit.timestamp, offset == 0 ? unit.duration : 0, offset + part.size() == octets.size()};
      payload.octets.insert(payload.octets.end(), part.begin(), part.end());
      send(std::move(payload));
    }
  }

  AuHeaderLayout layout_;
  std::vector<std::size_t> sizes_;
  Bytes data_;
  std::int64_t first_ = 0;
  std::uint32_t duration_ = 0;
};

class AacDepacketizer final : public QueueingDepacketizer {
 public:
  explicit AacDepacketizer(const Binding& binding)
      : QueueingDepacketizer(binding.format), layout_(binding.au_headers), duration_(unit_duration(binding.format)) {}

  Result<void, ParseError> push(const PacketInput& packet) override {
    if (packet.lost_before) {
      note_loss();
      half_.drop();
    }
    ByteReader in(packet.payload);
    const std::size_t header_bits = in.u16();
    const ByteView headers = in.take((header_bits + 7) / 8);
    const ByteView data = in.rest();
    if (!in.ok()) return stop(ParseErrc::truncated, in.offset());
    if (const auto code = read_sizes(headers, header_bits)) return stop(*code, kFrontSize);
    if (sizes_.size() == 1 && sizes_[0] > data.size()) return push_fragment(packet, data);
    if (half_.active()) {
      if (sizes_.size() == 1 && half_size_ == sizes_[0] && half_.timestamp() == packet.timestamp)
        return push_fragment(packet, data);
      half_.drop();
      note_loss();
    }
    return push_units(packet, data);
  }

  void reset() override {
    half_.drop();
    QueueingDepacketizer::reset();
  }

 private:
  tl::unexpected<ParseError> stop(ParseErrc code, std::size_t at) noexcept {
    half_.drop();
    return refuse(code, at);
  }

  /// The sizes of the units; an index other than zero means interleaving, which AAC-hbr streams do without.
  std::optional<ParseErrc> read_sizes(ByteView headers, std::size_t header_bits) {
    sizes_.clear();
    BitReader in(headers);
    std::size_t left = header_bits;
    while (left > 0) {
      const unsigned index = sizes_.empty() ? layout_.index_length : layout_.index_delta_length;
      const std::size_t used = std::size_t{layout_.size_length} + index;
      if (used > left) return ParseErrc::bad_length;
      left -= used;
      sizes_.push_back(in.bits(layout_.size_length));
      if (in.bits(index) != 0) return ParseErrc::out_of_order;
      if (sizes_.back() == 0) return ParseErrc::bad_value;
    }
    if (sizes_.empty()) return ParseErrc::missing;
    return std::nullopt;
  }

  Result<void, ParseError> push_units(const PacketInput& packet, ByteView data) {
    std::int64_t timestamp = packet.timestamp;
    const std::size_t front = packet.payload.size() - data.size();
    std::size_t at = 0;
    for (const std::size_t size : sizes_) {
      if (size > data.size() - at) return stop(ParseErrc::truncated, front + at);
      emit(data.subspan(at, size), timestamp, duration_);
      timestamp += duration_;
      at += size;
    }
    if (at != data.size()) return stop(ParseErrc::trailing_octets, front + at);
    return {};
  }

  Result<void, ParseError> push_fragment(const PacketInput& packet, ByteView data) {
    if (sizes_[0] > kMaxAccessUnit) return stop(ParseErrc::over_limit, kFrontSize);
    const bool continued = half_.active() && half_.timestamp() == packet.timestamp && half_size_ == sizes_[0];
    if (half_.active() && !continued) note_loss();
    if (continued) {
      if (half_.size() + data.size() > half_size_) return stop(ParseErrc::trailing_octets, kFrontSize);
      half_.append(data);
    } else {
      half_.begin(data, packet.timestamp);
      half_size_ = sizes_[0];
    }
    if (half_.size() == half_size_)
      emit(half_.take(), packet.timestamp, duration_);
    else if (packet.marker)
      return stop(ParseErrc::truncated, packet.payload.size());
    return {};
  }

  AuHeaderLayout layout_;
  std::uint32_t duration_;
  std::vector<std::size_t> sizes_;  // of the packet at hand
  Assembly half_;
  std::size_t half_size_ = 0;
};

}  // namespace

PacketizerPtr make_mpeg4_generic_packetizer(const Binding& binding, const PacketizerSettings& settings) {
  return std::make_unique<AacPacketizer>(binding.au_headers, settings);
}

DepacketizerPtr make_mpeg4_generic_depacketizer(const Binding& binding) {
  return std::make_unique<AacDepacketizer>(binding);
}

}  // namespace joincast::payload
