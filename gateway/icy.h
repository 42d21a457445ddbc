// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <string_view>

#include "base/bytes.h"
#include "base/export.h"

namespace joincast::gateway {

/// A block of metadata as SHOUTcast has it: an octet that counts sixteens, then
/// `StreamTitle='...';StreamUrl='...';` and zeros. It knows no escapes: what would end the title early is written as
/// an apostrophe of typography. Long titles are cut at a character, a link that has no room is left out.
JOINCAST_EXPORT Bytes icy_block(std::string_view title, std::string_view link);

/// Puts such blocks between the octets of sound, one after each `interval` (`icy-metaint`). Sans I/O.
class JOINCAST_EXPORT IcyInterleaver {
 public:
  static constexpr std::size_t kInterval = 16'000;  ///< octets of sound, as most servers have it

  explicit IcyInterleaver(std::size_t interval = kInterval) noexcept : interval_(interval), left_(interval) {}

  /// Told in the next block, if it differs from what was told last.
  void set_title(std::string_view title, std::string_view link);

  /// Appends sound to `out`, and the blocks that are due in front of or between it.
  void write(ByteView sound, Bytes& out);

 private:
  std::size_t interval_;
  std::size_t left_;  // octets of sound up to the next block
  Bytes block_ = {0};
  bool told_ = true;
};

}  // namespace joincast::gateway
