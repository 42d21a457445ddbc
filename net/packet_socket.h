// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <system_error>
#include <vector>

#include "base/address.h"
#include "base/bytes.h"
#include "base/export.h"
#include "base/result.h"
#include "base/time.h"
#include "net/event_loop.h"

namespace joincast::net {

using MacAddress = std::array<std::uint8_t, 6>;

/// An IP packet seen on an interface; dies with the callback that is given it.
struct HeardPacket {
  std::uint32_t interface = 0;
  bool outgoing = false;          ///< sent by this host itself
  bool checksum_pending = false;  ///< its UDP checksum is left to the network card: do not verify it
  ByteView octets;                ///< from the IP header on; Ethernet padding may follow the packet
  MacAddress from{};              ///< of the sender; zero when outgoing or not Ethernet
  TimePoint arrived{};
  WallTime wall{};
};

struct PacketCounters {
  std::uint64_t packets = 0;    ///< delivered
  std::uint64_t drops = 0;      ///< lost because the socket's buffer was full
  std::uint64_t truncated = 0;  ///< larger than 9,216 octets; not delivered
  std::uint64_t errors = 0;     ///< reads that failed
};

/// What is let through, decided in the kernel by BPF: MLD, IGMP and Multicast Router Discovery of others, what
/// this host itself reports as a member (its queries stay out: they are our own), and UDP as
/// listed here. Fragments and VLAN-tagged copies are not.
struct PacketFilter {
  std::vector<std::uint16_t> ports{};           ///< UDP destination ports, in both directions (RTCP)
  std::vector<std::uint16_t> incoming_ports{};  ///< the same, but only what others send (RTP, SAP)
  /// UDP destination ports of what is addressed to this host itself, by programs of this very host too (RTCP BYE).
  std::vector<std::uint16_t> unicast_ports{};
  bool own_queries = false;  ///< also what other programs of this host ask: for those who ask nothing themselves
  std::vector<std::uint16_t> own_ports{};  ///< UDP source ports of our own senders: their outgoing datagrams stay out
};

/// Hears what listeners and rivals say without joining anything: AF_PACKET of all protocols, unbound,
/// ALLMULTI on each added interface. Only open() needs CAP_NET_RAW; interfaces and filters may be
/// changed, and packets sent, after all privileges are gone.
class JOINCAST_EXPORT PacketSocket {
 public:
  using Handler = std::function<void(std::span<const HeardPacket> batch)>;

  /// EPERM: CAP_NET_RAW is missing. `on_packets` runs on the loop's thread. Nothing is heard before the
  /// first add_interface().
  static Result<PacketSocket, std::error_code> open(EventLoop& loop, PacketFilter filter, Handler on_packets);

  PacketSocket(PacketSocket&&) noexcept;
  PacketSocket& operator=(PacketSocket&&) noexcept;
  ~PacketSocket();

  /// Hear this interface, all multicast on it. Success if it was added before. ENODEV: no such interface.
  std::error_code add_interface(std::uint32_t interface);
  /// Nothing happens if it was not added or is gone already.
  void remove_interface(std::uint32_t interface) noexcept;

  std::error_code set_filter(PacketFilter filter);

  /// Sends a whole IP packet, from the IP header on, to the group that it is addressed to, router alert and
  /// source as given. IPv4's header checksum is filled in by the system, ICMPv6's and IGMP's must be there. It goes
  /// out the way of the system's own packets, so that listeners on this very host are asked as well.
  /// EINVAL: no whole IP packet to a multicast group.
  std::error_code send(std::uint32_t interface, ByteView ip_packet);

  const PacketCounters& counters() const noexcept;

  struct Impl;

 private:
  explicit PacketSocket(std::shared_ptr<Impl> impl) noexcept;
  std::shared_ptr<Impl> impl_;
};

}  // namespace joincast::net
