// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "base/time.h"
#include "membership/message.h"

/// Private to the room.
namespace joincast::membership {

/// A router's merged view of one group: filter mode, filter timer and source timers, with the transitions of RFC
/// 3810 section 7.4 (RFC 3376 section 6.4). It keeps no hosts and sends nothing; it says what should be asked.
class Filter {
 public:
  struct Source {
    IpAddress address;
    TimePoint until = kStopped;  ///< kStopped: in the list Y, which nobody wants
    unsigned asks_left = 0;      ///< group-and-source-specific queries still to be sent

    bool running() const noexcept { return until != kStopped; }
  };
  static constexpr TimePoint kStopped = TimePoint::min();

  /// What the tables call Send Q(MA) and Send Q(MA, sources).
  struct Asks {
    bool group = false;
    std::vector<IpAddress> sources;

    bool any() const noexcept { return group || !sources.empty(); }
  };

  /// One record. `refused` counts sources beyond `max_sources`, which are left out.
  Asks apply(RecordType type, const std::vector<IpAddress>& sources, TimePoint now, Duration listening_interval,
             std::size_t max_sources, std::uint64_t& refused);

  void lower_group(TimePoint until) noexcept;                            ///< never raises
  void raise(TimePoint until) noexcept;                                  ///< all that runs; never lowers
  void lower_source(const IpAddress& source, TimePoint until) noexcept;  ///< never raises, starts nothing
  void expire(TimePoint now);                                            ///< RFC 3810 sections 7.2.2 and 7.5

  /// Built anew from what is known otherwise.
  void assign(bool exclude, TimePoint timer, std::vector<Source> sources);

  bool exclude() const noexcept { return exclude_; }
  TimePoint timer() const noexcept { return timer_; }  ///< meaningless in INCLUDE mode
  const std::vector<Source>& sources() const noexcept { return sources_; }
  std::vector<Source>& sources() noexcept { return sources_; }
  const Source* find(const IpAddress& source) const noexcept;
  bool empty() const noexcept { return !exclude_ && sources_.empty(); }  ///< nobody wants anything
  TimePoint deadline() const noexcept;                                   ///< of the next timer

 private:
  Source* find(const IpAddress& source) noexcept;
  std::vector<IpAddress> running() const;
  void start(const std::vector<IpAddress>& sources, TimePoint until, std::size_t most, std::uint64_t& refused);
  void exclude_only(const std::vector<IpAddress>& sources, TimePoint fresh, std::size_t most, std::uint64_t& refused);

  bool exclude_ = false;
  TimePoint timer_ = kStopped;
  std::vector<Source> sources_;
};

}  // namespace joincast::membership
