// SPDX-License-Identifier: LGPL-2.1-or-later
#include <cstdlib>

#include "libreceiver/service_reference.h"

/// What is understood is written so that it is understood equally.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace joincast::libreceiver;
  const auto reference = parse_service_reference(joincast::as_text({data, size}));
  if (!reference) return 0;
  const auto again = parse_service_reference(to_string(*reference));
  if (!again || *again != *reference) std::abort();
  return 0;
}
