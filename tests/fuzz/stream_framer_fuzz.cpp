// SPDX-License-Identifier: LGPL-2.1-or-later
// Any octets: units come behind a format, in order, and never hold more octets than came in. Each framer gives the same
// however its input is cut.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

#include "media/adts_framer.h"
#include "media/flac_framer.h"
#include "media/mpa_framer.h"
#include "media/ogg_framer.h"
#include "media/stream_framer.h"

using namespace joincast;

namespace {

void check_stream(ByteView octets, std::string_view content_type, std::size_t piece) {
  media::StreamFramer framer(content_type);
  std::size_t given = 0;
  std::uint64_t units = 0;
  bool has_format = false;
  const std::size_t size = octets.size();
  while (!octets.empty()) {
    const std::size_t count = std::min(piece, octets.size());
    framer.push(octets.first(count));
    octets = octets.subspan(count);
    while (auto item = framer.poll()) {
      if (std::holds_alternative<media::StreamFormat>(*item)) has_format = true;
      if (const auto* unit = std::get_if<payload::AccessUnit>(&*item)) {
        if (!has_format || unit->octets.empty()) std::abort();
        given += unit->octets.size();
        ++units;
      }
    }
  }
  const media::FramerCounters counters = framer.counters();
  if (given > size || counters.access_units != units || counters.garbage > size) std::abort();
}

std::unique_ptr<media::Framer> framer_of(unsigned kind) {
  switch (kind % 4) {
    case 0: return std::make_unique<media::MpaFramer>();
    case 1: return std::make_unique<media::AdtsFramer>();
    case 2: return std::make_unique<media::OggFramer>();
    default: return std::make_unique<media::FlacFramer>();
  }
}

media::FramerQueue items_of(unsigned kind, ByteView octets, std::size_t piece) {
  const auto framer = framer_of(kind);
  media::FramerQueue items;
  while (!octets.empty()) {
    const std::size_t count = std::min(piece, octets.size());
    framer->push(octets.first(count), items);
    octets = octets.subspan(count);
  }
  return items;
}

bool same(const media::FramerItem& a, const media::FramerItem& b) {
  if (a.index() != b.index()) return false;
  if (const auto* format = std::get_if<media::StreamFormat>(&a))
    return format->format == std::get<media::StreamFormat>(b).format;
  if (const auto* metadata = std::get_if<media::StreamMetadata>(&a))
    return *metadata == std::get<media::StreamMetadata>(b);
  return std::get<payload::AccessUnit>(a) == std::get<payload::AccessUnit>(b);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;  // the last two octets choose
  constexpr std::array<std::string_view, 4> kTypes = {"", "audio/mpeg", "audio/aacp", "application/ogg"};
  const ByteView octets{data, size - 2};
  const std::size_t piece = data[size - 2] + 1u;
  check_stream(octets, kTypes[data[size - 1] % kTypes.size()], piece);
  const auto cut = items_of(data[size - 1] >> 4, octets, piece);
  const auto whole = items_of(data[size - 1] >> 4, octets, octets.size() + 1);
  if (!std::ranges::equal(cut, whole, same)) std::abort();
  return 0;
}
