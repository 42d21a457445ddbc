// SPDX-License-Identifier: LGPL-2.1-or-later
// An input that begins like an IP packet is read, written and read again. Any other is a conversation: messages
// of eight hosts in virtual time, of which no more may remain than the limits allow, and in the end nothing.
#include <algorithm>
#include <cstdlib>

#include "membership/codec.h"
#include "membership/router.h"

namespace {

using namespace joincast;
using namespace joincast::membership;

constexpr TrackerLimits kLimits{.groups = 4, .hosts = 6, .hosts_per_group = 3, .sources_per_group = 2};

void require(bool holds) {
  if (!holds) std::abort();
}

void read_write_read(ByteView octets) {
  const auto packet = parse(octets, Direction::outgoing);
  if (!packet) return;
  require(parse(to_ip_packet(*packet)) == packet);
  require(parse_message(encode(*packet), packet->source, packet->destination) == packet);
}

/// Seven hosts with an address and one without.
IpAddress host(Family family, std::uint8_t number) {
  if ((number & 7) == 7) return family == Family::ipv4 ? IpAddress::v4(0) : IpAddress{};
  if (family == Family::ipv4) return IpAddress::v4(0xc000'0200u | (number & 7u));
  std::array<std::uint8_t, 16> octets{0xfe, 0x80};
  octets[15] = number & 7;
  return IpAddress::v6(octets);
}

/// Groups come and go in turn.
void check(const Event& event, std::vector<IpAddress>& open) {
  const IpAddress group = std::visit([](const auto& one) { return one.group.address; }, event);
  const auto known = std::find(open.begin(), open.end(), group);
  require((known == open.end()) == std::holds_alternative<FirstMember>(event));
  if (known == open.end())
    open.push_back(group);
  else if (std::holds_alternative<LastMemberGone>(event))
    open.erase(known);
}

void drain(Router& router, std::vector<IpAddress>& open) {
  while (auto output = router.poll_output()) {
    if (const auto* event = std::get_if<Event>(&*output))
      check(*event, open);
    else
      require(parse(std::get<Transmit>(*output).ip_packet).has_value());
  }
}

void converse(ByteView octets) {
  ByteReader in(octets);
  const std::uint8_t flags = in.u8();
  const Family family = flags & 1 ? Family::ipv4 : Family::ipv6;
  TimePoint now{std::chrono::hours{1}};
  RouterOptions options{.limits = kLimits};
  options.querier.mode = static_cast<QuerierMode>((flags >> 1) % 3);
  Router router(1, family, std::move(options), now);
  router.set_address(host(family, 5), now);
  std::vector<IpAddress> open;

  while (!in.at_end()) {
    const std::uint8_t from = in.u8();
    now += std::chrono::milliseconds{in.u8() * (flags & 8 ? 1000 : 10)};
    router.handle_deadline(now);
    const ByteView message = in.take(std::min<std::size_t>(in.u8(), in.remaining()));
    const auto packet = parse_message(message, host(family, from), family == Family::ipv4 ? kAllSystems : kAllNodesV6,
                                      Direction::outgoing);
    if (packet) router.handle_packet(to_ip_packet(*packet), Direction::incoming, now);
    drain(router, open);
    require(router.tracker().group_count() <= kLimits.groups);
    require(router.tracker().host_count() <= kLimits.hosts);
    require(router.tracker().group_count() == open.size());
  }
  // The first call may ask once more for groups by name; nobody answers.
  for (const int days : {365, 366}) {
    router.handle_deadline(now + std::chrono::hours{24 * days});
    drain(router, open);
  }
  require(open.empty() && router.tracker().host_count() == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView octets(data, size);
  if (octets.empty()) return 0;
  if (octets[0] >> 4 == 4 || octets[0] >> 4 == 6)
    read_write_read(octets);
  else
    converse(octets);
  return 0;
}
