// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "base/address.h"
#include "base/bytes.h"
#include "base/random.h"
#include "membership/message.h"
#include "tests/sim/link.h"
#include "tests/sim/timeline.h"

namespace joincast::sim {

/// A datagram to a group on the one network that there is.
struct Datagram {
  Endpoint from;
  Endpoint to;
  Bytes octets;
};

/// A machine that joins groups as a kernel does (RFC 3810 section 6, RFC 2710 section 4 and their IGMP twins): reports
/// of its own accord, each repeated once, answers to queries, suppression and goodbyes of the older dialect.
class Host {
 public:
  using Send = std::function<void(Host& from, Bytes ip_packet)>;

  /// `number`: 1 to 65,535, makes its addresses. `dialect`: v3 is MLDv2 and IGMPv3, v2 is MLDv1 and IGMPv2.
  Host(Timeline& time, unsigned number, membership::Dialect dialect, std::uint64_t seed, Send send);

  IpAddress link_local() const;
  IpAddress address(Family family) const;  ///< that its datagrams come from
  IpAddress reporter(Family family) const { return family == Family::ipv6 ? link_local() : address(family); }

  /// Counted, as sockets are: only the first is told to the network, and only the last leave.
  void join(const IpAddress& group, std::optional<IpAddress> source = {});
  void leave(const IpAddress& group);
  bool hears(const IpAddress& group, const IpAddress& from) const;

  /// A query, or what another host says.
  void handle(const membership::Packet& packet);

  void vanish() noexcept { gone_ = true; }  ///< without a word: it neither speaks nor hears

  Link down;  ///< what it hears passes here
  Link up;    ///< what it says passes here

 private:
  struct Joined {
    unsigned users = 0;
    std::optional<IpAddress> source;
    TimePoint answer = kNever;  // when a query is answered
    bool reported_last = true;  // nobody else did since (older dialect)
    std::uint64_t life = 0;     // tells one stay from the next
  };

  void report(const IpAddress& group, membership::RecordType type, const std::optional<IpAddress>& source);
  void report_state(const IpAddress& group);
  void answer_later(const IpAddress& group, Duration within);
  void say(Family family, membership::Message message);
  void again(const IpAddress& group, std::uint64_t life, std::function<void()> what);

  Timeline& time_;
  unsigned number_;
  membership::Dialect dialect_;
  Rng rng_;
  Send send_;
  std::map<IpAddress, Joined> groups_;
  std::uint64_t lives_ = 0;
  bool gone_ = false;
};

}  // namespace joincast::sim
