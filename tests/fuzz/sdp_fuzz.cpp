// SPDX-License-Identifier: LGPL-2.1-or-later
// Whatever is accepted, strictly or not, can be written, and the text reads back strictly to the same session.
#include <cstdlib>

#include "base/bytes.h"
#include "sdp/parse.h"
#include "sdp/text.h"

using namespace joincast;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Mended text may be longer than what was mended.
  const sdp::Limits wide{.octets = 16 * 65'536, .lines = 8'192, .media = 64, .items = 256, .forgiven = 64};
  const std::string_view text = as_text({data, size});
  const auto strict = sdp::parse(text, {.strict = true});
  const auto tolerant = sdp::parse(text);
  if (strict && (!tolerant || !(tolerant->session == strict->session))) std::abort();
  if (!tolerant) return 0;
  const auto written = sdp::to_text(tolerant->session);
  if (!written) std::abort();
  const auto again = sdp::parse(*written, {.limits = wide, .strict = true});
  if (!again || !again->forgiven.empty() || !(again->session == tolerant->session)) std::abort();
  return 0;
}
