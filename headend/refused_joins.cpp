// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/refused_joins.h"

#include <algorithm>

#include "base/source_specific.h"

namespace joincast::headend {

std::string_view to_string(JoinRefusal reason) noexcept {
  constexpr std::string_view kNames[kJoinRefusals] = {"unknown_number", "other_prefix", "other_scope", "other_source"};
  return kNames[static_cast<std::size_t>(reason)];
}

void RefusedJoins::count(JoinRefusal reason, const Group& group, TimePoint now) {
  ++totals_[static_cast<std::size_t>(reason)];
  const auto same = [&](const Entry& entry) { return entry.group == group; };
  auto at = std::find_if(entries_.begin(), entries_.end(), same);
  if (at == entries_.end() && entries_.size() < kMostGroups) at = entries_.insert(at, Entry{});
  if (at == entries_.end())
    at = std::min_element(entries_.begin(), entries_.end(), [](auto& a, auto& b) { return a.last < b.last; });
  if (!same(*at)) *at = {group, reason, 0, now};
  at->reason = reason;
  at->last = now;
  ++at->count;
}

std::vector<RefusedJoins::Entry> RefusedJoins::latest() const {
  std::vector<Entry> found = entries_;
  std::stable_sort(found.begin(), found.end(), [](const Entry& a, const Entry& b) { return a.last > b.last; });
  return found;
}

std::optional<JoinRefusal> refusal_of(const Link& link, const IpAddress& group, const Prefix& pool, Scope scope) {
  if (served_group(link, group, pool, scope)) return JoinRefusal::unknown_number;
  if (group.is_v4()) return std::nullopt;
  if (group.is_source_specific()) {
    for (const Scope other : {Scope::link, Scope::admin, Scope::site, Scope::organisation, Scope::global})
      if (service_of_source_specific_group(group, other)) return JoinRefusal::other_scope;
    return std::nullopt;
  }
  const auto prefix = prefix_of_group(group);
  if (!prefix || !service_of_group(group, *prefix)) return std::nullopt;
  const auto ours = [&](const LinkPrefix& one) { return service_of_group(group, one.prefix).has_value(); };
  return std::any_of(link.prefixes.begin(), link.prefixes.end(), ours) ? JoinRefusal::other_scope
                                                                       : JoinRefusal::other_prefix;
}

}  // namespace joincast::headend
