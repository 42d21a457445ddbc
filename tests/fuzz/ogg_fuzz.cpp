// SPDX-License-Identifier: LGPL-2.1-or-later
// However octets are cut, the same packets come out. Checksums are mended first, so that what is behind them is
// reached.
#include <algorithm>
#include <cstdlib>
#include <string>

#include "media/ogg_demuxer.h"

using namespace joincast;

namespace {

std::string packets_of(ByteView octets, std::size_t piece) {
  media::OggDemuxer demuxer;
  std::string out;
  while (!octets.empty()) {
    const std::size_t count = std::min(piece, octets.size());
    demuxer.push(octets.first(count), [&out](const media::OggPacket& packet) {
      if (packet.octets.size() > media::OggDemuxer::kMaxPacket) std::abort();
      out += std::to_string(packet.serial) + ':' + std::to_string(packet.number) + (packet.after_loss ? "!" : "") +
             (packet.truncated ? "~" : "") + '[' + std::string(as_text(packet.octets)) + ']';
    });
    octets = octets.subspan(count);
  }
  return out;
}

void mend_checksums(Bytes& octets) {
  constexpr std::size_t kHeader = 27;
  std::size_t at = 0;
  while (at + kHeader <= octets.size()) {
    if (!as_text(ByteView(octets).subspan(at)).starts_with("OggS")) {
      ++at;
      continue;
    }
    std::size_t size = kHeader + octets[at + 26];
    for (std::size_t i = 0; i < octets[at + 26] && at + kHeader + i < octets.size(); ++i)
      size += octets[at + kHeader + i];
    if (at + size > octets.size()) return;
    std::fill_n(octets.begin() + static_cast<std::ptrdiff_t>(at + 22), 4, std::uint8_t{0});
    const std::uint32_t crc = media::ogg_crc(0, ByteView(octets).subspan(at, size));
    for (std::size_t i = 0; i < 4; ++i) octets[at + 22 + i] = static_cast<std::uint8_t>(crc >> 8 * i);
    at += size;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;  // the last two octets choose
  Bytes octets(data, data + size - 2);
  if (data[size - 1] & 1) mend_checksums(octets);
  if (packets_of(octets, data[size - 2] + 1u) != packets_of(octets, octets.size() + 1)) std::abort();
  return 0;
}
