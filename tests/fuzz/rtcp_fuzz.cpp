// SPDX-License-Identifier: LGPL-2.1-or-later
#include <cstdlib>

#include "rtcp/compound.h"

/// What was read, written and read again is the same; chunks never give more bits than asked for.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace joincast;
  const rtcp::CompoundLimits limits{.allow_reduced_size = true};
  const auto read = rtcp::parse({data, size}, limits);
  if (!read) return 0;
  const Bytes written = rtcp::encode(*read);
  if (written.size() > size) std::abort();
  const auto again = rtcp::parse(written, limits);
  if (!again || !(*again == *read)) std::abort();
  for (const auto& packet : read->packets) {
    if (rtcp::encoded_size(packet) > written.size()) std::abort();
    const auto* report = std::get_if<rtcp::ExtendedReport>(&packet);
    if (!report) continue;
    for (const auto& block : report->blocks)
      if (const auto* runs = std::get_if<rtcp::RunLengthBlock>(&block)) {
        const std::size_t count = rtcp::covered(runs->begin_seq, runs->end_seq, runs->thinning);
        if (rtcp::from_chunks(runs->chunks, count).size() > count) std::abort();
      }
  }
  return 0;
}
