// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/ts_framer.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace joincast::media {
namespace {

constexpr std::size_t kProof = 3;  // packets in a row that prove where they begin
constexpr std::int64_t kTicksOfRtp = kPcrRate / 90'000;

}  // namespace

void TsFramer::push(ByteView octets, FramerQueue& out) {
  counters_.octets += octets.size();
  partial_.insert(partial_.end(), octets.begin(), octets.end());
  ByteView rest = partial_;
  while (take_front(rest, out)) {
  }
  partial_.erase(partial_.begin(), partial_.end() - static_cast<std::ptrdiff_t>(rest.size()));
}

/// False: more octets are needed.
bool TsFramer::take_front(ByteView& rest, FramerQueue& out) {
  const std::size_t needed = in_step_ ? kTsPacket : (kProof - 1) * kTsPacket + 1;
  if (rest.size() < needed) return false;
  if (!begins_with_ts(rest, in_step_ ? 1 : kProof)) {
    if (std::exchange(in_step_, false)) ++counters_.resyncs;
    ++lost_;
    ++counters_.garbage;
    rest = rest.subspan(1);
    return true;
  }
  in_step_ = true;
  lost_ = 0;
  take_packet(rest.first<kTsPacket>(), out);
  rest = rest.subspan(kTsPacket);
  return true;
}

void TsFramer::take_packet(TsProgramme::Packet packet, FramerQueue& out) {
  const std::size_t before = held_.size();
  programme_.take(packet, held_);
  if (const auto pcr = programme_.pcr()) {
    Bytes own(held_.begin() + static_cast<std::ptrdiff_t>(before), held_.end());
    held_.resize(before);
    end_interval(*pcr, programme_.jumps(), out);
    held_.insert(held_.end(), own.begin(), own.end());
  }
  places_.resize(held_.size() / kTsPacket, place_);
  ++place_;
  if (held_.size() <= kMostHeld) return;
  counters_.garbage += held_.size();
  held_.clear();
  places_.clear();
  pcr_.reset();
}

void TsFramer::end_interval(std::int64_t pcr, bool jumps, FramerQueue& out) {
  const std::uint64_t packets = place_ - pcr_place_;
  if (!pcr_) {  // nobody knows how long that was: it is not sent, but for the tables
    held_.clear();
    places_.clear();
    programme_.write_tables(held_);
    places_.resize(held_.size() / kTsPacket, place_);
  } else {
    std::int64_t interval = (pcr - *pcr_ + kPcrWrap) % kPcrWrap;
    if (jumps || interval == 0 || interval > kLongestInterval)
      interval = std::llround(ticks_a_place_ * static_cast<double>(packets));
    else if (packets > 0)
      ticks_a_place_ = static_cast<double>(interval) / static_cast<double>(packets);
    release(interval, out);
  }
  pcr_ = pcr;
  pcr_place_ = place_;
}

/// What waited takes so many ticks of the clock together.
void TsFramer::release(std::int64_t interval, FramerQueue& out) {
  const std::uint64_t packets = std::max<std::uint64_t>(place_ - pcr_place_, 1);
  const double ticks = static_cast<double>(interval) / static_cast<double>(packets);
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const auto passed = std::llround(ticks * static_cast<double>(places_[i] - pcr_place_));
    give(ByteView(held_).subspan(i * kTsPacket, kTsPacket), time_ + passed, out);
  }
  held_.clear();
  places_.clear();
  time_ += interval;
}

void TsFramer::give(ByteView packet, std::int64_t time, FramerQueue& out) {
  if (unit_.size() >= kPacketsOfUnit * kTsPacket) give_unit(time / kTicksOfRtp, out);
  unit_.insert(unit_.end(), packet.begin(), packet.end());
}

/// The unit ends where the next one begins. One tick is the least: so no unit is without a duration.
void TsFramer::give_unit(std::int64_t end, FramerQueue& out) {
  end = std::max(end, unit_begin_ + 1);
  if (!std::exchange(announced_, true)) out.emplace_back(StreamFormat{payload::mp2t_format()});
  if (programme_.title() != title_ || programme_.service_name() != service_name_) {
    title_ = programme_.title();
    service_name_ = programme_.service_name();
    StreamMetadata said;
    said.title = title_;
    said.station_name = service_name_;
    out.emplace_back(std::move(said));
  }
  payload::AccessUnit unit;
  unit.octets = std::exchange(unit_, {});
  unit.timestamp = unit_begin_;
  unit.duration = static_cast<std::uint32_t>(end - unit_begin_);
  unit_begin_ = end;
  ++counters_.access_units;
  out.emplace_back(std::move(unit));
}

void TsFramer::splice(FramerQueue& out) {
  partial_.clear();
  in_step_ = false;
  if (pcr_) release(std::llround(ticks_a_place_ * static_cast<double>(place_ - pcr_place_)), out);
  if (!unit_.empty()) give_unit(time_ / kTicksOfRtp, out);
  pcr_place_ = place_;
  programme_.splice();
}

}  // namespace joincast::media
