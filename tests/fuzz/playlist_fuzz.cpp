// SPDX-License-Identifier: LGPL-2.1-or-later
// Whatever comes is decided on within its limit, and names no more than the limits and nothing but web addresses.
#include <cstdlib>
#include <string_view>

#include "fetch/candidate.h"
#include "fetch/content_kind.h"
#include "fetch/hls.h"
#include "fetch/url.h"

using namespace joincast;
using fetch::ContentKind;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView body{data, size};
  const std::string_view base = "http://radio.example/a/b.pls?c";
  const fetch::ContentVerdict verdict = fetch::content_of(body, true, "audio/mpeg", base);
  if (verdict.need_more && !fetch::names_addresses(verdict.kind)) std::abort();
  for (int i = 0; i <= static_cast<int>(ContentKind::empty); ++i) {
    const fetch::CandidateList list = fetch::read_candidates(static_cast<ContentKind>(i), as_text(body), base);
    if (list.candidates.size() > fetch::kMaxCandidates) std::abort();
    for (const fetch::Candidate& candidate : list.candidates)
      if (fetch::resolve_url("", candidate.url) != candidate.url) std::abort();
  }
  const auto media = fetch::parse_hls_media(as_text(body), base);
  if (media && (media->segments.size() > fetch::kMaxHlsSegments || media->target == Duration{0})) std::abort();
  return 0;
}
