// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <deque>
#include <set>
#include <unordered_map>
#include <utility>

#include "membership/group_entry.h"
#include "membership/tracker.h"

/// Private to the room.
namespace joincast::membership {

/// Answers to a general query may come this late behind their deadline and still belong to it.
inline constexpr Duration kLate = std::chrono::milliseconds{500};

struct Tracker::Core {
  using Groups = std::unordered_map<IpAddress, GroupEntry>;

  std::uint32_t interface;
  Family family;
  Wanted wanted;
  TrackerLimits limits;
  std::vector<IpAddress> own_sources{};
  Timing timing{};
  bool querier = false;
  Dialect dialect = Dialect::v3;
  bool asked = true;                         ///< somebody does: silence counts
  TimePoint asked_since = TimePoint::min();  ///< or not, for so long
  TimePoint known_from = kNever;             ///< from then on every member was given the chance to speak
  TimePoint clock{};                         ///< as last heard of
  Groups groups{};
  std::set<std::pair<TimePoint, IpAddress>> wakes{};  ///< kNever is not in it
  std::size_t hosts = 0;
  std::deque<Output> output{};
  TrackerCounters counters{};

  // What a record means here.
  void handle_record(const IpAddress& host, Dialect spoken, const GroupRecord& record, TimePoint now);
  bool is_possible(const GroupRecord& record);
  static bool asks_for_nothing(const GroupRecord& record) noexcept;
  bool admits(const GroupRecord& record, const std::vector<IpAddress>& sources, TimePoint now);
  void update(Groups::iterator at, bool fresh, const IpAddress& host, Dialect spoken, const GroupRecord& record,
              const std::vector<IpAddress>& sources, TimePoint now);
  bool is_ignored(const GroupEntry& entry, const GroupRecord& record, TimePoint now) const noexcept;
  std::vector<IpAddress> relevant(const GroupRecord& record, TimePoint now, const GroupEntry* entry);
  void note_older(GroupEntry& entry, Dialect spoken, TimePoint now) const;
  void handle_query(const Query& query, TimePoint now);

  // Who is a member.
  bool excludes_us(bool exclude, const std::vector<IpAddress>& unwanted) const;
  bool counts(const HostEntry& host) const {
    return host.exclude ? !excludes_us(true, host.addresses()) : !host.sources.empty();
  }
  bool interested(const Filter& filter) const;
  bool all_on_record(const GroupEntry& entry, TimePoint now) const noexcept;
  bool told_apart(const GroupEntry& entry, TimePoint now) const noexcept;

  // What happens to an entry.
  enum class Change { none, joined, returned, left, unrecorded };
  Change update_host(GroupEntry& entry, const IpAddress& host, Dialect spoken, RecordType type,
                     const std::vector<IpAddress>& sources, TimePoint now);
  void announce(Change change, bool fresh, const Group& group, const IpAddress& host,
                const std::vector<IpAddress>& sources, RecordType type);
  void ask(GroupEntry& entry, const IpAddress& group, const Filter::Asks& asks, TimePoint now);
  void send_asks(GroupEntry& entry, const IpAddress& group, TimePoint now);
  void send_source_asks(GroupEntry& entry, const IpAddress& group, TimePoint now);
  bool ask_before_end(GroupEntry& entry, const IpAddress& group, TimePoint now);
  void process(Groups::iterator at, TimePoint now);
  void end(Groups::iterator at, bool expired);
  void wake_at(GroupEntry& entry, const IpAddress& group, TimePoint when);
  void reschedule(GroupEntry& entry, const IpAddress& group);

  /// When a host was last heard, or first could have been.
  TimePoint heard(const HostEntry& host) const noexcept { return std::max(host.heard, asked_since); }
};

}  // namespace joincast::membership
