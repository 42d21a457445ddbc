// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <variant>
#include <vector>

#include "base/export.h"
#include "base/parse_error.h"
#include "membership/advertiser.h"
#include "membership/codec.h"
#include "membership/querier.h"
#include "membership/tracker.h"

namespace joincast::membership {

struct RouterOptions {
  QuerierOptions querier;
  AdvertiserOptions advertiser;
  TrackerLimits limits;
  Tracker::Wanted wanted;  ///< none: every group
  std::uint64_t seed = 1;  ///< of the advertiser's intervals
  /// For watching a link where nobody may ever ask: while nobody does, no member ends by silence, and where this
  /// router cannot ask itself, who was heard counts for all there is. Else silence always counts.
  bool observe = false;
};

/// A packet to send on the router's interface.
struct Transmit {
  IpAddress destination{};            ///< a multicast group
  std::array<std::uint8_t, 6> mac{};  ///< its Ethernet address
  Bytes ip_packet{};                  ///< from the IP header on; its EtherType follows from the family

  friend bool operator==(const Transmit&, const Transmit&) = default;
};

/// All that a multicast router does on one interface for one family short of forwarding: tracker, querier and
/// advertiser wired together. Feed it every packet that the packet socket catches on that interface.
class JOINCAST_EXPORT Router {
 public:
  using Output = std::variant<Transmit, Event>;

  Router(std::uint32_t interface, Family family, RouterOptions options, TimePoint now);

  /// Link-local for IPv6. Unspecified: nothing is sent until there is one; tracking works all the same.
  void set_address(const IpAddress& address, TimePoint now);
  void set_own_sources(std::vector<IpAddress> sources) { tracker_.set_own_sources(std::move(sources)); }

  /// `ip_packet` from its IP header on. True if it was ours: well-formed MLD, IGMP or MRD, or a broken one, which
  /// is counted; false: somebody else's.
  bool handle_packet(ByteView ip_packet, Direction direction, TimePoint now);
  void handle_deadline(TimePoint now);  ///< early or repeated calls do nothing
  std::optional<Output> poll_output();  ///< undrained output waits
  TimePoint deadline() const noexcept;

  void stop();             ///< at exit: leaves a termination to send if it was advertising
  void forget_unwanted();  ///< see Tracker

  const Tracker& tracker() const noexcept { return tracker_; }
  const Querier& querier() const noexcept { return querier_; }
  const Advertiser& advertiser() const noexcept { return advertiser_; }
  std::uint32_t interface() const noexcept { return interface_; }
  Family family() const noexcept { return family_; }
  /// Packets refused, by reason.
  const std::array<std::uint64_t, kParseErrcCount>& refused() const noexcept { return refused_; }

 private:
  void settle(TimePoint now);
  void transmit(Message message);
  void observe(TimePoint now);

  std::uint32_t interface_;
  Family family_;
  IpAddress address_;
  bool observe_;
  bool may_ask_;
  bool asked_ = false;                        // somebody does; as far as observed
  TimePoint asked_until_ = TimePoint::min();  // by others
  Tracker tracker_;
  Querier querier_;
  Advertiser advertiser_;
  std::deque<Output> output_;
  std::array<std::uint64_t, kParseErrcCount> refused_{};
};

}  // namespace joincast::membership
