// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "discovery/headend_table.h"
#include "libreceiver/resolve.h"

namespace joincast::app {

/// Where a headend serves: what `--interface` and `--prefix` would say.
struct HeadendPlace {
  std::string headend;  ///< its name, for people
  std::string interface;
  Prefix prefix;

  friend bool operator==(const HeadendPlace&, const HeadendPlace&) = default;
};

/// Those of the headends that fit the wishes, each prefix on each interface once. Of several prefixes on one link,
/// which lead to the same headend, the interface's own counts, else the first.
std::vector<HeadendPlace> places_for(const std::vector<discovery::Headend>& headends, const libreceiver::Wishes& wishes,
                                     std::span<const net::Interface> interfaces);

/// Looks for headends by DNS-SD, at most for `longest`; `note`: why none can be found.
std::vector<discovery::Headend> discover(Duration longest, std::string& note);

/// The only one, or the one that a person at the terminal says. Else the exit code, with the list told on standard
/// error.
Result<HeadendPlace, int> choose(const std::vector<HeadendPlace>& places);

}  // namespace joincast::app
