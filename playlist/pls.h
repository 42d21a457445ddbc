// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/export.h"

namespace joincast::playlist {

struct PlsEntry {
  std::uint32_t number = 0;  ///< behind `File`
  std::string location;      ///< as it stands: perhaps relative, any scheme
  std::string title;         ///< UTF-8 without controls, at most 1,024 octets; empty: none is given

  friend bool operator==(const PlsEntry&, const PlsEntry&) = default;
};

struct Pls {
  std::vector<PlsEntry> entries;  ///< by their numbers
  std::size_t left_out = 0;       ///< beyond `most`

  friend bool operator==(const Pls&, const Pls&) = default;
};

/// `File1=`, `Title1=` in any case and order, blanks around them, gaps in the numbers; NumberOfEntries is not believed.
/// Text that is not UTF-8 is windows-1252.
JOINCAST_EXPORT Pls parse_pls(std::string_view text, std::size_t most);

}  // namespace joincast::playlist
