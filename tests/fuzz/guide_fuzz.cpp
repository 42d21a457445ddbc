// SPDX-License-Identifier: LGPL-2.1-or-later
// What is read as JSON can be written and reads back the same; the assembler never holds more than it may.
#include <algorithm>
#include <cstdlib>

#include "guide/page_assembler.h"
#include "guide/parts.h"

using namespace joincast;

namespace {

void check_json(ByteView octets) {
  const auto page = guide::parse_page(as_text(octets), {.octets = 65'536, .entries = 50});
  if (!page) return;
  const auto again = guide::parse_page(guide::to_json(*page));
  if (!again || !(*again == *page)) std::abort();
}

void check_part(ByteView octets) {
  const auto part = guide::parse_part(octets);
  if (!part) return;
  const Bytes written = guide::encode_part(*part);
  const auto again = guide::parse_part(written);
  if (!again || again->page != part->page || again->revision != part->revision || again->part != part->part ||
      !std::ranges::equal(again->piece, part->piece))
    std::abort();
}

}  // namespace

/// The input is JSON, or a sequence of SAP packets, each behind its length in two octets.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  check_json({data, size});
  check_part({data, size});
  guide::PageAssembler assembler({.sources = 2, .pages_per_source = 3, .pieces_octets = 4'096});
  ByteReader in({data, size});
  Now now{TimePoint{} + std::chrono::hours(1), {}};
  while (!in.at_end()) {
    const std::size_t length = in.u16() & 0x7ffu;
    const ByteView octets = in.take(std::min(length, in.remaining()));
    now.mono += std::chrono::seconds(length % 8);
    assembler.handle_datagram(octets, {IpAddress::v4(static_cast<std::uint32_t>(length & 3)), 9875}, 1, now);
    assembler.handle_deadline(now);
    if (assembler.octets() > 4'096) std::abort();
    while (const auto received = assembler.poll_output())
      if (received->page.number > guide::kMostPage) std::abort();
  }
  return 0;
}
