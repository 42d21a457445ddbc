// SPDX-License-Identifier: LGPL-2.1-or-later
#include "payload/adts_header.h"

#include <cassert>

#include "payload/aac_rates.h"
#include "payload/bits.h"

namespace joincast::payload {

// AAAAAAAA AAAABCCD EEFFFFGH HHIJKLMM MMMMMMMM MMMOOOOO OOOOOOPP (QQQQQQQQ QQQQQQQQ)
// A sync  B MPEG-2  C layer, 0  D no CRC  E object type - 1  F rate index  H channels  M frame size  O fullness
// P raw data blocks - 1  Q CRC
std::optional<AdtsHeader> parse_adts_header(ByteView octets) noexcept {
  BitReader in(octets);
  const std::uint32_t sync = in.bits(12);
  in.bits(1);
  const std::uint32_t layer = in.bits(2);
  AdtsHeader header;
  header.has_crc = !in.flag();
  header.object_type = static_cast<std::uint8_t>(in.bits(2) + 1);
  const std::uint32_t rate = in.bits(4);
  in.bits(1);
  header.channel_configuration = static_cast<std::uint8_t>(in.bits(3));
  in.bits(4);
  header.frame_size = in.bits(13);
  in.bits(11);
  header.raw_blocks = static_cast<std::uint8_t>(in.bits(2) + 1);
  if (!in.ok() || sync != 0xfff || layer != 0 || rate >= kAacRates.size()) return std::nullopt;
  if (header.frame_size < header.header_size()) return std::nullopt;
  header.sample_rate_hz = kAacRates[rate];
  return header;
}

void write_adts_header(Bytes& out, const AdtsHeader& header) {
  constexpr std::uint32_t kVariableRate = 0x7ff;
  assert(header.frame_size < 1u << 13);
  BitWriter bits(out);
  bits.bits(0xfff, 12);
  bits.bits(0, 3);
  bits.flag(true);
  bits.bits(header.object_type - 1u, 2);
  bits.bits(aac_rate_index(header.sample_rate_hz).value_or(4), 4);
  bits.bits(0, 1);
  bits.bits(header.channel_configuration, 3);
  bits.bits(0, 4);
  bits.bits(static_cast<std::uint32_t>(header.frame_size), 13);
  bits.bits(kVariableRate, 11);
  bits.bits(header.raw_blocks - 1u, 2);
}

}  // namespace joincast::payload
