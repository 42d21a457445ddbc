// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/writer_base.h"

#include <algorithm>
#include <numeric>

namespace joincast::media {
namespace {

constexpr std::size_t kKeptCapacity = 128u << 10;  // octets

std::int64_t ticks_of(Duration time, std::uint32_t rate_hz) {
  const std::int64_t milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
  return std::clamp<std::int64_t>(milliseconds, 0, 24 * 3'600'000) * rate_hz / 1000;
}

}  // namespace

WriterBase::WriterBase(FileType type, const payload::Format& format, ByteSink& sink, const WriterOptions& options)
    : type_(type),
      sink_(sink),
      options_(options),
      timeline_(ticks_of(options.longest_gap, format.clock_rate_hz), format.clock_rate_hz) {}

ContainerWriter::Took WriterBase::put(std::span<const FrameView> frames) {
  Took took;
  if (ended_) return {0, std::make_error_code(std::errc::bad_file_descriptor)};
  for (const FrameView& frame : frames) {
    if (!room()) break;
    begin_once(&frame);
    take(frame);
    ++took.frames;
    if (flush_is_due()) (void)flush();
  }
  took.error = error_;
  return took;
}

ContainerWriter::Took WriterBase::put_directly(std::span<const FrameView> frames) {
  const std::size_t size = std::accumulate(frames.begin(), frames.end(), std::size_t{0},
                                           [](std::size_t sum, const FrameView& f) { return sum + f.octets.size(); });
  if (size < kDirectly || ended_ || error_) return WriterBase::put(frames);
  begin_once(&frames.front());
  for (const FrameView& frame : frames) account(frame);
  error_ = drain_with(frames);
  flushed_at_ = duration();
  return {frames.size(), error_};
}

std::error_code WriterBase::flush() {
  if (begun_ && !ended_) seal();
  error_ = drain();
  if (!error_ && begun_) error_ = correct();
  flushed_at_ = duration();
  return error_;
}

std::error_code WriterBase::finish() {
  begin_once(nullptr);
  if (!ended_) end();
  ended_ = true;
  return flush();
}

void WriterBase::pass(std::int64_t ticks, std::uint32_t rate_hz) {
  if (rate_hz == 0) return;
  if (rate_hz != rate_hz_) {
    earlier_ = duration();
    ticks_ = 0;
    rate_hz_ = rate_hz;
  }
  ticks_ += ticks;
}

/// Whether one more frame may be held.
bool WriterBase::room() {
  if (held_.size() < kMaxHeld) return true;
  error_ = drain();
  return held_.size() < kMaxHeld;
}

bool WriterBase::relieve() {
  if (held_.size() >= kFlushAt) error_ = drain();
  return held_.size() < kMaxHeld;
}

void WriterBase::begin_once(const FrameView* first) {
  if (begun_) return;
  begun_ = true;
  begin(first);
}

bool WriterBase::flush_is_due() const noexcept {
  return held_.size() >= kFlushAt || duration() - flushed_at_ >= options_.flush_after;
}

std::error_code WriterBase::drain() { return drain_with({}); }

/// Writes what is held and the frames behind it; what the sink does not take is held.
std::error_code WriterBase::drain_with(std::span<const FrameView> frames) {
  pieces_.clear();
  if (!held_.empty()) pieces_.push_back(held_);
  for (const FrameView& frame : frames) pieces_.push_back(frame.octets);
  if (pieces_.empty()) return {};
  const ByteSink::Took took = sink_.write(pieces_);
  written_ += took.octets;
  std::size_t left = took.octets;
  const std::size_t of_held = std::min(left, held_.size());
  left -= of_held;
  held_.erase(held_.begin(), held_.begin() + static_cast<std::ptrdiff_t>(of_held));
  for (const FrameView& frame : frames) {
    const std::size_t of_frame = std::min(left, frame.octets.size());
    left -= of_frame;
    held_.insert(held_.end(), frame.octets.begin() + static_cast<std::ptrdiff_t>(of_frame), frame.octets.end());
  }
  if (held_.empty() && held_.capacity() > kKeptCapacity) held_ = Bytes();
  return took.error;
}

}  // namespace joincast::media
