// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/pool_allotment.h"

#include <algorithm>

namespace joincast::headend {
namespace {

/// Spreads numbers that differ in little (Knuth's multiplicative hash).
std::uint32_t first_place(ServiceNumber number) noexcept {
  constexpr std::uint32_t kRoom = PoolAllotment::kLast - PoolAllotment::kFirst + 1;
  return static_cast<std::uint32_t>((number.group_id() * 2'654'435'769u) >> 8) % kRoom;
}

std::uint32_t place(ServiceNumber number, std::uint32_t attempt) noexcept {
  constexpr std::uint32_t kRoom = PoolAllotment::kLast - PoolAllotment::kFirst + 1;
  return PoolAllotment::kFirst + (first_place(number) + attempt) % kRoom;
}

}  // namespace

void PoolAllotment::configure(const Prefix& pool, const std::vector<ServiceNumber>& configured) {
  if (!(pool == pool_)) {
    places_.clear();
    offsets_.clear();
  }
  pool_ = pool;
  reserved_.clear();
  for (const ServiceNumber number : configured) {
    const auto group = service_group_v4(number, pool);
    const std::uint32_t offset = group ? group->v4_value() - pool.address.v4_value() : 0;
    if (offset < kFirst || offset > kLast) continue;
    reserved_.push_back(offset);
    if (const auto there = places_.find(offset); there != places_.end()) {
      offsets_.erase(there->second.number);
      places_.erase(there);
    }
  }
  std::ranges::sort(reserved_);
}

std::optional<IpAddress> PoolAllotment::allot(ServiceNumber number, const std::function<bool(ServiceNumber)>& in_use) {
  if (pool_.length > 16 || !pool_.address.is_v4() || service_group_v4(number, pool_)) return std::nullopt;
  if (const auto known = offsets_.find(number); known != offsets_.end()) {
    places_.at(known->second).asked = ++count_;
    return group_of(number);
  }
  std::optional<std::uint32_t> chosen;
  std::uint64_t oldest = 0;
  for (std::uint32_t attempt = 0; attempt < kPlaces; ++attempt) {
    const std::uint32_t offset = place(number, attempt);
    if (std::ranges::binary_search(reserved_, offset)) continue;
    const auto there = places_.find(offset);
    if (there == places_.end()) {
      chosen = offset;
      break;
    }
    if ((chosen && there->second.asked >= oldest) || in_use(there->second.number)) continue;
    chosen = offset;
    oldest = there->second.asked;
  }
  if (!chosen) return std::nullopt;
  if (const auto there = places_.find(*chosen); there != places_.end()) offsets_.erase(there->second.number);
  places_[*chosen] = {number, ++count_};
  offsets_[number] = *chosen;
  return group_of(number);
}

std::optional<IpAddress> PoolAllotment::group_of(ServiceNumber number) const {
  const auto known = offsets_.find(number);
  if (known == offsets_.end()) return std::nullopt;
  return IpAddress::v4(pool_.address.v4_value() + known->second);
}

std::optional<ServiceNumber> PoolAllotment::service_of(const IpAddress& group) const {
  if (!group.is_v4() || places_.empty() || !contains(pool_, group)) return std::nullopt;
  const auto there = places_.find(group.v4_value() - pool_.address.v4_value());
  return there == places_.end() ? std::nullopt : std::optional(there->second.number);
}

}  // namespace joincast::headend
