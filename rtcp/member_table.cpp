// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/member_table.h"

#include <algorithm>

namespace joincast::rtcp {
namespace {

constexpr std::size_t kFewestSlots = 16;
constexpr unsigned kMaxSamplingBits = 24;
constexpr std::int64_t kTick = 62'500'000;  // 1/16 s

std::uint64_t mixed(std::uint64_t value) noexcept {
  value = (value ^ (value >> 30)) * 0xbf58'476d'1ce4'e5b9u;
  value = (value ^ (value >> 27)) * 0x94d0'49bb'1331'11ebu;
  return value ^ (value >> 31);
}

}  // namespace

MemberTable::MemberTable(std::size_t limit, std::uint64_t salt)
    : limit_(std::max<std::size_t>(limit, kFewestSlots)), salt_(salt) {}

std::uint32_t MemberTable::hash(std::uint32_t ssrc) const noexcept {
  return static_cast<std::uint32_t>(mixed(salt_ ^ (std::uint64_t{ssrc} << 17)));
}

std::uint32_t MemberTable::origin(const IpAddress& from) const noexcept {
  std::uint64_t value = salt_ + (from.is_v4() ? 4u : 6u);
  for (const std::uint8_t octet : from.octets()) value = mixed(value + octet + 0x9e37'79b9'7f4a'7c15u);
  return static_cast<std::uint32_t>(value);
}

bool MemberTable::sampled(std::uint32_t ssrc) const noexcept {
  // The high bits: the low ones choose the slot.
  return bits_ == 0 || hash(ssrc) >> (32 - bits_) == 0;
}

std::uint32_t MemberTable::stamp(TimePoint time) const noexcept {
  if (!epoch_set_ || time < epoch_) return 1;
  return static_cast<std::uint32_t>((time - epoch_).count() / kTick) + 1;
}

std::size_t MemberTable::find(std::uint32_t ssrc) const noexcept {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash(ssrc) & mask;
  while (slots_[at].heard != 0 && slots_[at].ssrc != ssrc) at = (at + 1) & mask;
  return at;
}

void MemberTable::insert(const Slot& slot) noexcept {
  slots_[find(slot.ssrc)] = slot;
  ++used_;
  if (slot.heard_rtp != 0) ++senders_;
}

void MemberTable::resize(std::size_t slots) {
  std::vector<Slot> before(slots);
  before.swap(slots_);
  used_ = senders_ = 0;
  for (const Slot& slot : before)
    if (slot.heard != 0 && (slot.heard_rtp != 0 || sampled(slot.ssrc))) insert(slot);
}

void MemberTable::thin_out() {
  while (used_ >= limit_ && bits_ < kMaxSamplingBits) {
    ++bits_;
    resize(slots_.size());
  }
}

bool MemberTable::heard(std::uint32_t ssrc, const IpAddress& from, bool rtp, TimePoint now) {
  if (!epoch_set_) {
    epoch_ = now;
    epoch_set_ = true;
  }
  if (slots_.empty()) slots_.resize(kFewestSlots);
  Slot& known = slots_[find(ssrc)];
  if (known.heard != 0) {
    if (known.origin != origin(from)) return false;
    known.heard = std::max(known.heard, stamp(now));
    if (!rtp || (known.heard_rtp == 0 && senders_ == kMaxSenders)) return false;
    if (known.heard_rtp == 0) ++senders_;
    known.heard_rtp = known.heard;
    return false;
  }
  const bool sender = rtp && senders_ < kMaxSenders;
  if (!sender && !sampled(ssrc)) return false;
  if (used_ >= limit_ + kMaxSenders) return false;
  insert({ssrc, origin(from), stamp(now), sender ? stamp(now) : 0});
  if (4 * used_ > 3 * slots_.size()) resize(2 * slots_.size());
  thin_out();
  return true;
}

bool MemberTable::known_from(std::uint32_t ssrc, const IpAddress& from) const noexcept {
  if (slots_.empty()) return false;
  const Slot& slot = slots_[find(ssrc)];
  return slot.heard != 0 && slot.origin == origin(from);
}

bool MemberTable::goodbye(std::uint32_t ssrc, const IpAddress& from) {
  if (!known_from(ssrc, from)) return false;
  erase(find(ssrc));
  return true;
}

void MemberTable::erase(std::size_t slot) noexcept {
  --used_;
  if (slots_[slot].heard_rtp != 0) --senders_;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t next = (slot + 1) & mask; slots_[next].heard != 0; next = (next + 1) & mask) {
    const std::size_t home = hash(slots_[next].ssrc) & mask;
    if (((next - home) & mask) < ((next - slot) & mask)) continue;  // would move before its home
    slots_[slot] = slots_[next];
    slot = next;
  }
  slots_[slot] = {};
}

void MemberTable::expire(TimePoint member_limit, TimePoint sender_limit, TimePoint now) {
  const std::uint32_t oldest = member_limit > epoch_ ? stamp(member_limit) : 0;
  const std::uint32_t oldest_rtp = sender_limit > epoch_ ? stamp(sender_limit) : 0;
  bool stale = false;
  for (const Slot& slot : slots_)
    stale |= slot.heard != 0 && (slot.heard < oldest || (slot.heard_rtp != 0 && slot.heard_rtp < oldest_rtp));
  if (stale) {
    std::vector<Slot> before(slots_.size());
    before.swap(slots_);
    used_ = senders_ = 0;
    for (Slot slot : before) {
      if (slot.heard_rtp < oldest_rtp) slot.heard_rtp = 0;
      if (slot.heard != 0 && slot.heard >= oldest && (slot.heard_rtp != 0 || sampled(slot.ssrc))) insert(slot);
    }
  }
  shrink(member_limit, now);
}

void MemberTable::shrink(TimePoint member_limit, TimePoint now) {
  if (floor_ != 0 && floor_since_ < member_limit) floor_ = 0;
  if (bits_ == 0 || floor_ != 0 || used_ - senders_ >= limit_ / 4) return;
  floor_ = members();
  floor_since_ = now;
  --bits_;
}

void MemberTable::clear() noexcept {
  slots_.clear();
  used_ = senders_ = 0;
  bits_ = 0;
  floor_ = 0;
}

std::uint64_t MemberTable::members() const noexcept {
  const std::uint64_t counted = senders_ + (std::uint64_t{used_ - senders_} << bits_);
  return std::max(counted, floor_);
}

}  // namespace joincast::rtcp
