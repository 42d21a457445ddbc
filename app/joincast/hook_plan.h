// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/address.h"

namespace joincast::app {

/// A user's command, to be run because of a group: somebody joined it first, left it last, or nothing comes in it.
struct Hook {
  enum class Why : std::uint8_t { first, last, stall };

  Why why = Why::first;
  Group group{};
  std::string interface {};                ///< name
  std::string command{};                   ///< the user's own words; what strangers say is in `environment` only
  std::vector<std::string> environment{};  ///< `NAME=value`
};

/// When which hook may start: those of one group one behind the other, few at once, not too many waiting. Whose
/// `first` found no room, its `last` is left out too, so that commands see whole pairs.
class HookPlan {
 public:
  explicit HookPlan(std::size_t at_once = 16, std::size_t waiting = 1'024) noexcept
      : at_once_(at_once), most_waiting_(waiting) {}

  bool offer(Hook hook);       ///< false: no room, it is left out
  std::optional<Hook> next();  ///< that may start now; say finished() when it is over
  void finished(const Group& group) { running_.erase(group); }

  std::size_t running() const noexcept { return running_.size(); }
  std::size_t waiting() const noexcept { return waiting_.size(); }
  std::uint64_t left_out() const noexcept { return left_out_; }

 private:
  std::size_t at_once_;
  std::size_t most_waiting_;
  std::deque<Hook> waiting_;
  std::set<Group> running_;
  std::set<Group> skipped_;  // their `first` was left out
  std::uint64_t left_out_ = 0;
};

}  // namespace joincast::app
