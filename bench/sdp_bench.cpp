// SPDX-License-Identifier: LGPL-2.1-or-later
// SDP into plain owning values: time and allocations for three descriptions as they are announced, and time an
// octet up to 64 KiB; beside it sofia-sip's parser on the same texts. The samples are those of tests/vectors/sdp.
#include <benchmark/benchmark.h>
#include <sofia-sip/sdp.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "bench/allocations.h"
#include "sdp/parse.h"
#include "sdp/text.h"

namespace {

using namespace joincast;

std::string sample(const std::string& name) {
  std::ifstream file(JOINCAST_VECTORS "/sdp/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void finish(benchmark::State& state, std::size_t allocations, std::size_t octets) {
  state.counters["allocations"] = static_cast<double>(allocations) / static_cast<double>(state.iterations());
  state.counters["octets"] = static_cast<double>(octets);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(octets));
}

void parse_sample(benchmark::State& state, const std::string& name) {
  const std::string text = sample(name);
  if (!sdp::parse(text, {.strict = true})) return state.SkipWithError("the sample is missing or bad");
  const std::size_t before = bench::allocations();
  for (auto _ : state) benchmark::DoNotOptimize(sdp::parse(text));
  finish(state, bench::allocations() - before, text.size());
}

/// The same by sofia-sip, its answer freed as ours is.
void parse_by_sofia(benchmark::State& state, const std::string& name) {
  const std::string text = sample(name);
  for (auto _ : state) {
    su_home_t home[1] = {SU_HOME_INIT(home)};
    su_home_init(home);
    sdp_parser_t* parser = sdp_parse(home, text.data(), static_cast<issize_t>(text.size()), 0);
    if (!sdp_session(parser)) state.SkipWithError("sofia-sip refuses it");
    sdp_parser_free(parser);
    su_home_deinit(home);
  }
}

void write_sample(benchmark::State& state, const std::string& name) {
  const auto parsed = sdp::parse(sample(name));
  if (!parsed) return state.SkipWithError("the sample is missing or bad");
  const std::size_t before = bench::allocations();
  std::size_t octets = 0;
  for (auto _ : state) octets = sdp::to_text(parsed->session)->size();
  finish(state, bench::allocations() - before, octets);
}

/// Attributes and media until the text is as long as asked.
void parse_long(benchmark::State& state) {
  std::string text =
      "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=x\r\nc=IN IP4 239.1.2.3/1\r\nt=0 0\r\nm=audio 5004 RTP/AVP 0\r\n";
  const auto wanted = static_cast<std::size_t>(state.range(0));
  while (text.size() + 22 <= wanted) text += "a=rtpmap:96 L24/48000/2\r\n";
  if (text.size() > wanted) text.resize(wanted);
  if (!sdp::parse(text)) return state.SkipWithError("the text is refused");
  const std::size_t before = bench::allocations();
  for (auto _ : state) benchmark::DoNotOptimize(sdp::parse(text));
  finish(state, bench::allocations() - before, text.size());
  state.SetComplexityN(state.range(0));
}

BENCHMARK_CAPTURE(parse_sample, radio, "radio.sdp");
BENCHMARK_CAPTURE(parse_sample, aes67, "aes67.sdp");
BENCHMARK_CAPTURE(parse_sample, tv, "tv.sdp");
BENCHMARK_CAPTURE(parse_by_sofia, radio, "radio.sdp");
BENCHMARK_CAPTURE(parse_by_sofia, aes67, "aes67.sdp");
BENCHMARK_CAPTURE(parse_by_sofia, tv, "tv.sdp");
BENCHMARK_CAPTURE(write_sample, radio, "radio.sdp");
BENCHMARK(parse_long)->RangeMultiplier(4)->Range(1'024, 65'536)->Complexity(benchmark::oN);

}  // namespace
