// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/play_head.h"

#include <algorithm>
#include <utility>

namespace joincast::libreceiver {

void PlayHead::restart() { *this = PlayHead(settings_); }

void PlayHead::handle_unit(Session::Unit unit, Now now) {
  kept_.add(std::move(unit), now);
  next_ = std::max(next_, kept_.first());
  if (live_) hand_out(now.mono);
}

void PlayHead::handle_announced(const Session::Announced& announced, Now now) {
  kept_.announce(announced.item, announced.begins, now);
}

void PlayHead::pause(const Heard& heard, TimePoint now) {
  if (paused_) return;
  const TimeShift::Index here = index(heard);
  paused_ = true;
  go_to(here, now);
}

void PlayHead::resume(TimePoint now) {
  if (!std::exchange(paused_, false)) return;
  handed_until_ = now;
}

void PlayHead::back(Duration time, const Heard& heard, TimePoint now) {
  if (kept_.first() == kept_.end()) return;
  const TimeShift::Index here = std::min(index(heard), kept_.end() - 1);
  if (time > Duration::zero()) return go_to(kept_.back(here, time), now);
  const TimePoint wanted = kept_.at(here).arrived.mono - time;
  if (wanted >= kept_.at(kept_.end() - 1).arrived.mono && !paused_) return to_live(now);
  TimeShift::Index ahead = kept_.end() - 1;
  while (ahead > here && kept_.at(ahead).arrived.mono > wanted) --ahead;
  go_to(ahead, now);
}

bool PlayHead::to_song_start(const Heard& heard, TimePoint now) {
  if (kept_.first() == kept_.end()) return false;
  const auto song = kept_.song_start(std::min(index(heard), kept_.end() - 1));
  if (song) go_to(*song, now);
  return song.has_value();
}

void PlayHead::to_live(TimePoint now) {
  if (live_) return;
  paused_ = false;
  go_to(kept_.end(), now);
  live_ = true;
  outputs_.push_back(Live{true});
}

void PlayHead::go_to(TimeShift::Index index, TimePoint now) {
  outputs_.clear();
  outputs_.push_back(Flush{});
  next_ = target_ = index;
  begins_ = true;
  handed_until_ = now;
  if (std::exchange(live_, false)) outputs_.push_back(Live{false});
}

void PlayHead::feed(std::optional<Duration> ahead, TimePoint now) {
  if (!is_feeding()) return;
  if (handed_until_ < now) handed_until_ = now;
  Duration has = ahead.value_or(handed_until_ - now);
  next_ = std::max(next_, kept_.first());
  for (std::size_t count = 0; has < kLead && next_ < kept_.end() && count < kMostAtOnce; ++count) {
    const TimePoint before = handed_until_;
    hand_out(now);
    has += handed_until_ - before;
  }
  if (next_ < kept_.end()) return;
  live_ = true;  // it has all that came
  outputs_.push_back(Live{true});
}

/// The next frame, with whatever the player must know before it.
void PlayHead::hand_out(TimePoint now) {
  const TimeShift::Frame& frame = kept_.at(next_);
  if (begins_ || frame.stream != stream_) {
    if (const Session::Stream* stream = kept_.stream(frame.stream)) outputs_.push_back(*stream);
    if (begins_) warm_up();
    stream_ = frame.stream;
    begins_ = false;
  }
  outputs_.push_back(Session::Unit{frame.stream, frame.unit, frame.lost_packets});
  const std::uint32_t rate = kept_.clock_rate_hz(frame.stream);
  if (rate != 0) handed_until_ = std::max(handed_until_, now) + payload::ticks_to_time(frame.unit.duration, rate);
  ++next_;
}

void PlayHead::warm_up() {
  const TimeShift::Frame& first = kept_.at(next_);
  const std::uint32_t rate = kept_.clock_rate_hz(first.stream);
  const auto belongs = [&](const TimeShift::Frame& frame) {
    return frame.stream == first.stream &&
           payload::ticks_to_time(first.unit.timestamp - frame.unit.timestamp, rate) <= kWarmUp;
  };
  TimeShift::Index from = next_;
  while (from > kept_.first() && next_ - from < kMostAtOnce && belongs(kept_.at(from - 1))) --from;
  for (; from < next_; ++from) {
    const TimeShift::Frame& frame = kept_.at(from);
    outputs_.push_back(WarmUp{{frame.stream, frame.unit, frame.lost_packets}});
  }
}

std::optional<PlayHead::Output> PlayHead::poll_output() {
  if (outputs_.empty()) return std::nullopt;
  Output output = std::move(outputs_.front());
  outputs_.pop_front();
  return output;
}

Duration PlayHead::behind(const Heard& heard) const noexcept {
  const TimeShift::Index here = index(heard);
  if (live_ || here >= kept_.end()) return {};
  return kept_.at(kept_.end() - 1).arrived.mono - kept_.at(here).arrived.mono;
}

TimeShift::Index PlayHead::index(const Heard& heard) const noexcept {
  const TimeShift::Index target = std::clamp(target_, kept_.first(), kept_.end());
  if (paused_ || begins_ || !heard) return target;
  for (TimeShift::Index i = std::min(next_, kept_.end()); i-- > kept_.first();) {
    const TimeShift::Frame& frame = kept_.at(i);
    if (frame.stream != heard->stream || frame.unit.timestamp > heard->timestamp) continue;
    const bool over = frame.unit.duration != 0 && frame.unit.timestamp + frame.unit.duration <= heard->timestamp;
    return over ? i + 1 : i;
  }
  return target;
}

const TimeShift::Mark* PlayHead::mark(const Heard& heard) const noexcept {
  if (kept_.first() == kept_.end()) return nullptr;
  return kept_.mark_at(std::min(index(heard), kept_.end() - 1));
}

}  // namespace joincast::libreceiver
