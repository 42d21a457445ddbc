// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/export.h"
#include "base/time.h"
#include "fetch/content_kind.h"

namespace joincast::fetch {

enum class StepResult : std::uint8_t {
  media,    ///< sound: the walk has arrived
  names,    ///< a playlist or page that names others
  refused,  ///< neither, or not to be followed
};

/// `media`, `names`, `refused`.
JOINCAST_EXPORT std::string_view to_string(StepResult result) noexcept;

/// One address that was asked on the way from a URL to sound. Texts are UTF-8 without controls.
struct Step {
  std::string url;        ///< as asked, without password
  std::string final_url;  ///< where redirects led; the same when there were none, empty when nothing answered
  unsigned depth = 0;     ///< playlists and pages above it
  std::string named_by;   ///< where it was found: `File1`; empty: it is where the walk began
  ContentKind kind{};     ///< what came
  std::string why;        ///< how that is known: `begins with "[playlist]"`; empty: nothing came
  StepResult result = StepResult::refused;
  std::string outcome;  ///< for people: `names 2 addresses`, `no answer in time`
  Duration took{};      ///< from asking to knowing

  friend bool operator==(const Step&, const Step&) = default;
};

}  // namespace joincast::fetch
