// SPDX-License-Identifier: LGPL-2.1-or-later
#include "payload/audio_specific_config.h"

#include "payload/aac_config_bits.h"
#include "payload/aac_rates.h"

namespace joincast::payload {
namespace {

constexpr std::uint32_t kEscapeType = 31;
constexpr std::uint32_t kEscapeRate = 15;
constexpr std::uint32_t kSbrType = 5;
constexpr std::uint32_t kPsType = 29;
constexpr std::uint32_t kSyncExtension = 0x2b7;
constexpr std::uint32_t kPsExtension = 0x548;
constexpr std::uint32_t kMaxRate = 192'000;

std::uint32_t read_type(BitReader& in) {
  const std::uint32_t type = in.bits(5);
  return type == kEscapeType ? 32 + in.bits(6) : type;
}

/// Zero for a reserved index and for what no decoder plays.
std::uint32_t read_rate(BitReader& in) {
  const std::uint32_t index = in.bits(4);
  if (index < kAacRates.size()) return kAacRates[index];
  const std::uint32_t rate = index == kEscapeRate ? in.bits(24) : 0;
  return rate <= kMaxRate ? rate : 0;
}

void write_rate(BitWriter& out, std::uint32_t rate) {
  if (const auto index = aac_rate_index(rate)) return out.bits(*index, 4);
  out.bits(kEscapeRate, 4);
  out.bits(rate, 24);
}

void read_sync_extension(BitReader& in, AudioSpecificConfig& config) {
  if (config.sbr || config.channel_configuration == 0 || in.remaining() < 16) return;
  if (in.bits(11) != kSyncExtension || read_type(in) != kSbrType) return;
  config.signalling = AudioSpecificConfig::Signalling::compatible;
  config.sbr = in.flag();
  if (!config.sbr) return;
  config.extension_rate_hz = read_rate(in);
  if (in.remaining() >= 12 && in.bits(11) == kPsExtension) config.parametric_stereo = in.flag();
}

}  // namespace

Result<AudioSpecificConfig, ParseError> read_audio_specific_config(BitReader& in, bool with_extension) noexcept {
  const auto stop = [&in](ParseErrc code) { return fail(ParseError{code, in.octet()}); };
  AudioSpecificConfig config;
  std::uint32_t type = read_type(in);
  config.sample_rate_hz = read_rate(in);
  const std::uint32_t channels = in.bits(4);
  if (type == kSbrType || type == kPsType) {
    config.signalling = AudioSpecificConfig::Signalling::hierarchical;
    config.sbr = true;
    config.parametric_stereo = type == kPsType;
    config.extension_rate_hz = read_rate(in);
    type = read_type(in);
  }
  config.short_frames = in.flag();
  if (in.flag()) in.bits(14);  // core coder delay
  in.flag();                   // extension flag: nothing follows for these types
  if (!in.ok()) return stop(ParseErrc::truncated);
  if (type < 1 || type > 4) return stop(ParseErrc::wrong_type);
  if (config.sample_rate_hz == 0 || channels > 7) return stop(ParseErrc::bad_value);
  config.object_type = static_cast<std::uint8_t>(type);
  config.channel_configuration = static_cast<std::uint8_t>(channels);
  if (with_extension) read_sync_extension(in, config);
  if (!in.ok()) return stop(ParseErrc::truncated);
  if (config.sbr && config.extension_rate_hz == 0) return stop(ParseErrc::bad_value);
  return config;
}

Result<AudioSpecificConfig, ParseError> parse_audio_specific_config(ByteView octets) noexcept {
  BitReader in(octets);
  return read_audio_specific_config(in, true);
}

void write_audio_specific_config(BitWriter& out, const AudioSpecificConfig& config) {
  using Signalling = AudioSpecificConfig::Signalling;
  const bool hierarchical = config.signalling == Signalling::hierarchical && config.sbr;
  out.bits(!hierarchical ? config.object_type : config.parametric_stereo ? kPsType : kSbrType, 5);
  write_rate(out, config.sample_rate_hz);
  out.bits(config.channel_configuration, 4);
  if (hierarchical) {
    write_rate(out, config.extension_rate_hz);
    out.bits(config.object_type, 5);
  }
  out.flag(config.short_frames);
  out.flag(false);
  out.flag(false);
  if (config.signalling != Signalling::compatible) return;
  out.bits(kSyncExtension, 11);
  out.bits(kSbrType, 5);
  out.flag(config.sbr);
  if (!config.sbr) return;
  write_rate(out, config.extension_rate_hz);
  if (!config.parametric_stereo) return;
  out.bits(kPsExtension, 11);
  out.flag(true);
}

Bytes to_octets(const AudioSpecificConfig& config) {
  Bytes octets;
  BitWriter out(octets);
  write_audio_specific_config(out, config);
  return octets;
}

AudioSpecificConfig config_of(const AdtsHeader& header) noexcept {
  AudioSpecificConfig config;
  config.object_type = header.object_type;
  config.sample_rate_hz = header.sample_rate_hz;
  config.channel_configuration = header.channel_configuration;
  return config;
}

Format aac_format(const AudioSpecificConfig& config) {
  Format format;
  format.codec = Codec::aac;
  format.clock_rate_hz = config.sample_rate_hz;
  format.sample_rate_hz = config.sample_rate_hz;
  format.channels = config.channels();
  format.samples_per_frame = config.samples_per_frame();
  format.config = to_octets(config);
  return format;
}

}  // namespace joincast::payload
