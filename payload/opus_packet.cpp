// SPDX-License-Identifier: LGPL-2.1-or-later
#include "payload/opus_packet.h"

#include <array>

namespace joincast::payload {
namespace {

constexpr std::uint32_t kMaxDuration = 5760;  // 120 ms

// Samples at 48 kHz by configuration (RFC 6716 table 2).
std::uint32_t frame_samples(unsigned configuration) {
  constexpr std::array<std::uint32_t, 4> kSilk = {480, 960, 1920, 2880};
  constexpr std::array<std::uint32_t, 2> kHybrid = {480, 960};
  constexpr std::array<std::uint32_t, 4> kCelt = {120, 240, 480, 960};
  if (configuration < 12) return kSilk[configuration % 4];
  return configuration < 16 ? kHybrid[configuration % 2] : kCelt[configuration % 4];
}

// Opus is little endian in Ogg.
std::uint16_t little16(ByteReader& in) {
  const std::uint16_t value = in.u16();
  return static_cast<std::uint16_t>(value >> 8 | value << 8);
}

}  // namespace

// |  config (5)   | s |   c   |   s: stereo, c: 0 one frame, 1 and 2 two, 3: their count in the next octet
std::optional<std::uint32_t> opus_duration(ByteView packet) noexcept {
  constexpr std::uint8_t kCountMask = 0x3f;
  ByteReader in(packet);
  const std::uint8_t toc = in.u8();
  std::uint32_t frames = (toc & 3) == 0 ? 1 : 2;
  if ((toc & 3) == 3) frames = in.u8() & kCountMask;
  if (!in.ok() || frames == 0) return std::nullopt;
  const std::uint32_t samples = frames * frame_samples(toc >> 3);
  if (samples > kMaxDuration) return std::nullopt;
  return samples;
}

std::uint8_t opus_channels(ByteView packet) noexcept {
  if (packet.empty()) return 0;
  return packet[0] & 4 ? 2 : 1;
}

std::optional<OpusHead> parse_opus_head(ByteView octets) noexcept {
  ByteReader in(octets);
  const auto magic = as_text(in.take(8));
  const std::uint8_t version = in.u8();
  OpusHead head;
  head.channels = in.u8();
  head.pre_skip = little16(in);
  const std::uint32_t low = little16(in);
  head.input_sample_rate = std::uint32_t{little16(in)} << 16 | low;
  head.output_gain = static_cast<std::int16_t>(little16(in));
  head.mapping_family = in.u8();
  if (!in.ok() || magic != "OpusHead" || version > 15 || head.channels == 0) return std::nullopt;
  if (head.mapping_family == 0 && head.channels > 2) return std::nullopt;
  return head;
}

Bytes to_octets(const OpusHead& head) {
  Bytes octets;
  ByteWriter out(octets);
  const auto little = [&out](std::uint32_t value) {
    out.u8(static_cast<std::uint8_t>(value));
    out.u8(static_cast<std::uint8_t>(value >> 8));
  };
  out.text("OpusHead");
  out.u8(1);
  out.u8(head.channels);
  little(head.pre_skip);
  little(head.input_sample_rate);
  little(head.input_sample_rate >> 16);
  little(static_cast<std::uint16_t>(head.output_gain));
  out.u8(0);
  return octets;
}

}  // namespace joincast::payload
