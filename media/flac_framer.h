// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "media/flac_header.h"
#include "media/frame_window.h"
#include "media/stream_framer.h"

namespace joincast::media {

payload::Format flac_format(const FlacStreamInfo& info, ByteView stream_info);

/// A native FLAC stream (RFC 9639): its metadata blocks, then frames. A frame does not say how long it is:
/// it ends where its checksum comes out and the next header stands, so that one frame is always held back.
class FlacFramer final : public Framer {
 public:
  void push(ByteView octets, FramerQueue& out) override;
  std::size_t lost_octets() const noexcept override { return lost_; }

 private:
  bool step(FramerQueue& out);
  bool take_block(FramerQueue& out);
  bool take_frame(FramerQueue& out);
  void give(const FlacHeader& header, ByteView frame, FramerQueue& out);
  void lose(std::size_t count);

  FrameWindow window_;
  bool in_blocks_ = false;  // between the mark `fLaC` and the first frame
  std::optional<FlacStreamInfo> info_;
  std::size_t scanned_ = 0;  // octets of the frame at the front that are no end of it
  std::uint16_t crc_ = 0;    // over these
  std::int64_t timestamp_ = 0;
  std::size_t lost_ = 0;
  bool after_loss_ = false;
};

}  // namespace joincast::media
