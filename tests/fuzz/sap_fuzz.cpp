// SPDX-License-Identifier: LGPL-2.1-or-later
// What is read can be written and reads back the same; the table never holds more than it may.
#include <algorithm>
#include <cstdlib>

#include "sap/packet.h"
#include "sap/table.h"

using namespace joincast;

namespace {

bool same(const sap::PacketView& a, const sap::PacketView& b) {
  return a.deletion == b.deletion && a.origin == b.origin && a.payload_type == b.payload_type &&
         std::ranges::equal(a.authentication, b.authentication) && std::ranges::equal(a.payload, b.payload) &&
         (a.id_hash == b.id_hash || a.id_hash == 0);
}

void check_packet(ByteView octets) {
  Bytes inflated;
  const auto packet = sap::parse(octets, inflated, {.inflated_octets = 4'096});
  if (!packet) return;
  if (inflated.size() > 4'096 + 128) std::abort();
  for (const bool compress : {false, true}) {
    const auto written = sap::encode(*packet, {.max_octets = 1 << 20, .compress = compress});
    if (!written) {
      if (packet->payload.empty() && !packet->deletion) continue;
      std::abort();
    }
    Bytes again_inflated;
    const auto again = sap::parse(*written, again_inflated, {.inflated_octets = 1 << 20});
    if (!again || !same(*packet, *again)) std::abort();
  }
}

}  // namespace

/// The input is a sequence of packets, each behind its length in two octets.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  check_packet({data, size});
  sap::Table table({.sessions = 8, .sessions_per_source = 4, .payload_octets = 512, .total_octets = 2'048});
  ByteReader in({data, size});
  Now now{TimePoint{} + std::chrono::hours(1), {}};
  std::size_t known = 0;
  while (!in.at_end()) {
    const std::size_t length = in.u16() & 0x7ffu;
    const ByteView octets = in.take(std::min(length, in.remaining()));
    now.mono += std::chrono::minutes(length % 128);
    table.handle_datagram(octets, {IpAddress::v4(static_cast<std::uint32_t>(length & 3)), sap::kPort}, now);
    table.handle_deadline(now);
    while (const auto event = table.poll_output()) {
      const bool begins = event->kind == sap::Event::Kind::added;
      const bool goes_on = event->kind == sap::Event::Kind::changed;
      known = begins ? known + 1 : goes_on ? known : known - 1;
    }
    if (table.size() != known || known > 8 || table.octets() > 2'048) std::abort();
    if (table.size() > 0 && table.deadline() <= now.mono) std::abort();
  }
  return 0;
}
