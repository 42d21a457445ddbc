// SPDX-License-Identifier: LGPL-2.1-or-later
// What is read as a headend's record can be written and reads back the same; the table never holds what does not hold up.
#include <algorithm>
#include <cstdlib>

#include "discovery/headend_table.h"

using namespace joincast;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto record = discovery::parse_txt({data, size});
  if (record) {
    const auto again = discovery::parse_txt(discovery::encode_txt(*record));
    if (!again || !(*again == *record)) std::abort();
    if (!record->path.empty() && !discovery::fit_path(record->path)) std::abort();
  }
  discovery::HeadendTable table([](std::uint32_t, const IpAddress& address) { return !address.is_v4(); });
  ByteReader in({data, size});
  while (!in.at_end()) {
    discovery::Sighting sighting;
    const std::uint8_t what = in.u8();
    sighting.key = {std::string(as_text(in.take(what & 7u))), what % 3u, what & 8 ? Family::ipv4 : Family::ipv6};
    sighting.host = "a.local";
    sighting.port = what & 16 ? 80 : 0;
    sighting.txt = {data, data + size};
    const auto address = IpAddress::from_octets(in.take(what & 32 ? 4 : 16));
    if (!address) break;
    sighting.address = *address;
    if (what & 64)
      table.handle_gone(sighting.key);
    else
      table.handle_seen(sighting);
    while (table.poll_event()) {
    }
  }
  for (const discovery::Headend& headend : table.headends()) {
    if (headend.name.empty() || headend.interface == 0 || headend.addresses.size() > 2) std::abort();
    if (std::ranges::any_of(headend.addresses, &IpAddress::is_v4)) std::abort();
  }
  return 0;
}
