// SPDX-License-Identifier: LGPL-2.1-or-later
// What a look at a headend of 1,000 services costs the thread that also sends: document, page and metrics, with five
// receivers listed in each service, names and titles as stations give them.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "headend/metrics.h"
#include "headend/status_json.h"
#include "headend/status_page.h"

namespace {

using namespace joincast;
using namespace joincast::headend;
using std::chrono::seconds;

constexpr std::uint32_t kReceivers = 5;

ReceiverStatus receiver(std::uint32_t n, TimePoint now) {
  ReceiverStatus one;
  std::array<std::uint8_t, 16> octets = {0x20, 0x01, 0x0d, 0xb8};
  for (std::size_t i = 0; i < 4; ++i) octets[15 - i] = static_cast<std::uint8_t>(n >> (8 * i));
  one.address = IpAddress::v6(octets);
  one.ssrc = 0x1000'0000u + n;
  one.cname = fmt::format("q9XrT2mB7sLw{:04x}", n);
  one.fraction_lost = n % 7 / 256.0;
  one.lost = static_cast<std::int32_t>(n % 1000);
  one.jitter_s = 0.000123 * (n % 50);
  one.round_trip = std::chrono::microseconds(400 + n);
  one.last_heard = now - std::chrono::milliseconds(n % 5000);
  return one;
}

ServiceStatus service(std::uint32_t n, const StatusSnapshot& snapshot) {
  ServiceStatus one;
  one.number = ServiceNumber(n + 1);
  one.name = fmt::format("Radio Example {}", n);
  one.running = true;
  one.members = 12;
  one.groups = {{{service_group(one.number, snapshot.interfaces[0].prefixes[0]), 2}, 12}};
  one.since = snapshot.now.mono - seconds(4'000 + n);
  one.cast.state = UpstreamState::playing;
  one.cast.state_since = one.since;
  one.cast.title = fmt::format("Caf\u00e9 del Mar {} - L'\u00e9toile du nord", n);
  one.cast.format = "mpa/44100/2";
  one.cast.clock_rate_hz = 90'000;
  one.cast.packets = 166'000 + n;
  one.cast.octets = 64'000'000 + n;
  one.cast.level = std::chrono::microseconds(500'123 + n);
  auto& all = one.cast.receivers;
  all.listed = all.voting = all.with_round_trip = kReceivers;
  all.estimated = kReceivers;
  all.fraction_lost = {0, 0.00390625, 0.0078125, 0.015625};
  all.jitter = {100, 200, 300, 400};
  all.round_trip_s = {0.0004, 0.0006, 0.0008, 0.001};
  all.loss = {1000, 20, 1, 3};
  for (std::uint32_t i = 0; i < kReceivers; ++i)
    one.cast.worst.push_back(receiver(n * kReceivers + i, snapshot.now.mono));
  return one;
}

const StatusSnapshot& snapshot() {
  static const StatusSnapshot all = [] {
    StatusSnapshot made;
    made.now = {TimePoint(seconds(100'000)), WallTime(seconds(1'790'100'000))};
    made.started = {TimePoint(seconds(10'000)), WallTime(seconds(1'790'010'000))};
    InterfaceStatus eth0;
    eth0.index = 2;
    eth0.name = "eth0";
    eth0.prefixes = {*parse_prefix("2001:db8:d0be:f00d::/64")};
    made.interfaces = {eth0};
    for (std::uint32_t n = 0; n < 1'000; ++n) made.services.push_back(service(n, made));
    return made;
  }();
  return all;
}

void measure(benchmark::State& state, std::string (*make)(const StatusSnapshot&)) {
  std::size_t octets = 0;
  for (auto _ : state) {
    const std::string text = make(snapshot());
    octets = text.size();
    benchmark::DoNotOptimize(text.data());
  }
  state.counters["octets"] = static_cast<double>(octets);
}

void CopySnapshot(benchmark::State& state) {
  for (auto _ : state) {
    const StatusSnapshot copy = snapshot();
    benchmark::DoNotOptimize(&copy);
  }
}
BENCHMARK(CopySnapshot)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(measure, StatusJson, &status_json)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(measure, StatusPage, &status_page)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(measure, Metrics, &metrics)->Unit(benchmark::kMillisecond);

}  // namespace
