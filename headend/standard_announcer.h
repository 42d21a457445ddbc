// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/export.h"
#include "base/random.h"
#include "headend/description.h"
#include "headend/link.h"
#include "headend/outbox.h"
#include "sap/schedule.h"

namespace joincast::headend {

/// One of the SAP groups that every player listens to, and what is announced there.
struct StandardPlace {
  Group sap_group;
  IpAddress service_group;
  IpAddress source;

  friend bool operator==(const StandardPlace&, const StandardPlace&) = default;
};

/// Where RFC 2974 section 3 has a service announced: FF0X::2:7FFE of the group's scope X, the top of the 239 zone that
/// holds the pool, or 224.2.127.254 for pools outside 239/8. `allotted`: its IPv4 group where none can be computed.
JOINCAST_EXPORT std::vector<StandardPlace> standard_places(const Link& link, ServiceNumber service, const Prefix& pool,
                                                           Scope scope, bool source_specific = false,
                                                           const std::optional<IpAddress>& allotted = {});

/// Announces one service on the standard SAP groups: a description without the song, so that the lists of other
/// players stay as they are, every 30 s and slower as more is announced.
class JOINCAST_EXPORT StandardAnnouncer {
 public:
  StandardAnnouncer(std::vector<StandardPlace> places, std::uint64_t seed, TimePoint now);

  /// Other interfaces; places that stay keep their schedule.
  void set_places(std::vector<StandardPlace> places, TimePoint now);
  /// Name, format or the like became another: told at once.
  void changed(Facts stable, TimePoint now);
  /// `announced`: services announced by this headend.
  void handle_deadline(std::size_t announced, TimePoint now, Outbox& outbox);
  TimePoint deadline() const noexcept;
  /// Deletes what was announced.
  void stop(Outbox& outbox);

 private:
  struct Place {
    StandardPlace where;
    sap::Schedule schedule;
    bool announced = false;
  };
  Bytes packet(const StandardPlace& where, bool deletion) const;

  Rng rng_;
  std::optional<Facts> facts_;  ///< none: nothing to announce yet
  std::vector<Place> places_;
};

}  // namespace joincast::headend
