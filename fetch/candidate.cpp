// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/candidate.h"

#include "fetch/hls.h"
#include "fetch/playlist_asx.h"
#include "fetch/playlist_html.h"
#include "fetch/playlist_icecast.h"
#include "fetch/playlist_m3u.h"
#include "fetch/playlist_opml.h"
#include "fetch/playlist_pls.h"
#include "fetch/playlist_xspf.h"

namespace joincast::fetch {
namespace {

CandidateList problem(std::string_view text) {
  CandidateList list;
  list.problem = text;
  return list;
}

}  // namespace

CandidateList read_candidates(ContentKind kind, std::string_view text, std::string_view base) {
  switch (kind) {
    case ContentKind::pls: return read_pls(text, base);
    case ContentKind::m3u: return candidates_of(playlist::parse_m3u(text, kMaxEntries), base);
    case ContentKind::hls_master: return read_hls_master(text, base);
    case ContentKind::xspf: return read_xspf(text, base);
    case ContentKind::asx: return read_asx(text, base);
    case ContentKind::opml: {
      const auto document = parse_opml(text);
      return document ? candidates_of(*document, base) : problem("is no OPML");
    }
    case ContentKind::icecast_list: {
      const auto list = parse_icecast_list(text);
      return list ? candidates_of(*list, base) : problem("is no list of icecast's");
    }
    case ContentKind::html: return read_page(text, base);
    default: return {};
  }
}

}  // namespace joincast::fetch
