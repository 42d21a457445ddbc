// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <cstddef>

#include "base/bytes.h"

namespace joincast::media {

/// The octets a framer has not dealt with yet: appended behind, dropped in front, at little cost.
class FrameWindow {
 public:
  void append(ByteView octets) {
    if (begin_ > octets_.size() / 2) {
      octets_.erase(octets_.begin(), octets_.begin() + static_cast<std::ptrdiff_t>(begin_));
      begin_ = 0;
    }
    octets_.insert(octets_.end(), octets.begin(), octets.end());
  }

  /// Drops from the front, also what has not come yet: a tag may be longer than what may be held.
  void drop(std::size_t count) {
    const std::size_t here = std::min(count, view().size());
    begin_ += here;
    to_skip_ += count - here;
  }

  /// Takes away from new octets what drop() promised to drop.
  ByteView without_skipped(ByteView octets) {
    const std::size_t skipped = std::min(to_skip_, octets.size());
    to_skip_ -= skipped;
    return octets.subspan(skipped);
  }

  ByteView view() const noexcept { return ByteView(octets_).subspan(begin_); }  ///< dies with the next call
  std::size_t size() const noexcept { return octets_.size() - begin_; }

 private:
  Bytes octets_;
  std::size_t begin_ = 0;    // dealt with already; dropped when it is more than half
  std::size_t to_skip_ = 0;  // still to come, to be dropped
};

}  // namespace joincast::media
