// SPDX-License-Identifier: LGPL-2.1-or-later
#include <cstdlib>
#include <vector>

#include "base/bytes.h"
#include "base/text.h"
#include "directory/parser.h"

using namespace joincast;
using namespace joincast::directory;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

std::vector<Station> stations_of(std::unique_ptr<Parser> (*make)(StationSink), std::string_view document,
                                 std::size_t piece) {
  std::vector<Station> stations;
  const auto parser = make([&stations](Station&& station) { stations.push_back(std::move(station)); });
  for (std::size_t at = 0; at < document.size(); at += piece) parser->feed(document.substr(at, piece));
  const Ending ending = parser->finish();
  require(ending.stations == stations.size());
  return stations;
}

}  // namespace

/// Each parser says the same whatever the pieces, and every station is within its limits, so that cleaning it once
/// more changes nothing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view document = as_text({data, size});
  for (const auto make : {xiph_parser, radio_browser_parser, radiotime_parser, icecast_parser, file_parser}) {
    const auto whole = stations_of(make, document, size + 1);
    require(whole == stations_of(make, document, 7));
    for (const Station& station : whole) {
      require(valid_utf8(station.name) && station.name.size() <= StationLimits::kName);
      require(!station.id.empty() && station.id.size() <= StationLimits::kId);
      for (const std::string& url : station.urls) require(is_web_url(url));
    }
  }
  return 0;
}
