// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/export.h"
#include "base/random.h"
#include "libreceiver/member_event.h"
#include "membership/tracker.h"

namespace joincast::libreceiver {

/// How to watch.
struct WatchRules {
  std::vector<Prefix> groups{};  ///< only those inside one of these; empty: all
  bool query = false;            ///< take part in the querier election and ask
  bool advertise = false;        ///< Multicast Router Discovery (RFC 4286): opens a snooping switch's port
  Duration query_interval = std::chrono::seconds{125};  ///< between our queries
  Duration patience = std::chrono::seconds{130};        ///< without a query: then nobody asks. At least the RFCs' 125 s
  membership::TrackerLimits limits{};                   ///< for each interface and family
};

/// A bridge of this host that looks into reports, as far as it concerns an interface.
enum class LocalBridge : std::uint8_t {
  none,           ///< the interface has to do with none, or snooping is off
  snooping,       ///< the interface is such a bridge
  snooping_port,  ///< it is a port of one
};

/// An interface to be watched, at one moment.
struct WatchedLink {
  std::uint32_t interface = 0;  ///< index, never zero
  std::string name;
  std::vector<IpAddress> own_addresses{};  ///< all of them
  std::optional<IpAddress> ask_from_v6{};  ///< link-local; none: it cannot send MLD
  std::optional<IpAddress> ask_from_v4{};  ///< none: it cannot send IGMP
  LocalBridge bridge = LocalBridge::none;

  friend bool operator==(const WatchedLink&, const WatchedLink&) = default;
};

class LinkWatch;

/// The watch without sockets: packets in, events and packets to be sent out.
class JOINCAST_EXPORT MemberWatchCore {
 public:
  /// An IP packet to send on an interface, to the group it is addressed to.
  struct SendPacket {
    std::uint32_t interface = 0;
    Bytes ip_packet;
  };
  using Output = std::variant<SendPacket, WatchEvent>;

  MemberWatchCore(WatchRules rules, std::uint64_t seed);
  ~MemberWatchCore();
  MemberWatchCore(const MemberWatchCore&) = delete;
  MemberWatchCore& operator=(const MemberWatchCore&) = delete;

  /// The interfaces as they are now. One that is gone takes its members with it.
  void set_links(std::span<const WatchedLink> links, Now now);

  /// From the IP header on. Packets of interfaces that are not watched are ignored.
  void handle_packet(std::uint32_t interface, ByteView ip_packet, bool outgoing, Now now);
  void handle_packets_lost(Now now);    ///< the socket dropped some: told once
  void handle_deadline(Now now);        ///< early or repeated calls do nothing
  std::optional<Output> poll_output();  ///< undrained output waits
  TimePoint deadline() const;

  void stop(Now now);  ///< at exit: what was advertised is taken back
  MembershipSnapshot snapshot(Now now) const;

 private:
  void collect(LinkWatch& link);

  WatchRules rules_;
  Rng rng_;
  std::vector<std::unique_ptr<LinkWatch>> links_;  // one for each interface and family
  std::vector<WatchedLink> watched_;
  std::deque<Output> output_;
  std::uint64_t packets_ = 0;
  std::uint64_t broken_ = 0;
};

}  // namespace joincast::libreceiver
