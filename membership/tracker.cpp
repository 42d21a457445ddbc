// SPDX-License-Identifier: LGPL-2.1-or-later
#include "membership/tracker.h"

#include <algorithm>

#include "membership/tracker_core.h"

namespace joincast::membership {

Tracker::Tracker(std::uint32_t interface, Family family, Wanted wanted, TrackerLimits limits)
    : core_(new Core{.interface = interface, .family = family, .wanted = std::move(wanted), .limits = limits}) {}
Tracker::~Tracker() = default;
Tracker::Tracker(Tracker&&) noexcept = default;
Tracker& Tracker::operator=(Tracker&&) noexcept = default;

void Tracker::set_own_sources(std::vector<IpAddress> sources) { core_->own_sources = std::move(sources); }
void Tracker::set_timing(const Timing& timing) noexcept { core_->timing = timing; }

void Tracker::set_querier(bool querier, Dialect dialect) noexcept {
  core_->querier = querier;
  core_->dialect = dialect;
}

void Tracker::set_asked(bool asked, TimePoint now) {
  if (core_->asked == asked) return;
  core_->asked = asked;
  core_->asked_since = now;
  if (!asked) return;
  for (auto& [group, entry] : core_->groups) {
    if (!entry.asked) entry.filter.raise(now + core_->timing.listening_interval());
    core_->reschedule(entry, group);
  }
}

void Tracker::take_record_for_whole() noexcept { core_->known_from = TimePoint::min(); }

void Tracker::note_general_query(Duration max_response, TimePoint now) noexcept {
  core_->known_from = std::min(core_->known_from, now + max_response + kLate);
}

void Tracker::handle_packet(const Packet& packet, TimePoint now) {
  Core& core = *core_;
  core.clock = now;
  if (packet.family() != core.family) return;
  if (const auto* query = std::get_if<Query>(&packet.message)) return core.handle_query(*query, now);
  const auto* report = std::get_if<Report>(&packet.message);
  const auto* old_report = std::get_if<OldReport>(&packet.message);
  const auto* leave = std::get_if<Leave>(&packet.message);
  if (!report && !old_report && !leave) return;
  if (packet.source.is_v6() && packet.source.is_unspecified()) {
    ++core.counters.unspecified_source;
  } else if (report) {
    ++core.counters.reports;
    for (const GroupRecord& record : report->records) core.handle_record(packet.source, Dialect::v3, record, now);
  } else if (old_report) {  // RFC 3810 section 8.3.2: an old report is IS_EX({}), a Done TO_IN({})
    ++core.counters.old_reports;
    core.handle_record(packet.source, old_report->dialect, {RecordType::is_exclude, old_report->group, {}}, now);
  } else {
    ++core.counters.leaves;
    core.handle_record(packet.source, Dialect::v2, {RecordType::to_include, leave->group, {}}, now);
  }
}

void Tracker::handle_deadline(TimePoint now) {
  core_->clock = now;
  while (!core_->wakes.empty() && core_->wakes.begin()->first <= now)
    core_->process(core_->groups.find(core_->wakes.begin()->second), now);
}

std::optional<Tracker::Output> Tracker::poll_output() {
  if (core_->output.empty()) return std::nullopt;
  Output next = std::move(core_->output.front());
  core_->output.pop_front();
  return next;
}

TimePoint Tracker::deadline() const noexcept { return core_->wakes.empty() ? kNever : core_->wakes.begin()->first; }

void Tracker::forget_unwanted() {
  if (!core_->wanted) return;
  for (auto at = core_->groups.begin(); at != core_->groups.end();) {
    const auto current = at++;
    if (!core_->wanted(current->first)) core_->end(current, false);
  }
}

std::size_t Tracker::group_count() const noexcept { return core_->groups.size(); }
std::size_t Tracker::host_count() const noexcept { return core_->hosts; }

std::size_t Tracker::member_count(const IpAddress& group) const noexcept {
  const auto at = core_->groups.find(group);
  return at == core_->groups.end() ? 0 : at->second.hosts.size();
}

std::vector<Member> Tracker::members(const IpAddress& group) const {
  std::vector<Member> list;
  if (const auto at = core_->groups.find(group); at != core_->groups.end())
    for (const auto& [address, host] : at->second.hosts)
      list.push_back({address, host.dialect, host.exclude, host.addresses(), host.heard});
  return list;
}

std::optional<Member> Tracker::member(const IpAddress& group, const IpAddress& address) const {
  const auto at = core_->groups.find(group);
  if (at == core_->groups.end()) return std::nullopt;
  const auto host = at->second.hosts.find(address);
  if (host == at->second.hosts.end()) return std::nullopt;
  const HostEntry& entry = host->second;
  return Member{address, entry.dialect, entry.exclude, entry.addresses(), entry.heard};
}

std::vector<IpAddress> Tracker::groups() const {
  std::vector<IpAddress> list;
  for (const auto& [group, entry] : core_->groups) list.push_back(group);
  std::sort(list.begin(), list.end());
  return list;
}

Dialect Tracker::dialect(const IpAddress& group) const noexcept {
  const auto at = core_->groups.find(group);
  return at == core_->groups.end() ? Dialect::v3 : at->second.dialect(core_->clock);
}

const TrackerCounters& Tracker::counters() const noexcept { return core_->counters; }

}  // namespace joincast::membership
