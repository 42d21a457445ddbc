// SPDX-License-Identifier: LGPL-2.1-or-later
// What a receiver's report costs a headend: time to read it and take it in, memory a receiver, time of a summary.
#include <benchmark/benchmark.h>

#include <vector>

#include "rtcp/aggregate.h"
#include "rtcp/compound.h"
#include "rtcp/transmission_schedule.h"

namespace {

using namespace joincast;

constexpr std::uint32_t kOurs = 0x1122'3344;
constexpr Now kStart{TimePoint{std::chrono::hours(1)}, WallTime{std::chrono::seconds(1'800'000'000)}};

Endpoint host(std::uint32_t n) {
  std::array<std::uint8_t, 16> octets = {0x20, 0x01, 0x0d, 0xb8};
  for (std::size_t i = 0; i < 4; ++i) octets[15 - i] = static_cast<std::uint8_t>(n >> (8 * i));
  return {IpAddress::v6(octets), 5005};
}

Bytes report(std::uint32_t n) {
  const std::vector<rtcp::ReportBlock> blocks = {
      {.ssrc = kOurs, .fraction_lost = static_cast<std::uint8_t>(n), .highest_seq = 70'000, .jitter = n}};
  rtcp::CompoundBuilder builder({.ssrc = n + 1, .info = {}, .blocks = blocks, .cname = "q9XrT2mB7sLw0aZk", .items = {}},
                                1232);
  builder.add(rtcp::ExtendedReport{n + 1, {rtcp::StatisticsSummaryBlock{.has_loss = true, .ssrc = kOurs}}});
  return builder.take();
}

rtcp::Aggregate filled(const std::vector<Bytes>& reports) {
  rtcp::Aggregate aggregate(kOurs, 100'000, 4711);
  for (std::size_t i = 0; i < reports.size(); ++i) {
    aggregate.handle_datagram(reports[i], host(static_cast<std::uint32_t>(i)), kStart);
    while (aggregate.poll_event()) {
    }
  }
  return aggregate;
}

std::vector<Bytes> reports(std::size_t count) {
  std::vector<Bytes> all;
  for (std::uint32_t n = 0; n < count; ++n) all.push_back(report(n));
  return all;
}

void ParseReport(benchmark::State& state) {
  const Bytes octets = report(7);
  for (auto _ : state) benchmark::DoNotOptimize(rtcp::parse(octets));
}
BENCHMARK(ParseReport);

/// RR, CNAME and XR from one of many known receivers.
void AggregateReport(benchmark::State& state) {
  const auto all = reports(static_cast<std::size_t>(state.range(0)));
  auto aggregate = filled(all);
  std::uint32_t n = 0;
  for (auto _ : state) {
    aggregate.handle_datagram(all[n], host(n), kStart);
    n = (n + 1) % static_cast<std::uint32_t>(all.size());
  }
  state.counters["octets/receiver"] = static_cast<double>(aggregate.memory()) / static_cast<double>(aggregate.size());
}
BENCHMARK(AggregateReport)->Arg(10)->Arg(1'000)->Arg(50'000);

void AggregateSummary(benchmark::State& state) {
  const auto aggregate = filled(reports(static_cast<std::size_t>(state.range(0))));
  for (auto _ : state) benchmark::DoNotOptimize(aggregate.summary());
}
BENCHMARK(AggregateSummary)->Arg(1'000)->Arg(50'000)->Unit(benchmark::kMicrosecond);

void HearMember(benchmark::State& state) {
  Rng rng(1);
  rtcp::TransmissionSchedule schedule({.bandwidth = {4'000, 12'000}}, rng, kStart.mono);
  std::uint32_t n = 0;
  for (auto _ : state) {
    schedule.heard_report(n, host(n).address, kStart.mono);
    n = (n + 1) % 4'000;
  }
}
BENCHMARK(HearMember);

}  // namespace

BENCHMARK_MAIN();
