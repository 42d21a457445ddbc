// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/export.h"
#include "base/time.h"
#include "headend/link.h"

namespace joincast::headend {

/// Why a group that looks like a service's is not served.
enum class JoinRefusal : std::uint8_t {
  unknown_number,  ///< our prefix or pool, but no service of that number
  other_prefix,    ///< a service's group under a prefix that is not ours
  other_scope,     ///< ours, but at another scope than configured
  other_source,    ///< any-source where the service is source-specific, or the other way round
};
inline constexpr std::size_t kJoinRefusals = 4;

/// `unknown_number`, `other_prefix`, `other_scope`, `other_source`.
JOINCAST_EXPORT std::string_view to_string(JoinRefusal reason) noexcept;

/// Joins that were not taken: counted by reason, and the groups last asked for, in a table that strangers cannot
/// make grow. Hosts repeat their reports, and each repetition counts.
class JOINCAST_EXPORT RefusedJoins {
 public:
  static constexpr std::size_t kMostGroups = 32;

  struct Entry {
    Group group;
    JoinRefusal reason = JoinRefusal::unknown_number;
    std::uint64_t count = 0;
    TimePoint last{};

    friend bool operator==(const Entry&, const Entry&) = default;
  };

  /// When the table is full, the group not asked for longest makes room.
  void count(JoinRefusal reason, const Group& group, TimePoint now);

  std::uint64_t total(JoinRefusal reason) const noexcept { return totals_[static_cast<std::size_t>(reason)]; }
  std::vector<Entry> latest() const;  ///< the last one first

 private:
  std::array<std::uint64_t, kJoinRefusals> totals_{};
  std::vector<Entry> entries_;
};

/// Why a group that served_group() does not know, or that names no configured service, is refused; none: it is not
/// the group of any Joincast service, and nobody's business here.
JOINCAST_EXPORT std::optional<JoinRefusal> refusal_of(const Link& link, const IpAddress& group, const Prefix& pool,
                                                      Scope scope);

}  // namespace joincast::headend
