// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <fstream>
#include <iterator>
#include <string>

namespace joincast::fetch {

/// One of tests/vectors/fetch, whole.
inline std::string vector_named(const std::string& name) {
  std::ifstream file(JOINCAST_VECTORS "/fetch/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace joincast::fetch
