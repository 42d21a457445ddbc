// SPDX-License-Identifier: LGPL-2.1-or-later
#include "payload/latm.h"

#include "payload/aac_config_bits.h"
#include "payload/formats.h"
#include "payload/queues.h"

namespace joincast::payload {
namespace {

std::uint32_t latm_value(BitReader& in) {
  const unsigned octets = in.bits(2) + 1;
  return in.bits(8 * octets);
}

/// Units of audioMuxElement(0): each behind its length, which is a run of octets added up to the first below 255.
/// Elements may span packets of the same timestamp; the marker ends them (RFC 6416 section 6.1). One whose
/// beginning was lost shows itself by lengths that do not add up.
class LatmDepacketizer final : public QueueingDepacketizer {
 public:
  explicit LatmDepacketizer(const Binding& binding) : QueueingDepacketizer(binding.format) {
    duration_ = static_cast<std::uint32_t>(std::uint64_t{format_.samples_per_frame} * format_.clock_rate_hz /
                                           format_.sample_rate_hz);
  }

  Result<void, ParseError> push(const PacketInput& packet) override {
    if (packet.lost_before) {
      note_loss();
      element_.drop();
    }
    if (packet.payload.empty()) return refuse(ParseErrc::truncated, 0);
    if (element_.active() && element_.timestamp() != packet.timestamp) {
      element_.drop();
      note_loss();
    }
    return assemble(packet);
  }

  void reset() override {
    element_.drop();
    QueueingDepacketizer::reset();
  }

 private:
  Result<void, ParseError> assemble(const PacketInput& packet) {
    if (!element_.active())
      element_.begin(packet.payload, packet.timestamp);
    else if (!element_.append(packet.payload))
      return refuse(ParseErrc::over_limit, 0);
    if (!packet.marker) return {};
    const Bytes element = element_.take();
    return take_units(element, packet.timestamp);
  }

  Result<void, ParseError> take_units(ByteView element, std::int64_t timestamp) {
    ByteReader check(element);
    while (!check.at_end()) check.skip(unit_size(check));
    if (!check.ok()) return refuse(ParseErrc::bad_length, element.size());
    ByteReader in(element);
    while (!in.at_end()) {
      const ByteView unit = in.take(unit_size(in));
      if (!unit.empty()) emit(unit, timestamp, duration_);
      timestamp += duration_;
    }
    return {};
  }

  static std::size_t unit_size(ByteReader& in) noexcept {
    std::size_t size = 0;
    std::uint8_t part = 0;
    do {
      part = in.u8();
      size += part;
    } while (part == 255);
    return size;
  }

  Assembly element_;
  std::uint32_t duration_ = 0;
};

}  // namespace

Result<StreamMuxConfig, ParseError> parse_stream_mux_config(ByteView octets) noexcept {
  BitReader in(octets);
  const auto stop = [&in](ParseErrc code) { return fail(ParseError{code, in.octet()}); };
  const bool version1 = in.flag();
  if (version1 && in.flag()) return stop(ParseErrc::unsupported_version);
  if (version1) latm_value(in);  // tara buffer fullness
  const bool same_framing = in.flag();
  const std::uint32_t sub_frames = in.bits(6) + 1;
  const std::uint32_t programs = in.bits(4) + 1;
  const std::uint32_t layers = in.bits(3) + 1;
  if (!in.ok()) return stop(ParseErrc::truncated);
  if (!same_framing || programs != 1 || layers != 1) return stop(ParseErrc::bad_value);

  if (version1) latm_value(in);  // length of what follows
  const auto audio = read_audio_specific_config(in, version1);
  if (!audio) return fail(audio.error());
  const std::uint32_t frame_length_type = in.bits(3);
  in.bits(8);  // buffer fullness
  const bool other_data = in.flag();
  if (!in.ok()) return stop(ParseErrc::truncated);
  if (frame_length_type != 0 || other_data || audio->channel_configuration == 0) return stop(ParseErrc::bad_value);
  return StreamMuxConfig{*audio, static_cast<std::uint8_t>(sub_frames)};
}

Bytes to_octets(const StreamMuxConfig& config) {
  constexpr std::uint32_t kVariableRate = 0xff;
  Bytes octets;
  BitWriter out(octets);
  out.flag(false);
  out.flag(true);
  out.bits(config.sub_frames - 1u, 6);
  out.bits(0, 4);
  out.bits(0, 3);
  write_audio_specific_config(out, config.audio);
  out.bits(0, 3);
  out.bits(kVariableRate, 8);
  out.flag(false);
  out.flag(false);
  return octets;
}

DepacketizerPtr make_latm_depacketizer(const Binding& binding) { return std::make_unique<LatmDepacketizer>(binding); }

}  // namespace joincast::payload
