// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/m4a_reader.h"

#include "base/module.h"
#include "media/containers_module.h"

namespace joincast::media {

bool looks_like_m4a(ByteView start) noexcept { return start.size() >= 8 && as_text(start.subspan(4, 4)) == "ftyp"; }

Result<std::unique_ptr<M4aReader>, std::string> open_m4a(int fd) {
  const auto entry = load_module(ContainersModule::kFile, ContainersModule::kSymbol);
  if (!entry) return fail(entry.error());
  return static_cast<const ContainersModule*>(*entry)->open_m4a(fd);
}

}  // namespace joincast::media
