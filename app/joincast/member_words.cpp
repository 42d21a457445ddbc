// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/member_words.h"

#include <fmt/format.h>

#include <array>
#include <ctime>

namespace joincast::app {
namespace {

using namespace libreceiver;  // the events

std::string joined_by(const std::vector<IpAddress>& addresses, std::string_view between) {
  std::string text;
  for (const IpAddress& address : addresses) {
    if (!text.empty()) text += between;
    text += to_string(address);
  }
  return text;
}

std::string member_in_words(Family family, const MemberView& member) {
  std::string text = fmt::format("{}{}  {}", to_string(member.host), member.own ? " (this host)" : "",
                                 protocol_name(family, member.dialect));
  if (!member.exclude || !member.sources.empty()) text += "  from " + sources_in_words(member);
  return text;
}

struct Words {
  const WatchEvent& event;

  std::string about_group(std::string_view verb, const std::string& rest) const {
    const std::string service = event.service ? "  " + to_string(*event.service) : std::string();
    return fmt::format("{:<8} {}  {}{}  {}", verb, event.interface_name, to_string(event.group), service, rest);
  }
  std::string operator()(const MemberJoined& what) const {
    return about_group("joined", member_in_words(event.family, what.member) +
                                     (what.first ? "  first" : fmt::format("  {} members", what.members)));
  }
  std::string operator()(const MemberChanged& what) const {
    std::string text = member_in_words(event.family, what.member);
    if (what.before != what.member.dialect) text += fmt::format("  was {}", protocol_name(event.family, what.before));
    return about_group("changed", text);
  }
  std::string operator()(const MemberGone& what) const {
    std::string text = to_string(what.host);
    if (what.how == Departure::silent) text += "  silent";
    if (what.how == Departure::interface_gone) text += "  with the interface";
    text += !what.last ? fmt::format("  {} left", what.members) : what.certain ? "  last" : "  last, as far as heard";
    return about_group("left", text);
  }
  std::string operator()(const QuerierChanged& what) const {
    return fmt::format("{:<8} {}  {}", "querier", event.interface_name, querier_in_words(event.family, what.querier));
  }
  std::string operator()(const CannotHear& what) const {
    return fmt::format("{:<8} {}  {}", "note", event.interface_name, what.text);
  }
  std::string operator()(const InterfaceChanged& what) const {
    if (what.watched) return fmt::format("{:<8} {}", "watching", event.interface_name);
    return fmt::format("{:<8} {}  no longer watched: {}", "gone", event.interface_name, what.reason);
  }
};

}  // namespace

std::string sources_in_words(const MemberView& member) {
  const std::string list = joined_by(member.sources, ", ");
  if (!member.exclude) return list;
  return list.empty() ? "any" : "all but " + list;
}

std::string querier_in_words(Family family, const std::optional<QuerierView>& querier) {
  const std::string_view protocol = family == Family::ipv6 ? "MLD" : "IGMP";
  if (!querier) return fmt::format("{}: nobody is heard asking", protocol);
  const std::string who = querier->ours                       ? to_string(querier->address) + " (this program)"
                          : querier->address.is_unspecified() ? std::string("a switch without an address")
                                                              : to_string(querier->address);
  return fmt::format("{}: {} asks by {} every {} s", protocol, who, protocol_name(family, querier->dialect),
                     std::chrono::duration_cast<std::chrono::seconds>(querier->interval).count());
}

std::string local_time_of_day(WallTime time) {
  const std::time_t seconds =
      std::chrono::system_clock::to_time_t(std::chrono::time_point_cast<std::chrono::system_clock::duration>(time));
  std::tm parts{};
  localtime_r(&seconds, &parts);
  return fmt::format("{:02}:{:02}:{:02}", parts.tm_hour, parts.tm_min, parts.tm_sec);
}

std::string in_words(const WatchEvent& event) {
  return fmt::format("{}  {}", local_time_of_day(event.wall), std::visit(Words{event}, event.what));
}

std::optional<std::string> in_words(const HookResult& result) {
  if (result.exit_code == 0) return std::nullopt;
  const std::string_view why = result.hook.why == Hook::Why::first  ? "--exec-on-first"
                               : result.hook.why == Hook::Why::last ? "--exec-on-last"
                                                                    : "--exec-on-stall";
  const std::string how =
      result.error.empty() ? fmt::format("ended with {}", result.exit_code) : "could not be started: " + result.error;
  return fmt::format("{} of {} on {} {}", why, to_string(result.hook.group.address), result.hook.interface, how);
}

std::optional<Hook> hook_for(const WatchEvent& event) {
  const auto* joined = std::get_if<MemberJoined>(&event.what);
  const auto* gone = std::get_if<MemberGone>(&event.what);
  const bool first = joined && joined->first;
  if (!first && !(gone && gone->last)) return std::nullopt;
  Hook hook;
  hook.why = first ? Hook::Why::first : Hook::Why::last;
  hook.group = {event.group, event.interface};
  hook.interface = event.interface_name;
  const std::string sources = first && !joined->member.exclude ? joined_by(joined->member.sources, " ") : std::string();
  hook.environment = {
      std::string("JOINCAST_EVENT=") + (first ? "first" : "last"),
      "JOINCAST_GROUP=" + to_string(event.group),
      "JOINCAST_INTERFACE=" + event.interface_name,
      "JOINCAST_HOST=" + to_string(first ? joined->member.host : gone->host),
      "JOINCAST_SOURCES=" + sources,
  };
  if (event.service) hook.environment.push_back("JOINCAST_SERVICE=" + to_string(*event.service));
  return hook;
}

}  // namespace joincast::app
