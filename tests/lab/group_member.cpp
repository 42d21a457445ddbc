// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/lab/group_member.h"

#include <functional>
#include <stdexcept>
#include <system_error>
#include <variant>

#include "rtcp/compound.h"
#include "rtp/packet.h"
#include "rtp/unwrap.h"
#include "sap/packet.h"

namespace joincast::lab {
namespace {

constexpr std::uint16_t kRtp = 5004;
constexpr std::uint16_t kRtcp = 5005;
constexpr std::size_t kBuffer = 4 << 20;

}  // namespace

IpAddress group_of(std::string_view number, Family family) {
  const ServiceNumber service = parse_service_number(number).value();
  if (family == Family::ipv4) return service_group_v4(service, kDefaultPool).value();
  return service_group(service, parse_prefix("2001:db8:d0be:f00d::/64").value());
}

GroupMember::GroupMember(net::EventLoop& loop, const Host& host, const IpAddress& group, const std::string& interface) {
  const auto inside = host.enter();
  const Group joined{group, host.interface_index(interface)};
  const auto listen = [&](std::uint16_t port, net::DatagramHandler handler) {
    auto socket = net::MulticastReceiver::open(loop, {.group = joined, .port = port, .receive_buffer = kBuffer},
                                               std::move(handler));
    if (!socket) throw std::system_error(socket.error());
    sockets_.push_back(std::move(*socket));
  };
  listen(kRtp, [this](auto batch) { take_rtp(batch); });
  listen(kRtcp, [this](auto batch) { take_rtcp(batch); });
  listen(sap::kPort, [this](auto batch) { take_sap(batch); });
}

void GroupMember::take_rtp(std::span<const net::Datagram> batch) {
  for (const net::Datagram& datagram : batch)
    if (const auto packet = rtp::parse(datagram.octets))
      rtp_.push_back({datagram.arrived, datagram.from.address, packet->ssrc, packet->timestamp, packet->sequence,
                      packet->payload_type, Bytes(packet->payload.begin(), packet->payload.end())});
}

void GroupMember::take_sap(std::span<const net::Datagram> batch) {
  for (const net::Datagram& datagram : batch) {
    Bytes inflated;
    const auto packet = sap::parse(datagram.octets, inflated);
    if (!packet) continue;
    if (packet->deletion)
      ++deletions_;
    else
      description_ = as_text(packet->payload);
  }
}

void GroupMember::take_rtcp(std::span<const net::Datagram> batch) {
  for (const net::Datagram& datagram : batch) {
    const auto compound = rtcp::parse(datagram.octets);
    if (!compound) continue;
    for (const rtcp::Packet& packet : compound->packets)
      if (const auto* bye = std::get_if<rtcp::Bye>(&packet)) goodbyes_.insert(bye->ssrcs.begin(), bye->ssrcs.end());
  }
}

std::optional<std::uint32_t> GroupMember::ssrc() const {
  return rtp_.empty() ? std::nullopt : std::optional{rtp_.back().ssrc};
}

std::size_t GroupMember::missing() const {
  std::set<std::int64_t> numbers;
  rtp::SequenceUnwrapper unwrap;
  for (const HeardRtp& packet : rtp_)
    if (packet.ssrc == ssrc()) numbers.insert(unwrap.unwrap(packet.sequence));
  if (numbers.empty()) return 0;
  return static_cast<std::size_t>(*numbers.rbegin() - *numbers.begin() + 1) - numbers.size();
}

}  // namespace joincast::lab
