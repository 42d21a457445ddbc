// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "base/address.h"
#include "base/export.h"
#include "base/service_number.h"

namespace joincast::headend {

/// IPv4 groups for services whose number the pool has no place for (service_group_v4()): those of directories, and
/// DVB's. They lie in the upper half of the pool, and the guide tells which is whose. A number's place is computed,
/// so that it is the same at each start and at each headend, unless another service was there first.
class JOINCAST_EXPORT PoolAllotment {
 public:
  static constexpr std::uint32_t kFirst = 0x8000;  ///< offsets in the pool,
  static constexpr std::uint32_t kLast = 0xfeff;   ///< up to the guide's pages
  static constexpr std::uint32_t kPlaces = 16;     ///< where one number may be

  /// Numbers of directory 0 in the upper half that are `configured` keep their groups: nothing is allotted there.
  void configure(const Prefix& pool, const std::vector<ServiceNumber>& configured);

  /// Its group, a new one if it has none. Where all its places are taken, the service that was asked for least
  /// recently loses its own, unless that is `in_use`. None: no place, or no pool of 16 bits.
  std::optional<IpAddress> allot(ServiceNumber number, const std::function<bool(ServiceNumber)>& in_use);

  std::optional<IpAddress> group_of(ServiceNumber number) const;
  std::optional<ServiceNumber> service_of(const IpAddress& group) const;

 private:
  struct Place {
    ServiceNumber number;
    std::uint64_t asked = 0;  ///< when, as a count
  };

  Prefix pool_;
  std::map<std::uint32_t, Place> places_;  ///< by offset
  std::map<ServiceNumber, std::uint32_t> offsets_;
  std::vector<std::uint32_t> reserved_;  ///< offsets, in order
  std::uint64_t count_ = 0;
};

}  // namespace joincast::headend
