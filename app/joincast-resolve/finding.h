// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fetch/resolver.h"

namespace joincast::app {

/// The sound at the end of a walk.
struct Found {
  std::string url;        ///< that was asked for it
  std::string final_url;  ///< where redirects led
  std::string codec;      ///< `MP3`, `Opus`
  fetch::ContentKind kind{};
  std::uint32_t kbps = 0;  ///< as the station or the playlist says; zero: neither does
  std::string name;        ///< of the station; empty: not said
  std::string genre;
  std::string title;    ///< what plays; empty: not said in time
  Duration to_sound{};  ///< from the start to the first octets of it
};

/// A walk that is over.
struct Finding {
  std::vector<fetch::Step> steps;
  std::optional<Found> found;
  std::string reason;  ///< why nothing was found
};

/// Walks, and waits for the end: for sound, a title of it where the station sends titles, or for the reason.
Finding resolve(const fetch::ResolveRequest& request);

/// For people: a paragraph a step, then what was found.
std::string to_text(const Finding& finding);
/// One object on one line; docs/json.md has its members.
std::string to_json(const Finding& finding);

}  // namespace joincast::app
