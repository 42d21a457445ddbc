// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/export.h"
#include "fetch/content_kind.h"

namespace joincast::fetch {

inline constexpr std::size_t kMaxPlaylistOctets = std::size_t{1} << 20;  ///< a longer playlist or page is refused
inline constexpr std::size_t kMaxEntries = 1000;                         ///< read of one; the rest is only counted
inline constexpr std::size_t kMaxCandidates = 32;                        ///< tried of one

/// An address that may lead to sound, and what was said of it.
struct Candidate {
  std::string url;         ///< absolute, http or https
  std::string title;       ///< UTF-8 without controls; empty: not said
  ContentKind declared{};  ///< what is promised; unknown: nothing
  std::uint32_t kbps = 0;  ///< what is promised; zero: nothing
  std::string why;         ///< where it was found, for people: `File1`, `<source> of a web page`
  int rank = 0;            ///< the lower, the sooner it is tried

  friend bool operator==(const Candidate&, const Candidate&) = default;
};

/// What a playlist or page names: by rank, in its own order among equals, each address once.
struct CandidateList {
  std::string title;                  ///< of the whole; empty: none
  std::vector<Candidate> candidates;  ///< at most kMaxCandidates
  std::size_t entries = 0;            ///< that were there
  std::size_t unusable = 0;           ///< of those: no address, or not http and https
  std::size_t left_out = 0;           ///< of those: beyond the limits
  std::string problem;                ///< why there may be none, in the server's words: `category.invalid`

  friend bool operator==(const CandidateList&, const CandidateList&) = default;
};

/// Reads a playlist or page of that kind, which `base` is the URL of. Total: what cannot be read names nothing, and
/// `problem` says why. For what names no addresses: an empty list.
JOINCAST_EXPORT CandidateList read_candidates(ContentKind kind, std::string_view text, std::string_view base);

}  // namespace joincast::fetch
