// SPDX-License-Identifier: LGPL-2.1-or-later
// However a transport stream is cut, the same programme comes out, in whole packets, each unit with a duration.
#include <algorithm>
#include <cstdlib>
#include <vector>

#include "media/ts_demuxer.h"
#include "media/ts_framer.h"

using namespace joincast;

namespace {

std::vector<payload::AccessUnit> units_of(ByteView stream, std::uint16_t programme, std::size_t piece) {
  media::TsFramer framer(programme);
  media::FramerQueue items;
  for (; !stream.empty(); stream = stream.subspan(std::min(piece, stream.size())))
    framer.push(stream.first(std::min(piece, stream.size())), items);
  framer.splice(items);
  std::vector<payload::AccessUnit> units;
  for (media::FramerItem& item : items)
    if (auto* unit = std::get_if<payload::AccessUnit>(&item)) units.push_back(std::move(*unit));
  return units;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;  // the last two octets choose
  const ByteView stream{data, size - 2};
  const auto programme = static_cast<std::uint16_t>(data[size - 2]);
  const auto whole = units_of(stream, programme, size);
  if (whole != units_of(stream, programme, data[size - 1] + 1u)) std::abort();
  for (const payload::AccessUnit& unit : whole) {
    if (unit.duration == 0 || unit.octets.size() % media::kTsPacket != 0) std::abort();
    for (std::size_t at = 0; at < unit.octets.size(); at += media::kTsPacket)
      if (unit.octets[at] != media::kTsSync) std::abort();
  }
  media::TsDemuxer demuxer;
  demuxer.push(stream);
  std::size_t given = 0;
  while (const auto pes = demuxer.poll()) given += pes->octets.size();
  if (given > size) std::abort();
  return 0;
}
