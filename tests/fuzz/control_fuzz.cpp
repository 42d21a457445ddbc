// SPDX-License-Identifier: LGPL-2.1-or-later
// Whatever stands in a control line, what is understood of it means the same when it is written down again, and what
// is not understood is refused in one line.
#include <cstdlib>

#include "base/bytes.h"
#include "headend/control_protocol.h"

using namespace joincast;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto request = headend::parse_control(as_text(ByteView{data, size}));
  if (!request) {
    if (headend::control_refused(request.error()).find('\n') != std::string::npos) std::abort();
    return 0;
  }
  const std::string line = headend::to_line(*request);
  const auto again = headend::parse_control(line);
  if (!again || headend::to_line(*again) != line) std::abort();
  return 0;
}
