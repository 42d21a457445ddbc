// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <vector>

#include "base/service_number.h"
#include "directory/catalogue_writer.h"
#include "directory/source.h"

namespace joincast::headend {

/// `[directories]`: where stations are learnt that the configuration does not name. Off as long as there is no source.
struct DirectoriesConfig {
  std::vector<directory::Source> sources;
  std::vector<directory::Pin> pins;
  std::vector<std::string>
      elders;  ///< guides of older headends, whose numbers count: `http://192.0.2.1:9581`; at most 8
  std::string user_agent = "Joincast/0.1";  ///< how directories are asked

  bool enabled() const noexcept { return !sources.empty(); }

  friend bool operator==(const DirectoriesConfig&, const DirectoriesConfig&) = default;
};

/// Whether a number may be that of a directory's station: directories 1 to 62.
constexpr bool is_directory_number(ServiceNumber number) noexcept {
  const auto directory = number.directory();
  return directory && *directory >= 1 && *directory <= directory::kLastFree;
}

}  // namespace joincast::headend
