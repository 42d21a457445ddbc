// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "base/export.h"
#include "guide/carousel.h"
#include "headend/outbox.h"

namespace joincast::headend {

/// The pages of the guide as they are sent, by number.
using GuidePages = std::map<std::uint32_t, guide::Carousel::Parts>;

/// IPv4 groups of the guide's further pages: the last 256 of the pool, which no service's number computes to. None for
/// other pages and for pools shorter than /16.
JOINCAST_EXPORT std::optional<IpAddress> guide_page_group_v4(std::uint32_t page, const Prefix& pool);
JOINCAST_EXPORT std::optional<std::uint32_t> page_of_group_v4(const IpAddress& group, const Prefix& pool);

/// Sends the guide to whoever joined a group of it: the carousel's packets, from the right address on each interface.
/// Sans I/O.
class JOINCAST_EXPORT GuideSender {
 public:
  /// Where a group's datagrams come from now; none: the group is served no longer.
  using SourceOf = std::function<std::optional<IpAddress>(const Group&)>;

  void set_rate(std::uint32_t bits_per_second) noexcept { carousel_.set_rate(bits_per_second); }
  /// All there is from now on; pages that stayed as they were are not begun again.
  void set_pages(const GuidePages& pages);
  bool carries(ServiceNumber service) const { return carousel_.has(service); }

  /// Somebody joined: the first page of the service comes at once.
  void join(ServiceNumber service, const Group& group, const IpAddress& source, TimePoint now);
  /// The last member is gone. What the group carried; none: nothing of the guide.
  std::optional<ServiceNumber> leave(const Group& group, TimePoint now);
  void leave_interface(std::uint32_t interface, TimePoint now);
  void update_sources(const SourceOf& source_of, TimePoint now);

  void handle_deadline(TimePoint now, Outbox& outbox);
  TimePoint deadline() const noexcept { return carousel_.deadline(); }

  bool silent() const noexcept { return destinations_.empty(); }  ///< nobody looks

 private:
  struct Destination {
    ServiceNumber service;
    Group group;
    IpAddress source;
  };

  void count(ServiceNumber service, TimePoint now);

  guide::Carousel carousel_;
  GuidePages pages_;
  std::vector<Destination> destinations_;
};

}  // namespace joincast::headend
