// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>

#include "base/bytes.h"

namespace joincast::payload {

/// Reads bits, the most significant first, and cannot overread: past the end every bit is zero and ok()
/// turns false for good.
class BitReader {
 public:
  explicit constexpr BitReader(ByteView octets) noexcept : octets_(octets) {}

  /// `count` is at most 32.
  constexpr std::uint32_t bits(unsigned count) noexcept {
    assert(count <= 32);
    if (count > remaining()) {
      ok_ = false;
      at_ = 8 * octets_.size();
      return 0;
    }
    std::uint32_t value = 0;
    for (; count > 0; --count, ++at_) value = value << 1 | (octets_[at_ / 8] >> (7 - at_ % 8) & 1u);
    return value;
  }
  constexpr bool flag() noexcept { return bits(1) != 0; }

  constexpr std::size_t remaining() const noexcept { return 8 * octets_.size() - at_; }  ///< bits
  constexpr std::size_t octet() const noexcept { return at_ / 8; }                       ///< where the next bit is
  constexpr bool ok() const noexcept { return ok_; }

 private:
  ByteView octets_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

/// Appends bits, the most significant first; the last octet is filled with zeros.
class BitWriter {
 public:
  explicit BitWriter(Bytes& out) noexcept : out_(out) {}

  /// `count` is at most 32.
  void bits(std::uint32_t value, unsigned count) {
    for (; count > 0; --count) {
      if (used_ == 0) out_.push_back(0);
      const unsigned bit = value >> (count - 1) & 1u;
      out_.back() = static_cast<std::uint8_t>(out_.back() | bit << (7 - used_));
      used_ = (used_ + 1) % 8;
    }
  }
  void flag(bool value) { bits(value ? 1 : 0, 1); }

 private:
  Bytes& out_;
  unsigned used_ = 0;  // bits of the last octet
};

}  // namespace joincast::payload
