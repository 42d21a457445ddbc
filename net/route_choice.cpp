// SPDX-License-Identifier: LGPL-2.1-or-later
#include <libmnl/libmnl.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>

#include "net/interfaces.h"
#include "net/netlink.h"

namespace joincast::net {
namespace {

using Buffer = std::array<char, 512>;

struct Route {
  std::uint32_t interface = 0;
  std::uint32_t metric = 0;
  std::uint32_t table = 0;
  Prefix to;

  /// Lower is preferred.
  std::pair<int, std::uint32_t> rank() const noexcept { return {-to.length, metric}; }
};

Route read_route(const nlmsghdr& message) {
  const auto& header = *static_cast<const rtmsg*>(mnl_nlmsg_get_payload(&message));
  Route route;
  route.table = header.rtm_table;
  route.to.length = header.rtm_dst_len;
  for_each_attribute(message, sizeof header, [&](const nlattr& attribute) {
    const auto* octets = static_cast<const std::uint8_t*>(mnl_attr_get_payload(&attribute));
    const std::size_t size = mnl_attr_get_payload_len(&attribute);
    const auto type = mnl_attr_get_type(&attribute);
    if (type == RTA_DST) {
      if (const auto address = IpAddress::from_octets({octets, size})) route.to.address = *address;
    } else if (size >= sizeof(std::uint32_t)) {
      if (type == RTA_OIF) route.interface = mnl_attr_get_u32(&attribute);
      if (type == RTA_PRIORITY) route.metric = mnl_attr_get_u32(&attribute);
      if (type == RTA_TABLE) route.table = mnl_attr_get_u32(&attribute);
    }
  });
  return route;
}

nlmsghdr& route_request(Buffer& buffer, Family family, int flags, unsigned char destination_length) {
  nlmsghdr* request = mnl_nlmsg_put_header(buffer.data());
  request->nlmsg_type = RTM_GETROUTE;
  request->nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | flags);
  auto& header = *static_cast<rtmsg*>(mnl_nlmsg_put_extra_header(request, sizeof(rtmsg)));
  header.rtm_family = family == Family::ipv4 ? AF_INET : AF_INET6;
  header.rtm_dst_len = destination_length;
  return *request;
}

bool means_no_route(const std::error_code& error) noexcept {
  return error == std::errc::network_unreachable || error == std::errc::host_unreachable;
}

/// The interfaces of all routes of table `local` that are as good as the best one for `group`. The system takes
/// the first of them for a join that names none.
Result<std::vector<std::uint32_t>, std::error_code> best_local_routes(Netlink& netlink, const IpAddress& group) {
  std::vector<Route> routes;
  alignas(nlmsghdr) Buffer buffer{};
  const auto error = netlink.ask(route_request(buffer, group.family(), NLM_F_DUMP, 0), [&](const nlmsghdr& message) {
    if (message.nlmsg_type != RTM_NEWROUTE) return;
    const Route route = read_route(message);
    if (route.table == RT_TABLE_LOCAL && route.interface != 0 && contains(route.to, group)) routes.push_back(route);
  });
  if (error) return fail(error);
  std::vector<std::uint32_t> interfaces;
  if (routes.empty()) return interfaces;
  const auto best =
      std::min_element(routes.begin(), routes.end(), [](auto& a, auto& b) { return a.rank() < b.rank(); });
  const auto rank = best->rank();
  for (const Route& route : routes)
    if (route.rank() == rank) interfaces.push_back(route.interface);
  return interfaces;
}

}  // namespace

Result<RouteChoice, std::error_code> system_choice(const IpAddress& group) {
  auto netlink = Netlink::open();
  if (!netlink) return fail(netlink.error());

  RouteChoice choice;
  alignas(nlmsghdr) Buffer buffer{};
  const ByteView octets = group.octets();
  auto& request = route_request(buffer, group.family(), NLM_F_ACK, static_cast<unsigned char>(8 * octets.size()));
  mnl_attr_put(&request, RTA_DST, octets.size(), octets.data());
  const auto error = netlink->ask(request, [&](const nlmsghdr& message) {
    if (message.nlmsg_type == RTM_NEWROUTE) choice.interface = read_route(message).interface;
  });
  if (error && !means_no_route(error)) return fail(error);
  if (error || group.is_v4()) return choice;  // IPv4 keeps no two routes that are equally good

  const auto equals = best_local_routes(*netlink, group);
  if (!equals) return fail(equals.error());
  for (const std::uint32_t interface : *equals)
    if (interface != choice.interface) choice.rivals.push_back(interface);
  return choice;
}

}  // namespace joincast::net
