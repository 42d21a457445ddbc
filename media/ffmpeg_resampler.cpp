// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <cmath>

#include "media/ffmpeg_codecs.h"

extern "C" {
#include <libavutil/opt.h>
}

namespace joincast::media {
namespace {

constexpr double kMaxDrift = 5000.0;  // parts per million

class SwresampleResampler final : public Resampler {
 public:
  SwresampleResampler(SwResampler context, const AudioFormat& from, const AudioFormat& to)
      : context_(std::move(context)), from_(from), to_(to) {}

  AudioFrame convert(const AudioFrame& frame) override {
    AudioFrame out;
    out.format = to_;
    if (frame.format != from_ || frame.samples.empty()) return out;
    const int count = static_cast<int>(frame.frame_count());
    compensate(count);
    const int room = swr_get_out_samples(context_.get(), count);
    if (room <= 0) return out;
    out.samples.resize(static_cast<std::size_t>(room) * to_.channels);
    auto* to = reinterpret_cast<std::uint8_t*>(out.samples.data());
    const auto* from = reinterpret_cast<const std::uint8_t*>(frame.samples.data());
    const int written = swr_convert(context_.get(), &to, room, &from, count);
    out.samples.resize(static_cast<std::size_t>(std::max(written, 0)) * to_.channels);
    return out;
  }

  void set_drift(double parts_per_million) override { drift_ = std::clamp(parts_per_million, -kMaxDrift, kMaxDrift); }

  AudioFormat output() const noexcept override { return to_; }

 private:
  /// Playing faster means fewer samples out. Fractions are carried over, so that small drifts act too.
  void compensate(int count) {
    if (drift_ == 0.0 && !compensating_) return;
    const double expected = static_cast<double>(count) * to_.sample_rate_hz / from_.sample_rate_hz;
    owed_ -= expected * drift_ * 1e-6;
    const int whole = static_cast<int>(owed_);
    owed_ -= whole;
    swr_set_compensation(context_.get(), whole, std::max(1, static_cast<int>(expected)));
    compensating_ = whole != 0 || drift_ != 0.0;
  }

  SwResampler context_;
  AudioFormat from_;
  AudioFormat to_;
  double drift_ = 0.0;
  double owed_ = 0.0;  // output samples
  bool compensating_ = false;
};

}  // namespace

Result<std::unique_ptr<Resampler>, std::string> make_swresampler(const AudioFormat& from, const AudioFormat& to) {
  AVChannelLayout in{};
  AVChannelLayout out{};
  av_channel_layout_default(&in, from.channels);
  av_channel_layout_default(&out, to.channels);
  SwrContext* context = nullptr;
  int error = swr_alloc_set_opts2(&context, &out, AV_SAMPLE_FMT_FLT, static_cast<int>(to.sample_rate_hz), &in,
                                  AV_SAMPLE_FMT_FLT, static_cast<int>(from.sample_rate_hz), 0, nullptr);
  SwResampler owner(context);
  // Compensation needs the resampler even where both rates are equal.
  if (error >= 0) error = av_opt_set_int(context, "flags", SWR_FLAG_RESAMPLE, 0);
  // Half the usual taps are plenty where only a clock is followed.
  if (error >= 0 && from.sample_rate_hz == to.sample_rate_hz) error = av_opt_set_int(context, "filter_size", 16, 0);
  if (error >= 0) error = swr_init(context);
  if (error < 0) return fail("cannot resample sound: " + av_error(error));
  return std::make_unique<SwresampleResampler>(std::move(owner), from, to);
}

}  // namespace joincast::media
