// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/export.h"
#include "headend/description.h"
#include "headend/guide_book.h"
#include "headend/icon_cache.h"
#include "headend/standard_announcer.h"
#include "http/server.h"
#include "rtp/srtp_key.h"

namespace joincast::headend {

/// The guide over HTTP: `/guide.json`, `/playlist.m3u`, `/sdp/8000:0001.sdp`, `/icons/8000:0001` (docs/guide.md).
/// Answers have an ETag, are not sent again to whoever has them, and are compressed for whoever reads that.
class JOINCAST_EXPORT GuideSite {
 public:
  struct Calls {
    std::function<const GuideBook&()> book;                           ///< as it is now
    std::function<std::optional<Facts>(ServiceNumber)> facts;         ///< none: no such service
    std::function<std::vector<StandardPlace>(ServiceNumber)> places;  ///< groups that the service has
    std::function<IconCache::Answer(const std::string& url)> icon;
    /// The directories' stations that fit, answered later on the loop's thread. False, and no answer: there are none.
    std::function<bool(const directory::Query&, std::function<void(directory::Page)>)> stations{};
    /// The same by number.
    std::function<bool(ServiceNumber, std::function<void(std::optional<guide::Entry>)>)> station{};
    /// Where the numbers of directories' stations may differ from another headend's; see directory::Catalogue.
    std::function<bool(std::function<void(std::vector<directory::Entry>)>)> collisions{};
    /// See Core.
    std::function<std::optional<IpAddress>(ServiceNumber, bool allot)> group_v4{};
    std::function<std::uint8_t()> hop_limit{};  ///< written into `c=` of IPv4 groups
    /// What listeners who come by TLS may know; none: the service is in clear, or its key is nobody's.
    std::function<std::optional<rtp::SrtpKey>(ServiceNumber)> key{};
  };

  explicit GuideSite(Calls calls) : calls_(std::move(calls)) {}

  /// An answer that needs the catalogue comes later.
  http::Reply answer(const http::Request& request) const;

 private:
  http::Reply guide(const http::Request& request) const;
  http::Reply playlist(const http::Request& request) const;
  http::Reply description(const http::Request& request, ServiceNumber number) const;
  http::Answer description_of(const http::Request& request, ServiceNumber number, const Facts& facts) const;
  http::Reply collisions(const http::Request& request) const;
  http::Reply icon(const http::Request& request, ServiceNumber number) const;
  http::Answer icon_of(const http::Request& request, const guide::Entry& entry) const;
  using Finish = std::function<http::Answer(const http::Request& request, const guide::Page& page)>;
  http::Reply with_stations(const http::Request& request, GuideQuery query, Finish finish) const;
  void add_stations(guide::Page& page, const GuideQuery& query, const directory::Page& found) const;
  std::string playlist_of(const guide::Page& page, std::string_view family) const;
  std::optional<StandardPlace> place(std::string_view family, ServiceNumber number) const;

  Calls calls_;
};

/// What can be said of a directory's station before it runs: always the same, whenever it is asked.
JOINCAST_EXPORT Facts facts_before(const guide::Entry& station, std::uint8_t ttl);

/// What the arguments of a request ask for; or what is wrong with them, for people.
JOINCAST_EXPORT Result<GuideQuery, std::string> read_guide_query(const http::Request& request);

/// gzip (RFC 1952).
JOINCAST_EXPORT std::string gzip(std::string_view text);

}  // namespace joincast::headend
