// SPDX-License-Identifier: LGPL-2.1-or-later
#include "payload/h264.h"

#include <array>
#include <utility>

#include "payload/base64.h"
#include "payload/formats.h"
#include "payload/queues.h"

namespace joincast::payload {
namespace {

// Types of NAL units (RFC 6184 section 5.2).
constexpr std::uint8_t kForbidden = 0x80;
constexpr std::uint8_t kImportance = 0x60;
constexpr std::uint8_t kType = 0x1f;
constexpr std::uint8_t kLastSingle = 23;
constexpr std::uint8_t kStapA = 24;
constexpr std::uint8_t kFuA = 28;

constexpr std::uint8_t kStart = 0x80;  // of a fragmented unit (section 5.8)
constexpr std::uint8_t kEnd = 0x40;

constexpr std::uint8_t kIdr = 5;  // a picture that needs no other (ISO 14496-10 table 7-1)
constexpr std::uint8_t kSequenceSet = 7;

constexpr std::array<std::uint8_t, 4> kStartCode = {0, 0, 0, 1};

/// A picture is all that has one timestamp, its last packet is marked (section 5.1). What of a picture came is given
/// out where other parts of it were lost: decoders know how to guess the rest.
class H264Depacketizer final : public QueueingDepacketizer {
 public:
  explicit H264Depacketizer(const Binding& binding) : QueueingDepacketizer(binding.format) {
    ByteReader in(format_.config);
    while (in.remaining() > 2) append_unit(in.take(in.u16()), sets_);
  }

  Result<void, ParseError> push(const PacketInput& packet) override {
    if (packet.timestamp != timestamp_) finish();
    timestamp_ = packet.timestamp;
    if (packet.lost_before) {
      drop_fragments();
      note_loss();
    }
    const auto taken = take(packet.payload);
    if (!taken) drop_fragments();
    if (packet.marker) finish();
    return taken;
  }

  void reset() override {
    drop_fragments();
    picture_.clear();
    refused_ = has_idr_ = has_sets_ = false;
    QueueingDepacketizer::reset();
  }

 private:
  Result<void, ParseError> take(ByteView payload) {
    if (payload.empty()) return refuse(ParseErrc::truncated, 0);
    if (payload[0] & kForbidden) return refuse(ParseErrc::bad_value, 0);
    const std::uint8_t type = payload[0] & kType;
    if (type == kFuA) return take_fragment(payload);
    drop_fragments();
    if (type == kStapA) return take_aggregate(payload);
    if (type == 0 || type > kLastSingle) return refuse(ParseErrc::wrong_type, 0);  // interleaved, or nobody's
    return add(payload, 0);
  }

  /// Section 5.7.1: units behind their sizes.
  Result<void, ParseError> take_aggregate(ByteView payload) {
    ByteReader in(payload);
    in.skip(1);
    while (!in.at_end()) {
      const ByteView unit = in.take(in.u16());
      if (!in.ok()) return refuse(ParseErrc::bad_length, in.offset());
      if (unit.empty()) continue;
      const std::uint8_t type = unit[0] & kType;
      if (type == 0 || type > kLastSingle) return refuse(ParseErrc::wrong_type, in.offset());
      if (auto added = add(unit, in.offset()); !added) return added;
    }
    return {};
  }

  /// Section 5.8.
  Result<void, ParseError> take_fragment(ByteView payload) {
    if (payload.size() < 3) return refuse(ParseErrc::truncated, payload.size());
    const std::uint8_t header = payload[1];
    const auto unit = static_cast<std::uint8_t>((payload[0] & kImportance) | (header & kType));
    if ((header & kStart) && (header & kEnd)) return refuse(ParseErrc::bad_value, 1);
    if ((header & kType) == 0 || (header & kType) > kLastSingle) return refuse(ParseErrc::wrong_type, 1);
    if (header & kStart) {
      fragments_.assign(1, unit);
    } else if (fragments_.empty() || (fragments_[0] & kType) != (header & kType)) {
      return refuse(ParseErrc::missing, 1);
    }
    if (picture_.size() + fragments_.size() + payload.size() > kMaxH264Picture) return too_large();
    fragments_.insert(fragments_.end(), payload.begin() + 2, payload.end());
    if (!(header & kEnd)) return {};
    const Bytes whole = std::exchange(fragments_, {});
    return add(whole, 1);
  }

  Result<void, ParseError> add(ByteView unit, std::size_t offset) {
    if (refused_) return refuse(ParseErrc::over_limit, offset);
    if (picture_.size() + unit.size() + kStartCode.size() > kMaxH264Picture - sets_.size()) return too_large();
    const std::uint8_t type = unit[0] & kType;
    has_idr_ = has_idr_ || type == kIdr;
    has_sets_ = has_sets_ || type == kSequenceSet;
    append_unit(unit, picture_);
    return {};
  }

  /// The whole picture is left out.
  tl::unexpected<ParseError> too_large() {
    refused_ = true;
    picture_.clear();
    drop_fragments();
    return refuse(ParseErrc::over_limit, 0);
  }

  void finish() {
    if (!fragments_.empty()) {
      drop_fragments();
      note_loss();
    }
    Bytes picture = std::exchange(picture_, {});
    const bool wants_sets = std::exchange(has_idr_, false) && !std::exchange(has_sets_, false);
    has_sets_ = refused_ = false;
    if (picture.empty()) return;
    if (wants_sets) picture.insert(picture.begin(), sets_.begin(), sets_.end());
    emit(std::move(picture), timestamp_, 0);
  }

  static void append_unit(ByteView unit, Bytes& to) {
    if (unit.empty()) return;
    to.insert(to.end(), kStartCode.begin(), kStartCode.end());
    to.insert(to.end(), unit.begin(), unit.end());
  }

  void drop_fragments() noexcept { fragments_.clear(); }

  Bytes sets_;       // of the description, behind start codes
  Bytes picture_;    // what came of it, behind start codes
  Bytes fragments_;  // of a unit; empty: none is being gathered
  std::int64_t timestamp_ = 0;
  bool refused_ = false;  // the picture was too large
  bool has_idr_ = false;
  bool has_sets_ = false;
};

}  // namespace

std::optional<Bytes> parse_h264_sets(std::string_view text) {
  Bytes config;
  ByteWriter out(config);
  std::size_t sets = 0;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    const auto set = from_base64(text.substr(0, comma));
    if (!set || set->empty() || ++sets > kMaxH264Sets || config.size() + set->size() + 2 > kMaxH264SetOctets)
      return std::nullopt;
    out.u16(static_cast<std::uint16_t>(set->size()));
    out.bytes(*set);
    text = comma == text.npos ? std::string_view() : text.substr(comma + 1);
  }
  return config;
}

std::string h264_sets_to_text(ByteView config) {
  std::string text;
  ByteReader in(config);
  while (in.remaining() > 2) {
    const ByteView set = in.take(in.u16());
    if (!text.empty()) text.push_back(',');
    text += to_base64(set);
  }
  return text;
}

DepacketizerPtr make_h264_depacketizer(const Binding& binding) { return std::make_unique<H264Depacketizer>(binding); }

}  // namespace joincast::payload
