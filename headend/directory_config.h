// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <vector>

#include "directory/catalogue_writer.h"
#include "directory/source.h"

namespace joincast::headend {

/// `[directories]`: where stations are learnt that the configuration does not name. Off as long as there is no source.
struct DirectoriesConfig {
  std::vector<directory::Source> sources;
  std::vector<directory::Pin> pins;
  std::string user_agent = "Joincast/0.1";  ///< how directories are asked

  bool enabled() const noexcept { return !sources.empty(); }

  friend bool operator==(const DirectoriesConfig&, const DirectoriesConfig&) = default;
};

}  // namespace joincast::headend
