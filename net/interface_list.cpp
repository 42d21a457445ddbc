// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/interface_list.h"

#include <libmnl/libmnl.h>
#include <linux/if.h>
#include <linux/if_addr.h>
#include <linux/if_arp.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <span>

namespace joincast::net {
namespace {

ByteView payload(const nlattr& attribute) noexcept {
  return {static_cast<const std::uint8_t*>(mnl_attr_get_payload(&attribute)), mnl_attr_get_payload_len(&attribute)};
}

std::uint32_t number(const nlattr& attribute) noexcept {
  return mnl_attr_get_payload_len(&attribute) < sizeof(std::uint32_t) ? 0 : mnl_attr_get_u32(&attribute);
}

std::string_view text(const nlattr& attribute) noexcept {
  const std::string_view all = as_text(payload(attribute));
  return all.substr(0, all.find('\0'));
}

/// What IFLA_LINKINFO says: the driver of the interface and of what it is a port of.
struct LinkInfo {
  std::string_view kind;
  std::string_view slave_kind;
};

LinkInfo read_link_info(const nlattr& nest) {
  LinkInfo info;
  for_each_attribute(nest, [&](const nlattr& attribute) {
    const int type = mnl_attr_get_type(&attribute);
    if (type == IFLA_INFO_KIND) info.kind = text(attribute);
    if (type == IFLA_INFO_SLAVE_KIND) info.slave_kind = text(attribute);
  });
  return info;
}

/// sysfs may belong to another network namespace: its index must be ours.
bool is_wireless(const Interface& interface) {
  const std::filesystem::path folder = "/sys/class/net/" + interface.name;
  std::uint32_t index = 0;
  std::ifstream(folder / "ifindex") >> index;
  std::error_code error;
  return index == interface.index &&
         (std::filesystem::exists(folder / "phy80211", error) || std::filesystem::exists(folder / "wireless", error));
}

InterfaceKind kind_of(const Interface& interface, unsigned type, std::string_view driver) {
  if (type == ARPHRD_LOOPBACK) return InterfaceKind::loopback;
  if (driver == "bridge") return InterfaceKind::bridge;
  if (driver == "veth") return InterfaceKind::veth;
  if (driver == "vlan") return InterfaceKind::vlan;
  if (type == ARPHRD_ETHER && is_wireless(interface)) return InterfaceKind::wireless;
  if (driver == "tun" || driver == "wireguard" || driver == "vxlan") return InterfaceKind::tunnel;
  if (type == ARPHRD_ETHER) return driver.empty() ? InterfaceKind::ethernet : InterfaceKind::other;
  constexpr std::array kTunnels = {ARPHRD_TUNNEL, ARPHRD_TUNNEL6, ARPHRD_SIT, ARPHRD_IPGRE,
                                   ARPHRD_IP6GRE, ARPHRD_NONE,    ARPHRD_PPP};
  const bool tunnel = std::find(kTunnels.begin(), kTunnels.end(), static_cast<int>(type)) != kTunnels.end();
  return tunnel ? InterfaceKind::tunnel : InterfaceKind::other;
}

Interface read_link(const nlmsghdr& message) {
  const auto& header = *static_cast<const ifinfomsg*>(mnl_nlmsg_get_payload(&message));
  Interface interface;
  interface.index = static_cast<std::uint32_t>(header.ifi_index);
  interface.up = header.ifi_flags & IFF_UP;
  interface.running = header.ifi_flags & IFF_RUNNING;
  interface.multicast = header.ifi_flags & IFF_MULTICAST;
  interface.all_multicast = header.ifi_flags & IFF_ALLMULTI;
  LinkInfo info;
  for_each_attribute(message, sizeof header, [&](const nlattr& attribute) {
    switch (mnl_attr_get_type(&attribute)) {
      case IFLA_IFNAME: interface.name = text(attribute); break;
      case IFLA_MTU: interface.mtu = number(attribute); break;
      case IFLA_MASTER: interface.master = number(attribute); break;
      case IFLA_LINKINFO: info = read_link_info(attribute); break;
      case IFLA_ADDRESS:
        if (const ByteView mac = payload(attribute); mac.size() == interface.mac.size())
          std::copy(mac.begin(), mac.end(), interface.mac.begin());
        break;
      default: break;
    }
  });
  if (info.slave_kind == "vrf") interface.master = 0;  // it stays usable by itself
  interface.kind = kind_of(interface, header.ifi_type, info.kind);
  return interface;
}

struct OwnedAddress {
  std::uint32_t interface = 0;
  InterfaceAddress address;
};

std::optional<OwnedAddress> read_address(const nlmsghdr& message) {
  const auto& header = *static_cast<const ifaddrmsg*>(mnl_nlmsg_get_payload(&message));
  std::uint32_t flags = header.ifa_flags;
  std::optional<IpAddress> local;
  std::optional<IpAddress> plain;
  for_each_attribute(message, sizeof header, [&](const nlattr& attribute) {
    switch (mnl_attr_get_type(&attribute)) {
      case IFA_LOCAL: local = IpAddress::from_octets(payload(attribute)); break;
      case IFA_ADDRESS: plain = IpAddress::from_octets(payload(attribute)); break;
      case IFA_FLAGS: flags = number(attribute); break;
      default: break;
    }
  });
  if (!local) local = plain;  // on point-to-point links IFA_ADDRESS is the peer's
  if (!local) return std::nullopt;
  OwnedAddress owned;
  owned.interface = header.ifa_index;
  owned.address.address = *local;
  owned.address.prefix_length = header.ifa_prefixlen;
  owned.address.tentative = flags & (IFA_F_TENTATIVE | IFA_F_DADFAILED) && !(flags & IFA_F_OPTIMISTIC);
  owned.address.deprecated = flags & IFA_F_DEPRECATED;
  owned.address.temporary = local->is_v6() && flags & IFA_F_TEMPORARY;
  return owned;
}

/// A dump of one kind: links or addresses.
template <typename Header>
std::error_code dump(Netlink& netlink, std::uint16_t type, const Netlink::Visit& visit) {
  alignas(nlmsghdr) std::array<char, 256> buffer{};
  nlmsghdr* request = mnl_nlmsg_put_header(buffer.data());
  request->nlmsg_type = type;
  request->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
  mnl_nlmsg_put_extra_header(request, sizeof(Header));
  return netlink.ask(*request, visit);
}

Result<std::vector<Interface>, std::error_code> list_once(Netlink& netlink) {
  std::vector<Interface> interfaces;
  if (const auto error = dump<ifinfomsg>(netlink, RTM_GETLINK, [&](const nlmsghdr& message) {
        if (message.nlmsg_type == RTM_NEWLINK) interfaces.push_back(read_link(message));
      }))
    return fail(error);
  std::sort(interfaces.begin(), interfaces.end(), [](auto& a, auto& b) { return a.index < b.index; });
  if (const auto error = dump<ifaddrmsg>(netlink, RTM_GETADDR, [&](const nlmsghdr& message) {
        if (message.nlmsg_type != RTM_NEWADDR) return;
        const auto owned = read_address(message);
        if (!owned) return;
        for (auto& interface : interfaces)
          if (interface.index == owned->interface) interface.addresses.push_back(owned->address);
      }))
    return fail(error);
  return interfaces;
}

}  // namespace

Result<std::vector<Interface>, std::error_code> list_interfaces(Netlink& netlink) {
  // Interrupted: something changed meanwhile. Under a storm of changes it takes a gap to get through.
  constexpr Duration kPatience = std::chrono::seconds{1};
  const auto give_up = std::chrono::steady_clock::now() + kPatience;
  auto listed = list_once(netlink);
  while (!listed && listed.error() == std::errc::interrupted && std::chrono::steady_clock::now() < give_up)
    listed = list_once(netlink);
  return listed;
}

Result<std::vector<Interface>, std::error_code> list_interfaces() {
  auto netlink = Netlink::open();
  if (!netlink) return fail(netlink.error());
  return list_interfaces(*netlink);
}

}  // namespace joincast::net
