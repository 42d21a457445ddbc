// SPDX-License-Identifier: LGPL-2.1-or-later
#include <string>

#include "payload/audio_specific_config.h"
#include "payload/base64.h"
#include "payload/binding.h"
#include "payload/h264.h"
#include "payload/latm.h"
#include "sdp/rtp.h"
#include "sdp/session.h"

namespace joincast::payload {
namespace {

std::string to_hex(ByteView octets) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t octet : octets) {
    text.push_back(kDigits[octet >> 4]);
    text.push_back(kDigits[octet & 15]);
  }
  return text;
}

/// AAC, HE-AAC or HE-AAC v2 profile at level 2: up to two channels at 48 kHz (ISO 14496-1's
/// audioProfileLevelIndication).
std::string_view profile_level(const Format& format) {
  const auto config = parse_audio_specific_config(format.config);
  if (config && config->parametric_stereo) return "48";
  if (config && config->sbr) return "44";
  return "41";
}

std::string encoding(const Binding& binding) {
  switch (binding.format.codec) {
    case Codec::mpa: return "MPA";
    case Codec::mp2t: return "MP2T";
    case Codec::l16: return "L16";
    case Codec::l24: return "L24";
    case Codec::pcmu: return "PCMU";
    case Codec::pcma: return "PCMA";
    case Codec::opus: return "opus";
    case Codec::vorbis: return "vorbis";
    case Codec::aac: return binding.packing == Packing::latm ? "MP4A-LATM" : "mpeg4-generic";
    case Codec::h264: return "H264";
    case Codec::flac:
    case Codec::unknown: break;
  }
  return binding.format.encoding_name;
}

std::string parameters(const Binding& binding) {
  const Format& format = binding.format;
  const auto number = [](auto value) { return std::to_string(value); };
  if (format.codec == Codec::opus) return format.channels == 1 ? "sprop-stereo=0" : "sprop-stereo=1;stereo=1";
  if (format.codec == Codec::vorbis) return "configuration=" + to_base64(format.config);
  if (format.codec == Codec::h264)
    return "packetization-mode=1" +
           (format.config.empty() ? std::string() : ";sprop-parameter-sets=" + h264_sets_to_text(format.config));
  if (format.codec != Codec::aac) return {};
  if (binding.packing == Packing::latm) {
    const auto config = parse_audio_specific_config(format.config);
    if (!config) return {};
    return "profile-level-id=" + std::string(profile_level(format)) + ";object=" + number(config->object_type) +
           ";cpresent=0;config=" + to_hex(to_octets(StreamMuxConfig{*config, 1}));
  }
  return "streamtype=5;profile-level-id=" + std::string(profile_level(format)) +
         ";mode=AAC-hbr;sizelength=" + number(binding.au_headers.size_length) +
         ";indexlength=" + number(binding.au_headers.index_length) +
         ";indexdeltalength=" + number(binding.au_headers.index_delta_length) + ";config=" + to_hex(format.config);
}

/// Opus always says two; formats whose frames tell it themselves say none, and neither does one channel of PCM.
std::uint16_t mapped_channels(const Format& format) {
  switch (format.codec) {
    case Codec::opus: return 2;
    case Codec::mpa:
    case Codec::h264:
    case Codec::mp2t: return 0;
    case Codec::aac:
    case Codec::vorbis: return format.channels;
    default: return format.channels == 1 ? std::uint16_t{0} : format.channels;
  }
}

}  // namespace

std::vector<sdp::Attribute> describe(const Binding& binding) {
  sdp::Media media;
  sdp::set_rtpmap(
      media, {binding.payload_type, encoding(binding), binding.format.clock_rate_hz, mapped_channels(binding.format)});
  const std::string text = parameters(binding);
  if (!text.empty()) sdp::set_fmtp(media, binding.payload_type, text);
  return std::move(media.attributes);
}

}  // namespace joincast::payload
