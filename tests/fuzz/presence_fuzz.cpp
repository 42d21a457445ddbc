// SPDX-License-Identifier: LGPL-2.1-or-later
#include <cstdlib>

#include "headend/rivalry.h"

using namespace joincast;
using namespace joincast::headend;

/// What a headend says of itself is understood as it was said, by whatever octets it came.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto presence = parse_presence({data, size});
  if (!presence) return 0;
  if (presence->rank.is_unspecified() || presence->rank.is_multicast()) std::abort();
  if (parse_presence(encode(*presence, "headend")) != presence) std::abort();
  return 0;
}
