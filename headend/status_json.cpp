// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/status_json.h"

#include "base/json_text.h"

namespace joincast::headend {
namespace {

constexpr std::size_t kLength = 8192, kServiceLength = 1024, kReceiverLength = 224;  // octets, usually

void write_spread(JsonText& out, std::string_view name, const rtcp::Aggregate::Spread& spread, double unit) {
  out.key(name).open_object();
  out.member("lower_quartile", spread.lower_quartile * unit).member("median", spread.median * unit);
  out.member("upper_quartile", spread.upper_quartile * unit).member("p95", spread.p95 * unit);
  out.close_object();
}

void write_receiver(JsonText& out, const ReceiverStatus& receiver, const StatusSnapshot& snapshot) {
  out.open_object().member("address", to_string(receiver.address)).member("ssrc", receiver.ssrc);
  out.member("cname", display_text(receiver.cname)).member("fraction_lost", receiver.fraction_lost);
  out.member("lost", receiver.lost).member("jitter_s", receiver.jitter_s);
  if (receiver.round_trip) out.member("round_trip_s", to_seconds(*receiver.round_trip));
  out.member("heard_ago_s", to_seconds(snapshot.now.mono - receiver.last_heard)).close_object();
}

void write_receivers(JsonText& out, const CastStatus& cast, const StatusSnapshot& snapshot) {
  const auto& summary = cast.receivers;
  out.key("receivers").open_object();
  out.member("listed", summary.listed).member("estimated", summary.estimated).member("voting", summary.voting);
  if (summary.voting != 0) {
    out.member("share_with_loss", summary.share_with_loss);
    write_spread(out, "fraction_lost", summary.fraction_lost, 1);
    if (cast.clock_rate_hz != 0) write_spread(out, "jitter_s", summary.jitter, 1.0 / cast.clock_rate_hz);
  }
  if (summary.with_round_trip != 0) write_spread(out, "round_trip_s", summary.round_trip_s, 1);
  if (const auto& loss = summary.loss; loss.compared != 0) {
    out.key("loss_origin").open_object().member("compared", loss.compared).member("lost_by_all", loss.lost_by_all);
    out.member("lost_by_some", loss.lost_by_some).member("lost_by_one", loss.lost_by_one).close_object();
  }
  out.key("worst").open_array();
  for (const ReceiverStatus& receiver : cast.worst) write_receiver(out, receiver, snapshot);
  out.close_array().close_object();
}

void write_cast(JsonText& out, const ServiceStatus& service, const StatusSnapshot& snapshot) {
  const CastStatus& cast = service.cast;
  out.member("on_air_s", to_seconds(snapshot.now.mono - service.since));
  out.member("state_s", to_seconds(snapshot.now.mono - cast.state_since));
  if (!cast.reason.empty()) out.member("reason", display_text(cast.reason));
  out.member("title", display_text(cast.title)).member("format", cast.format);
  out.member("packets", cast.packets).member("octets", cast.octets);
  out.member("queue_s", to_seconds(cast.level)).member("slew", cast.slew);
  out.member("gaps", cast.pacer.gaps).member("gap_s", to_seconds(cast.pacer.gap_time));
  write_receivers(out, cast, snapshot);
}

void write_rivals(JsonText& out, const ServiceStatus& service, const StatusSnapshot& snapshot) {
  if (service.rivals.empty()) return;
  out.key("rivals").open_array();
  for (const RivalStatus& rival : service.rivals) {
    out.open_object()
        .member("group", to_string(rival.group.address))
        .member("interface", display_text(interface_name(snapshot, rival.group.interface)))
        .member("address", to_string(rival.source))
        .member("headend", rival.headend);
    out.member("packets", rival.packets).member("heard_ago_s", to_seconds(snapshot.now.mono - rival.last_rtp));
    out.close_object();
  }
  out.close_array();
}

void write_upstream(JsonText& out, const ServiceStatus& service, const StatusSnapshot& snapshot) {
  const auto known = snapshot.upstreams.find(service.number);
  if (known == snapshot.upstreams.end()) return;
  const UpstreamFigures& figures = known->second;
  out.key("upstream").open_object().member("starts", figures.starts).member("failures", figures.failures);
  out.key("first_sound_s");
  if (figures.first_sound == Duration{})
    out.null();
  else
    out.value(to_seconds(figures.first_sound));
  out.close_object();
}

void write_service(JsonText& out, const ServiceStatus& service, const StatusSnapshot& snapshot) {
  constexpr std::string_view kModes[] = {"auto", "on", "off"};
  out.open_object().member("number", to_string(service.number)).member("name", display_text(service.name));
  out.member("state", to_string(state_of(service))).member("mode", kModes[static_cast<std::size_t>(service.mode)]);
  out.member("members", service.members);
  out.key("groups").open_array();
  for (const GroupStatus& group : service.groups) {
    out.open_object()
        .member("group", to_string(group.group.address))
        .member("interface", display_text(interface_name(snapshot, group.group.interface)));
    constexpr std::string_view kTurns[] = {"ours", "waiting", "another"};
    out.member("members", group.members).member("sender", kTurns[static_cast<std::size_t>(group.turn)]).close_object();
  }
  out.close_array();
  write_rivals(out, service, snapshot);
  write_upstream(out, service, snapshot);
  if (service.running) write_cast(out, service, snapshot);
  out.close_object();
}

void write_querier(JsonText& out, std::string_view name, const QuerierStatus& querier) {
  constexpr std::string_view kRoles[] = {"silent", "querier", "non_querier"};
  out.key(name).open_object().member("role", kRoles[static_cast<std::size_t>(querier.role)]);
  if (querier.address.is_unspecified())
    out.key("querier").null();
  else
    out.member("querier", to_string(querier.address));
  out.member("advertising", querier.advertising).member("groups", querier.groups);
  out.member("hosts", querier.hosts).member("over_limit", querier.over_limit).close_object();
}

void write_interface(JsonText& out, const InterfaceStatus& interface) {
  out.open_object().member("index", interface.index).member("name", display_text(interface.name));
  out.key("prefixes").open_array();
  for (const Prefix& prefix : interface.prefixes) out.value(to_string(prefix));
  out.close_array().member("ipv4", interface.serves_v4);
  write_querier(out, "mld", interface.v6);
  write_querier(out, "igmp", interface.v4);
  out.key("headends").open_array();
  for (const IpAddress& headend : interface.headends) out.value(to_string(headend));
  out.close_array();
  out.close_object();
}

void write_refusals(JsonText& out, const StatusSnapshot& snapshot) {
  const RefusalStatus& refusals = snapshot.refusals;
  out.key("refused").open_object();
  for (std::size_t i = 0; i < kJoinRefusals; ++i) {
    const auto reason = static_cast<JoinRefusal>(i);
    out.member(to_string(reason), refusals.joins.total(reason));
  }
  out.member("over_limit", refusals.over_limit).member("waited_streams", refusals.waited_streams);
  out.member("waited_starts", refusals.waited_starts);
  out.key("latest").open_array();
  for (const RefusedJoins::Entry& entry : refusals.joins.latest()) {
    out.open_object()
        .member("group", to_string(entry.group.address))
        .member("interface", display_text(interface_name(snapshot, entry.group.interface)));
    out.member("reason", to_string(entry.reason)).member("count", entry.count);
    out.member("ago_s", to_seconds(snapshot.now.mono - entry.last)).close_object();
  }
  out.close_array().close_object();
}

void write_traffic(JsonText& out, const TrafficStatus& traffic) {
  out.key("traffic").open_object();
  out.member("sent_datagrams", traffic.sent_datagrams).member("sent_octets", traffic.sent_octets);
  out.member("failed", traffic.failed).member("dropped", traffic.dropped);
  out.member("heard_packets", traffic.heard_packets).member("heard_lost", traffic.heard_lost);
  out.close_object();
}

/// Civil time as seconds since 1970; null: never.
void write_time(JsonText& out, std::string_view name, const std::optional<WallTime>& time) {
  out.key(name);
  if (time)
    out.value(to_seconds(time->time_since_epoch()));
  else
    out.null();
}

void write_directories(JsonText& out, const StatusSnapshot& snapshot) {
  out.key("directories").open_array();
  for (const directory::DirectoryReport& report : snapshot.directories) {
    const directory::DirectoryState& state = report.state;
    out.open_object().member("name", display_text(report.source.name)).member("kind", to_string(report.source.kind));
    out.member("number", static_cast<std::uint64_t>(report.source.id)).member("stations", state.stations);
    out.member("state", directory_state(report)).member("whole", state.whole);
    write_time(out, "refreshed", state.refreshed);
    write_time(out, "tried", state.tried);
    write_time(out, "next", report.next);
    out.member("last_error", display_text(state.last_error)).close_object();
  }
  out.close_array();
}

}  // namespace

std::string status_json(const StatusSnapshot& snapshot) {
  std::size_t receivers = 0;
  for (const ServiceStatus& service : snapshot.services) receivers += service.cast.worst.size();
  JsonText out(kLength + kServiceLength * snapshot.services.size() + kReceiverLength * receivers);
  const Health health = health_of(snapshot);
  out.open_object().member("version", kStatusVersion).member("program", "joincast-headend");
  out.member("program_version", program_version());
  out.member("time", to_seconds(snapshot.now.wall.time_since_epoch()));
  out.member("uptime_s", to_seconds(snapshot.now.mono - snapshot.started.mono));
  out.key("health").open_object().member("good", health.good).member("reason", health.reason).close_object();
  out.key("services").open_array();
  for (const ServiceStatus& service : snapshot.services) write_service(out, service, snapshot);
  out.close_array();
  out.key("interfaces").open_array();
  for (const InterfaceStatus& interface : snapshot.interfaces) write_interface(out, interface);
  out.close_array();
  write_refusals(out, snapshot);
  write_traffic(out, snapshot.traffic);
  write_directories(out, snapshot);
  out.member("dns_sd", display_text(snapshot.dns_sd));
  return out.close_object().take();
}

}  // namespace joincast::headend
