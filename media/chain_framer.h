// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "base/bytes.h"
#include "media/frame_window.h"
#include "media/stream_framer.h"
#include "media/tags.h"

namespace joincast::media {

/// Cuts a stream in which each frame's header says where the next one stands. A header counts only when
/// another of the same stream, or a tag, follows its frame; behind a frame so proven the chain itself is the
/// proof, and a frame is given out as soon as it is whole. Tags between frames are skipped.
///
/// `Syntax` has a `Header` with `frame_size`, `kHeaderSize`, `parse(octets)`, `same_stream(a, b)` and
/// `refused(octets)`: whether something stands there that is known and of no use.
template <typename Syntax>
class ChainFramer : public Framer {
 public:
  using Header = typename Syntax::Header;

  void push(ByteView octets, FramerQueue& out) final {
    counters_.octets += octets.size();
    octets = window_.without_skipped(octets);
    while (!octets.empty()) {
      const std::size_t count = std::min(octets.size(), kStep);
      window_.append(octets.first(count));
      octets = octets.subspan(count);
      while (step(out)) {
      }
      octets = window_.without_skipped(octets);
    }
  }

  std::size_t lost_octets() const noexcept final { return lost_; }

 protected:
  /// A whole frame. `after_loss`: frames in front of it are missing.
  virtual void give(const Header& header, ByteView frame, bool after_loss, FramerQueue& out) = 0;

 private:
  static constexpr std::size_t kStep = 4096;  // of a large push, at a time

  /// Deals with what stands at the front; false when more octets are needed.
  bool step(FramerQueue& out) {
    const ByteView front = window_.view();
    if (front.size() < Syntax::kHeaderSize) return false;
    if (const auto header = Syntax::parse(front)) {
      if (proven_ && Syntax::same_stream(*header, *proven_)) return take_frame(*header, out);
      const std::size_t next = header->frame_size;
      if (front.size() < next + Syntax::kHeaderSize) return false;
      const ByteView behind = front.subspan(next);
      const auto following = Syntax::parse(behind);
      if (!following && may_be_tag(behind)) return false;
      const bool proof = following ? Syntax::same_stream(*following, *header) : tag_size(behind) > 0;
      if (proof) return take_frame(*header, out);
    } else if (const std::size_t tag = tag_size(front)) {
      ++counters_.skipped_tags;
      window_.drop(tag);
      return true;
    } else if (may_be_tag(front)) {
      return false;
    } else if (!proven_ && Syntax::refused(front)) {
      ++counters_.refused;
    }
    lose();
    return true;
  }

  bool take_frame(const Header& header, FramerQueue& out) {
    const ByteView front = window_.view();
    if (front.size() < header.frame_size) return false;
    proven_ = header;
    lost_ = 0;
    give(header, front.first(header.frame_size), std::exchange(after_loss_, false), out);
    window_.drop(header.frame_size);
    return true;
  }

  /// One octet that is nothing: the chain is broken.
  void lose() {
    if (proven_) {
      ++counters_.resyncs;
      proven_.reset();
      after_loss_ = true;
    }
    ++lost_;
    ++counters_.garbage;
    window_.drop(1);
  }

  FrameWindow window_;
  std::optional<Header> proven_;  // of the frame before
  std::size_t lost_ = 0;
  bool after_loss_ = false;
};

}  // namespace joincast::media
