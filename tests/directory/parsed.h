// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "directory/parser.h"

namespace joincast::directory {

using MakeParser = std::unique_ptr<Parser> (*)(StationSink);

/// What a parser made of a document.
struct Parsed {
  std::vector<Station> stations;
  Ending ending;

  const Station* named(std::string_view name) const {
    for (const Station& station : stations)
      if (station.name == name) return &station;
    return nullptr;
  }
};

/// In pieces of so many octets.
inline Parsed parsed(MakeParser make, std::string_view document, std::size_t piece = 4'096) {
  Parsed out;
  const auto parser = make([&out](Station&& station) { out.stations.push_back(std::move(station)); });
  for (std::size_t at = 0; at < document.size(); at += piece) parser->feed(document.substr(at, piece));
  out.ending = parser->finish();
  return out;
}

inline std::string vector_file(const std::string& name) {
  std::ifstream file(JOINCAST_VECTORS "/directory/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace joincast::directory
