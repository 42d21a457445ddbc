// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "libreceiver/member_watch_core.h"

// Private to the room.
namespace joincast::libreceiver {

/// What of one link and family cannot be heard, found out from what is. Each limit is told once.
class Hearing {
 public:
  Hearing(Family family, const WatchRules& rules, TimePoint now);

  void set_link(const WatchedLink& link, bool can_send);
  void note_query(const IpAddress& from, membership::Dialect dialect, bool general, Duration max_response,
                  TimePoint now);
  void note_own_query(Duration max_response, TimePoint now);  ///< a general one of this watch
  /// `other`: of a host that neither watches nor asks.
  void note_report(membership::Dialect dialect, bool other);
  void note_not_elected(const IpAddress& querier);
  void note_querier_gone();
  void note_full();
  void note_packets_lost();
  void handle_deadline(TimePoint now);
  std::optional<CannotHear> poll();
  TimePoint deadline() const noexcept { return std::min(silence_ends_, answers_end_); }

  /// Whether every member was given the chance to speak since the beginning.
  bool everybody_was_asked(TimePoint now) const noexcept { return now >= known_from_; }
  std::vector<HearingLimit> told() const;

 private:
  void tell(HearingLimit limit, std::string text);
  void expect_answers(bool told_apart, Duration max_response, TimePoint now);
  void tell_nobody_asks(const std::string& since);

  Family family_;
  const WatchRules& rules_;
  std::string name_;
  LocalBridge bridge_ = LocalBridge::none;
  TimePoint silence_ends_;
  TimePoint answers_end_ = kNever;
  TimePoint known_from_ = kNever;
  std::array<bool, 9> told_{};
  std::deque<CannotHear> output_;
};

}  // namespace joincast::libreceiver
