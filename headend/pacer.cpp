// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/pacer.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace joincast::headend {
namespace {

/// A quarter of a second away from the target is answered with the full slew: 200 ppm of drift settle 10 ms away.
constexpr double kSlewPerSecondAway = Pacer::kMaxSlew / 0.25;

/// Stations arrive in lumps; the level is averaged over so many seconds of media.
constexpr double kSmoothing_s = 10;

constexpr double kNsPerSecond = 1e9;

std::int64_t ns_of(std::uint32_t ticks, std::uint32_t rate_hz) {
  return payload::ticks_to_time(ticks, rate_hz).count();
}

}  // namespace

Pacer::Ahead& Pacer::ahead() {
  if (!ahead_) ahead_ = std::make_unique<Ahead>();
  return *ahead_;
}

void Pacer::push(FormatChange change) {
  input_rate_hz_ = change.format.clock_rate_hz;
  ahead().format = std::move(change.format);
  ahead().declared_kbps = change.declared_kbps;
}

void Pacer::push(UpstreamMetadata metadata) {
  Ahead& place = ahead_of_last(metadata.since);
  place.metadata = std::move(metadata);
}

/// In front of the last frames of so much media, as far as they wait here; never in front of what came with others.
Pacer::Ahead& Pacer::ahead_of_last(Duration media) {
  if (media <= Duration::zero() || queue_.empty() || ahead_) return ahead();
  auto at = queue_.end();
  for (Duration passed{}; at != queue_.begin() && passed < media;) {
    --at;
    if (at->ahead) return *at->ahead;
    passed += Duration(ns_of(at->unit.duration, input_rate_hz_));
  }
  at->ahead = std::make_unique<Ahead>();
  return *at->ahead;
}

void Pacer::push(payload::AccessUnit unit, TimePoint now) {
  if (input_rate_hz_ == 0 || unit.duration == 0) return;
  if (queue_.empty()) note_gap(now);
  queued_ns_ += ns_of(unit.duration, input_rate_hz_);
  octets_ += unit.octets.size();
  queue_.push_back({std::move(unit), std::move(ahead_)});
}

void Pacer::note_gap(TimePoint now) {
  if (!started_) {
    next_due_ = now;
    started_ = true;
    return;
  }
  const Duration late = now - next_due_;
  if (late <= options_.late_is_gap) return;
  media_ += static_cast<std::int64_t>(std::llround(static_cast<double>(late.count()) * clock_rate_hz_ / kNsPerSecond));
  next_due_ = now;
  behind_gap_ = true;
  ++counters_.gaps;
  counters_.gap_time += late;
}

std::optional<Pacer::Frame> Pacer::poll(TimePoint now) {
  if (queue_.empty() || next_due_ > now) return std::nullopt;
  note_gap(now);
  Frame frame{std::move(queue_.front().unit), std::move(queue_.front().ahead), next_due_, false};
  queue_.pop_front();
  if (frame.ahead && frame.ahead->format) frame.new_clock = take_clock(frame.ahead->format->clock_rate_hz);
  frame.unit.timestamp = media_;
  frame.unit.after_loss = std::exchange(behind_gap_, false) || frame.unit.after_loss;
  media_ += frame.unit.duration;
  octets_ -= frame.unit.octets.size();
  queued_ns_ -= ns_of(frame.unit.duration, clock_rate_hz_);
  ++counters_.frames;

  const double interval_ns = frame.unit.duration * kNsPerSecond / rate_hz() + due_fraction_ns_;
  const auto whole_ns = static_cast<std::int64_t>(interval_ns);
  due_fraction_ns_ = interval_ns - static_cast<double>(whole_ns);
  next_due_ += Duration(whole_ns);
  if (options_.slewing) steer(Duration(whole_ns));
  return frame;
}

bool Pacer::take_clock(std::uint32_t rate_hz) noexcept {
  if (rate_hz == clock_rate_hz_) return false;
  media_ = 0;
  return std::exchange(clock_rate_hz_, rate_hz) != 0;
}

void Pacer::steer(Duration sent) {
  const auto level_ns = static_cast<double>(queued_ns_);
  const double weight = counters_.frames == 1 ? 1.0 : static_cast<double>(sent.count()) / kNsPerSecond / kSmoothing_s;
  smooth_level_ns_ += std::min(weight, 1.0) * (level_ns - smooth_level_ns_);
  const double away_s = (smooth_level_ns_ - static_cast<double>(options_.target.count())) / kNsPerSecond;
  slew_ = std::clamp(away_s * kSlewPerSecondAway, -kMaxSlew, kMaxSlew);
}

Duration Pacer::level() const noexcept { return Duration(queued_ns_); }

}  // namespace joincast::headend
