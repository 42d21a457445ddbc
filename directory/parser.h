// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/export.h"
#include "directory/station.h"

namespace joincast::directory {

/// How a document ended.
struct Ending {
  bool whole = false;                ///< its end was there: a cut one has more to say
  std::size_t stations = 0;          ///< handed over
  std::size_t skipped = 0;           ///< entries without a URL or an id, or that could not be read
  std::string fault{};               ///< what the directory says is wrong: it is no list; empty: nothing
  std::vector<std::string> links{};  ///< further documents with stations that it names (RadioTime); at most 64

  friend bool operator==(const Ending&, const Ending&) = default;
};

/// Takes each station, clean()ed, in the order of the document. The same id may come twice.
using StationSink = std::function<void(Station&&)>;

/// Reads a directory's document as it comes, in pieces of any size, without ever holding the whole. Total: whatever
/// stands there, it goes on behind it. Sans I/O.
class Parser {
 public:
  virtual ~Parser() = default;
  virtual void feed(std::string_view octets) = 0;
  /// Once, behind the last piece.
  virtual Ending finish() = 0;
};

/// dir.xiph.org's `yp.xml`. The id is the normalised listen URL.
JOINCAST_EXPORT std::unique_ptr<Parser> xiph_parser(StationSink sink);

/// radio-browser's array of stations. The id is `stationuuid`.
JOINCAST_EXPORT std::unique_ptr<Parser> radio_browser_parser(StationSink sink);

/// RadioTime's OPML or JSON: Browse, Search, Tune, Describe. The id is the guide id, `s900000`.
JOINCAST_EXPORT std::unique_ptr<Parser> radiotime_parser(StationSink sink);

/// An Icecast server's `status-json.xsl`. The id is the normalised listen URL.
JOINCAST_EXPORT std::unique_ptr<Parser> icecast_parser(StationSink sink);

/// A file of stations: M3U, OPML or TOML, by its content. The id is its `id` or `tvg-id`, else the normalised URL.
JOINCAST_EXPORT std::unique_ptr<Parser> file_parser(StationSink sink);

}  // namespace joincast::directory
