// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/recorder.h"

#include <algorithm>
#include <utility>

namespace joincast::libreceiver {
namespace {

constexpr Duration kSpare = std::chrono::seconds(5);              // that frames may wait longer than they should
constexpr Duration kFirstWord = std::chrono::milliseconds(2500);  // longer than two announcements lie apart
constexpr Duration kLateTitle = std::chrono::seconds(5);          // a first title behind the sound that it is about
constexpr std::size_t kMostCuts = 1024;

std::int64_t ticks(Duration time, std::uint32_t clock_rate_hz) noexcept {
  constexpr std::int64_t kMicro = 1'000'000;
  return std::chrono::duration_cast<std::chrono::microseconds>(time).count() * clock_rate_hz / kMicro;
}

TimeShift::Settings history_settings(const Recorder::Settings& settings) {
  TimeShift::Settings how;
  how.keep = settings.keep == Duration::zero() ? Duration::zero() : settings.keep + kSpare;
  how.most_octets = settings.most_octets;
  return how;
}

}  // namespace

std::string_view to_string(Gap gap) noexcept {
  switch (gap) {
    case Gap::network: return "network";
    case Gap::source: return "source";
    case Gap::stream: return "stream";
    case Gap::unreachable: return "unreachable";
    case Gap::suspended: return "suspended";
    case Gap::disk: return "disk";
    case Gap::not_running: return "not running";
  }
  return "";
}

Recorder::Recorder(const Settings& settings, RecordingSink& sink)
    : settings_(settings), sink_(sink), history_(history_settings(settings)) {}

void Recorder::handle_announced(const Session::Announced& announced, Now now) {
  history_.announce(announced.item, announced.begins, now);
}

void Recorder::start(Now now, bool from_song_start) {
  if (started_) return;
  started_ = true;
  skipping_ = settings_.split == Split::titles && settings_.skip_first;
  next_ = history_.since(now.wall);
  if (!from_song_start || history_.first() == history_.end()) return;
  const auto song = history_.song_start(history_.end() - 1);
  next_ = song.value_or(history_.first());
  whole_next_ = song.has_value();
  skipping_ = false;
}

void Recorder::explain_gap(Gap reason, Duration length) { explained_ = {reason, length}; }

Duration Recorder::delay() const noexcept {
  if (settings_.split != Split::titles) return {};
  // Nothing told yet: the first announcement, lost or late, comes again within two seconds and names the first file.
  const Duration settle =
      open_ || item_ || !history_.marks().empty() ? settings_.settle : std::max(settings_.settle, kFirstWord);
  return settle + std::max(Duration::zero(), -settings_.title_offset) + 2 * settings_.quiet_radius;
}

void Recorder::handle_turn(Now now) {
  if (!started_) {
    if (settings_.keep == Duration::zero()) history_.forget(history_.end());
    return;
  }
  const Duration wait = delay();
  TimeShift::Index end = std::max(next_, history_.first());
  const bool crowded = history_.octets() > settings_.most_octets / 2 && settings_.keep == Duration::zero();
  while (end < history_.end() && (crowded || history_.at(end).arrived.mono + wait <= now.mono)) ++end;
  commit(end, now);
}

TimePoint Recorder::deadline() const noexcept {
  const TimeShift::Index waiting = std::max(next_, history_.first());
  return started_ && !done_ && waiting < history_.end() ? history_.at(waiting).arrived.mono + delay() : kNever;
}

void Recorder::finish(Now now) {
  if (!started_) return;
  last_words_ = true;
  commit(history_.end(), now);
  if (open_) end_part(now);
  started_ = last_words_ = false;
}

void Recorder::commit(TimeShift::Index end, Now now) {
  next_ = std::max(next_, history_.first());
  for (; next_ < end && !done_; ++next_) take(next_, now);
  flush(now);
  if (settings_.keep == Duration::zero()) history_.forget(std::min(end, history_.end()));
}

/// Where a mark cuts: at its timestamp, moved by what the user knows of the station and to where it is quiet.
std::int64_t Recorder::cut_of(const TimeShift::Mark& mark) {
  const std::uint32_t rate = history_.clock_rate_hz(mark.stream);
  std::int64_t cut = mark.timestamp + ticks(settings_.title_offset, rate);
  if (settings_.quiet_radius == Duration::zero() || mark.continued) return cut;
  if (const auto known = cuts_.find(mark.order); known != cuts_.end()) return known->second;

  const std::int64_t radius = ticks(settings_.quiet_radius, rate);
  std::vector<const TimeShift::Frame*> around;
  bool is_past = false;  // everything of the neighbourhood has come
  for (TimeShift::Index i = history_.first(); i < history_.end(); ++i) {
    const TimeShift::Frame& frame = history_.at(i);
    if (frame.stream != mark.stream || frame.unit.timestamp < cut - radius) continue;
    is_past = frame.unit.timestamp > cut + radius;
    if (is_past) break;
    around.push_back(&frame);
  }
  if ((!is_past && !last_words_) || around.empty()) return cut;
  const std::int64_t begin = around.front()->unit.timestamp;
  const Session::Stream* stream = history_.stream(mark.stream);
  const auto quiet = sink_.quietest(around, stream->format, payload::ticks_to_time(cut - begin, rate));
  if (quiet) cut = begin + ticks(*quiet, rate);
  if (cuts_.size() == kMostCuts) cuts_.erase(cuts_.begin());
  cuts_[mark.order] = cut;
  return cut;
}

const TimeShift::Mark* Recorder::mark_at(const TimeShift::Frame& frame) {
  const auto& marks = history_.marks();
  for (auto mark = marks.rbegin(); mark != marks.rend(); ++mark)
    if (mark->stream < frame.stream || (mark->stream == frame.stream && cut_of(*mark) <= frame.unit.timestamp))
      return &*mark;
  return nullptr;
}

/// Whether the present part is as long or as large as it may be.
bool Recorder::divides(const TimeShift::Frame& frame) const {
  if (settings_.split == Split::duration) {
    const auto length = frame.unit.timestamp - part_timestamp_;
    return payload::ticks_to_time(length, history_.clock_rate_hz(frame.stream)) >= settings_.split_duration;
  }
  if (settings_.split != Split::size) return false;
  constexpr std::uint64_t kFrameCost = 16;  // of each frame, in the containers that spend most
  std::uint64_t octets = sink_.octets() + frame.unit.octets.size() + kFrameCost;
  for (const TimeShift::Frame* waiting : batch_) octets += waiting->unit.octets.size() + kFrameCost;
  return octets > settings_.split_octets && last_;
}

/// The first item told since a frame came, while that waited.
const TimeShift::Mark* Recorder::told_meanwhile(const TimeShift::Frame& frame) const {
  const TimeShift::Frame& newest = history_.at(history_.end() - 1);
  for (const TimeShift::Mark& mark : history_.marks())
    if (mark.stream == frame.stream && mark.timestamp <= newest.unit.timestamp) return &mark;
  return nullptr;
}

/// Whether a part that nobody had a title for gets its own now: a file of some seconds in front of it helps nobody.
bool Recorder::names_late(const TimeShift::Mark& mark) {
  if (settings_.split != Split::titles || !open_ || item_ || !last_ || mark.item.title.empty()) return false;
  const std::uint32_t rate = history_.clock_rate_hz(last_->stream);
  return mark.stream <= last_->stream && cut_of(mark) - part_timestamp_ < ticks(kLateTitle, rate);
}

void Recorder::take(TimeShift::Index index, Now now) {
  const TimeShift::Frame& frame = history_.at(index);
  const TimeShift::Mark* mark = mark_at(frame);
  // A station whose first title came a moment after its first sound: it is that sound's.
  if (!mark && !item_ && !open_) mark = told_meanwhile(frame);
  if (mark && (!last_ || last_->stream == frame.stream) && names_late(*mark)) {
    flush(now);
    item_ = mark->item;
    sink_.name_part(*item_, now);
  }
  const bool other_item = mark && (!item_ || mark->item.title != item_->title || mark->item.link != item_->link);
  const bool other_stream = last_ && last_->stream != frame.stream;
  const bool first_item = !item_;  // told for the first time
  bool begins_song = false;
  if (other_item && settings_.split == Split::titles) {
    const std::int64_t cut = cut_of(*mark);
    // The frame is the first of its song if the one before it, which we had, lies in front of the cut.
    const bool had_before = index > history_.first() || last_;
    begins_song = mark->stream == frame.stream && had_before && frame.unit.timestamp >= cut &&
                  (last_ ? last_->unit.timestamp < cut || other_stream : history_.at(index - 1).unit.timestamp < cut);
  }
  if (skipping_) {
    if (mark) item_ = mark->item;
    if (!begins_song || first_item) {
      last_ = TimeShift::Frame{{{}, frame.unit.timestamp, frame.unit.duration, false}, 0, frame.stream, frame.arrived};
      return;
    }
    skipping_ = false;
  }
  const bool cut = open_ && (other_stream || (other_item && settings_.split == Split::titles) || divides(frame));
  if (cut) {
    flush(now);
    if (begins_song && whole_song_ && ++songs_ == settings_.songs) done_ = true;
    end_part(now);
    if (done_) return;
  }
  if (mark) item_ = mark->item;
  if (!open_) {
    begin_part(frame, begins_song || std::exchange(whole_next_, false), now);
    note_gap(frame);
  } else {
    note_gap(frame);
    if (other_item) {
      flush(now);
      sink_.note_title({mark->item, frame.unit.timestamp, frame.arrived.wall});
    }
  }
  batch_.push_back(&frame);
  ++totals_.frames;
  totals_.octets += frame.unit.octets.size();
  totals_.media += payload::ticks_to_time(frame.unit.duration, history_.clock_rate_hz(frame.stream));
  last_ = TimeShift::Frame{{{}, frame.unit.timestamp, frame.unit.duration, false}, 0, frame.stream, frame.arrived};
}

void Recorder::note_gap(const TimeShift::Frame& frame) {
  GapNote gap;
  gap.timestamp = frame.unit.timestamp;
  gap.at = frame.arrived.wall;
  gap.packets = frame.lost_packets;
  const std::uint32_t rate = history_.clock_rate_hz(frame.stream);
  const bool same_stream = last_ && last_->stream == frame.stream;
  const std::int64_t leap = same_stream ? frame.unit.timestamp - last_->unit.timestamp - last_->unit.duration : 0;
  const bool leaps =
      same_stream && last_->unit.duration != 0 && leap > std::max<std::int64_t>(frame.unit.duration / 2, rate / 1000);
  if (last_ && !same_stream) {
    gap.reason = Gap::stream;
    gap.length = frame.arrived.mono - last_->arrived.mono;
  } else if (gap.packets != 0 || leaps) {
    gap.reason = gap.packets != 0 ? Gap::network : Gap::source;
    gap.length = payload::ticks_to_time(std::max<std::int64_t>(leap, 0), rate);
  } else if (!explained_) {
    return;
  }
  if (explained_) {
    gap.reason = explained_->first;
    gap.length = std::max(gap.length, explained_->second);
    explained_.reset();
  }
  flush(gap.at == WallTime{} ? Now{} : frame.arrived);
  ++totals_.gaps;
  totals_.lost_packets += gap.packets;
  sink_.note_gap(gap);
}

void Recorder::begin_part(const TimeShift::Frame& frame, bool whole_song, Now now) {
  Part part;
  part.index = ++parts_;
  if (const Session::Stream* stream = history_.stream(frame.stream)) part.format = stream->format;
  if (item_) part.item = *item_;
  part.timestamp = part_timestamp_ = frame.unit.timestamp;
  part.began = frame.arrived.wall;
  part.whole_song = whole_song_ = whole_song;
  open_ = true;
  sink_.begin_part(part, now);
}

void Recorder::end_part(Now now) {
  open_ = false;
  sink_.end_part(now);
}

void Recorder::flush(Now now) {
  if (batch_.empty()) return;
  sink_.write(batch_, now);
  batch_.clear();
}

}  // namespace joincast::libreceiver
