// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/member_watch.h"

#include <algorithm>
#include <fstream>
#include <random>
#include <span>
#include <system_error>
#include <utility>

#include "net/driver.h"
#include "net/interface_monitor.h"
#include "net/packet_socket.h"

namespace joincast::libreceiver {
namespace {

std::uint64_t random_seed() {
  std::random_device device;
  return std::uint64_t{device()} << 32 | device();
}

/// Whether a bridge of this host looks into reports.
bool snoops(const std::string& bridge) {
  std::ifstream file("/sys/class/net/" + bridge + "/bridge/multicast_snooping");
  int value = 0;
  return file >> value && value != 0;
}

LocalBridge bridge_of(const net::Interface& interface, std::span<const net::Interface> all) {
  if (interface.kind == net::InterfaceKind::bridge)
    return snoops(interface.name) ? LocalBridge::snooping : LocalBridge::none;
  const net::Interface* master = interface.master ? net::find_interface(all, interface.master) : nullptr;
  return master && snoops(master->name) ? LocalBridge::snooping_port : LocalBridge::none;
}

WatchedLink link_of(const net::Interface& interface, std::span<const net::Interface> all) {
  WatchedLink link{
      interface.index,          interface.name, {}, net::link_local_address(interface), net::ipv4_address(interface),
      bridge_of(interface, all)};
  for (const net::InterfaceAddress& address : interface.addresses) link.own_addresses.push_back(address.address);
  return link;
}

/// To listen an interface needs no address, and as a port of a bridge it hears what is said there.
bool can_hear(const net::Interface& interface) { return interface.up && interface.multicast; }

std::vector<WatchedLink> links_of(std::span<const net::Interface> all, const std::vector<std::string>& named) {
  std::vector<WatchedLink> links;
  const auto known = [&](std::uint32_t index) {
    return std::any_of(links.begin(), links.end(),
                       [index](const WatchedLink& link) { return link.interface == index; });
  };
  for (const std::string& name : named) {
    const net::Interface* interface = net::find_interface(all, name);
    if (interface && can_hear(*interface) && !known(interface->index)) links.push_back(link_of(*interface, all));
  }
  if (named.empty())
    for (const net::Interface& interface : all)
      if (net::fitness(interface) == net::Unfit::fit) links.push_back(link_of(interface, all));
  return links;
}

MemberWatch::Error refusal(std::error_code error) {
  using Kind = MemberWatch::Error::Kind;
  if (error != std::errc::operation_not_permitted && error != std::errc::permission_denied)
    return {Kind::system, "cannot open a packet socket: " + error.message()};
  return {Kind::not_permitted,
          "cannot listen to MLD and IGMP: the capability CAP_NET_RAW is missing.\n"
          "Run the program as root (sudo), or give it the capability once: sudo setcap cap_net_raw+ep PROGRAM"};
}

/// None: there is something to watch, and every interface that was named.
std::optional<MemberWatch::Error> no_interface(std::span<const net::Interface> all,
                                               const std::vector<std::string>& named) {
  using Kind = MemberWatch::Error::Kind;
  for (const std::string& name : named) {
    const net::Interface* interface = net::find_interface(all, name);
    if (!interface) {
      std::string message = "there is no interface '" + name + "'; there are:";
      for (const net::Interface& other : all) message += "\n  " + other.name;
      return MemberWatch::Error{Kind::no_interface, std::move(message)};
    }
    if (!can_hear(*interface))
      return MemberWatch::Error{Kind::no_interface,
                                name + (interface->up ? " has multicast switched off" : " is down")};
  }
  if (!links_of(all, named).empty()) return std::nullopt;
  return MemberWatch::Error{Kind::no_interface, "no interface is fit for multicast: see `joincast interfaces`"};
}

}  // namespace

struct MemberWatch::Impl {
  using Output = MemberWatchCore::Output;

  Impl(net::EventLoop& owner, Options wishes, Handler handler)
      : loop(owner),
        options(std::move(wishes)),
        on_event(std::move(handler)),
        core(options.rules, random_seed()),
        driver(loop, core, [this](Output& output) { perform(output); }) {}

  std::optional<Error> open() {
    net::PacketFilter filter;
    filter.own_queries = !options.rules.query;
    auto socket = net::PacketSocket::open(loop, std::move(filter), [this](auto batch) { take(batch); });
    if (!socket) return refusal(socket.error());
    packets.emplace(std::move(*socket));
    auto opened = net::InterfaceMonitor::open(loop, [this](auto interfaces) { serve(interfaces); });
    if (!opened) return Error{Error::Kind::system, "cannot watch the interfaces: " + opened.error().message()};
    monitor.emplace(std::move(*opened));
    const auto& all = monitor->interfaces();
    if (auto error = no_interface(all, options.interfaces)) return error;
    serve(all);
    return std::nullopt;
  }

  void serve(std::span<const net::Interface> all) {
    std::vector<WatchedLink> links = links_of(all, options.interfaces);
    for (const std::uint32_t index : std::exchange(watched, {})) {
      const bool stays =
          std::any_of(links.begin(), links.end(), [index](const WatchedLink& link) { return link.interface == index; });
      if (stays)
        watched.push_back(index);
      else
        packets->remove_interface(index);
    }
    std::erase_if(links, [this](const WatchedLink& link) {
      const bool known = std::find(watched.begin(), watched.end(), link.interface) != watched.end();
      if (known) return false;
      if (packets->add_interface(link.interface)) return true;
      watched.push_back(link.interface);
      return false;
    });
    core.set_links(links, loop.now());
    driver.settle();
  }

  void take(std::span<const net::HeardPacket> batch) {
    const Now now = loop.now();
    for (const net::HeardPacket& packet : batch)
      core.handle_packet(packet.interface, packet.octets, packet.outgoing, now);
    if (packets->counters().drops != 0) core.handle_packets_lost(now);
    driver.settle();
  }

  void perform(Output& output) {
    if (const auto* packet = std::get_if<MemberWatchCore::SendPacket>(&output))
      packets->send(packet->interface, packet->ip_packet);
    else if (on_event)
      on_event(std::get<WatchEvent>(output));
  }

  net::EventLoop& loop;
  Options options;
  Handler on_event;
  MemberWatchCore core;
  net::Driver<MemberWatchCore, std::function<void(Output&)>> driver;
  std::optional<net::PacketSocket> packets;
  std::optional<net::InterfaceMonitor> monitor;
  std::vector<std::uint32_t> watched;
};

MemberWatch::MemberWatch(std::unique_ptr<Impl> impl) noexcept : impl_(std::move(impl)) {}

MemberWatch::~MemberWatch() {
  impl_->on_event = {};
  impl_->core.stop(impl_->loop.now());
  impl_->driver.settle();
}

Result<std::unique_ptr<MemberWatch>, MemberWatch::Error> MemberWatch::open(net::EventLoop& loop, Options options,
                                                                           Handler on_event) {
  auto impl = std::make_unique<Impl>(loop, std::move(options), std::move(on_event));
  if (auto error = impl->open()) return fail(std::move(*error));
  return std::unique_ptr<MemberWatch>(new MemberWatch(std::move(impl)));
}

MembershipSnapshot MemberWatch::snapshot() const {
  MembershipSnapshot snapshot = impl_->core.snapshot(impl_->loop.now());
  snapshot.lost_packets = impl_->packets->counters().drops;
  return snapshot;
}

}  // namespace joincast::libreceiver
