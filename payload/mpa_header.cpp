// SPDX-License-Identifier: LGPL-2.1-or-later
#include "payload/mpa_header.h"

#include <array>

namespace joincast::payload {
namespace {

using Rates = std::array<std::uint16_t, 15>;  // kbit/s by index; 0: free format

constexpr Rates kMpeg1Layer1 = {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448};
constexpr Rates kMpeg1Layer2 = {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384};
constexpr Rates kMpeg1Layer3 = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
constexpr Rates kMpeg2Layer1 = {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256};
constexpr Rates kMpeg2Layer23 = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};

constexpr std::array<std::uint32_t, 3> kMpeg1SampleRates = {44'100, 48'000, 32'000};

const Rates& rates(MpegVersion version, unsigned layer) {
  if (version != MpegVersion::mpeg1) return layer == 1 ? kMpeg2Layer1 : kMpeg2Layer23;
  return layer == 1 ? kMpeg1Layer1 : layer == 2 ? kMpeg1Layer2 : kMpeg1Layer3;
}

}  // namespace

// AAAAAAAA AAABBCCD EEEEFFGH IIJJKLMM
// A sync (11 ones)  B version  C layer  D no CRC  E bit rate  F sample rate  G padding  I mode  M emphasis
std::optional<MpaHeader> parse_mpa_header(ByteView octets) noexcept {
  ByteReader in(octets);
  const std::uint32_t word = in.u32();
  const unsigned version = word >> 19 & 3;
  const unsigned layer = 4 - (word >> 17 & 3);
  const unsigned rate = word >> 12 & 15;
  const unsigned frequency = word >> 10 & 3;
  const unsigned mode = word >> 6 & 3;
  if (!in.ok() || word >> 21 != 0x7ff || version == 1 || layer == 4) return std::nullopt;
  if (rate == 0 || rate == 15 || frequency == 3 || (word & 3) == 2) return std::nullopt;

  MpaHeader header;
  header.version = version == 3 ? MpegVersion::mpeg1 : version == 2 ? MpegVersion::mpeg2 : MpegVersion::mpeg2_5;
  header.layer = static_cast<std::uint8_t>(layer);
  header.has_crc = (word >> 16 & 1) == 0;
  header.bit_rate = rates(header.version, layer)[rate] * 1000u;
  header.sample_rate_hz = kMpeg1SampleRates[frequency] >> static_cast<unsigned>(header.version);
  header.channels = mode == 3 ? 1 : 2;
  header.samples = layer == 1 ? 384 : layer == 3 && header.version != MpegVersion::mpeg1 ? 576 : 1152;

  const unsigned padding = word >> 9 & 1;
  header.frame_size = layer == 1 ? (12 * header.bit_rate / header.sample_rate_hz + padding) * 4
                                 : header.samples / 8 * header.bit_rate / header.sample_rate_hz + padding;
  return header;
}

}  // namespace joincast::payload
