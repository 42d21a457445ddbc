// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "media/stream_framer.h"

namespace joincast::media {

inline Bytes vector_of(const std::string& name) {
  std::ifstream file(std::string(JOINCAST_VECTORS "/framer/") + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline Bytes operator+(Bytes a, ByteView b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

/// All that a framer makes of some octets.
struct Framed {
  std::vector<payload::Format> formats;
  std::vector<StreamMetadata> comments;
  std::vector<payload::AccessUnit> units;
  std::string order;  ///< F, M and U as they came, repetitions of U left out
  FramerCounters counters;
  Container container = Container::unknown;
};

inline Framed framed(ByteView octets, std::string_view content_type = {}, std::size_t piece = 1400) {
  StreamFramer framer(content_type);
  Framed result;
  const auto note = [&result](char kind) {
    if (kind != 'U' || result.order.empty() || result.order.back() != 'U') result.order += kind;
  };
  while (!octets.empty()) {
    framer.push(octets.first(std::min(piece, octets.size())));
    octets = octets.subspan(std::min(piece, octets.size()));
    while (auto item = framer.poll()) {
      if (auto* format = std::get_if<StreamFormat>(&*item)) {
        note('F');
        result.formats.push_back(std::move(format->format));
      } else if (auto* metadata = std::get_if<StreamMetadata>(&*item)) {
        note('M');
        result.comments.push_back(std::move(*metadata));
      } else {
        note('U');
        result.units.push_back(std::move(std::get<payload::AccessUnit>(*item)));
      }
    }
  }
  result.counters = framer.counters();
  result.container = framer.container();
  return result;
}

inline std::uint64_t ticks_of(const Framed& result) {
  std::uint64_t sum = 0;
  for (const auto& unit : result.units) sum += unit.duration;
  return sum;
}

}  // namespace joincast::media
