// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/item_timeline.h"

#include <chrono>
#include <utility>

namespace joincast::libreceiver {

void ItemTimeline::restart() noexcept {
  heard_.reset();
  exact_ = false;
}

void ItemTimeline::announce(Item item, std::optional<std::uint32_t> begins) {
  const Item* latest = !waiting_.empty() ? &waiting_.back().item : current_ ? &*current_ : nullptr;
  if (latest ? *latest == item : item.title.empty() && item.link.empty()) return;
  if (waiting_.size() == kMost) waiting_.pop_front();
  waiting_.push_back({std::move(item), begins});
  if (!exact_) advance();  // else the position last told may be old: the next one decides
}

void ItemTimeline::handle_packet(std::int64_t timestamp, std::uint32_t clock_rate_hz) {
  clock_rate_hz_ = clock_rate_hz;
  if (exact_) return;
  heard_ = timestamp;
  advance();
}

void ItemTimeline::handle_position(std::int64_t timestamp) {
  heard_ = timestamp;
  exact_ = true;
  advance();
}

std::optional<Item> ItemTimeline::poll() {
  if (told_) return std::nullopt;
  told_ = true;
  return current_;
}

bool ItemTimeline::has_begun(const Waiting& waiting) const noexcept {
  if (!heard_) return false;
  if (!waiting.begins) return true;
  const auto ahead = static_cast<std::int32_t>(*waiting.begins - static_cast<std::uint32_t>(*heard_));
  const std::int64_t longest =
      std::int64_t{clock_rate_hz_} * std::chrono::duration_cast<std::chrono::seconds>(kLongestLead).count();
  return ahead <= 0 || ahead > longest;
}

void ItemTimeline::advance() {
  while (!waiting_.empty() && has_begun(waiting_.front())) {
    current_ = std::move(waiting_.front().item);
    waiting_.pop_front();
    told_ = false;
  }
}

}  // namespace joincast::libreceiver
