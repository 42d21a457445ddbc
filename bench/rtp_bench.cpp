// SPDX-License-Identifier: LGPL-2.1-or-later
// What reception costs a packet without the socket: header, validation, statistics, order; and the payload formats.
#include <benchmark/benchmark.h>

#include <vector>

#include "bench/allocations.h"
#include "payload/depacketizer.h"
#include "payload/packetizer.h"
#include "rtp/receiver.h"

namespace {

using namespace joincast;

constexpr std::size_t kPackets = 4096;
constexpr std::size_t kPayload = 1316;
constexpr Duration kSpacing = std::chrono::microseconds(10);
const IpAddress kHeadend = IpAddress::v4(0xc000'0201);

/// A stream of full packets; `swap_every`: so often two neighbours change places.
std::vector<Bytes> stream(std::size_t swap_every) {
  std::vector<Bytes> packets(kPackets);
  for (std::size_t i = 0; i < kPackets; ++i)
    rtp::write(packets[i],
               {.payload_type = 33,
                .sequence = static_cast<std::uint16_t>(i),
                .timestamp = static_cast<std::uint32_t>(i),
                .ssrc = 4711},
               Bytes(kPayload, 0x47));
  if (swap_every != 0)
    for (std::size_t i = swap_every; i + 1 < kPackets; i += swap_every) std::swap(packets[i], packets[i + 1]);
  return packets;
}

/// Goes round the same packets with their numbers counted on, as a stream without end.
void receive(benchmark::State& state, std::size_t swap_every) {
  std::vector<Bytes> packets = stream(swap_every);
  rtp::Receiver receiver;
  receiver.set_clock_rate(33, 90'000);
  TimePoint now{std::chrono::hours(1)};
  std::uint64_t octets = 0;
  const auto round = [&] {
    for (Bytes& packet : packets) {
      receiver.handle_datagram(packet, kHeadend, now += kSpacing);
      while (const auto output = receiver.poll_output()) octets += output->packet.view.payload.size();
      packet[2] = static_cast<std::uint8_t>(packet[2] + (kPackets >> 8));
    }
  };
  round();
  const std::size_t before = bench::allocations();
  for (auto _ : state) round();
  benchmark::DoNotOptimize(octets);
  const auto count = static_cast<double>(state.iterations()) * static_cast<double>(kPackets);
  state.counters["s/packet"] = benchmark::Counter(count, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.counters["allocations/packet"] = static_cast<double>(bench::allocations() - before) / count;
}

void ReceiveInOrder(benchmark::State& state) { receive(state, 0); }
void ReceiveSwapped(benchmark::State& state) { receive(state, 10); }
BENCHMARK(ReceiveInOrder);
BENCHMARK(ReceiveSwapped);

void ParseHeader(benchmark::State& state) {
  const std::vector<Bytes> packets = stream(0);
  std::size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(rtp::parse(packets[i++ % kPackets]));
}
BENCHMARK(ParseHeader);

/// One MP3 frame of 128 kbit/s at 48 kHz.
payload::AccessUnit mp3_frame() {
  Bytes octets(384, 0x55);
  octets[0] = 0xff;
  octets[1] = 0xfb;
  octets[2] = 0x94;
  octets[3] = 0x04;
  return {octets, 0, 2160, false};
}

void SendMp3Frame(benchmark::State& state) {
  const auto packetizer = payload::make_packetizer(*payload::static_binding(14));
  payload::AccessUnit frame = mp3_frame();
  for (auto _ : state) {
    packetizer->push(frame);
    benchmark::DoNotOptimize(packetizer->poll());
    frame.timestamp += frame.duration;
  }
}
BENCHMARK(SendMp3Frame);

void TakeMp3Frame(benchmark::State& state) {
  const auto depacketizer = payload::make_depacketizer(*payload::static_binding(14));
  Bytes packet(4);
  const payload::AccessUnit frame = mp3_frame();
  packet.insert(packet.end(), frame.octets.begin(), frame.octets.end());
  for (auto _ : state) {
    (void)depacketizer->push({packet, 0, false, false});
    benchmark::DoNotOptimize(depacketizer->poll());
  }
}
BENCHMARK(TakeMp3Frame);

}  // namespace
