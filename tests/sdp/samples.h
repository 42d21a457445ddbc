// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "sdp/parse.h"

namespace joincast::sdp {

/// A file of tests/vectors/sdp.
inline std::string vector_text(const std::string& name) {
  std::ifstream file(JOINCAST_VECTORS "/sdp/" + name, std::ios::binary);
  EXPECT_TRUE(file) << name;
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Three first lines, and more behind them.
inline std::string with(const std::string& lines) { return "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=x\r\n" + lines; }

inline Session parsed_strictly(std::string_view text) {
  auto result = parse(text, {.strict = true});
  if (result) return std::move(result->session);
  ADD_FAILURE() << to_string(result.error().code) << " in line " << result.error().line << " of\n" << text;
  return {};
}

}  // namespace joincast::sdp
