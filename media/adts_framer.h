// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "media/chain_framer.h"
#include "payload/adts_header.h"

namespace joincast::media {

struct AdtsSyntax {
  using Header = payload::AdtsHeader;
  static constexpr std::size_t kHeaderSize = Header::kSize;
  static std::optional<Header> parse(ByteView octets) noexcept { return payload::parse_adts_header(octets); }
  static bool same_stream(const Header& a, const Header& b) noexcept {
    return a.object_type == b.object_type && a.sample_rate_hz == b.sample_rate_hz;
  }
  static bool refused(ByteView) noexcept { return false; }
};

/// AAC in ADTS: raw access units and the AudioSpecificConfig that the header stands for. SBR (HE-AAC) stays
/// implicit. Frames of several raw blocks, and channels told only inside of the frame, are refused: no
/// broadcaster uses them, and RTP has no room for either.
class AdtsFramer final : public ChainFramer<AdtsSyntax> {
 private:
  void give(const Header& header, ByteView frame, bool after_loss, FramerQueue& out) override;

  std::optional<Header> announced_;
  std::int64_t timestamp_ = 0;
  bool refused_before_ = false;
};

}  // namespace joincast::media
