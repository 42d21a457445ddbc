// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace joincast::media {

/// Samples first in, first out, in one block: writing beyond its size drops the oldest.
class SampleRing {
 public:
  void reset(std::size_t capacity) {
    samples_.assign(capacity, 0.0f);
    clear();
  }
  void clear() { first_ = size_ = 0; }
  std::size_t size() const { return size_; }

  void write(const float* from, std::size_t count) {
    if (count > samples_.size()) {
      from += count - samples_.size();
      count = samples_.size();
    }
    if (size_ + count > samples_.size()) drop(size_ + count - samples_.size());
    const std::size_t at = (first_ + size_) % samples_.size();
    const std::size_t straight = std::min(count, samples_.size() - at);
    std::copy_n(from, straight, samples_.begin() + static_cast<std::ptrdiff_t>(at));
    std::copy_n(from + straight, count - straight, samples_.begin());
    size_ += count;
  }

  /// As many as there are, at most `count`.
  std::size_t read(float* to, std::size_t count) {
    count = std::min(count, size_);
    const std::size_t straight = std::min(count, samples_.size() - first_);
    std::copy_n(samples_.begin() + static_cast<std::ptrdiff_t>(first_), straight, to);
    std::copy_n(samples_.begin(), count - straight, to + straight);
    drop(count);
    return count;
  }

 private:
  void drop(std::size_t count) {
    first_ = (first_ + count) % samples_.size();
    size_ -= count;
  }

  std::vector<float> samples_ = std::vector<float>(1);
  std::size_t first_ = 0;
  std::size_t size_ = 0;
};

}  // namespace joincast::media
