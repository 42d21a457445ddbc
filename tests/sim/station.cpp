// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/sim/station.h"

#include "base/bytes.h"

namespace joincast::sim {
namespace {

constexpr std::size_t kNumberSize = 8;

Duration length_of(const payload::AccessUnit& unit, const payload::Format& format) {
  return payload::ticks_to_time(unit.duration, format.clock_rate_hz);
}

}  // namespace

std::uint64_t frame_number(ByteView octets) noexcept {
  std::uint64_t number = 0;
  if (octets.size() < kNumberSize) return number;
  for (const std::uint8_t octet : octets.last(kNumberSize)) number = number << 8 | octet;
  return number;
}

payload::AccessUnit make_frame(const payload::Format& format, std::uint64_t number) {
  payload::AccessUnit unit;
  ByteWriter out(unit.octets);
  if (format.codec == payload::Codec::mpa) {
    const bool fast = format.sample_rate_hz == 48'000;
    out.bytes(Bytes{0xff, 0xfb, static_cast<std::uint8_t>(fast ? 0x94 : 0x98), 0x00});  // layer III, 128 kbit/s
    out.zeros((fast ? 384u : 576u) - 4 - kNumberSize);
    unit.duration = fast ? 2160 : 3240;
  } else if (format.codec == payload::Codec::opus) {
    out.u8(0xfc);  // CELT, 20 ms, stereo, one frame
    out.zeros(160);
    unit.duration = 960;
  } else {
    unit.duration = format.clock_rate_hz / 50;
    out.zeros(2u * format.channels * unit.duration - kNumberSize);
  }
  out.u64(number);
  return unit;
}

Station::Station(Timeline& time, Habits habits)
    : time_(time), habits_(std::move(habits)), format_(habits_.format), alarm_(time, [this] { tick(); }) {}

void Station::connect(headend::UpstreamId upstream, Duration most_ahead, Feed feed) {
  upstream_ = upstream;
  most_ahead_ = most_ahead;
  feed_ = std::move(feed);
  answered_ = false;
  ++connections_;
  waiting_.clear();
  ahead_ = owed_ = Duration{};
  time_.in(habits_.answers_after, [this, upstream] {
    if (upstream_ == upstream) answer();
  });
}

void Station::disconnect(headend::UpstreamId upstream) {
  if (upstream_ == upstream) upstream_.reset();
}

void Station::answer() {
  answered_ = true;
  began_ = time_.mono();
  lumps_ = 0;
  waiting_.push_back(headend::UpstreamStateChange{headend::UpstreamState::playing, "", 0});
  waiting_.push_back(headend::FormatChange{format_});
  if (!metadata_.title.empty()) waiting_.push_back(metadata_);
  make(habits_.burst);
  flush();
  tick();
}

void Station::make(Duration sound) {
  owed_ += sound;
  while (true) {
    payload::AccessUnit frame = make_frame(format_, next_frame_);
    if (length_of(frame, format_) > owed_) return;
    owed_ -= length_of(frame, format_);
    waiting_.push_back(std::move(frame));
    ++next_frame_;
  }
}

/// A lump at each of its own clock's beats.
void Station::tick() {
  if (!upstream_ || !answered_) return;
  const double beat_ns = static_cast<double>(habits_.lump.count()) / (1 + habits_.ppm * 1e-6);
  const auto beat = [&](std::uint64_t n) {
    return began_ + Duration(static_cast<std::int64_t>(static_cast<double>(n) * beat_ns));
  };
  while (beat(lumps_ + 1) <= time_.mono()) {
    ++lumps_;
    if (!paused_) make(habits_.lump);
  }
  alarm_.set(beat(lumps_ + 1));
  flush();
}

void Station::flush() {
  if (!upstream_ || !answered_ || time_.mono() < held_until_) return;
  headend::UpstreamBatch batch{*upstream_, {}};
  while (!waiting_.empty() && ahead_ < most_ahead_) {
    if (const auto* change = std::get_if<headend::FormatChange>(&waiting_.front())) sent_format_ = change->format;
    if (const auto* unit = std::get_if<payload::AccessUnit>(&waiting_.front()))
      ahead_ += length_of(*unit, sent_format_);
    batch.items.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  if (!batch.items.empty()) feed_(std::move(batch));
}

void Station::consumed(Duration media) {
  ahead_ -= media;
  flush();
}

std::uint64_t Station::say(std::string title, std::string link) {
  metadata_.title = std::move(title);
  metadata_.link = std::move(link);
  if (answered_) waiting_.push_back(metadata_);
  return next_frame_;
}

std::uint64_t Station::change_format(const payload::Format& format) {
  format_ = format;
  if (answered_) waiting_.push_back(headend::FormatChange{format});
  return next_frame_;
}

void Station::state(headend::UpstreamState state, std::string reason) {
  if (upstream_) feed_({*upstream_, {headend::UpstreamStateChange{state, std::move(reason), 0}}});
}

}  // namespace joincast::sim
