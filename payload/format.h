// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/export.h"
#include "base/time.h"

namespace joincast::payload {

/// What the octets of an access unit are.
enum class Codec : std::uint8_t {
  unknown,  ///< carried, but nothing here can take it apart: see Format::encoding_name
  mpa,      ///< MPEG-1/2/2.5 audio, layers I to III: whole frames with their headers
  mp2t,     ///< MPEG transport stream: whole packets of 188 octets
  l16,      ///< 16-bit samples, big endian, interleaved
  l24,      ///< 24-bit samples, big endian, interleaved
  pcmu,     ///< G.711 mu-law
  pcma,     ///< G.711 A-law
  opus,     ///< one Opus packet
  aac,      ///< one raw AAC access unit without ADTS; `config` is its AudioSpecificConfig
  vorbis,   ///< one Vorbis packet; `config` is the three headers, see vorbis_config.h
  flac,     ///< one FLAC frame; no payload format of its own, to be transcoded
  h264,     ///< H.264: all NAL units of one picture behind start codes (ISO 14496-10 annex B)
};

/// A short lower-case name such as `mpa`.
JOINCAST_EXPORT std::string_view to_string(Codec codec) noexcept;

/// What a stream's frames are, as decoders and payload formats want to know it.
struct Format {
  Codec codec = Codec::unknown;
  std::uint32_t clock_rate_hz =
      0;  ///< RTP clock and unit of durations: mpa and mp2t 90,000, opus 48,000, else the sample rate
  std::uint32_t sample_rate_hz = 0;  ///< of the frames; AAC with SBR: of the core; zero: the frames say it themselves
  std::uint8_t channels = 0;         ///< zero: the frames say it themselves
  std::uint32_t samples_per_frame = 0;  ///< at sample_rate_hz; zero: varies
  Bytes config;  ///< h264: parameter sets, see h264.h; aac: AudioSpecificConfig; opus: OpusHead, or nothing; vorbis:
                 ///< packed headers (RFC 5215 section 3.2.1)
  std::string encoding_name;  ///< as in `a=rtpmap`; only for Codec::unknown

  friend bool operator==(const Format&, const Format&) = default;
};

/// Formats with the RTP clock, rate and size that the standards fix for them.
JOINCAST_EXPORT Format mpa_format(std::uint32_t sample_rate_hz = 0, std::uint8_t channels = 0);
JOINCAST_EXPORT Format opus_format(std::uint8_t channels = 2);
JOINCAST_EXPORT Format mp2t_format();
JOINCAST_EXPORT Format h264_format();
JOINCAST_EXPORT Format pcm_format(Codec codec, std::uint32_t sample_rate_hz, std::uint8_t channels);

/// Whether there are pictures in it.
constexpr bool has_pictures(Codec codec) noexcept { return codec == Codec::mp2t || codec == Codec::h264; }

/// One frame (or packet) of a codec, as decoders want it.
struct AccessUnit {
  Bytes octets;
  std::int64_t timestamp = 0;  ///< of its first sample, unwrapped, in Format::clock_rate_hz
  std::uint32_t duration = 0;  ///< in Format::clock_rate_hz; zero: unknown
  bool after_loss = false;     ///< something is missing directly in front of it

  friend bool operator==(const AccessUnit&, const AccessUnit&) = default;
};

/// Ticks of a clock as time.
constexpr Duration ticks_to_time(std::int64_t ticks, std::uint32_t clock_rate_hz) noexcept {
  if (clock_rate_hz == 0) return Duration{0};
  const std::int64_t rate = clock_rate_hz;
  return std::chrono::seconds(ticks / rate) + Duration(ticks % rate * 1'000'000'000 / rate);
}

}  // namespace joincast::payload
