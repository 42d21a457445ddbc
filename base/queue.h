// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace joincast {

/// First in, first out, in memory that is kept: what is filled and emptied over and over allocates nothing. A
/// std::deque of large values allocates for each of them.
template <typename T>
class Queue {
 public:
  bool empty() const noexcept { return next_ == items_.size(); }
  std::size_t size() const noexcept { return items_.size() - next_; }

  void push_back(T item) { items_.push_back(std::move(item)); }

  /// The oldest; none: it is empty.
  std::optional<T> pop() {
    if (empty()) return std::nullopt;
    std::optional<T> item(std::move(items_[next_++]));
    if (empty()) {
      clear();
    } else if (next_ >= kMostUsedUp && next_ >= items_.size() / 2) {  // a queue that is never empty must not grow
      items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(next_));
      next_ = 0;
    }
    return item;
  }

  void clear() noexcept {
    items_.clear();
    next_ = 0;
  }

 private:
  static constexpr std::size_t kMostUsedUp = 64;

  std::vector<T> items_;
  std::size_t next_ = 0;  // in front of it lie empty shells
};

}  // namespace joincast
