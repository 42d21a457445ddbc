// SPDX-License-Identifier: LGPL-2.1-or-later
// The table of announcements with 10,000 sessions: one announcement heard again, one changed, one new.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "bench/allocations.h"
#include "sap/packet.h"
#include "sap/table.h"

namespace {

using namespace joincast;

constexpr std::size_t kSessions = 10'000;
constexpr std::size_t kPerSource = 100;

struct Heard {
  Bytes octets;
  Endpoint from;
};

/// About 400 octets of SDP in a packet.
Heard announcement(std::size_t number, char title) {
  const std::string payload =
      "v=0\r\no=- 39410928" + std::to_string(number) +
      " 1 IN IP6 2001:db8:d0be:f00d::77\r\ns=Radio\r\ni=" + std::string(200, title) +
      "\r\nc=IN IP6 ff3e:40:2001:db8:d0be:f00d:8000:1\r\nt=0 0\r\na=tool:joincast\r\na=recvonly\r\n"
      "m=audio 5004 RTP/AVP 14\r\na=ptime:24\r\n";
  sap::PacketView packet;
  packet.origin = IpAddress::v4(1);
  packet.payload = as_bytes(payload);
  return {*sap::encode(packet), {IpAddress::v4(static_cast<std::uint32_t>(number / kPerSource)), sap::kPort}};
}

std::vector<Heard> announcements(char title) {
  std::vector<Heard> all;
  for (std::size_t number = 0; number < kSessions; ++number) all.push_back(announcement(number, title));
  return all;
}

void drain(sap::Table& table) {
  while (table.poll_output()) {
  }
}

/// Announces `first` and then `second`, over and over in an order that no cache likes.
void announce(benchmark::State& state, const std::vector<Heard>& first, const std::vector<Heard>& second) {
  sap::Table table;
  Now now{TimePoint{} + std::chrono::hours(1), {}};
  for (const Heard& heard : first) table.handle_datagram(heard.octets, heard.from, now);
  drain(table);
  if (table.size() != kSessions) return state.SkipWithError("not all sessions fit");
  std::size_t at = 0;
  bool other = true;
  const std::size_t before = bench::allocations();
  for (auto _ : state) {
    const Heard& heard = (other ? second : first)[at];
    now.mono += std::chrono::milliseconds(10);
    table.handle_datagram(heard.octets, heard.from, now);
    table.handle_deadline(now);
    drain(table);
    at = (at + 7'919) % kSessions;
    if (at == 0) other = !other;
  }
  state.counters["allocations"] =
      static_cast<double>(bench::allocations() - before) / static_cast<double>(state.iterations());
}

void repeated(benchmark::State& state) {
  const auto all = announcements('a');
  announce(state, all, all);
}

void changed(benchmark::State& state) { announce(state, announcements('a'), announcements('b')); }

/// Sessions that come and go: each is announced and deleted.
void added_and_deleted(benchmark::State& state) {
  sap::Table table({.sessions = kSessions + 1});
  Now now{TimePoint{} + std::chrono::hours(1), {}};
  for (const Heard& heard : announcements('a')) table.handle_datagram(heard.octets, heard.from, now);
  drain(table);
  const Heard extra = announcement(kSessions + 1, 'c');
  Bytes deletion = extra.octets;
  deletion[0] |= 0x04;
  for (auto _ : state) {
    table.handle_datagram(extra.octets, extra.from, now);
    table.handle_datagram(deletion, extra.from, now);
    drain(table);
  }
  if (table.size() != kSessions) state.SkipWithError("the extra session stayed");
}

BENCHMARK(repeated);
BENCHMARK(changed);
BENCHMARK(added_and_deleted);

}  // namespace
