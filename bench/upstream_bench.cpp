// SPDX-License-Identifier: LGPL-2.1-or-later
//
// usage: upstream_bench URL STREAMS SECONDS
//
// Reads URL as so many upstreams at once (with station_server), consuming at once, and prints what fetching and
// framing alone cost: CPU seconds of the process for each stream and minute, units, resident memory. The first two
// seconds, in which all connect, do not count.
#include <poll.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "fetch/client.h"
#include "headend/upstream.h"

using namespace joincast;

namespace {

using Clock = std::chrono::steady_clock;

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double resident_mib() {
  std::ifstream file("/proc/self/statm");
  double all = 0;
  double resident = 0;
  file >> all >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1 << 20);
}

/// Takes and consumes until then; returns the units that came.
std::size_t read_until(Clock::time_point end, headend::UpstreamQueue& queue,
                       std::vector<std::unique_ptr<headend::Upstream>>& upstreams) {
  std::size_t units = 0;
  while (Clock::now() < end) {
    pollfd wait{.fd = queue.wake_fd(), .events = POLLIN, .revents = 0};
    ::poll(&wait, 1, 100);
    for (const headend::UpstreamBatch& batch : queue.take()) {
      for (const headend::UpstreamItem& item : batch.items) {
        const auto* unit = std::get_if<payload::AccessUnit>(&item);
        if (!unit) continue;
        ++units;
        upstreams[batch.upstream]->consumed(payload::ticks_to_time(unit->duration, 90'000), unit->octets.size());
      }
    }
  }
  return units;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("usage: upstream_bench URL STREAMS SECONDS\n", stderr);
    return 2;
  }
  const auto count = static_cast<std::size_t>(std::atoi(argv[2]));
  const int seconds = std::atoi(argv[3]);
  fetch::Client client;
  headend::UpstreamQueue queue;
  std::vector<std::unique_ptr<headend::Upstream>> upstreams;
  const double empty = resident_mib();
  for (std::size_t i = 0; i < count; ++i) {
    headend::UpstreamOptions options;
    options.urls = {argv[1]};
    upstreams.push_back(std::make_unique<headend::Upstream>(i, std::move(options), client, queue, i));
  }
  read_until(Clock::now() + std::chrono::seconds(2), queue, upstreams);
  const double before = cpu_seconds();
  const std::size_t units = read_until(Clock::now() + std::chrono::seconds(seconds), queue, upstreams);
  const double spent = cpu_seconds() - before;
  std::printf("%zu streams: %.4f CPU s a stream-minute, %.1f units/s a stream, %.1f MiB (%.1f MiB before)\n", count,
              spent * 60 / seconds / static_cast<double>(count),
              static_cast<double>(units) / seconds / static_cast<double>(count), resident_mib(), empty);
}
