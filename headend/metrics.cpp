// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/metrics.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <initializer_list>
#include <iterator>
#include <utility>

namespace joincast::headend {
namespace {

constexpr std::size_t kLength = 16'384, kServiceLength = 2048;  // octets, usually

using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// A label's value: backslash, quote and line feed are escaped.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::string join(Labels labels) {
  std::string text;
  for (const auto& [name, value] : labels)
    fmt::format_to(std::back_inserter(text), "{}{}=\"{}\"", text.empty() ? "" : ",", name, escaped(value));
  return text;
}

class Exposition {
 public:
  explicit Exposition(std::size_t running) { text_.reserve(kLength + kServiceLength * running); }

  /// All samples of a family stand behind its head.
  void family(std::string_view name, std::string_view type, std::string_view help) {
    name_ = name;
    fmt::format_to(std::back_inserter(text_), "# HELP {0} {2}\n# TYPE {0} {1}\n", name, type, help);
  }
  void sample(std::string_view labels, double value) {
    text_ += name_;
    if (!labels.empty()) text_.append(1, '{').append(labels).append(1, '}');
    text_ += ' ';
    const bool whole = std::trunc(value) == value && std::abs(value) < 9e15;
    if (whole)
      text_ += std::to_string(static_cast<std::int64_t>(value));
    else
      fmt::format_to(std::back_inserter(text_), "{}", value);
    text_ += '\n';
  }
  template <typename Number>
  void sample(std::string_view labels, Number value) {
    sample(labels, static_cast<double>(value));
  }
  /// A family of one sample.
  template <typename Number>
  void one(std::string_view name, std::string_view type, std::string_view help, Number value) {
    family(name, type, help);
    sample({}, value);
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
  std::string name_;
};

void write_program(Exposition& out, const StatusSnapshot& snapshot) {
  out.family("joincast_build_info", "gauge", "The program's version, in a label; always 1.");
  out.sample(join({{"version", program_version()}}), 1);
  out.one("joincast_start_time_seconds", "gauge", "When the program began, in Unix time.",
          to_seconds(snapshot.started.wall.time_since_epoch()));
  out.one("joincast_healthy", "gauge", "1 while /health answers 200, else 0.", health_of(snapshot).good ? 1 : 0);
  std::array<std::uint64_t, kServiceStates> states{};
  for (const ServiceStatus& service : snapshot.services) ++states[static_cast<std::size_t>(state_of(service))];
  out.family("joincast_services", "gauge", "Configured services by state.");
  for (std::size_t i = 0; i < kServiceStates; ++i)
    out.sample(join({{"state", to_string(static_cast<ServiceState>(i))}}), states[i]);
}

void write_traffic(Exposition& out, const TrafficStatus& traffic) {
  out.one("joincast_sent_datagrams_total", "counter", "Datagrams sent to groups.", traffic.sent_datagrams);
  out.one("joincast_sent_bytes_total", "counter", "UDP payload sent to groups.", traffic.sent_octets);
  out.family("joincast_unsent_datagrams_total", "counter", "Datagrams that could not be sent, by reason.");
  out.sample(join({{"reason", "refused"}}), traffic.failed);
  out.sample(join({{"reason", "no_room"}}), traffic.dropped);
  out.one("joincast_heard_packets_total", "counter", "Packets heard: membership reports, queries and RTCP.",
          traffic.heard_packets);
  out.one("joincast_heard_lost_packets_total", "counter", "Packets that found no room in the listening socket.",
          traffic.heard_lost);
}

void write_refusals(Exposition& out, const RefusalStatus& refusals) {
  out.family("joincast_refused_joins_total", "counter", "Membership reports for services not served, by reason.");
  for (std::size_t i = 0; i < kJoinRefusals; ++i) {
    const auto reason = static_cast<JoinRefusal>(i);
    out.sample(join({{"reason", to_string(reason)}}), refusals.joins.total(reason));
  }
  out.sample(join({{"reason", "over_limit"}}), refusals.over_limit);
  out.family("joincast_delayed_starts_total", "counter", "Services that had to wait for a start, by cap.");
  out.sample(join({{"cap", "max_streams"}}), refusals.waited_streams);
  out.sample(join({{"cap", "starts_per_second"}}), refusals.waited_starts);
}

void write_interfaces(Exposition& out, const std::vector<InterfaceStatus>& interfaces) {
  const auto each = [&](auto&& value) {
    for (const InterfaceStatus& interface : interfaces)
      for (const auto& [family, querier] : {std::pair{"ipv6", &interface.v6}, {"ipv4", &interface.v4}})
        out.sample(join({{"interface", interface.name}, {"family", family}}), value(*querier));
  };
  out.family("joincast_querier", "gauge", "1 where this machine asks for members, else 0.");
  each([](const QuerierStatus& q) { return q.role == membership::Querier::Role::querier ? 1 : 0; });
  out.family("joincast_interface_groups", "gauge", "Groups with members on an interface.");
  each([](const QuerierStatus& q) { return q.groups; });
  out.family("joincast_interface_hosts", "gauge", "Hosts on an interface, counted once for each group.");
  each([](const QuerierStatus& q) { return q.hosts; });
}

/// The series of services that run.
class ServiceSeries {
 public:
  ServiceSeries(Exposition& out, const StatusSnapshot& snapshot) : out_(out) {
    for (const ServiceStatus& service : snapshot.services)
      if (service.running || service.members != 0)
        rows_.push_back(
            {&service, join({{"service", to_string(service.number)}, {"name", display_text(service.name)}})});
  }

