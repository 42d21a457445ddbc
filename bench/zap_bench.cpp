// SPDX-License-Identifier: LGPL-2.1-or-later
//
// usage: zap_bench INTERFACE CHANGES FIRST COUNT [PREFIX]
//
// Channel changes inside one process: plays service FIRST (hexadecimal, as 80000001), then the next of COUNT
// services and so on, half a second each, and prints the milliseconds from the call that changes to the first
// sound decoded, as JSON: median, 95th percentile, all. Somebody else keeps the services running.
#include <net/if.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <variant>
#include <vector>

#include "base/service_number.h"
#include "libreceiver/receiver.h"
#include "media/audio.h"
#include "net/event_loop.h"

namespace {

using namespace joincast;
constexpr auto kStay = std::chrono::milliseconds(500);

class Zapper {
 public:
  Zapper(unsigned interface, int changes, std::uint32_t first, std::uint32_t count, const Prefix& prefix)
      : interface_(interface), changes_(changes), first_(first), count_(count), prefix_(prefix) {}

  std::vector<double> run() {
    timer_ = loop_.timer([this] { change(); });
    timer_.expires_at(loop_.now().mono);
    loop_.run();
    receiver_.stop();
    return milliseconds_;
  }
  int silent() const { return silent_; }

 private:
  libreceiver::Receiver::Options options() {
    libreceiver::Receiver::Options options;
    options.make_sink = []() -> Result<std::unique_ptr<media::AudioSink>, std::string> { return media::make_null_sink(); };
    return options;
  }

  void change() {
    if (waiting_ && done_ > 0) ++silent_;
    if (done_ > changes_) return loop_.stop();
    libreceiver::Target target;
    target.number = ServiceNumber(first_ + static_cast<std::uint32_t>(done_) % count_);
    target.group = {service_group(*target.number, prefix_), interface_};
    asked_ = loop_.now().mono;
    waiting_ = true;
    if (const auto error = receiver_.play(target)) {
      std::fprintf(stderr, "zap_bench: %s\n", error.message().c_str());
      std::exit(1);
    }
    ++done_;
    timer_.expires_at(asked_ + kStay);
  }

  void handle(const libreceiver::Event& event) {
    if (!std::holds_alternative<libreceiver::SoundBegan>(event.what) || !waiting_) return;
    waiting_ = false;
    // The first change is the process's start, not a change.
    if (done_ > 1) milliseconds_.push_back(std::chrono::duration<double, std::milli>(event.at - asked_).count());
  }

  unsigned interface_;
  int changes_;
  std::uint32_t first_, count_;
  Prefix prefix_;
  net::EventLoop loop_;
  libreceiver::Receiver receiver_{loop_, options(), [this](const libreceiver::Event& event) { handle(event); }};
  net::Timer timer_;
  TimePoint asked_{};
  int done_ = 0;
  int silent_ = 0;
  bool waiting_ = false;
  std::vector<double> milliseconds_;
};

}  // namespace

int main(int argc, char** argv) {
  const unsigned interface = argc > 4 ? if_nametoindex(argv[1]) : 0;
  const auto prefix = parse_prefix(argc > 5 ? argv[5] : "2001:db8:d0be:f00d::/64");
  if (interface == 0 || !prefix) {
    std::fputs("usage: zap_bench INTERFACE CHANGES FIRST COUNT [PREFIX]\n", stderr);
    return 2;
  }
  Zapper zapper(interface, std::atoi(argv[2]), static_cast<std::uint32_t>(std::strtoul(argv[3], nullptr, 16)),
                static_cast<std::uint32_t>(std::atoi(argv[4])), *prefix);
  std::vector<double> times = zapper.run();
  if (times.empty()) {
    std::fputs("zap_bench: nothing was heard\n", stderr);
    return 1;
  }
  std::sort(times.begin(), times.end());
  std::printf("{\"changes\": %zu, \"silent\": %d, \"p50_ms\": %.1f, \"p95_ms\": %.1f, \"all_ms\": [", times.size(),
              zapper.silent(), times[times.size() / 2], times[times.size() * 95 / 100]);
  for (std::size_t i = 0; i < times.size(); ++i) std::printf("%s%.1f", i ? ", " : "", times[i]);
  std::puts("]}");
  return 0;
}
