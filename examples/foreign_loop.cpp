// SPDX-License-Identifier: LGPL-2.1-or-later
//
// usage: foreign_loop SERVICE [INTERFACE]
//
// A receiver inside a loop that is not ours: it knows descriptors and a timeout, as those of GLib, Qt, libuv and
// others do. What is decoded goes into a sink of this program's own, which tells how loud it is.
#include <joincast/libreceiver/receiver.h>
#include <joincast/libreceiver/resolve.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

using namespace joincast;

/// Swallows sound at once, as a file does. It is called on the decoder's thread.
class LoudnessMeter final : public AudioSink {
 public:
  Result<void, std::string> open(const AudioFormat& format) override {
    std::printf("sound: %u Hz, %u channels\n", format.sample_rate_hz, static_cast<unsigned>(format.channels));
    return {};
  }
  void write(const AudioFrame& frame) override {
    for (const float sample : frame.samples) peak_ = std::max(peak_, std::fabs(sample));
    samples_ += frame.frame_count();
    if (samples_ < frame.format.sample_rate_hz) return;
    std::printf("peak: %.2f\n", static_cast<double>(peak_));
    std::fflush(stdout);
    samples_ = 0;
    peak_ = 0;
  }
  Duration queued() const override { return {}; }
  void flush() override {}
  void set_volume(float) override {}
  std::uint64_t underruns() const override { return 0; }
  bool real_time() const override { return false; }

 private:
  float peak_ = 0;
  std::size_t samples_ = 0;
};

/// What poll() takes: -1 is for ever; rounded up, so as not to come a moment too early.
int milliseconds_until(TimePoint deadline) {
  if (deadline == kNever) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 1'000'000));
}

int main(int argc, char** argv) {
  const auto reference = libreceiver::parse_service_reference(argc > 1 ? argv[1] : "");
  const auto interfaces = net::list_interfaces();
  if (!reference || !interfaces) return std::puts("usage: foreign_loop SERVICE [INTERFACE]"), 2;
  libreceiver::Wishes wishes;
  if (argc > 2) wishes.interface = argv[2];
  const auto target = libreceiver::resolve(*reference, wishes, *interfaces);
  if (!target) return std::printf("%s\n", target.error().message.c_str()), 3;

  net::EventLoop loop;
  Receiver::Options options;
  options.make_sink = []() -> Result<std::unique_ptr<AudioSink>, std::string> {
    return std::make_unique<LoudnessMeter>();
  };
  Receiver receiver(loop, options, [](const libreceiver::Event&) {});
  if (const auto error = receiver.play(*target)) return std::printf("%s\n", error.message().c_str()), 1;

  std::puts("Enter ends");
  std::fflush(stdout);
  pollfd wanted[] = {{loop.descriptor(), POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}};
  while (wanted[1].revents == 0) {
    ::poll(wanted, 2, milliseconds_until(loop.deadline()));
    loop.run_ready();
  }
}
