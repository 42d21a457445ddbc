// SPDX-License-Identifier: LGPL-2.1-or-later
//
// usage: join_many INTERFACE FIRST COUNT [PREFIX]
//
// Joins the IPv6 groups of COUNT services from number FIRST (hexadecimal, as 80001000) under PREFIX
// (2001:db8:d0be:f00d::/64), reads nothing from them, prints `joined` and stays until it is ended: the
// members that make a headend send.
#include <net/if.h>

#include <cstdio>
#include <cstdlib>

#include "base/service_number.h"
#include "net/event_loop.h"
#include "net/membership_pool.h"

int main(int argc, char** argv) {
  using namespace joincast;
  const unsigned interface = argc > 3 ? if_nametoindex(argv[1]) : 0;
  const auto prefix = parse_prefix(argc > 4 ? argv[4] : "2001:db8:d0be:f00d::/64");
  if (interface == 0 || !prefix) {
    std::fputs("usage: join_many INTERFACE FIRST COUNT [PREFIX]\n", stderr);
    return 2;
  }
  const auto first = static_cast<std::uint32_t>(std::strtoul(argv[2], nullptr, 16));
  const auto count = static_cast<std::uint32_t>(std::atoi(argv[3]));
  constexpr std::uint16_t kUnusedPort = 5999;  // the membership counts, nobody reads
  net::EventLoop loop;
  net::MembershipPool pool(loop, kUnusedPort, [](std::span<const net::Datagram>) {});
  for (std::uint32_t i = 0; i < count; ++i) {
    const Group group{service_group(ServiceNumber(first + i), *prefix), interface};
    if (const auto error = pool.join(group)) {
      std::fprintf(stderr, "join_many: %s: %s\n", to_string(group.address).c_str(), error.message().c_str());
      return 1;
    }
  }
  std::puts("joined");
  std::fflush(stdout);
  loop.run();
  return 0;
}
