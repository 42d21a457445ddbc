// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "base/export.h"
#include "base/random.h"
#include "membership/message.h"
#include "membership/timing.h"

namespace joincast::membership {

enum class QuerierMode : std::uint8_t {
  automatic,  ///< listen, then ask; yield to a lower address
  on,         ///< ask from the start and never yield
  off,        ///< never ask; follow whoever does
};

struct QuerierOptions {
  QuerierMode mode = QuerierMode::automatic;
  Dialect dialect = Dialect::v3;  ///< of the queries sent; older ones only where an old router must understand (RFC
                                  ///< 3810 section 8.3.1)
  Timing timing;                  ///< used while querier, and where a heard querier says nothing
  Duration listen = std::chrono::milliseconds{500};  ///< automatic: silence before the first query
  Duration
      startup_interval{};  ///< between start-up queries; zero: a quarter of the query interval (RFC 3810 section 9.6)
  std::uint8_t startup_count = 0;  ///< of start-up queries; zero: the robustness (9.7)
  Duration startup_response_interval =
      std::chrono::seconds{1};  ///< of these: a restarted headend must learn its members soon
};

struct QuerierCounters {
  std::uint64_t general_sent = 0;
  std::uint64_t queries_heard = 0;      ///< from others
  std::uint64_t unspecified_heard = 0;  ///< of these from 0.0.0.0: a snooping bridge's, no part of the election
  std::uint64_t older_heard = 0;  ///< of these in an older dialect than ours: a warning is due (RFC 3810 section 8.3.1)
  std::uint64_t elections_lost = 0;  ///< times that this machine yielded
};

/// The querier of one interface and family: start-up, general queries and the election (RFC 3810 sections
/// 7.1, 7.6 and 9, RFC 3376 sections 6.6 and 8). The lower address wins; 0.0.0.0 neither wins nor is lost to.
class JOINCAST_EXPORT Querier {
 public:
  enum class Role : std::uint8_t {
    silent,       ///< off, without an address, or still listening; nobody else is known to ask
    querier,      ///< this machine asks
    non_querier,  ///< somebody else does
  };

  Querier(Family family, const QuerierOptions& options, TimePoint now);

  /// The address that queries come from: link-local for IPv6, of the interface for IPv4. Unspecified:
  /// none; no query is sent until there is one. A new one takes part in the election at once.
  void set_address(const IpAddress& address, TimePoint now);

  void handle_packet(const Packet& packet, TimePoint now);  ///< queries count, the rest is ignored
  void handle_deadline(TimePoint now);                      ///< early or repeated calls do nothing
  std::optional<Query> poll_output();                       ///< general queries to be sent; undrained output waits
  TimePoint deadline() const noexcept;

  Role role() const noexcept { return role_; }
  /// Who asks: own address, the other querier's, or unspecified.
  IpAddress querier_address() const noexcept;
  /// The timing in force: our own as querier, else what the other querier says (RFC 3810 sections 9.1, 9.2).
  const Timing& timing() const noexcept { return role_ == Role::non_querier ? learned_ : options_.timing; }
  Dialect dialect() const noexcept { return options_.dialect; }
  /// The dialect of the last query heard from another machine, 0.0.0.0 included.
  std::optional<Dialect> heard_dialect() const noexcept { return heard_dialect_; }
  const QuerierCounters& counters() const noexcept { return counters_; }

  /// A query about a group, with this querier's robustness and interval filled in.
  Query complete(Query query) const;

 private:
  void learn(const Query& query);
  void send_general(TimePoint now);

  Family family_;
  QuerierOptions options_;
  IpAddress address_;
  Role role_ = Role::silent;
  IpAddress other_;
  Timing learned_;
  TimePoint listen_until_;
  TimePoint next_query_ = kNever;
  TimePoint other_until_ = kNever;
  unsigned startup_left_;
  std::optional<Dialect> heard_dialect_;
  std::deque<Query> output_;
  QuerierCounters counters_;
};

}  // namespace joincast::membership
