// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <unordered_map>
#include <variant>

#include "libreceiver/hearing.h"
#include "libreceiver/member_watch_core.h"
#include "membership/router.h"

// Private to the room.
namespace joincast::libreceiver {

/// One family on one interface: a router that forwards nothing, and what is told of it.
class LinkWatch {
 public:
  using Output = MemberWatchCore::Output;

  /// `rules` must outlive it.
  LinkWatch(const WatchedLink& link, Family family, const WatchRules& rules, std::uint64_t seed, Now now);

  std::uint32_t interface() const noexcept { return link_.interface; }
  const std::string& name() const noexcept { return link_.name; }
  Family family() const noexcept { return router_.family(); }

  enum class Verdict : std::uint8_t { not_ours, broken, taken };
  Verdict handle_packet(ByteView ip_packet, membership::Direction direction, Now now);
  void handle_packets_lost(Now now);
  void handle_deadline(Now now);
  std::optional<Output> poll_output();
  TimePoint deadline() const noexcept { return std::min(router_.deadline(), hearing_.deadline()); }

  void update(const WatchedLink& link, Now now);
  void end(Now now);   ///< the interface is gone, and with it all members
  void stop(Now now);  ///< what was advertised is taken back
  LinkView view(Now now) const;

 private:
  struct Seen {  // of one host
    WallTime since{};
    membership::Dialect dialect = membership::Dialect::v3;
    bool exclude = true;
    std::vector<IpAddress> sources;
  };
  struct Held {  // a departure not yet told
    IpAddress host;
    Departure how = Departure::left;
  };
  struct SeenGroup {
    WallTime since{};
    std::map<IpAddress, Seen> hosts;
    std::optional<Held> held;
  };

  void settle(Now now);
  void send(membership::Transmit transmit, Now now);
  void handle(const membership::Event& event, Now now);
  void joined(const IpAddress& group, const IpAddress& host, const std::vector<IpAddress>& sources, bool first,
              Now now);
  void gone(const IpAddress& group, const IpAddress& host, Departure how, Now now);
  void all_gone(const IpAddress& group, Departure how, Now now);
  void note_query(const membership::Packet& packet, Now now);
  void note_report(const membership::Packet& packet, Now now);
  void note_change(const IpAddress& group, const IpAddress& host, Now now);
  void look_at_querier(Now now);
  std::optional<QuerierView> current_querier(Now now) const;
  MemberView view_of(const IpAddress& host, const Seen& seen) const;
  bool is_own(const IpAddress& host) const noexcept;
  void tell(const IpAddress& group, WatchEvent::What what, Now now);

  WatchedLink link_;
  const WatchRules& rules_;
  membership::Router router_;
  Hearing hearing_;
  std::unordered_map<IpAddress, SeenGroup> groups_;
  std::optional<QuerierView> querier_;
  TimePoint switch_until_ = TimePoint::min();  // a querier without an address was heard
  std::optional<IpAddress> speaker_;           // of the packet in hand
  std::deque<Output> output_;
};

}  // namespace joincast::libreceiver
