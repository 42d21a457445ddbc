// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "media/frame_window.h"
#include "media/stream_framer.h"
#include "payload/mpa_header.h"

namespace joincast::media {

/// MPEG audio, layers I to III. A header counts only when another of the same stream follows its frame,
/// until two frames in a row agreed; then the frame chain itself is the proof. ID3 and APE tags and the
/// information frame that encoders put in front (Xing, Info, VBRI) are skipped; the free format is refused.
class MpaFramer final : public Framer {
 public:
  void push(ByteView octets, FramerQueue& out) override;
  std::size_t lost_octets() const noexcept override { return lost_; }

 private:
  bool step(FramerQueue& out);
  bool take_frame(const payload::MpaHeader& header, FramerQueue& out);
  void give(const payload::MpaHeader& header, ByteView frame, FramerQueue& out);
  void lose();

  FrameWindow window_;
  std::optional<payload::MpaHeader> stream_;  // of the frame before, while in sync
  std::optional<payload::MpaHeader> announced_;
  std::uint64_t samples_ = 0;  // since the format was announced
  std::size_t lost_ = 0;
  bool first_frame_ = true;
  bool after_loss_ = false;
};

}  // namespace joincast::media
