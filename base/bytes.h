// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace joincast {

using ByteView = std::span<const std::uint8_t>;  ///< octets owned by someone else
using Bytes = std::vector<std::uint8_t>;         ///< octets of one's own

/// The octets of a text, seen in place.
inline ByteView as_bytes(std::string_view text) noexcept {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// A text seen in octets, in place; no claim about its encoding.
inline std::string_view as_text(ByteView octets) noexcept {
  return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

/// Reads octets in network byte order and cannot overread: past the end every read yields zero (or
/// nothing) and ok() turns false for good. Ask ok() before a value becomes a length, a count or a branch.
class ByteReader {
 public:
  explicit constexpr ByteReader(ByteView octets) noexcept : octets_(octets) {}

  constexpr std::uint8_t u8() noexcept { return static_cast<std::uint8_t>(unsigned_integer(1)); }
  constexpr std::uint16_t u16() noexcept { return static_cast<std::uint16_t>(unsigned_integer(2)); }
  constexpr std::uint32_t u24() noexcept { return static_cast<std::uint32_t>(unsigned_integer(3)); }
  constexpr std::uint32_t u32() noexcept { return static_cast<std::uint32_t>(unsigned_integer(4)); }
  constexpr std::uint64_t u64() noexcept { return unsigned_integer(8); }

  /// The next `count` octets in place; empty, and no longer ok(), when there are fewer.
  constexpr ByteView take(std::size_t count) noexcept {
    if (count > remaining()) {
      ok_ = false;
      offset_ = octets_.size();
      return {};
    }
    const ByteView taken = octets_.subspan(offset_, count);
    offset_ += count;
    return taken;
  }

  constexpr void skip(std::size_t count) noexcept { (void)take(count); }

  /// All that is left.
  constexpr ByteView rest() noexcept { return take(remaining()); }

  constexpr std::size_t remaining() const noexcept { return octets_.size() - offset_; }
  constexpr std::size_t offset() const noexcept { return offset_; }  ///< octets consumed
  constexpr bool ok() const noexcept { return ok_; }                 ///< no read went past the end
  constexpr bool at_end() const noexcept { return remaining() == 0; }

 private:
  constexpr std::uint64_t unsigned_integer(std::size_t size) noexcept {
    std::uint64_t value = 0;
    for (const std::uint8_t octet : take(size)) value = value << 8 | octet;
    return value;
  }

  ByteView octets_;
  std::size_t offset_ = 0;
  bool ok_ = true;
};

/// Appends octets in network byte order to a vector that the caller owns and that outlives the writer.
class ByteWriter {
 public:
  explicit ByteWriter(Bytes& out) noexcept : out_(out) {}

  void u8(std::uint8_t value) { out_.push_back(value); }
  void u16(std::uint16_t value) { integer(value, 2); }
  void u24(std::uint32_t value) { integer(value, 3); }
  void u32(std::uint32_t value) { integer(value, 4); }
  void u64(std::uint64_t value) { integer(value, 8); }
  void bytes(ByteView octets) { out_.insert(out_.end(), octets.begin(), octets.end()); }
  void text(std::string_view text) { bytes(as_bytes(text)); }
  void zeros(std::size_t count) { out_.insert(out_.end(), count, 0); }

  std::size_t size() const noexcept { return out_.size(); }  ///< of the whole vector

  /// Overwrites two octets already written, for lengths and checksums known only later.
  void patch_u16(std::size_t offset, std::uint16_t value) noexcept {
    out_[offset] = static_cast<std::uint8_t>(value >> 8);
    out_[offset + 1] = static_cast<std::uint8_t>(value);
  }

 private:
  void integer(std::uint64_t value, int size) {
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8)
      out_.push_back(static_cast<std::uint8_t>(value >> shift));
  }

  Bytes& out_;
};

}  // namespace joincast
