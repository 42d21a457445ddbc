// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "base/address.h"
#include "base/export.h"
#include "base/time.h"

namespace joincast::rtcp {

/// Who takes part in a session besides us (RFC 3550 section 6.2.1): counts members and senders, bounded.
///
/// Beyond its limit the table samples as RFC 2762 does: it keeps only SSRCs whose salted hash ends in `n` zero
/// bits and counts each 2^n times; `n` grows when the table is full and shrinks when it has emptied to a quarter.
/// After shrinking the count does not fall below what it was until everybody had time to report again: an estimate
/// that is too small would flood the group. Senders are kept whatever their hash, up to 64.
///
/// An entry remembers a hash of the address it came from: only that address can say goodbye for it.
class JOINCAST_EXPORT MemberTable {
 public:
  static constexpr std::size_t kMaxSenders = 64;

  /// `limit`: entries at most, 16 or more. `salt`: unguessable, so that nobody can aim at the sample.
  MemberTable(std::size_t limit, std::uint64_t salt);

  /// A packet from `ssrc`; `rtp` makes it a sender. True if it was not known.
  bool heard(std::uint32_t ssrc, const IpAddress& from, bool rtp, TimePoint now);

  /// A goodbye: true if `ssrc` was known from that very address, and is now gone.
  bool goodbye(std::uint32_t ssrc, const IpAddress& from);

  /// Forgets members silent since before `member_limit`; senders without RTP since before `sender_limit` become
  /// receivers (RFC 3550 section 6.3.5). Adapts the sample; `now` is not before the limits.
  void expire(TimePoint member_limit, TimePoint sender_limit, TimePoint now);

  void clear() noexcept;

  std::uint64_t members() const noexcept;  ///< without ourselves; an estimate once sampling
  std::size_t senders() const noexcept { return senders_; }
  std::size_t entries() const noexcept { return used_; }
  unsigned sampling_bits() const noexcept { return bits_; }  ///< zero: every member is in the table
  bool known_from(std::uint32_t ssrc, const IpAddress& from) const noexcept;

 private:
  struct Slot {
    std::uint32_t ssrc = 0;
    std::uint32_t origin = 0;     ///< salted hash of the address
    std::uint32_t heard = 0;      ///< 1/16 s since the table's epoch, plus one; zero: the slot is free
    std::uint32_t heard_rtp = 0;  ///< the same for RTP; zero: no sender
  };

  std::size_t find(std::uint32_t ssrc) const noexcept;  ///< its slot, or the free one where it would go
  void erase(std::size_t slot) noexcept;
  void resize(std::size_t slots);
  bool sampled(std::uint32_t ssrc) const noexcept;
  std::uint32_t hash(std::uint32_t ssrc) const noexcept;
  std::uint32_t origin(const IpAddress& from) const noexcept;
  std::uint32_t stamp(TimePoint time) const noexcept;
  void insert(const Slot& slot) noexcept;
  void thin_out();
  void shrink(TimePoint member_limit, TimePoint now);

  std::vector<Slot> slots_;  ///< open addressing, linear probing; a power of two
  std::size_t limit_;
  std::uint64_t salt_;
  TimePoint epoch_{};
  bool epoch_set_ = false;
  std::size_t used_ = 0;
  std::size_t senders_ = 0;
  unsigned bits_ = 0;
  std::uint64_t floor_ = 0;
  TimePoint floor_since_{};
};

}  // namespace joincast::rtcp
