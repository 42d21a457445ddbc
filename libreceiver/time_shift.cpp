// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/time_shift.h"

#include <algorithm>
#include <utility>

namespace joincast::libreceiver {
namespace {

constexpr Duration kSilent = std::chrono::milliseconds(500);  // a stream that has not sent for so long may have ended

/// The timestamp nearest to `near` whose lower 32 bits are these.
std::int64_t unwrap(std::uint32_t timestamp, std::int64_t near) noexcept {
  return near + static_cast<std::int32_t>(timestamp - static_cast<std::uint32_t>(near));
}

std::int64_t ticks(Duration time, std::uint32_t clock_rate_hz) noexcept {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time).count() * clock_rate_hz / 1000;
}

}  // namespace

void TimeShift::begin(const Session::Stream& stream) {
  // Within one source the timestamps go on, so that a mark made before holds for the next format too.
  if (!marks_.empty() && !unplaced_) {
    unplaced_ = true;
    continued_ = true;
  }
  streams_.push_back(stream);
}

void TimeShift::add(Session::Unit unit, Now now) {
  octets_ += unit.unit.octets.size();
  frames_.push_back({std::move(unit.unit), unit.lost_packets, unit.stream, now});
  if (std::exchange(unplaced_, false) && latest_)
    place(latest_->item, latest_->begins, std::exchange(continued_, false));
  trim(now.mono);
}

void TimeShift::announce(Item item, std::optional<std::uint32_t> begins, Now now) {
  Announced words{std::move(item), begins};
  if (latest_ == words) return;
  const bool was_empty = !latest_ || (latest_->item.title.empty() && latest_->item.link.empty());
  latest_ = std::move(words);
  if (was_empty && latest_->item.title.empty() && latest_->item.link.empty()) return;
  continued_ = !marks_.empty() && marks_.back().item.title == latest_->item.title;
  if (unplaced_ || frames_.empty()) {
    unplaced_ = true;
    return;
  }
  const Frame& newest = frames_.back();
  if (begins && now.mono - newest.arrived.mono > kSilent) {
    const std::uint32_t rate = clock_rate_hz(newest.stream);
    const std::int64_t ahead = unwrap(*begins, newest.unit.timestamp) - newest.unit.timestamp;
    if (ahead > ticks(kLongestLead, rate) || ahead < -ticks(std::chrono::hours(2), rate)) {
      unplaced_ = true;  // it speaks of a stream that has not begun
      return;
    }
  }
  place(latest_->item, begins, false);
}

/// Puts a mark into the newest frame's stream.
void TimeShift::place(Item item, std::optional<std::uint32_t> begins, bool continued) {
  const Frame& newest = frames_.back();
  Mark mark;
  mark.item = std::move(item);
  mark.stream = newest.stream;
  mark.continued = continued;
  mark.order = ++order_;
  mark.exact = begins.has_value();
  mark.timestamp = begins ? unwrap(*begins, newest.unit.timestamp) : newest.unit.timestamp + newest.unit.duration;
  const std::int64_t longest = ticks(kLongestLead, clock_rate_hz(newest.stream));
  if (mark.timestamp - newest.unit.timestamp > longest) mark.timestamp -= std::int64_t{1} << 32;
  if (continued || (!begins && marks_.empty())) mark.timestamp = std::min(mark.timestamp, newest.unit.timestamp);
  Mark* last = marks_.empty() ? nullptr : &marks_.back();
  if (last && last->stream == mark.stream && last->timestamp == mark.timestamp && !continued) {
    last->item = std::move(mark.item);  // other words for the same item
    last->exact = mark.exact;
    return;
  }
  // What was announced last begins last: an earlier mark that lies further ahead is taken back.
  while (!marks_.empty() && marks_.back().stream == mark.stream && marks_.back().timestamp >= mark.timestamp)
    marks_.pop_back();
  if (marks_.size() == kMostMarks) marks_.pop_front();
  marks_.push_back(std::move(mark));
}

Duration TimeShift::length() const noexcept {
  return frames_.empty() ? Duration{} : frames_.back().arrived.mono - frames_.front().arrived.mono;
}

const Session::Stream* TimeShift::stream(std::uint32_t number) const noexcept {
  const auto found = std::ranges::find(streams_, number, &Session::Stream::number);
  return found == streams_.end() ? nullptr : &*found;
}

std::uint32_t TimeShift::clock_rate_hz(std::uint32_t number) const noexcept {
  const Session::Stream* found = stream(number);
  return found ? found->format.clock_rate_hz : 0;
}

bool TimeShift::covers(const Mark& mark, const Frame& frame) const noexcept {
  return mark.stream < frame.stream || (mark.stream == frame.stream && mark.timestamp <= frame.unit.timestamp);
}

const TimeShift::Mark* TimeShift::mark_at(Index index) const noexcept {
  const Frame& frame = at(index);
  for (auto mark = marks_.rbegin(); mark != marks_.rend(); ++mark)
    if (covers(*mark, frame)) return &*mark;
  return nullptr;
}

std::optional<TimeShift::Index> TimeShift::song_start(Index index) const noexcept {
  const Mark* mark = mark_at(index);
  if (!mark) return std::nullopt;
  while (mark->continued && mark != &marks_.front())  // it began in an earlier stream
    mark = &*std::prev(std::ranges::find(marks_, mark->order, &Mark::order));
  const auto found = std::ranges::find_if(frames_, [&](const Frame& frame) { return covers(*mark, frame); });
  if (found == frames_.end()) return std::nullopt;
  const bool whole = !mark->continued && found->stream == mark->stream && found->unit.timestamp == mark->timestamp;
  if (found == frames_.begin() && !whole) return std::nullopt;
  return first_ + static_cast<Index>(found - frames_.begin());
}

TimeShift::Index TimeShift::back(Index index, Duration time) const noexcept {
  if (frames_.empty()) return first_;
  const TimePoint from = at(std::clamp(index, first_, end() - 1)).arrived.mono - time;
  const auto found = std::ranges::lower_bound(frames_, from, {}, [](const Frame& one) { return one.arrived.mono; });
  return std::min(index, first_ + static_cast<Index>(found - frames_.begin()));
}

TimeShift::Index TimeShift::since(WallTime moment) const noexcept {
  const auto found = std::ranges::find_if(frames_, [&](const Frame& one) { return one.arrived.wall >= moment; });
  return first_ + static_cast<Index>(found - frames_.begin());
}

void TimeShift::forget(Index index) {
  while (!frames_.empty() && first_ < index) drop_oldest();
}

void TimeShift::drop_oldest() {
  octets_ -= frames_.front().unit.octets.size();
  frames_.pop_front();
  ++first_;
  while (streams_.size() > 1 && !frames_.empty() && streams_.front().number < frames_.front().stream)
    streams_.pop_front();
  while (marks_.size() > 1 && !frames_.empty() && covers(marks_[1], frames_.front())) marks_.pop_front();
}

void TimeShift::trim(TimePoint now) {
  if (settings_.keep == Duration::zero()) return;
  const auto cost = [this] { return octets_ + frames_.size() * kFrameCost; };
  while (frames_.size() > 1 && (cost() > settings_.most_octets || now - frames_.front().arrived.mono > settings_.keep))
    drop_oldest();
}

}  // namespace joincast::libreceiver
