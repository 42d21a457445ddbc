// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "media/chain_framer.h"
#include "payload/mpa_header.h"

namespace joincast::media {

struct MpaSyntax {
  using Header = payload::MpaHeader;
  static constexpr std::size_t kHeaderSize = Header::kSize;
  static std::optional<Header> parse(ByteView octets) noexcept { return payload::parse_mpa_header(octets); }
  static bool same_stream(const Header& a, const Header& b) noexcept { return a.same_stream(b); }
  /// The free format: no header tells how long its frames are.
  static bool refused(ByteView octets) noexcept;
};

/// MPEG audio, layers I to III. The information frame that encoders put in front (Xing, Info, VBRI) is no
/// sound and is skipped.
class MpaFramer final : public ChainFramer<MpaSyntax> {
 private:
  void give(const Header& header, ByteView frame, bool after_loss, FramerQueue& out) override;

  std::optional<Header> announced_;
  std::uint64_t samples_ = 0;  // since the format was announced
  bool first_frame_ = true;
};

}  // namespace joincast::media
