// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/export.h"
#include "base/parse_error.h"
#include "base/result.h"

namespace joincast::payload {

/// One stream configuration of Vorbis: what a decoder must have before the first packet.
struct VorbisConfig {
  std::uint32_t ident = 0;  ///< 24 bits: each packet names its configuration
  Bytes identification;     ///< 30 octets, `\1vorbis`
  Bytes comment;            ///< `\3vorbis`; may be empty
  Bytes setup;              ///< `\5vorbis`

  friend bool operator==(const VorbisConfig&, const VorbisConfig&) = default;
};

inline constexpr std::size_t kMaxVorbisConfig = 256u << 10;  ///< octets of packed headers

/// The packed headers of RFC 5215 section 3.2.1 (in SDP in base64). Of several configurations all are given, at most 8.
JOINCAST_EXPORT Result<std::vector<VorbisConfig>, ParseError> parse_vorbis_configs(ByteView packed);
JOINCAST_EXPORT Bytes to_octets(const VorbisConfig& config);

/// Tells how long packets are from the block sizes and modes of the headers.
class JOINCAST_EXPORT VorbisTiming {
 public:
  /// None if the headers are not those of Vorbis I.
  static std::optional<VorbisTiming> make(const VorbisConfig& config);

  std::uint8_t channels() const noexcept { return channels_; }
  std::uint32_t sample_rate_hz() const noexcept { return sample_rate_hz_; }

  /// Samples that decoding this packet yields after the one before; zero for the first, for header packets
  /// and for damaged ones.
  std::uint32_t duration(ByteView packet) noexcept;
  void reset() noexcept { previous_ = 0; }

 private:
  std::uint8_t channels_ = 0;
  std::uint32_t sample_rate_hz_ = 0;
  std::uint32_t short_block_ = 0;
  std::uint32_t long_block_ = 0;
  std::uint8_t mode_bits_ = 0;
  std::uint64_t long_modes_ = 0;  // bit n: mode n has long blocks
  std::uint32_t previous_ = 0;
};

}  // namespace joincast::payload
