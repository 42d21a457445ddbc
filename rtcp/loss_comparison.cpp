// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/loss_comparison.h"

#include <algorithm>

namespace joincast::rtcp {
namespace {

constexpr std::uint16_t kMost = 0xffff;
constexpr std::uint32_t kFewestSpeakers = 2;
constexpr std::uint32_t kFewestToSpareOne = 4;

bool is_common(std::uint32_t lost, std::uint32_t heard) noexcept {
  return lost * 10 >= heard * 9 || (heard >= kFewestToSpareOne && lost + 1 == heard);
}

}  // namespace

void LossComparison::sent(std::uint16_t sequence) noexcept {
  last_ = sequence;
  known_ = std::min(known_ + 1, kWindow);
  if (!slots_.empty()) slots_[sequence % kWindow] = {};
}

bool LossComparison::take(std::uint16_t begin, std::uint16_t end, const std::vector<bool>& came) {
  const std::size_t count = static_cast<std::uint16_t>(end - begin);
  const std::size_t behind = static_cast<std::uint16_t>(last_ + 1 - end);  // packets sent after the range
  const std::size_t back = behind + count;                                 // and with it
  if (known_ == 0 || behind >= 0x8000) return false;
  if (slots_.empty()) slots_.resize(kWindow);
  const std::size_t until = came.empty() ? count : std::min(count, came.size());
  for (std::size_t i = back > known_ ? back - known_ : 0; i < until; ++i) {
    Slot& slot = slots_[(begin + i) % kWindow];
    if (slot.heard == kMost) continue;
    ++slot.heard;
    if (!came.empty() && !came[i]) ++slot.lost;
  }
  return true;
}

LossComparison::Origin LossComparison::origin() const noexcept {
  std::uint32_t most = 0;
  for (const Slot& slot : slots_) most = std::max<std::uint32_t>(most, slot.heard);
  Origin origin;
  for (const Slot& slot : slots_) {
    if (slot.heard < kFewestSpeakers || 2u * slot.heard < most) continue;
    ++origin.compared;
    if (slot.lost == 0) continue;
    if (is_common(slot.lost, slot.heard))
      ++origin.lost_by_all;
    else if (slot.lost == 1)
      ++origin.lost_by_one;
    else
      ++origin.lost_by_some;
  }
  return origin;
}

void LossComparison::clear() noexcept {
  slots_.clear();
  slots_.shrink_to_fit();
  known_ = 0;
}

}  // namespace joincast::rtcp
