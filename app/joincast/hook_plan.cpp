// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/hook_plan.h"

#include <utility>

namespace joincast::app {

bool HookPlan::offer(Hook hook) {
  const bool first = hook.why == Hook::Why::first;
  // What belongs to a `first` that was taken has room for itself beside the others.
  const std::size_t most = first ? most_waiting_ : 2 * most_waiting_;
  const bool skipped = skipped_.erase(hook.group) != 0 && !first;
  if (skipped || waiting_.size() >= most) {
    if (first) skipped_.insert(hook.group);
    ++left_out_;
    return false;
  }
  waiting_.push_back(std::move(hook));
  return true;
}

std::optional<Hook> HookPlan::next() {
  if (running_.size() >= at_once_) return std::nullopt;
  std::set<Group> before;  // an earlier hook of theirs waits
  for (auto at = waiting_.begin(); at != waiting_.end(); ++at) {
    if (running_.contains(at->group) || !before.insert(at->group).second) continue;
    Hook hook = std::move(*at);
    waiting_.erase(at);
    running_.insert(hook.group);
    return hook;
  }
  return std::nullopt;
}

}  // namespace joincast::app
