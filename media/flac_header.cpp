// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/flac_header.h"

#include <array>
#include <bit>

namespace joincast::media {
namespace {

std::uint8_t crc8(ByteView octets) noexcept {
  unsigned crc = 0;
  for (const std::uint8_t octet : octets) {
    crc ^= octet;
    for (int bit = 0; bit < 8; ++bit) crc = crc & 0x80 ? (crc << 1 ^ 0x07) & 0xff : crc << 1;
  }
  return static_cast<std::uint8_t>(crc);
}

constexpr std::array<std::uint16_t, 256> make_crc16_table() {
  std::array<std::uint16_t, 256> table{};
  for (unsigned i = 0; i < 256; ++i) {
    unsigned crc = i << 8;
    for (int bit = 0; bit < 8; ++bit) crc = crc & 0x8000 ? (crc << 1 ^ 0x8005) & 0xffff : crc << 1;
    table[i] = static_cast<std::uint16_t>(crc);
  }
  return table;
}

constexpr auto kCrc16Table = make_crc16_table();

/// Skips the frame or sample number, coded like UTF-8 in up to seven octets; false when it is none.
bool skip_coded_number(ByteReader& in) noexcept {
  const std::uint8_t first = in.u8();
  const int ones = std::countl_one(first);
  if (ones == 1 || ones == 8) return false;
  for (int i = 1; i < ones; ++i)
    if ((in.u8() & 0xc0) != 0x80) return false;
  return true;
}

}  // namespace

std::uint16_t flac_crc16(std::uint16_t crc, ByteView octets) noexcept {
  for (const std::uint8_t octet : octets)
    crc = static_cast<std::uint16_t>(crc << 8 ^ kCrc16Table[(crc >> 8 ^ octet) & 0xff]);
  return crc;
}

std::optional<FlacStreamInfo> parse_flac_stream_info(ByteView octets) noexcept {
  ByteReader in(octets);
  FlacStreamInfo info;
  in.skip(2);  // shortest block
  info.max_block = in.u16();
  in.skip(3);  // shortest frame
  info.max_frame = in.u24();
  const std::uint64_t rest = in.u64();  // rate (20) channels - 1 (3) bits - 1 (5) samples in all (36)
  in.skip(16);                          // MD5
  info.sample_rate_hz = static_cast<std::uint32_t>(rest >> 44);
  info.channels = static_cast<std::uint8_t>((rest >> 41 & 0x7) + 1);
  info.bits = static_cast<std::uint8_t>((rest >> 36 & 0x1f) + 1);
  if (!in.ok() || info.sample_rate_hz == 0 || info.bits < 4 || info.max_block < 16) return std::nullopt;
  return info;
}

//   sync 0b111111111111100 (15) | variable block size (1) | block size code (4) | rate code (4) |
//   channel code (4) | bits code (3) | zero (1) | coded number (8..56) | block size (0, 8, 16) |
//   rate (0, 8, 16) | CRC-8
std::optional<FlacHeader> parse_flac_header(ByteView octets) noexcept {
  constexpr std::array<std::uint32_t, 12> kRates = {0,      88'200, 176'400, 192'000, 8'000,  16'000,
                                                    22'050, 24'000, 32'000,  44'100,  48'000, 96'000};
  ByteReader in(octets);
  const std::uint16_t sync = in.u16();
  const std::uint8_t sizes = in.u8();
  const std::uint8_t layout = in.u8();
  if (!in.ok() || (sync & 0xfffe) != 0xfff8) return std::nullopt;
  const unsigned block_code = sizes >> 4;
  const unsigned rate_code = sizes & 0x0f;
  const unsigned channel_code = layout >> 4;
  const unsigned bits_code = layout >> 1 & 0x7;
  if (block_code == 0 || rate_code == 15 || channel_code > 10 || bits_code == 3 || (layout & 1)) return std::nullopt;
  if (!skip_coded_number(in)) return std::nullopt;

  FlacHeader header;
  if (block_code == 1) header.block = 192;
  if (block_code >= 2 && block_code <= 5) header.block = 144u << block_code;
  if (block_code == 6) header.block = in.u8() + 1u;
  if (block_code == 7) header.block = in.u16() + 1u;
  if (block_code >= 8) header.block = 1u << block_code;
  if (rate_code < kRates.size()) header.sample_rate_hz = kRates[rate_code];
  if (rate_code == 12) header.sample_rate_hz = in.u8() * 1000u;
  if (rate_code == 13) header.sample_rate_hz = in.u16();
  if (rate_code == 14) header.sample_rate_hz = in.u16() * 10u;
  header.channels = static_cast<std::uint8_t>(channel_code < 8 ? channel_code + 1 : 2);
  const std::size_t checked = in.offset();
  const std::uint8_t crc = in.u8();
  header.size = in.offset();
  if (!in.ok() || crc8(octets.first(checked)) != crc) return std::nullopt;
  return header;
}

}  // namespace joincast::media
