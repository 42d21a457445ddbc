// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "base/bytes.h"

namespace joincast::media {

inline constexpr std::size_t kTsPacket = 188;   ///< octets
inline constexpr std::uint8_t kTsSync = 0x47;   ///< the first octet of each packet
inline constexpr std::uint16_t kTsPids = 8192;  ///< PIDs are below
inline constexpr std::uint16_t kTsNullPid = 0x1fff;

inline constexpr std::uint16_t kPatPid = 0x00, kSdtPid = 0x11, kEitPid = 0x12, kTimePid = 0x14;
inline constexpr std::uint16_t kFirstFreePid = 0x20;  ///< those below are tables' (EN 300 468 section 5.1.3)

/// A programme's clock counts so many ticks a second, and begins anew at kPcrWrap.
inline constexpr std::int64_t kPcrRate = 27'000'000;
inline constexpr std::int64_t kPcrWrap = (std::int64_t{1} << 33) * 300;

/// One packet of a transport stream (ISO/IEC 13818-1 section 2.4.3.2). Dies with its octets.
struct TsPacketView {
  std::uint16_t pid = 0;
  bool damaged = false;               ///< transport_error_indicator
  bool begins = false;                ///< payload_unit_start_indicator
  bool scrambled = false;             ///< transport_scrambling_control is not 0
  std::uint8_t continuity = 0;        ///< 0 to 15
  bool discontinuity = false;         ///< its clock and counter may jump here
  std::optional<std::int64_t> pcr{};  ///< in ticks of kPcrRate, below kPcrWrap
  ByteView payload;                   ///< may be empty
};

/// Total, but for the sync octet, at which the caller looks. An adaptation field that leaves the packet leaves no
/// payload.
TsPacketView parse_ts_packet(std::span<const std::uint8_t, kTsPacket> octets) noexcept;

/// Packets whose first octets stand 188 apart from the start on: as many of these octets as fit.
bool begins_with_ts(ByteView octets, std::size_t packets) noexcept;

}  // namespace joincast::media
