// SPDX-License-Identifier: LGPL-2.1-or-later
#include "membership/tracker_core.h"

#include <algorithm>

namespace joincast::membership {
namespace {

/// Within this a host repeats a report of its own accord (RFC 3810 section 9.11: 1 s, robustness - 1 times);
/// the same joining later means that it was away.
constexpr Duration kRepeats = std::chrono::seconds{3};

/// From an older host's leave to "nobody left" where another querier's questions about it may not be heard: as long
/// as they take by the RFCs' own values (RFC 3810 section 9.10, RFC 2236 section 8.10).
constexpr Duration kUnheardRound = std::chrono::seconds{2};

/// Sources in one query: 1,024 octets of IPv6 addresses stay below every MTU.
constexpr std::size_t kSourcesPerQuery = 64;

bool excludes(RecordType type) noexcept { return type == RecordType::is_exclude || type == RecordType::to_exclude; }

}  // namespace

/// Whether `unwanted` holds every address that this machine sends from.
bool Tracker::Core::excludes_us(bool exclude, const std::vector<IpAddress>& unwanted) const {
  if (!exclude || own_sources.empty()) return false;
  return std::all_of(own_sources.begin(), own_sources.end(), [&](const IpAddress& own) {
    return std::find(unwanted.begin(), unwanted.end(), own) != unwanted.end();
  });
}

bool Tracker::Core::interested(const Filter& filter) const {
  if (filter.empty()) return false;
  std::vector<IpAddress> unwanted;
  for (const Filter::Source& source : filter.sources())
    if (!source.running()) unwanted.push_back(source.address);
  return !excludes_us(filter.exclude(), unwanted);
}

/// Whether every member that does not suppress its reports has a record of its own.
bool Tracker::Core::all_on_record(const GroupEntry& entry, TimePoint now) const noexcept {
  return now >= known_from && entry.untracked_until <= now;
}

bool Tracker::Core::told_apart(const GroupEntry& entry, TimePoint now) const noexcept {
  return all_on_record(entry, now) && entry.dialect(now) == Dialect::v3;
}

/// RFC 3810 section 8.3.2, RFC 3376 section 7.3.2: what older hosts beside it make meaningless.
bool Tracker::Core::is_ignored(const GroupEntry& entry, const GroupRecord& record, TimePoint now) const noexcept {
  const Dialect oldest = entry.dialect(now);
  if (record.type == RecordType::block) return oldest != Dialect::v3;
  return record.type == RecordType::to_include && oldest == Dialect::v1;
}

/// The sources of a record that can matter, our own first; at most as many as are kept.
std::vector<IpAddress> Tracker::Core::relevant(const GroupRecord& record, TimePoint now, const GroupEntry* entry) {
  if (record.type == RecordType::to_exclude && entry && entry->dialect(now) != Dialect::v3) return {};
  std::vector<IpAddress> sources = record.sources;
  const auto own = [this](const IpAddress& source) {
    return std::find(own_sources.begin(), own_sources.end(), source) != own_sources.end();
  };
  if (!own_sources.empty()) {
    if (record.group.is_source_specific() || excludes(record.type))
      std::erase_if(sources, [&](const IpAddress& source) { return !own(source); });
    else
      std::stable_partition(sources.begin(), sources.end(), own);
  }
  if (sources.size() > limits.sources_per_group) {
    counters.refused_sources += sources.size() - limits.sources_per_group;
    sources.resize(limits.sources_per_group);
  }
  return sources;
}

void Tracker::Core::note_older(GroupEntry& entry, Dialect spoken, TimePoint now) const {
  const TimePoint until = now + timing.older_host_present_interval();
  if (spoken == Dialect::v2) entry.v2_until = std::max(entry.v2_until, until);
  if (spoken == Dialect::v1) entry.v1_until = std::max(entry.v1_until, until);
}

bool Tracker::Core::is_possible(const GroupRecord& record) {
  if (record.type < RecordType::is_include || record.type > RecordType::block) {
    ++counters.unknown_records;
    return false;
  }
  if (!record.group.is_multicast()) {
    ++counters.bad_group;
    return false;
  }
  return true;
}

bool Tracker::Core::asks_for_nothing(const GroupRecord& record) noexcept {
  if (record.type == RecordType::block) return true;
  return record.sources.empty() && record.type != RecordType::is_exclude && record.type != RecordType::to_exclude;
}

/// Whether a record opens a new entry: it asks for something, and there is room.
bool Tracker::Core::admits(const GroupRecord& record, const std::vector<IpAddress>& sources, TimePoint now) {
  HostEntry first;
  first.apply(record.type, sources, now, limits.sources_per_group);
  if (!counts(first)) return false;
  if (groups.size() < limits.groups) return true;
  ++counters.refused_groups;
  return false;
}

void Tracker::Core::handle_record(const IpAddress& host, Dialect spoken, const GroupRecord& record, TimePoint now) {
  if (!is_possible(record)) return;
  auto at = groups.find(record.group);
  const bool fresh = at == groups.end();
  if (fresh && asks_for_nothing(record)) return;
  if (fresh && wanted && !wanted(record.group)) {
    ++counters.not_wanted;
    return;
  }
  if (!fresh && is_ignored(at->second, record, now)) return;
  const std::vector<IpAddress> sources = relevant(record, now, fresh ? nullptr : &at->second);
  if (fresh) {
    if (!admits(record, sources, now)) return;
    at = groups.try_emplace(record.group).first;
  }
  update(at, fresh, host, spoken, record, sources, now);
}

void Tracker::Core::update(Groups::iterator at, bool fresh, const IpAddress& host, Dialect spoken,
                           const GroupRecord& record, const std::vector<IpAddress>& sources, TimePoint now) {
  GroupEntry& entry = at->second;
  if (spoken != Dialect::v3 && record.type == RecordType::is_exclude) note_older(entry, spoken, now);
  const bool on_record = entry.hosts.contains(host);
  const Filter::Asks asks = entry.filter.apply(record.type, sources, now, timing.listening_interval(),
                                               limits.sources_per_group, counters.refused_sources);
  const Change change = update_host(entry, host, spoken, record.type, sources, now);
  const bool reduced = asks.any() || change == Change::left;
  if (!reduced && record.type != RecordType::block) entry.asked = entry.silent = false;
  if (reduced && told_apart(entry, now)) {
    entry.stop_asking();
    entry.rebuild(asked_since, timing.listening_interval(), limits.sources_per_group);
    // Should a host have been missed, this brings it back.
    if (querier && !interested(entry.filter))
      output.emplace_back(Query{.group = record.group, .max_response = timing.last_listener_interval});
  } else if (asks.any() && querier) {
    if (now < entry.round_ends && !on_record)
      ++counters.repeated_leaves;
    else
      ask(entry, record.group, asks, now);
  } else if (asks.group && entry.hosts.empty() && all_on_record(entry, now)) {
    // A switch that is querier asks at the leaver's port alone. Any host left there answers, and that is heard.
    entry.filter.lower_group(now + kUnheardRound);
    entry.asked = true;
  }
  if (!interested(entry.filter)) return end(at, false);
  announce(change, fresh, {record.group, interface}, host, sources, record.type);
  wake_at(entry, record.group, std::min({entry.filter.deadline(), now + timing.listening_interval(), entry.next_ask}));
}

Tracker::Core::Change Tracker::Core::update_host(GroupEntry& entry, const IpAddress& host, Dialect spoken,
                                                 RecordType type, const std::vector<IpAddress>& sources,
                                                 TimePoint now) {
  auto at = entry.hosts.find(host);
  const bool known = at != entry.hosts.end();
  HostEntry state = known ? at->second : HostEntry{};
  state.apply(type, sources, now, limits.sources_per_group);
  state.dialect = spoken;
  const bool wants = counts(state) && (known || type != RecordType::block);
  if (!wants) {
    if (!known) return Change::none;
    entry.hosts.erase(at);
    --hosts;
    return Change::left;
  }
  if (host.is_unspecified()) entry.untracked_until = now + timing.listening_interval();
  const bool joins = type == RecordType::to_exclude ||
                     (!state.exclude && (type == RecordType::allow || type == RecordType::to_include));
  if (known) {
    const bool returned = joins && now - state.joined > kRepeats;
    if (joins) state.joined = now;
    at->second = std::move(state);
    return returned ? Change::returned : Change::none;
  }
  if (entry.hosts.size() >= limits.hosts_per_group || hosts >= limits.hosts) {
    ++counters.refused_hosts;
    entry.untracked_until = now + timing.listening_interval();
    return Change::unrecorded;
  }
  state.joined = now;
  entry.hosts.emplace(host, std::move(state));
  ++hosts;
  return Change::joined;
}

void Tracker::Core::announce(Change change, bool fresh, const Group& group, const IpAddress& host,
                             const std::vector<IpAddress>& sources, RecordType type) {
  const std::vector<IpAddress> asked_for = excludes(type) ? std::vector<IpAddress>{} : sources;
  if (fresh)
    output.emplace_back(FirstMember{group, host, asked_for});
  else if (change == Change::joined || change == Change::returned)
    output.emplace_back(NewMember{group, host, asked_for});
  else if (change == Change::left)
    output.emplace_back(MemberLeft{group, host, false});
}

/// RFC 3810 section 7.4.1: a query with the S flag clear lowers every router's timers.
void Tracker::Core::handle_query(const Query& query, TimePoint now) {
  if (query.is_general()) {
    known_from = std::min(known_from, now + query.max_response + kLate);
    return;
  }
  const auto at = groups.find(query.group);
  if (at == groups.end() || query.suppress) return;
  GroupEntry& entry = at->second;
  const unsigned count = query.robustness != 0 ? query.robustness : timing.robustness;
  const Duration interval = query.max_response != Duration{} ? query.max_response : timing.last_listener_interval;
  const TimePoint until = now + count * interval;
  if (query.sources.empty()) entry.filter.lower_group(until);
  for (const IpAddress& source : query.sources) entry.filter.lower_source(source, until);
  entry.asked = true;
  wake_at(entry, query.group, entry.filter.deadline());
}

/// RFC 3810 section 7.6.3: lower the timers, send the first query, and schedule the others.
void Tracker::Core::ask(GroupEntry& entry, const IpAddress& group, const Filter::Asks& asks, TimePoint now) {
  const TimePoint until = now + timing.last_listener_time();
  const bool by_source = dialect == Dialect::v3;
  if (asks.group || !by_source) {
    entry.filter.lower_group(until);
    entry.asks_left = timing.last_listener_count;
  }
  for (const IpAddress& address : asks.sources) entry.filter.lower_source(address, until);
  if (by_source)
    for (Filter::Source& source : entry.filter.sources())
      if (std::find(asks.sources.begin(), asks.sources.end(), source.address) != asks.sources.end())
        source.asks_left = timing.last_listener_count;
  entry.round_ends = until;
  entry.asked = true;
  send_asks(entry, group, now);
}

void Tracker::Core::send_asks(GroupEntry& entry, const IpAddress& group, TimePoint now) {
  if (entry.asks_left > 0) {
    --entry.asks_left;
    const bool confirmed = entry.filter.exclude() && entry.filter.timer() > now + timing.last_listener_time();
    output.emplace_back(Query{.group = group, .max_response = timing.last_listener_interval, .suppress = confirmed});
  }
  send_source_asks(entry, group, now);
  const bool more = entry.asks_left > 0 || std::any_of(entry.filter.sources().begin(), entry.filter.sources().end(),
                                                       [](const auto& source) { return source.asks_left > 0; });
  entry.next_ask = more ? now + timing.last_listener_interval : kNever;
}

/// RFC 3810 section 7.6.3.2: one query for the sources confirmed meanwhile, with the S flag, and one for the others.
void Tracker::Core::send_source_asks(GroupEntry& entry, const IpAddress& group, TimePoint now) {
  for (const bool confirmed : {true, false}) {
    Query query{.group = group, .max_response = timing.last_listener_interval, .suppress = confirmed};
    const auto flush = [&] {
      if (!query.sources.empty()) output.emplace_back(query);
      query.sources.clear();
    };
    for (Filter::Source& source : entry.filter.sources()) {
      const bool above = source.running() && source.until > now + timing.last_listener_time();
      if (source.asks_left == 0 || above != confirmed) continue;
      query.sources.push_back(source.address);
      if (query.sources.size() == kSourcesPerQuery) flush();
    }
    flush();
  }
  for (Filter::Source& source : entry.filter.sources())
    if (source.asks_left > 0) --source.asks_left;
}

/// Nobody answered the last general queries, which may have been lost: before the group ends it is asked about by name.
bool Tracker::Core::ask_before_end(GroupEntry& entry, const IpAddress& group, TimePoint now) {
  if (!querier || entry.asked) return false;
  Filter after = entry.filter;
  after.expire(now);
  if (interested(after) || !interested(entry.filter)) return false;
  const TimePoint until = now + timing.last_listener_time();
  Filter::Asks asks;
  asks.group = entry.filter.exclude();
  std::vector<Filter::Source> sources = entry.filter.sources();
  for (Filter::Source& source : sources) {
    if (!source.running()) continue;
    source.until = std::max(source.until, until);
    asks.sources.push_back(source.address);
  }
  entry.filter.assign(asks.group, until, std::move(sources));
  entry.silent = true;
  ask(entry, group, asks, now);
  return true;
}

void Tracker::Core::process(Groups::iterator at, TimePoint now) {
  const IpAddress group = at->first;
  GroupEntry& entry = at->second;
  if (!querier) entry.stop_asking();
  if (entry.next_ask <= now) send_asks(entry, group, now);
  if (!asked && !entry.asked) return reschedule(entry, group);
  if (!ask_before_end(entry, group, now)) entry.filter.expire(now);
  if (!interested(entry.filter)) return end(at, entry.silent || !entry.asked);
  if (entry.silent || !asked) return reschedule(entry, group);
  for (auto host = entry.hosts.begin(); host != entry.hosts.end();) {
    const TimePoint earliest = now - timing.listening_interval();
    if (asked_since <= earliest) host->second.forget_before(earliest);
    if (heard(host->second) > earliest && counts(host->second)) {
      ++host;
      continue;
    }
    output.emplace_back(MemberLeft{{group, interface}, host->first, true});
    host = entry.hosts.erase(host);
    --hosts;
  }
  reschedule(entry, group);
}

void Tracker::Core::end(Groups::iterator at, bool expired) {
  output.emplace_back(LastMemberGone{{at->first, interface}, expired});
  hosts -= at->second.hosts.size();
  wakes.erase({at->second.wake, at->first});
  groups.erase(at);
}

/// Brings the entry's turn forward; it may come too early, which costs one look.
void Tracker::Core::wake_at(GroupEntry& entry, const IpAddress& group, TimePoint when) {
  if (when >= entry.wake) return;
  wakes.erase({entry.wake, group});
  entry.wake = when;
  wakes.emplace(when, group);
}

void Tracker::Core::reschedule(GroupEntry& entry, const IpAddress& group) {
  TimePoint next = entry.next_ask;
  if (asked || entry.asked) {
    next = std::min(next, entry.filter.deadline());
    if (!entry.silent && asked)
      for (const auto& [address, host] : entry.hosts) next = std::min(next, heard(host) + timing.listening_interval());
  }
  wakes.erase({entry.wake, group});
  entry.wake = kNever;
  wake_at(entry, group, next);
}

}  // namespace joincast::membership
