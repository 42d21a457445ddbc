// SPDX-License-Identifier: LGPL-2.1-or-later
// Files from frames: time and allocations of one second of 200 audio services, and of a batch of transport stream
// packets, into a sink that keeps nothing.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <vector>

#include "bench/allocations.h"
#include "media/container_writer.h"
#include "payload/audio_specific_config.h"

namespace {

using namespace joincast;

class NoSink final : public media::ByteSink {
 public:
  Took write(std::span<const ByteView> pieces) override {
    Took took;
    for (const ByteView piece : pieces) took.octets += piece.size();
    return took;
  }
  bool seekable() const noexcept override { return true; }
  std::error_code overwrite(std::uint64_t, ByteView) override { return {}; }
};

payload::Format aac() {
  payload::AudioSpecificConfig config;
  config.sample_rate_hz = 48'000;
  config.channel_configuration = 2;
  return payload::aac_format(config);
}

/// 200 files; each iteration puts a second of frames of 128 kbit/s into each.
void two_hundred(benchmark::State& state, const payload::Format& format, media::FileType type, const Bytes& frame,
                 std::uint32_t ticks) {
  constexpr int kFiles = 200;
  NoSink sink;
  std::vector<std::unique_ptr<media::ContainerWriter>> writers;
  for (int i = 0; i < kFiles; ++i) {
    auto writer = media::make_container_writer(format, type, {}, sink);
    if (!writer) return state.SkipWithError(writer.error().c_str());
    writers.push_back(std::move(*writer));
  }
  std::int64_t time = 0;
  const auto second = [&] {
    for (const std::int64_t ends = time + format.clock_rate_hz; time < ends; time += ticks)
      for (const auto& writer : writers) (void)writer->put({frame, time, ticks});
  };
  second();
  second();
  const std::size_t before = bench::allocations();
  for (auto _ : state) second();
  state.counters["allocations"] =
      static_cast<double>(bench::allocations() - before) / static_cast<double>(state.iterations());
}

Bytes mp3_frame() {
  Bytes frame(384);
  frame[0] = 0xff, frame[1] = 0xfb, frame[2] = 0x94, frame[3] = 0x00;  // layer III, 128 kbit/s, 48,000 Hz
  return frame;
}

BENCHMARK_CAPTURE(two_hundred, mp3, payload::mpa_format(), media::FileType::mp3, mp3_frame(), 2160)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(two_hundred, aac, aac(), media::FileType::aac, Bytes(341, 1), 1024)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(two_hundred, m4a, aac(), media::FileType::m4a, Bytes(341, 1), 1024)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(two_hundred, opus, payload::opus_format(2), media::FileType::ogg_opus, Bytes(320, 0xfc), 960)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(two_hundred, wav, payload::pcm_format(payload::Codec::l16, 48'000, 2), media::FileType::wav,
                  Bytes(960, 1), 240)
    ->Unit(benchmark::kMillisecond);

/// 64 datagrams at a time; octets a second tell how little is done with them.
void transport_stream(benchmark::State& state) {
  NoSink sink;
  auto writer = media::make_container_writer(payload::mp2t_format(), media::FileType::ts, {}, sink);
  const Bytes datagram(7 * 188, 0x47);
  std::int64_t time = 0;
  std::vector<media::FrameView> frames(64);
  const std::size_t before = bench::allocations();
  for (auto _ : state) {
    for (media::FrameView& frame : frames) frame = {datagram, time += 1};
    benchmark::DoNotOptimize((*writer)->put(frames));
  }
  state.counters["allocations"] =
      static_cast<double>(bench::allocations() - before) / static_cast<double>(state.iterations());
  state.SetBytesProcessed(state.iterations() * 64 * std::ssize(datagram));
}
BENCHMARK(transport_stream);

}  // namespace
