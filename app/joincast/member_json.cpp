// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "app/joincast/member_words.h"
#include "app/joincast/words.h"

namespace joincast::app {
namespace {

using namespace libreceiver;  // the events
using Json = nlohmann::ordered_json;

double ms(Duration duration) { return std::round(milliseconds(duration) * 1e3) / 1e3; }

std::string line_of(const Json& object) { return object.dump(-1, ' ', false, Json::error_handler_t::replace); }

/// `2026-11-21T12:01:03.250Z`.
std::string utc(WallTime time) {
  const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count();
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(static_cast<std::time_t>(milliseconds / 1000)),
                     milliseconds % 1000);
}

std::string_view name_of(Family family) noexcept { return family == Family::ipv6 ? "ipv6" : "ipv4"; }

void add_member(Json& object, Family family, const MemberView& member) {
  object["host"] = to_string(member.host);
  object["own"] = member.own;
  object["protocol"] = protocol_name(family, member.dialect);
  object["mode"] = member.exclude ? "exclude" : "include";
  object["sources"] = Json::array();
  for (const IpAddress& source : member.sources) object["sources"].push_back(to_string(source));
}

Json querier_of(Family family, const std::optional<QuerierView>& querier) {
  if (!querier) return nullptr;
  Json object;
  object["address"] = to_string(querier->address);
  object["ours"] = querier->ours;
  object["protocol"] = protocol_name(family, querier->dialect);
  object["interval_s"] = std::chrono::duration_cast<std::chrono::seconds>(querier->interval).count();
  object["since"] = utc(querier->since);
  return object;
}

Json begin(std::string_view event, Duration since_began) {
  Json object;
  object["event"] = event;
  object["ms"] = ms(since_began);
  return object;
}

struct Fields {
  Json& object;
  Family family;

  void operator()(const MemberJoined& what) const {
    object["event"] = "joined";
    add_member(object, family, what.member);
    object["first"] = what.first;
    object["members"] = what.members;
  }
  void operator()(const MemberChanged& what) const {
    object["event"] = "changed";
    add_member(object, family, what.member);
    object["before"] = protocol_name(family, what.before);
  }
  void operator()(const MemberGone& what) const {
    object["event"] = "left";
    object["host"] = to_string(what.host);
    constexpr std::array kHow = {"left", "silent", "interface_gone"};
    object["how"] = kHow[static_cast<std::size_t>(what.how)];
    object["last"] = what.last;
    object["certain"] = what.certain;
    object["members"] = what.members;
  }
  void operator()(const QuerierChanged& what) const {
    object["event"] = "querier";
    object["querier"] = querier_of(family, what.querier);
  }
  void operator()(const CannotHear& what) const {
    object["event"] = "cannot_hear";
    object["limit"] = to_string(what.limit);
    object["text"] = what.text;
  }
  void operator()(const InterfaceChanged& what) const {
    object["event"] = "interface";
    object["watched"] = what.watched;
    object["reason"] = what.reason;
  }
};

void add_group(Json& object, const IpAddress& group, const std::optional<ServiceNumber>& service) {
  object["group"] = to_string(group);
  if (service) object["service"] = to_string(*service);
}

}  // namespace

std::string to_json(const WatchEvent& event, Duration since_began) {
  Json object = begin("", since_began);
  object["time"] = utc(event.wall);
  object["interface"] = event.interface_name;
  if (!std::holds_alternative<InterfaceChanged>(event.what)) object["family"] = name_of(event.family);
  if (event.group.is_multicast()) add_group(object, event.group, event.service);
  std::visit(Fields{object, event.family}, event.what);
  return line_of(object);
}

std::string to_json(const HookResult& result, Duration since_began) {
  Json object = begin("hook", since_began);
  object["for"] = result.hook.why == Hook::Why::first ? "first" : result.hook.why == Hook::Why::last ? "last" : "stall";
  object["interface"] = result.hook.interface;
  object["group"] = to_string(result.hook.group.address);
  object["exit_code"] = result.exit_code;
  if (!result.error.empty()) object["error"] = result.error;
  return line_of(object);
}

std::vector<std::string> to_json(const MembershipSnapshot& snapshot, Duration since_began) {
  std::vector<std::string> lines;
  for (const LinkView& link : snapshot.links) {
    Json object = begin("link", since_began);
    object["time"] = utc(snapshot.at);
    object["interface"] = link.interface_name;
    object["family"] = name_of(link.family);
    object["querier"] = querier_of(link.family, link.querier);
    object["advertising"] = link.advertising;
    object["groups"] = link.groups.size();
    object["limits"] = Json::array();
    for (const HearingLimit limit : link.limits) object["limits"].push_back(to_string(limit));
    lines.push_back(line_of(object));
    for (const GroupView& group : link.groups)
      for (const MemberView& member : group.members) {
        Json one = begin("member", since_began);
        one["interface"] = link.interface_name;
        one["family"] = name_of(link.family);
        add_group(one, group.group, group.service);
        add_member(one, link.family, member);
        one["since"] = utc(member.since);
        one["last_heard"] = utc(member.last_heard);
        lines.push_back(line_of(one));
      }
  }
  return lines;
}

}  // namespace joincast::app
