// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

namespace joincast::store {

/// Why the database did not do as told.
struct Error {
  int code = 0;         ///< SQLite's extended result code; zero: not SQLite's word
  std::string message;  ///< for people; names the file

  friend bool operator==(const Error&, const Error&) = default;
};

}  // namespace joincast::store
