// SPDX-License-Identifier: LGPL-2.1-or-later
#include <cstdlib>

#include "gateway/request_path.h"

/// What is understood as a service is written so that it is understood equally; what is not has a status of HTTP.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace joincast::gateway;
  const auto asked = parse_path(joincast::as_text({data, size}));
  if (!asked) {
    if ((asked.error().status != 400 && asked.error().status != 404) || asked.error().text.empty()) std::abort();
    return 0;
  }
  const auto* wanted = std::get_if<Wanted>(&*asked);
  if (!wanted) return 0;
  if (!wanted->reference.number && !wanted->reference.group.is_multicast()) std::abort();
  const auto again = parse_path(to_path(*wanted));
  if (!again || std::get<Wanted>(*again) != *wanted) std::abort();
  return 0;
}
