// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/joincast/hook_runner.h"
#include "libreceiver/member_event.h"

/// What `joincast members` tells, for people and for programs (docs/json.md).
namespace joincast::app {

/// One line, with the time of day: `12:01:03  joined   eth0  ff3e:...:8000:1  8000:0001  fe80::a  MLDv2  first`.
std::string in_words(const libreceiver::WatchEvent& event);
/// None: it ran and ended with zero, which is not worth a line.
std::optional<std::string> in_words(const HookResult& result);

std::string sources_in_words(const libreceiver::MemberView& member);  ///< `any`, `2001:db8::1`, `all but ...`
std::string querier_in_words(Family family, const std::optional<libreceiver::QuerierView>& querier);
std::string local_time_of_day(WallTime time);  ///< `12:01:03`

struct TableSize {
  std::size_t width = 79;  ///< columns; zero: as wide as it becomes
  std::size_t height = 0;  ///< lines; zero: as many as it becomes
  bool colour = false;
};
/// Everything at one moment, link by link. `notes`: what cannot be heard, below the table.
std::vector<std::string> table_of(const libreceiver::MembershipSnapshot& snapshot,
                                  const std::vector<std::string>& notes, const TableSize& size);

std::string to_json(const libreceiver::WatchEvent& event, Duration since_began);
std::string to_json(const HookResult& result, Duration since_began);
/// A line for each link and for each member.
std::vector<std::string> to_json(const libreceiver::MembershipSnapshot& snapshot, Duration since_began);

/// What a hook for this event is told: JOINCAST_EVENT, _GROUP, _INTERFACE, _HOST, _SOURCES, _SERVICE. None: the event
/// is neither a first nor a last member.
std::optional<Hook> hook_for(const libreceiver::WatchEvent& event);

}  // namespace joincast::app
