// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/ts_codec.h"

namespace joincast::media {
namespace {

constexpr std::uint8_t kRegistration = 0x05;
constexpr std::uint8_t kAc3 = 0x6a;
constexpr std::uint8_t kEnhancedAc3 = 0x7a;

constexpr std::uint32_t four(const char (&text)[5]) noexcept {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(text[i]);
  return value;
}

std::optional<TsCodec> registered(ByteView descriptor) noexcept {
  ByteReader in(descriptor);
  const std::uint32_t format = in.u32();
  if (!in.ok()) return std::nullopt;
  switch (format) {
    case four("AC-3"): return TsCodec::ac3;
    case four("EAC3"): return TsCodec::eac3;
    case four("HEVC"): return TsCodec::hevc;
    default: return std::nullopt;
  }
}

/// The first descriptor that tells. Each is a tag, a length and as many octets.
std::optional<TsCodec> described(ByteView descriptors) noexcept {
  ByteReader in(descriptors);
  while (in.ok() && in.remaining() > 0) {
    const std::uint8_t tag = in.u8();
    const ByteView octets = in.take(in.u8());
    if (!in.ok()) return std::nullopt;
    if (tag == kAc3) return TsCodec::ac3;
    if (tag == kEnhancedAc3) return TsCodec::eac3;
    if (tag != kRegistration) continue;
    if (const auto codec = registered(octets)) return codec;
  }
  return std::nullopt;
}

}  // namespace

std::optional<TsCodec> codec_of(const TsPmt::Stream& stream) noexcept {
  switch (stream.type) {
    case 0x01:
    case 0x02: return TsCodec::mpeg_video;
    case 0x03:
    case 0x04: return TsCodec::mpeg_audio;
    case 0x06: return described(stream.descriptors);
    case 0x0f: return TsCodec::adts;
    case 0x11: return TsCodec::latm;
    case 0x1b: return TsCodec::h264;
    case 0x24: return TsCodec::hevc;
    case 0x81: return TsCodec::ac3;
    case 0x87: return TsCodec::eac3;
    default: return std::nullopt;
  }
}

}  // namespace joincast::media
