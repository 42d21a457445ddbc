// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "payload/audio_specific_config.h"
#include "payload/base64.h"
#include "payload/binding.h"
#include "payload/h264.h"
#include "payload/latm.h"
#include "payload/opus_packet.h"
#include "payload/vorbis_config.h"
#include "sdp/rtp.h"
#include "sdp/session.h"

namespace joincast::payload {
namespace {

constexpr std::uint16_t kMaxChannels = 64;

std::optional<std::uint32_t> number(std::optional<std::string_view> text) {
  std::uint32_t value = 0;
  if (!text) return std::nullopt;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return value;
}

/// A parameter's number, or what its absence means; none if it is no number or above `most`.
std::optional<std::uint8_t> bounded(std::string_view parameters, std::string_view name, std::uint8_t absent,
                                    std::uint8_t most) {
  const auto text = sdp::parameter(parameters, name);
  if (!text) return absent;
  const auto value = number(text);
  if (!value || *value > most) return std::nullopt;
  return static_cast<std::uint8_t>(*value);
}

std::optional<Bytes> from_hex(std::string_view text) {
  constexpr std::size_t kMaxConfig = 1024;
  if (text.size() % 2 != 0 || text.size() > 2 * kMaxConfig) return std::nullopt;
  Bytes octets(text.size() / 2);
  for (std::size_t i = 0; i < octets.size(); ++i) {
    const char* const digits = text.data() + 2 * i;
    const auto [end, error] = std::from_chars(digits, digits + 2, octets[i], 16);
    if (error != std::errc{} || end != digits + 2) return std::nullopt;
  }
  return octets;
}

/// `a=fmtp:96 streamtype=5;mode=AAC-hbr;config=1190;sizelength=13;indexlength=3;indexdeltalength=3`
/// (RFC 3640 section 4.1). What AU headers hold beyond size and index is not read here.
std::optional<Binding> bind_mpeg4_generic(const sdp::RtpMap& map, std::string_view parameters) {
  constexpr std::array<std::string_view, 5> kUnread = {"CTSDeltaLength", "DTSDeltaLength", "randomAccessIndication",
                                                       "streamStateIndication", "auxiliaryDataSizeLength"};
  for (const std::string_view name : kUnread)
    if (bounded(parameters, name, 0, 0) != 0) return std::nullopt;

  Binding binding;
  binding.packing = Packing::mpeg4_generic;
  const auto size = bounded(parameters, "sizeLength", 0, 16);
  const auto index = bounded(parameters, "indexLength", 0, 16);
  const auto delta = bounded(parameters, "indexDeltaLength", 0, 16);
  if (!size || *size == 0 || !index || !delta) return std::nullopt;
  binding.au_headers = {*size, *index, *delta};

  const auto hex = sdp::parameter(parameters, "config");
  const auto octets = hex ? from_hex(*hex) : std::nullopt;
  if (!octets) return std::nullopt;
  const auto config = parse_audio_specific_config(*octets);
  if (!config) return std::nullopt;
  binding.format = aac_format(*config);
  binding.format.config = *octets;
  binding.format.clock_rate_hz = map.clock_rate_hz;
  if (binding.format.channels == 0) binding.format.channels = static_cast<std::uint8_t>(map.channels);
  return binding;
}

/// `a=fmtp:96 profile-level-id=15;object=2;cpresent=0;config=40002320000` (RFC 6416 section 7.3)
std::optional<Binding> bind_latm(const sdp::RtpMap& map, std::string_view parameters) {
  if (bounded(parameters, "cpresent", 1, 1) != 0) return std::nullopt;
  const auto hex = sdp::parameter(parameters, "config");
  if (!hex) return std::nullopt;
  std::string digits(*hex);
  if (digits.size() % 2 != 0) digits.push_back('0');  // only the bits count, and some senders write no more
  const auto octets = from_hex(digits);
  if (!octets) return std::nullopt;
  const auto config = parse_stream_mux_config(*octets);
  if (!config) return std::nullopt;
  Binding binding;
  binding.packing = Packing::latm;
  binding.format = aac_format(config->audio);
  binding.format.clock_rate_hz = map.clock_rate_hz;
  return binding;
}

/// `a=fmtp:98 configuration=AAAAAZ2f4g9NAh4aAXZvcmJpcw...` (RFC 5215 section 7.1)
std::optional<Binding> bind_vorbis(const sdp::RtpMap& map, std::string_view parameters) {
  const auto text = sdp::parameter(parameters, "configuration");
  if (!text || text->size() > kMaxVorbisConfig * 4 / 3 + 4) return std::nullopt;
  auto packed = from_base64(*text);
  if (!packed) return std::nullopt;
  const auto configs = parse_vorbis_configs(*packed);
  if (!configs) return std::nullopt;
  const auto timing = VorbisTiming::make(configs->front());
  if (!timing || timing->sample_rate_hz() != map.clock_rate_hz) return std::nullopt;
  Binding binding;
  binding.format = pcm_format(Codec::vorbis, map.clock_rate_hz, timing->channels());
  binding.format.config = std::move(*packed);
  return binding;
}

std::optional<Binding> bind_pcm(Codec codec, const sdp::RtpMap& map) {
  Binding binding;
  binding.format =
      pcm_format(codec, map.clock_rate_hz, static_cast<std::uint8_t>(std::max<std::uint16_t>(map.channels, 1)));
  return binding;
}

/// `a=rtpmap:97 opus/48000/2`, whatever the stream is (RFC 7587 section 7); one that says mono is taken at its word.
std::optional<Binding> bind_opus(const sdp::RtpMap& map, std::string_view parameters) {
  if (map.clock_rate_hz != 48'000) return std::nullopt;
  Binding binding;
  binding.format = opus_format(sdp::parameter(parameters, "sprop-stereo") == "0" ? 1 : 2);
  return binding;
}

/// `a=fmtp:96 packetization-mode=1;sprop-parameter-sets=Z0IACpZTBYmI,aMljiA==` (RFC 6184 section 8.2.1). Interleaving
/// is not taken apart; parameter sets that cannot be read come in the stream, or not at all.
std::optional<Binding> bind_h264(const sdp::RtpMap& map, std::string_view parameters) {
  Binding binding;
  if (map.clock_rate_hz != 90'000 || !bounded(parameters, "packetization-mode", 0, 1)) {
    binding.format.clock_rate_hz = map.clock_rate_hz;
    binding.format.encoding_name = map.encoding;
    return binding;
  }
  binding.format = h264_format();
  if (const auto sets = sdp::parameter(parameters, "sprop-parameter-sets"))
    binding.format.config = parse_h264_sets(*sets).value_or(Bytes());
  return binding;
}

std::optional<Binding> bind_map(const sdp::RtpMap& map, std::string_view parameters) {
  const auto is = [&](std::string_view name) { return sdp::is_encoding(map, name); };
  if (map.channels > kMaxChannels) return std::nullopt;
  if (is("mpeg4-generic")) return bind_mpeg4_generic(map, parameters);
  if (is("MP4A-LATM")) return bind_latm(map, parameters);
  if (is("vorbis")) return bind_vorbis(map, parameters);
  if (is("H264")) return bind_h264(map, parameters);
  if (is("opus")) return bind_opus(map, parameters);
  if (is("L16")) return bind_pcm(Codec::l16, map);
  if (is("L24")) return bind_pcm(Codec::l24, map);
  if (is("PCMU")) return bind_pcm(Codec::pcmu, map);
  if (is("PCMA")) return bind_pcm(Codec::pcma, map);
  Binding binding;
  if (is("MPA") && map.clock_rate_hz == 90'000) {
    binding.format = mpa_format();
  } else if (is("MP2T") && map.clock_rate_hz == 90'000) {
    binding.format = mp2t_format();
  } else {
    binding.format.clock_rate_hz = map.clock_rate_hz;
    binding.format.channels = static_cast<std::uint8_t>(map.channels);
    binding.format.encoding_name = map.encoding;
  }
  return binding;
}

}  // namespace

std::optional<Binding> bind(const sdp::Media& media, std::uint8_t payload_type) {
  const auto listed = sdp::payload_types(media);
  if (std::find(listed.begin(), listed.end(), payload_type) == listed.end()) return std::nullopt;
  const auto map = sdp::rtpmap(media, payload_type);
  if (!map) return static_binding(payload_type);
  auto binding = bind_map(*map, sdp::fmtp(media, payload_type).value_or(""));
  if (binding) binding->payload_type = payload_type;
  return binding;
}

}  // namespace joincast::payload
