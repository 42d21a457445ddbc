// SPDX-License-Identifier: LGPL-2.1-or-later
#include "membership/tracker.h"

namespace joincast::membership {

struct Tracker::Core {
  TrackerCounters counters;
};

Tracker::Tracker(std::uint32_t, Family, Wanted, TrackerLimits) : core_(std::make_unique<Core>()) {}
Tracker::~Tracker() = default;
Tracker::Tracker(Tracker&&) noexcept = default;
Tracker& Tracker::operator=(Tracker&&) noexcept = default;
void Tracker::set_own_sources(std::vector<IpAddress>) {}
void Tracker::set_timing(const Timing&) noexcept {}
void Tracker::set_querier(bool, Dialect) noexcept {}
void Tracker::note_general_query(Duration, TimePoint) noexcept {}
void Tracker::handle_packet(const Packet&, TimePoint) {}
void Tracker::handle_deadline(TimePoint) {}
std::optional<Tracker::Output> Tracker::poll_output() { return std::nullopt; }
TimePoint Tracker::deadline() const noexcept { return kNever; }
void Tracker::forget_unwanted() {}
std::size_t Tracker::group_count() const noexcept { return 0; }
std::size_t Tracker::host_count() const noexcept { return 0; }
std::size_t Tracker::member_count(const IpAddress&) const noexcept { return 0; }
std::vector<Member> Tracker::members(const IpAddress&) const { return {}; }
std::vector<IpAddress> Tracker::groups() const { return {}; }
Dialect Tracker::dialect(const IpAddress&) const noexcept { return Dialect::v3; }
const TrackerCounters& Tracker::counters() const noexcept { return core_->counters; }

}  // namespace joincast::membership
