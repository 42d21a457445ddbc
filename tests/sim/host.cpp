// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/sim/host.h"

#include "membership/codec.h"

namespace joincast::sim {
namespace {

using membership::RecordType;
using std::chrono::milliseconds;

constexpr Duration kBeforeReport = milliseconds(16);  // Linux: 8 to 16 ms
constexpr Duration kRepeatAfter = milliseconds(180);

}  // namespace

Host::Host(Timeline& time, unsigned number, membership::Dialect dialect, std::uint64_t seed, Send send)
    : down(seed * 4 + 1),
      up(seed * 4 + 2),
      time_(time),
      number_(number),
      dialect_(dialect),
      rng_(seed * 4 + 3),
      send_(std::move(send)) {}

IpAddress Host::link_local() const {
  Bytes octets = {0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xc0, 0, 0};
  octets[14] = static_cast<std::uint8_t>(number_ >> 8);
  octets[15] = static_cast<std::uint8_t>(number_);
  return *IpAddress::from_octets(octets);
}

IpAddress Host::address(Family family) const {
  if (family == Family::ipv4) return IpAddress::v4(0x0a01'0000u + number_);  // 10.1/16
  Bytes octets = {0x20, 0x01, 0x0d, 0xb8, 0xd0, 0xbe, 0xf0, 0x0d, 0, 0, 0, 0, 0, 0xc0, 0, 0};
  octets[14] = static_cast<std::uint8_t>(number_ >> 8);
  octets[15] = static_cast<std::uint8_t>(number_);
  return *IpAddress::from_octets(octets);
}

void Host::join(const IpAddress& group, std::optional<IpAddress> source) {
  Joined& joined = groups_[group];
  if (joined.users++ != 0) return;
  joined.source = source;
  const std::uint64_t life = joined.life = ++lives_;
  const auto tell = [this, group] {
    const auto& source_wanted = groups_.at(group).source;
    if (dialect_ == membership::Dialect::v3)
      report(group, source_wanted ? RecordType::allow : RecordType::to_exclude, source_wanted);
    else
      report_state(group);
  };
  time_.in(Duration(rng_.below(kBeforeReport.count())), [this, group, life, tell] { again(group, life, tell); });
  time_.in(kRepeatAfter, [this, group, life, tell] { again(group, life, tell); });
}

/// Only while the same stay in the group lasts.
void Host::again(const IpAddress& group, std::uint64_t life, std::function<void()> what) {
  const auto found = groups_.find(group);
  if (found != groups_.end() && found->second.life == life) what();
}

void Host::leave(const IpAddress& group) {
  const auto found = groups_.find(group);
  if (found == groups_.end() || --found->second.users != 0) return;
  const Joined joined = found->second;
  groups_.erase(found);
  if (dialect_ != membership::Dialect::v3) {
    if (joined.reported_last) say(group.family(), membership::Leave{group});
    return;
  }
  const auto tell = [this, group, source = joined.source] {
    if (!groups_.contains(group)) report(group, source ? RecordType::block : RecordType::to_include, source);
  };
  tell();
  time_.in(kRepeatAfter, tell);
}

bool Host::hears(const IpAddress& group, const IpAddress& from) const {
  const auto found = groups_.find(group);
  return !gone_ && found != groups_.end() && (!found->second.source || *found->second.source == from);
}

void Host::handle(const membership::Packet& packet) {
  if (const auto* query = std::get_if<membership::Query>(&packet.message)) {
    for (auto& [group, joined] : groups_)
      if (group.family() == packet.family() && (query->is_general() || query->group == group))
        answer_later(group, query->max_response);
  } else if (const auto* other = std::get_if<membership::OldReport>(&packet.message)) {
    const auto found = groups_.find(other->group);
    if (found == groups_.end() || dialect_ == membership::Dialect::v3) return;
    found->second.answer = kNever;  // suppressed
    found->second.reported_last = false;
  }
}

void Host::answer_later(const IpAddress& group, Duration within) {
  Joined& joined = groups_.at(group);
  const TimePoint when =
      time_.mono() + Duration(rng_.below(static_cast<std::uint64_t>(std::max<std::int64_t>(within.count(), 1))));
  if (joined.answer <= when) return;
  joined.answer = when;
  time_.at(when, [this, group, when] {
    const auto found = groups_.find(group);
    if (found == groups_.end() || found->second.answer != when) return;
    found->second.answer = kNever;
    report_state(group);
  });
}

void Host::report_state(const IpAddress& group) {
  Joined& joined = groups_.at(group);
  joined.reported_last = true;
  if (dialect_ == membership::Dialect::v3)
    report(group, joined.source ? RecordType::is_include : RecordType::is_exclude, joined.source);
  else
    say(group.family(), membership::OldReport{dialect_, group});
}

void Host::report(const IpAddress& group, RecordType type, const std::optional<IpAddress>& source) {
  membership::GroupRecord record{type, group, {}};
  if (source) record.sources = {*source};
  say(group.family(), membership::Report{{record}});
}

void Host::say(Family family, membership::Message message) {
  if (gone_) return;
  membership::Packet packet;
  packet.source = reporter(family);
  packet.destination = membership::destination_of(message, family);
  packet.message = std::move(message);
  send_(*this, membership::to_ip_packet(packet));
}

}  // namespace joincast::sim
