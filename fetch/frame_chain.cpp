// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/frame_chain.h"

#include <array>
#include <cstdint>
#include <string>

namespace joincast::fetch {
namespace {

constexpr std::size_t kPacket = 188;  // of a transport stream
constexpr unsigned kPackets = 3;
constexpr unsigned kFramesAtStart = 2;
constexpr unsigned kFramesInside = 3;

constexpr std::array<std::uint16_t, 16> kLayer1 = {0,   32,  64,  96,  128, 160, 192, 224,
                                                   256, 288, 320, 352, 384, 416, 448, 0};
constexpr std::array<std::uint16_t, 16> kLayer2 = {0,   32,  48,  56,  64,  80,  96,  112,
                                                   128, 160, 192, 224, 256, 320, 384, 0};
constexpr std::array<std::uint16_t, 16> kLayer3 = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0};
constexpr std::array<std::uint16_t, 16> kLowLayer1 = {0,   32,  48,  56,  64,  80,  96,  112,
                                                      128, 144, 160, 176, 192, 224, 256, 0};
constexpr std::array<std::uint16_t, 16> kLowOthers = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0};

/// The octets of the MPEG audio frame that begins here; zero: none does. Four octets are there.
std::size_t mpa_frame(ByteView in) {
  if (in[0] != 0xff || (in[1] & 0xe0) != 0xe0) return 0;
  const unsigned version = in[1] >> 3 & 3;  // 0: 2.5, 2: 2, 3: 1
  const unsigned layer = in[1] >> 1 & 3;    // 1: III, 2: II, 3: I
  const unsigned rate = in[2] >> 2 & 3;
  if (version == 1 || layer == 0 || rate == 3) return 0;
  constexpr std::array<std::uint32_t, 3> kRates = {44'100, 48'000, 32'000};
  const std::uint32_t sample_rate = kRates[rate] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
  const auto& high = layer == 3 ? kLayer1 : layer == 2 ? kLayer2 : kLayer3;
  const std::uint32_t kbps = (version == 3 ? high : layer == 3 ? kLowLayer1 : kLowOthers)[in[2] >> 4];
  const std::uint32_t padding = in[2] >> 1 & 1;
  if (layer == 3) return (12 * kbps * 1000 / sample_rate + padding) * 4;
  const std::uint32_t samples_in_octets = layer == 1 && version != 3 ? 72 : 144;
  return kbps == 0 ? 0 : samples_in_octets * kbps * 1000 / sample_rate + padding;
}

/// The same of ADTS; six octets are there.
std::size_t adts_frame(ByteView in) {
  if (in[0] != 0xff || (in[1] & 0xf6) != 0xf0 || (in[2] >> 2 & 15) > 12) return 0;
  const std::size_t size = (in[3] & 3u) << 11 | std::size_t{in[4]} << 3 | in[5] >> 5;
  return size >= 7 ? size : 0;
}

enum class Chain : std::uint8_t { none, perhaps, whole };

template <std::size_t header, typename SizeOf>
Chain chain_from(ByteView in, SizeOf size_of, unsigned wanted) {
  for (unsigned i = 0; i < wanted; ++i) {
    if (in.size() < header) return Chain::perhaps;
    const std::size_t size = size_of(in);
    if (size == 0) return Chain::none;
    if (size > in.size()) return i + 1 == wanted ? Chain::whole : Chain::perhaps;
    in = in.subspan(size);
  }
  return Chain::whole;
}

Chain packets(ByteView in) {
  for (unsigned i = 0; i < kPackets; ++i) {
    if (in.empty()) return Chain::perhaps;
    if (in[0] != 0x47) return Chain::none;
    if (in.size() < kPacket) return i + 1 == kPackets ? Chain::whole : Chain::perhaps;
    in = in.subspan(kPacket);
  }
  return Chain::whole;
}

/// Octets of an ID3v2 tag at the start; zero: none.
std::size_t tag_size(ByteView in) {
  if (in.size() < 10 || in[0] != 'I' || in[1] != 'D' || in[2] != '3') return 0;
  std::size_t size = 0;
  for (std::size_t i = 6; i < 10; ++i) size = size << 7 | (in[i] & 0x7f);
  return size + 10 + (in[5] & 0x10 ? 10 : 0);
}

std::optional<ContentVerdict> scan(ByteView in, const std::string& behind) {
  bool perhaps = false;
  for (std::size_t at = 0; at < in.size(); ++at) {
    if (in[at] != 0xff && in[at] != 0x47) continue;
    const unsigned frames = at == 0 ? kFramesAtStart : kFramesInside;
    const ByteView here = in.subspan(at);
    const Chain adts = chain_from<6>(here, adts_frame, frames);
    const Chain mpa = chain_from<4>(here, mpa_frame, frames);
    const Chain ts = at < kPacket ? packets(here) : Chain::none;
    const std::string where = at == 0 ? behind : " from octet " + std::to_string(at);
    if (adts == Chain::whole) return ContentVerdict{ContentKind::adts, false, "ADTS frames follow each other" + where};
    if (mpa == Chain::whole)
      return ContentVerdict{ContentKind::mpa, false, "MPEG audio frames follow each other" + where};
    if (ts == Chain::whole)
      return ContentVerdict{ContentKind::mpegts, false, "transport stream packets follow each other" + where};
    perhaps = perhaps || adts == Chain::perhaps || mpa == Chain::perhaps || ts == Chain::perhaps;
    if (at > kChainOctets) break;
  }
  if (perhaps && in.size() < kChainOctets) return ContentVerdict{ContentKind::unknown, true, {}};
  return std::nullopt;
}

}  // namespace

std::optional<ContentVerdict> find_frames(ByteView start, ContentKind hint) {
  const std::size_t tag = tag_size(start);
  if (tag == 0) return scan(start, {});
  const std::string behind = " behind an ID3 tag";
  if (start.size() > tag) {
    if (auto found = scan(start.subspan(tag), behind)) return found;
  }
  const ContentKind likely = hint == ContentKind::adts ? ContentKind::adts : ContentKind::mpa;
  return ContentVerdict{likely, start.size() < kSniffOctets && start.size() <= tag + kChainOctets,
                        "begins with an ID3 tag"};
}

}  // namespace joincast::fetch
