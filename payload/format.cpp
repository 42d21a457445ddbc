// SPDX-License-Identifier: LGPL-2.1-or-later
#include "payload/format.h"

namespace joincast::payload {

std::string_view to_string(Codec codec) noexcept {
  switch (codec) {
    case Codec::unknown: return "unknown";
    case Codec::mpa: return "mpa";
    case Codec::mp2t: return "mp2t";
    case Codec::l16: return "l16";
    case Codec::l24: return "l24";
    case Codec::pcmu: return "pcmu";
    case Codec::pcma: return "pcma";
    case Codec::opus: return "opus";
    case Codec::aac: return "aac";
    case Codec::vorbis: return "vorbis";
    case Codec::flac: return "flac";
    case Codec::h264: return "h264";
  }
  return "unknown";
}

Format mpa_format(std::uint32_t sample_rate_hz, std::uint8_t channels) {
  Format format;
  format.codec = Codec::mpa;
  format.clock_rate_hz = 90'000;
  format.sample_rate_hz = sample_rate_hz;
  format.channels = channels;
  return format;
}

Format h264_format() {
  Format format;
  format.codec = Codec::h264;
  format.clock_rate_hz = 90'000;
  return format;
}

Format opus_format(std::uint8_t channels) {
  Format format;
  format.codec = Codec::opus;
  format.clock_rate_hz = 48'000;
  format.sample_rate_hz = 48'000;
  format.channels = channels;
  return format;
}

Format mp2t_format() {
  Format format;
  format.codec = Codec::mp2t;
  format.clock_rate_hz = 90'000;
  return format;
}

Format pcm_format(Codec codec, std::uint32_t sample_rate_hz, std::uint8_t channels) {
  Format format;
  format.codec = codec;
  format.clock_rate_hz = sample_rate_hz;
  format.sample_rate_hz = sample_rate_hz;
  format.channels = channels;
  return format;
}

}  // namespace joincast::payload
