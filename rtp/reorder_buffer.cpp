// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtp/reorder_buffer.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <limits>

namespace joincast::rtp {
namespace {

constexpr std::uint32_t saturated(std::int64_t count) {
  return static_cast<std::uint32_t>(std::min<std::int64_t>(count, std::numeric_limits<std::uint32_t>::max()));
}

}  // namespace

ReorderBuffer::ReorderBuffer() : ReorderBuffer(Settings{}) {}

ReorderBuffer::ReorderBuffer(const Settings& settings)
    : settings_(settings),
      wait_(settings.min_wait),
      blocks_(settings.max_packets + 1),  // one is lent
      window_(settings.max_packets, kNoBlock),
      given_up_(settings.max_packets),
      ready_(settings.max_packets) {
  assert(std::has_single_bit(settings.max_packets) && settings.max_packets < kNoBlock);
  for (std::size_t i = blocks_.size(); i > 0; --i) free_.push_back(static_cast<BlockIndex>(i - 1));
}

void ReorderBuffer::push(const Packet& packet) {
  recycle(lent_);
  if (packet.arrival >= shrink_at_) shrink(packet.arrival);
  if (!started_) {
    started_ = first_ = true;
    start_ = next_ = packet.sequence;
  }
  if (is_full(packet.view.datagram.size()) && ready_size_ == 0 && waiting_ > 0) skip_gap();
  if (packet.sequence == next_) return push_next(packet);
  if (packet.sequence < next_) return push_old(packet);
  push_ahead(packet);
}

void ReorderBuffer::push_next(const Packet& packet) {
  const BlockIndex block = store(packet);
  if (block == kNoBlock) return;
  if (waiting_ > 0) {
    ++counters_.filled;
    need(packet.arrival - gap_since_);
  }
  make_ready(block);
  if (waiting_ > 0) release_in_order();
}

void ReorderBuffer::push_old(const Packet& packet) {
  const bool remembered = packet.sequence >= next_ - static_cast<std::int64_t>(window_.size());
  if (remembered && packet.sequence >= start_ && !given_up(packet.sequence)) {
    ++counters_.duplicates;
    return;
  }
  ++counters_.late;
  if (!remembered || packet.sequence < start_) return;
  given_up_[slot(packet.sequence)] = 0;
  for (const Gap& gap : gaps_)
    if (packet.sequence >= gap.first && packet.sequence <= gap.last) need(packet.arrival - gap.seen);
}

void ReorderBuffer::push_ahead(const Packet& packet) {
  const auto window = static_cast<std::int64_t>(window_.size());
  while (waiting_ > 0 && packet.sequence - next_ >= window) skip_gap();
  if (packet.sequence - next_ >= window) give_up(packet.sequence, packet.arrival);
  if (packet.sequence == next_) return push_next(packet);

  BlockIndex& place = window_[slot(packet.sequence)];
  if (place != kNoBlock) {
    ++counters_.duplicates;
    return;
  }
  const BlockIndex block = store(packet);
  if (block == kNoBlock) return;
  if (waiting_ == 0) {
    gap_since_ = packet.arrival;
    behind_gap_ = packet.sequence;
  } else {
    if (packet.sequence < behind_gap_) ++counters_.filled;
    behind_gap_ = std::min(behind_gap_, packet.sequence);
  }
  place = block;
  ++waiting_;
}

void ReorderBuffer::handle_deadline(TimePoint now) {
  recycle(lent_);
  while (waiting_ > 0 && now >= deadline()) skip_gap();
  if (now >= shrink_at_) shrink(now);
}

std::optional<OrderedPacket> ReorderBuffer::pop() {
  recycle(lent_);
  if (ready_size_ == 0) return std::nullopt;
  lent_ = ready_[ready_head_];
  ready_head_ = (ready_head_ + 1) & (ready_.size() - 1);
  --ready_size_;
  ++counters_.released;
  return blocks_[lent_].ordered;
}

TimePoint ReorderBuffer::deadline() const noexcept { return waiting_ > 0 ? gap_since_ + wait_ : kNever; }

void ReorderBuffer::restart() {
  recycle(lent_);
  while (waiting_ > 0) skip_gap();
  started_ = false;
  lost_ = 0;
  gaps_ = {};
  std::fill(given_up_.begin(), given_up_.end(), std::uint8_t{0});
}

bool ReorderBuffer::is_full(std::size_t size) const noexcept {
  return free_.empty() || held_octets_ + size > settings_.max_octets;
}

ReorderBuffer::BlockIndex ReorderBuffer::store(const Packet& packet) {
  const std::size_t size = packet.view.datagram.size();
  if (is_full(size)) {
    ++counters_.overflowed;
    return kNoBlock;
  }
  const BlockIndex index = free_.back();
  free_.pop_back();
  Block& block = blocks_[index];
  block.octets.assign(packet.view.datagram.begin(), packet.view.datagram.end());
  block.ordered.packet = packet;
  block.ordered.packet.view = rebased(packet.view, block.octets);
  held_octets_ += size;
  return index;
}

void ReorderBuffer::recycle(BlockIndex block) {
  if (block == kNoBlock) return;
  held_octets_ -= blocks_[block].octets.size();
  free_.push_back(block);
  if (block == lent_) lent_ = kNoBlock;
}

void ReorderBuffer::make_ready(BlockIndex block) {
  OrderedPacket& ordered = blocks_[block].ordered;
  ordered.lost_before = lost_;
  ordered.first = first_;
  lost_ = 0;
  first_ = false;
  given_up_[slot(next_)] = 0;
  ++next_;
  ready_[(ready_head_ + ready_size_++) & (ready_.size() - 1)] = block;
}

void ReorderBuffer::release_in_order() {
  while (waiting_ > 0 && window_[slot(next_)] != kNoBlock) {
    BlockIndex& place = window_[slot(next_)];
    const BlockIndex block = place;
    place = kNoBlock;
    --waiting_;
    make_ready(block);
  }
  if (waiting_ == 0) return;
  behind_gap_ = next_ + 1;
  while (window_[slot(behind_gap_)] == kNoBlock) ++behind_gap_;
  gap_since_ = blocks_[window_[slot(behind_gap_)]].ordered.packet.arrival;
}

void ReorderBuffer::skip_gap() {
  give_up(behind_gap_, gap_since_);
  release_in_order();
}

void ReorderBuffer::give_up(std::int64_t end, TimePoint seen) {
  const auto window = static_cast<std::int64_t>(window_.size());
  for (std::int64_t at = std::max(next_, end - window); at < end; ++at) given_up_[slot(at)] = 1;
  newest_gap_ = (newest_gap_ + 1) % kGaps;
  gaps_[newest_gap_] = {next_, end - 1, seen};
  counters_.lost += static_cast<std::uint64_t>(end - next_);
  lost_ = saturated(std::int64_t{lost_} + end - next_);
  next_ = end;
}

void ReorderBuffer::need(Duration wait) {
  if (wait > settings_.max_wait) return;  // no waiting would bring it in
  needed_ = std::max(needed_, wait + wait / 4);
  wait_ = std::clamp(needed_, wait_, settings_.max_wait);
}

void ReorderBuffer::shrink(TimePoint now) {
  const Duration target = std::max(settings_.min_wait, needed_);
  if (wait_ > target) wait_ -= std::max((wait_ - target) / 8, std::min(wait_ - target, Duration(1'000'000)));
  needed_ = {};
  shrink_at_ = now + settings_.shrink_every;
}

}  // namespace joincast::rtp
