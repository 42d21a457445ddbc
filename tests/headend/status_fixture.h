// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <string>

#include "headend/status_model.h"

namespace joincast::headend {

/// Title, name and CNAME as somebody would write them who wants to get out of the page.
inline constexpr const char* kHostile =
    "</td><script>alert('1')</script>\"onmouseover=\"x\\\n\r\x1b[31m\xe2\x80\xae"
    "evil\xff&amp;";

/// A headend at work, put together by hand.
class StatusFixture {
 public:
  using Seconds = std::chrono::seconds;

  StatusFixture() {
    snapshot.now = {TimePoint(Seconds(100'000)), WallTime(Seconds(1'790'100'000))};
    snapshot.started = {TimePoint(Seconds(10'000)), WallTime(Seconds(1'790'010'000))};
    InterfaceStatus eth0;
    eth0.index = 2;
    eth0.name = "eth0";
    eth0.prefixes = {*parse_prefix("2001:db8:d0be:f00d::/64")};
    eth0.serves_v4 = true;
    eth0.v6 = {membership::Querier::Role::querier, *parse_address("fe80::1"), false, 7, 19, 0};
    eth0.v4 = {membership::Querier::Role::non_querier, *parse_address("192.0.2.1"), true, 2, 3, 0};
    snapshot.interfaces = {eth0};
    snapshot.traffic = {1'234'567, 987'654'321, 0, 0, 45'678, 0};
  }

  /// One more service; the number follows from how many there are.
  ServiceStatus& add(const std::string& name) {
    ServiceStatus& service = snapshot.services.emplace_back();
    service.number = ServiceNumber(static_cast<std::uint32_t>(snapshot.services.size()));
    service.name = name;
    return service;
  }

  ServiceStatus& add_running(const std::string& name, UpstreamState state, const std::string& title = {},
                             std::size_t members = 1) {
    ServiceStatus& service = add(name);
    service.running = true;
    service.members = members;
    const auto group = service_group(service.number, snapshot.interfaces[0].prefixes[0]);
    if (members != 0) service.groups = {{{group, 2}, members}};
    service.since = snapshot.now.mono - Seconds(4'000);
    service.cast.state = state;
    service.cast.state_since = snapshot.now.mono - Seconds(95);
    service.cast.title = title;
    service.cast.format = "mpa/48000/2";
    service.cast.clock_rate_hz = 90'000;
    service.cast.packets = 166'000;
    service.cast.octets = 64'000'000;
    return service;
  }

  /// A receiver of the service, for better or worse.
  void add_receiver(ServiceStatus& service, const std::string& address, double loss, double jitter_s,
                    const std::string& cname = "listener@host.example") {
    ReceiverStatus one;
    one.address = *parse_address(address);
    one.ssrc = 0x1000'0000u + static_cast<std::uint32_t>(service.cast.worst.size());
    one.cname = cname;
    one.fraction_lost = loss;
    one.lost = static_cast<std::int32_t>(loss * 10'000);
    one.jitter_s = jitter_s;
    one.round_trip = std::chrono::microseconds(2'345);
    one.last_heard = snapshot.now.mono - Seconds(3);
    const auto better = [&](const ReceiverStatus& known) { return known.fraction_lost < loss; };
    service.cast.worst.insert(std::find_if(service.cast.worst.begin(), service.cast.worst.end(), better), one);
    auto& all = service.cast.receivers;
    ++all.listed;
    ++all.estimated;
    ++all.voting;
    const double most = service.cast.worst.front().fraction_lost;
    all.fraction_lost = {0, most / 4, most / 2, most};
    all.jitter = {jitter_s * 45'000, jitter_s * 45'000, jitter_s * 90'000, jitter_s * 90'000};
    all.share_with_loss = loss > 0 ? 1 : 0;
  }

  StatusSnapshot snapshot;
};

}  // namespace joincast::headend