  template <typename Value>
  void family(std::string_view name, std::string_view type, std::string_view help, Value&& value) {
    out_.family(name, type, help);
    for (const Row& row : rows_) out_.sample(row.labels, value(*row.service));
  }
  /// Only of services whose receivers report; `counted`: of which so many do.
  template <typename Value>
  void reported(std::string_view name, std::string_view help, Value&& value,
                std::size_t rtcp::Aggregate::Summary::*counted = &rtcp::Aggregate::Summary::voting) {
    out_.family(name, "gauge", help);
    for (const Row& row : rows_)
      if (row.service->cast.receivers.*counted != 0) out_.sample(row.labels, value(row.service->cast));
  }

 private:
  struct Row {
    const ServiceStatus* service;
    std::string labels;
  };
  Exposition& out_;
  std::vector<Row> rows_;
};

double jitter_seconds(const CastStatus& cast, double units) {
  return cast.clock_rate_hz == 0 ? 0 : units / cast.clock_rate_hz;
}

void write_services(ServiceSeries out) {
  using S = const ServiceStatus&;
  using C = const CastStatus&;
  constexpr auto kMeasured = &rtcp::Aggregate::Summary::with_round_trip;
  out.family("joincast_service_up", "gauge", "1 while the service's station plays, else 0.",
             [](S s) { return state_of(s) == ServiceState::playing ? 1 : 0; });
  out.family("joincast_service_members", "gauge", "Hosts that want the service, by MLD or IGMP.",
             [](S s) { return s.members; });
  out.family("joincast_service_receivers", "gauge", "Receivers that report by RTCP.",
             [](S s) { return s.cast.receivers.estimated; });
  out.family("joincast_service_sent_packets_total", "counter", "RTP packets made since the service began.",
             [](S s) { return s.cast.packets; });
  out.family("joincast_service_sent_bytes_total", "counter", "RTP payload made since the service began.",
             [](S s) { return s.cast.octets; });
  out.family("joincast_service_gaps_total", "counter", "Gaps of the station since the service began.",
             [](S s) { return s.cast.pacer.gaps; });
  out.family("joincast_service_gap_seconds_total", "counter", "Length of those gaps.",
             [](S s) { return to_seconds(s.cast.pacer.gap_time); });
  out.family("joincast_service_queue_seconds", "gauge", "Sound between station and network.",
             [](S s) { return to_seconds(s.cast.level); });
  out.reported("joincast_service_loss_median_ratio", "Median share of packets lost in the last report interval.",
               [](C c) { return c.receivers.fraction_lost.median; });
  out.reported("joincast_service_loss_p95_ratio", "The same, exceeded by one receiver in twenty.",
               [](C c) { return c.receivers.fraction_lost.p95; });
  out.reported("joincast_service_receivers_with_loss_ratio", "Share of receivers that lost any packet.",
               [](C c) { return c.receivers.share_with_loss; });
  out.reported("joincast_service_compared_packets", "Latest packets of which several receivers say whether they came.",
               [](C c) { return c.receivers.loss.compared; });
  out.reported("joincast_service_packets_lost_by_all", "Of those, missed by all or nearly all: lost before they part.",
               [](C c) { return c.receivers.loss.lost_by_all; });
  out.reported("joincast_service_packets_lost_by_some", "Of those, missed by several receivers.",
               [](C c) { return c.receivers.loss.lost_by_some; });
  out.reported("joincast_service_packets_lost_by_one", "Of those, missed by a single receiver.",
               [](C c) { return c.receivers.loss.lost_by_one; });
  out.reported(
      "joincast_service_round_trip_median_seconds", "Median round trip to the receivers that can measure it.",
      [](C c) { return c.receivers.round_trip_s.median; }, kMeasured);
  out.reported(
      "joincast_service_round_trip_p95_seconds", "The same, exceeded by one receiver in twenty.",
      [](C c) { return c.receivers.round_trip_s.p95; }, kMeasured);
  out.reported("joincast_service_jitter_median_seconds", "Median interarrival jitter.",
               [](C c) { return jitter_seconds(c, c.receivers.jitter.median); });
  out.reported("joincast_service_jitter_p95_seconds", "The same, exceeded by one receiver in twenty.",
               [](C c) { return jitter_seconds(c, c.receivers.jitter.p95); });
}

}  // namespace

std::string metrics(const StatusSnapshot& snapshot) {
  Exposition out(audience_of(snapshot).running);
  write_program(out, snapshot);
  write_traffic(out, snapshot.traffic);
  write_refusals(out, snapshot.refusals);
  write_interfaces(out, snapshot.interfaces);
  write_services(ServiceSeries(out, snapshot));
  return out.take();
}

}  // namespace joincast::headend
