// SPDX-License-Identifier: LGPL-2.1-or-later
// What is read of a guide's cache is written and reads back the same; nothing that is older than it may be is kept, and
// what is written is never longer than it may be.
#include <cstdlib>

#include "libreceiver/guide_cache.h"

using namespace joincast;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text({data, size});
  libreceiver::GuideList list;
  const bool known = list.remember(text, {});
  const std::string written = list.to_text(libreceiver::kMostGuideCache);
  if (!known && !list.items().empty()) std::abort();

  libreceiver::GuideList again;
  if (!again.remember(written, {})) std::abort();
  if (again.to_text(libreceiver::kMostGuideCache) != written) std::abort();
  if (again.items().size() != list.items().size()) std::abort();
  for (const auto& item : list.items())
    if (!item.remembered()) std::abort();

  if (known && size > 32 && list.to_text(size).size() > size) std::abort();
  libreceiver::GuideList late;
  late.remember(text, WallTime::max());
  if (!late.items().empty()) std::abort();
  return 0;
}
