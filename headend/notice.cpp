// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/notice.h"

#include <fmt/format.h>

#include <variant>

#include "sdp/text.h"

namespace joincast::headend {
namespace {

double milliseconds(Duration time) { return std::chrono::duration<double, std::milli>(time).count(); }

/// Strangers' texts stand in a log: one line, no escape sequences.
std::string one_line(std::string_view text) { return sdp::clean_text(text, 1'024); }

std::string of_members(std::size_t count) { return count == 1 ? "1 member" : fmt::format("{} members", count); }

struct Writer {
  std::string_view interface;

  std::string group(const Group& group) const {
    if (interface.empty()) return fmt::format("{}%{}", to_string(group.address), group.interface);
    return fmt::format("{}%{}", to_string(group.address), interface);
  }

  std::string operator()(const MemberJoined& n) const {
    return fmt::format("{} joined by {} in {} ({})", to_string(n.service), to_string(n.host), group(n.group),
                       of_members(n.members));
  }
  std::string operator()(const MemberGone& n) const {
    const std::string who = n.host.is_unspecified() ? "the last member" : to_string(n.host);
    return fmt::format("{} left by {} in {} ({}{})", to_string(n.service), who, group(n.group), of_members(n.members),
                       n.expired ? ", fell silent" : "");
  }
  std::string operator()(const MoreMembers& n) const { return fmt::format("{} more joins and leaves", n.count); }
  std::string operator()(const FirstPacket& n) const {
    if (n.host.is_unspecified())
      return fmt::format("{} first RTP in {}, where no member is known", to_string(n.service), group(n.group));
    return fmt::format("{} first RTP for {} in {} {:.1f} ms after its report", to_string(n.service), to_string(n.host),
                       group(n.group), milliseconds(n.after_report));
  }
  std::string operator()(const ServiceStarted& n) const {
    return fmt::format("{} starts: {}", to_string(n.service), n.name);
  }
  std::string operator()(const ServiceStopped& n) const {
    constexpr std::string_view kWhy[] = {"nobody listens", "no longer configured so", "the operator's wish",
                                         "shutting down", "another headend sends it"};
    return fmt::format("{} stops: {}", to_string(n.service), kWhy[static_cast<std::size_t>(n.reason)]);
  }
  std::string operator()(const ServiceDeferred& n) const {
    if (n.streams)
      return fmt::format("{} has to wait: {} streams run, which is max-streams", to_string(n.service), n.limit);
    return fmt::format("{} has to wait: more than {} starts a second, see starts-per-second", to_string(n.service),
                       n.limit);
  }
  std::string operator()(const StationState& n) const {
    const std::string why = n.reason.empty() ? "" : ": " + one_line(n.reason);
    return fmt::format("{} station {}{}", to_string(n.service), to_string(n.state), why);
  }
  std::string operator()(const NewTitle& n) const {
    return fmt::format("{} title \"{}\"", to_string(n.service), one_line(n.title));
  }
  std::string operator()(const NewFormat& n) const {
    return fmt::format("{} format {}, payload type {}{}", to_string(n.service), one_line(n.format), n.payload_type,
                       n.new_source ? ", new SSRC" : "");
  }
  std::string operator()(const MediaGap& n) const {
    return fmt::format("{} sent nothing for {:.0f} ms: its station or this machine was late", to_string(n.service),
                       milliseconds(n.length));
  }
  std::string operator()(const SourceCollision& n) const {
    return fmt::format("{} another sender on the link, {}, uses our SSRC", to_string(n.service), to_string(n.from));
  }
  std::string operator()(const QuerierRole& n) const {
    const std::string_view protocol = n.family == Family::ipv6 ? "MLD" : "IGMP";
    const std::string on = interface.empty() ? fmt::format("interface {}", n.interface) : std::string(interface);
    switch (n.role) {
      case membership::Querier::Role::querier: return fmt::format("{} querier on {}: this headend", protocol, on);
      case membership::Querier::Role::non_querier:
        return fmt::format("{} querier on {}: {}", protocol, on, to_string(n.address));
      case membership::Querier::Role::silent: break;
    }
    return fmt::format("{} querier on {}: none known", protocol, on);
  }
  std::string operator()(const GaveWay& n) const {
    return fmt::format("{} {} {} sends to {}", to_string(n.service),
                       n.stopped ? "gives way:" : "is left to another headend:", to_string(n.rival), group(n.group));
  }
  std::string operator()(const TookOver& n) const {
    if (n.rival.is_unspecified())
      return fmt::format("{} no other headend sends to {}", to_string(n.service), group(n.group));
    return fmt::format("{} takes over from {}, which fell silent in {}", to_string(n.service), to_string(n.rival),
                       group(n.group));
  }
  std::string operator()(const HeadendFound& n) const {
    const std::string on = interface.empty() ? fmt::format("interface {}", n.interface) : std::string(interface);
    return fmt::format("another headend on {}: {}, which goes {} this one", on, to_string(n.rank),
                       n.lower ? "before" : "behind");
  }
};

}  // namespace

std::string to_string(const Notice& notice, std::string_view interface_name) {
  return std::visit(Writer{interface_name}, notice);
}

Severity severity(const Notice& notice) noexcept {
  if (std::holds_alternative<ServiceDeferred>(notice) || std::holds_alternative<SourceCollision>(notice) ||
      std::holds_alternative<MediaGap>(notice))
    return Severity::warning;
  if (const auto* state = std::get_if<StationState>(&notice))
    return state->state == UpstreamState::playing || state->state == UpstreamState::connecting ? Severity::info
                                                                                               : Severity::warning;
  return Severity::info;
}

std::uint32_t interface_of(const Notice& notice) noexcept {
  if (const auto* n = std::get_if<MemberJoined>(&notice)) return n->group.interface;
  if (const auto* n = std::get_if<MemberGone>(&notice)) return n->group.interface;
  if (const auto* n = std::get_if<FirstPacket>(&notice)) return n->group.interface;
  if (const auto* n = std::get_if<QuerierRole>(&notice)) return n->interface;
  if (const auto* n = std::get_if<GaveWay>(&notice)) return n->group.interface;
  if (const auto* n = std::get_if<TookOver>(&notice)) return n->group.interface;
  if (const auto* n = std::get_if<HeadendFound>(&notice)) return n->interface;
  return 0;
}

}  // namespace joincast::headend
