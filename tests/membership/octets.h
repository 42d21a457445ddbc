// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string_view>
#include <utility>

#include "base/address.h"
#include "base/bytes.h"

namespace joincast::membership {

/// Octets from hexadecimal digits; blanks are for the reader.
inline Bytes hex(std::string_view digits) {
  Bytes octets;
  int high = -1;
  for (const char c : digits) {
    if (c == ' ') continue;
    const int digit = c <= '9' ? c - '0' : c - 'a' + 10;
    if (high >= 0) octets.push_back(static_cast<std::uint8_t>(high << 4 | digit));
    high = high >= 0 ? -1 : digit;
  }
  return octets;
}

inline IpAddress ip(std::string_view text) { return *parse_address(text); }

/// A copy in a heap block of exactly its size, so that a sanitizer sees the first octet too many.
class Exact {
 public:
  explicit Exact(ByteView octets) : octets_(std::make_unique<std::uint8_t[]>(octets.size())), size_(octets.size()) {
    std::copy(octets.begin(), octets.end(), octets_.get());
  }
  operator ByteView() const { return {octets_.get(), size_}; }

 private:
  std::unique_ptr<std::uint8_t[]> octets_;
  std::size_t size_;
};

}  // namespace joincast::membership
