// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <bitset>
#include <cstring>
#include <memory>
#include <string_view>

#include "rtcp/aggregate.h"

namespace joincast::rtcp {

/// A CNAME in one allocation and one pointer: a length octet, then the text.
class ShortText {
 public:
  std::string_view view() const noexcept {
    if (!octets_) return {};
    return {octets_.get() + 1, static_cast<unsigned char>(octets_[0])};
  }
  void assign(std::string_view text) {
    if (text == view()) return;
    octets_.reset(new char[text.size() + 1]);
    octets_[0] = static_cast<char>(text.size());
    std::memcpy(octets_.get() + 1, text.data(), text.size());
  }
  std::size_t memory() const noexcept { return octets_ ? view().size() + 1 : 0; }

 private:
  std::unique_ptr<char[]> octets_;
};

/// 48 octets a receiver, its CNAME apart.
struct Aggregate::Entry {
  static constexpr std::uint32_t kNoTrip = 0xffff'ffff;

  IpAddress address;
  bool reports : 1 = false;
  bool spoke : 1 = false;         ///< of single packets, the last time up to the one before `spoke_until`
  std::uint16_t spoke_until = 0;  ///< sequence number
  std::uint32_t ssrc = 0;
  std::uint32_t loss = 0;  ///< as in a report block: fraction in the upper 8 bits, cumulative below, signed
  std::uint32_t jitter = 0;
  std::uint32_t round_trip_us = kNoTrip;
  std::uint32_t heard = 0;  ///< 1/16 s since the aggregate's epoch
  ShortText cname;

  void set_loss(std::uint8_t fraction, std::int32_t lost) noexcept {
    loss = std::uint32_t{fraction} << 24 | (static_cast<std::uint32_t>(lost) & 0xff'ffff);
  }
  std::uint8_t fraction_lost() const noexcept { return static_cast<std::uint8_t>(loss >> 24); }
  std::int32_t lost() const noexcept { return static_cast<std::int32_t>(loss << 8) >> 8; }
};

struct Aggregate::Beyond {
  static constexpr std::size_t kBits = 8192;

  std::bitset<kBits> current;
  std::bitset<kBits> before;
  TimePoint since{};
};

}  // namespace joincast::rtcp
