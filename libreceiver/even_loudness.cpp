// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/even_loudness.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <utility>

#include "media/loudness_meter.h"

namespace joincast::libreceiver {
namespace {

using namespace std::chrono_literals;

constexpr Duration kTrusted = 10s;      // of sound: then its integrated loudness says something
constexpr Duration kLookAgain = 100ms;  // of sound, between two looks at the meter
constexpr Duration kWriteDown = 10s;    // of sound
constexpr double kSearchDb = 1.0;       // a second, for a service that is not known
constexpr double kFollowDb = 0.2;       // a second, for one that is
constexpr double kSwitchDb = 12.0;      // a second, when it is switched on or off
constexpr std::size_t kQuickRamp = 64;  // frames, where a peak must not clip

double to_linear(double db) { return std::pow(10, db / 20); }

}  // namespace

void EvenLoudness::set_service(std::string key) {
  const std::lock_guard lock(mutex_);
  service_ = std::move(key);
}

std::string EvenLoudness::service() const {
  const std::lock_guard lock(mutex_);
  return service_;
}

class EvenSink final : public AudioSink {
 public:
  EvenSink(std::unique_ptr<AudioSink> inner, std::shared_ptr<EvenLoudness> even)
      : inner_(std::move(inner)), even_(std::move(even)) {}
  ~EvenSink() override { write_down(); }
  EvenSink(const EvenSink&) = delete;
  EvenSink& operator=(const EvenSink&) = delete;

  Result<void, std::string> open(const AudioFormat& format) override {
    adopt();
    if (meter_ && format_ != format) write_down(), meter_.reset();
    format_ = format;
    return inner_->open(format);
  }
  void flush() override {
    adopt();
    inner_->flush();
  }
  void write(const AudioFrame& frame) override;
  Duration queued() const override { return inner_->queued(); }
  Duration period() const override { return inner_->period(); }
  Duration lasts() const override { return inner_->lasts(); }
  void set_volume(float volume) override { inner_->set_volume(volume); }
  std::uint64_t underruns() const override { return inner_->underruns(); }
  bool real_time() const override { return inner_->real_time(); }

 private:
  void adopt();
  void measure(const AudioFrame& frame);
  void look();
  double step(Duration time) const;
  void write_down();

  std::unique_ptr<AudioSink> inner_;
  std::shared_ptr<EvenLoudness> even_;
  AudioFormat format_;
  std::string service_;
  std::optional<Loudness> known_;  // from earlier times
  std::optional<Loudness> now_;    // measured since the service began
  std::optional<media::LoudnessMeter> meter_;
  Duration looked_{}, written_{};
  double wanted_db_ = 0, gain_db_ = 0;
  bool begins_ = true;      // nothing of the service was written yet
  bool switching_ = false;  // between on and off
  bool was_enabled_ = true;
  AudioFrame evened_;
};

/// Another service, if there is one, plays from here on.
void EvenSink::adopt() {
  std::string service = even_->service();
  if (service == service_) return;
  write_down();
  service_ = std::move(service);
  known_ = service_.empty() ? std::nullopt : even_->book().find(service_);
  now_.reset();
  meter_.reset();
  looked_ = written_ = {};
  begins_ = true;
}

void EvenSink::measure(const AudioFrame& frame) {
  if (!meter_) {
    meter_.emplace(frame.format);
    looked_ = written_ = {};
  }
  meter_->add(frame);
  if (meter_->measured() - looked_ < kLookAgain) return;
  looked_ = meter_->measured();
  look();
  if (meter_->measured() - written_ < kWriteDown) return;
  written_ = meter_->measured();
  write_down();
}

void EvenSink::look() {
  const bool trusted = meter_->measured() >= kTrusted;
  const auto lufs = trusted || known_ ? meter_->integrated() : meter_->short_term();
  if (!lufs) return;
  now_ = Loudness{*lufs, meter_->true_peak(), meter_->measured()};
  if (!known_)
    wanted_db_ = even_gain_db(*now_);
  else if (trusted)
    wanted_db_ = even_gain_db(combine(*known_, *now_));
}

void EvenSink::write_down() {
  if (!meter_ || !now_ || service_.empty() || now_->measured < kTrusted) return;
  even_->book().put(service_, known_ ? combine(*known_, *now_) : *now_);
}

/// How far the gain may move in that time, in dB.
double EvenSink::step(Duration time) const {
  const double rate = switching_ ? kSwitchDb : known_ ? kFollowDb : kSearchDb;
  return rate * std::chrono::duration<double>(time).count();
}

void EvenSink::write(const AudioFrame& frame) {
  if (frame.frame_count() == 0) return;
  const bool enabled = even_->enabled();
  if (enabled) measure(frame);
  if (std::exchange(was_enabled_, enabled) != enabled) switching_ = !begins_;
  if (begins_) {
    begins_ = false;
    wanted_db_ = known_ ? even_gain_db(*known_) : 0;
    gain_db_ = enabled ? wanted_db_ : 0;
  }
  const double wanted = enabled ? wanted_db_ : 0;
  if (!enabled && gain_db_ == 0) {
    even_->gain_db_ = 0;
    return inner_->write(frame);
  }
  const double from = gain_db_, reach = step(frame.duration());
  double to = std::clamp(wanted, from - reach, from + reach);
  if (to == wanted) switching_ = false;

  float peak = 0;
  for (const float sample : frame.samples) peak = std::max(peak, std::abs(sample));
  const double most = enabled && peak > 0 ? -20 * std::log10(static_cast<double>(peak)) : kMostGainDb;
  const bool must = std::max(from, to) > most;  // or it clips
  to = std::min(to, most);
  gain_db_ = to;
  even_->gain_db_ = to;

  evened_.format = frame.format;
  evened_.samples.resize(frame.samples.size());
  const double first = to_linear(from), last = to_linear(to);
  const std::size_t count = frame.frame_count(), ramp = must ? std::min(count, kQuickRamp) : count;
  for (std::size_t at = 0; at < count; ++at) {
    const double share = std::min(1.0, static_cast<double>(at + 1) / static_cast<double>(ramp));
    const auto gain = static_cast<float>(first + (last - first) * share);
    for (std::size_t i = at * frame.format.channels; i < (at + 1) * frame.format.channels; ++i) {
      const float sample = frame.samples[i] * gain;
      evened_.samples[i] = must ? std::clamp(sample, -1.0f, 1.0f) : sample;
    }
  }
  inner_->write(evened_);
}

std::unique_ptr<AudioSink> make_even_sink(std::unique_ptr<AudioSink> inner, std::shared_ptr<EvenLoudness> even) {
  return std::make_unique<EvenSink>(std::move(inner), std::move(even));
}

Receiver::SinkMaker make_even(Receiver::SinkMaker make_inner, std::shared_ptr<EvenLoudness> even) {
  if (!make_inner) return {};
  return [make_inner = std::move(make_inner),
          even = std::move(even)]() -> Result<std::unique_ptr<AudioSink>, std::string> {
    auto inner = make_inner();
    if (!inner) return inner;
    return make_even_sink(std::move(*inner), even);
  };
}

}  // namespace joincast::libreceiver
