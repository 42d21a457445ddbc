// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/export.h"
#include "base/parse_error.h"
#include "base/result.h"
#include "base/time.h"

namespace joincast::rtcp {

/// Which packets of a range arrived (RFC 3611 sections 4.1 and 4.2), as runs.
struct RunLengthBlock {
  /// `loss`: a one says received. `duplicate`: a one says *not* duplicated (a lost one counts as such).
  enum class Kind : std::uint8_t { loss = 1, duplicate = 2 };

  Kind kind = Kind::loss;
  std::uint8_t thinning = 0;          ///< only sequence numbers that are multiples of 2^thinning count; 0..15
  std::uint32_t ssrc = 0;             ///< the source reported on
  std::uint16_t begin_seq = 0;        ///< the first sequence number
  std::uint16_t end_seq = 0;          ///< the last one, plus one
  std::vector<std::uint16_t> chunks;  ///< as on the wire, without the terminating null chunk; none of them is zero

  friend bool operator==(const RunLengthBlock&, const RunLengthBlock&) = default;
};

/// When packets of a range arrived (RFC 3611 section 4.3).
struct ReceiptTimesBlock {
  std::uint8_t thinning = 0;  ///< 0..15
  std::uint32_t ssrc = 0;
  std::uint16_t begin_seq = 0;
  std::uint16_t end_seq = 0;
  std::vector<std::uint32_t> times;  ///< RTP timestamp units, on the receiver's clock

  friend bool operator==(const ReceiptTimesBlock&, const ReceiptTimesBlock&) = default;
};

/// A receiver's clock, so that it can measure round trips too (RFC 3611 section 4.4).
struct ReferenceTimeBlock {
  NtpTime ntp;

  friend bool operator==(const ReferenceTimeBlock&, const ReferenceTimeBlock&) = default;
};

/// The answers to reference times (RFC 3611 section 4.5).
struct DelaySinceReferenceBlock {
  struct Entry {
    std::uint32_t ssrc = 0;        ///< the receiver answered
    std::uint32_t last_rr = 0;     ///< middle 32 bits of its reference time; 0: none seen
    std::uint32_t since_last = 0;  ///< 1/65536 s since then

    friend bool operator==(const Entry&, const Entry&) = default;
  };
  std::vector<Entry> entries;

  friend bool operator==(const DelaySinceReferenceBlock&, const DelaySinceReferenceBlock&) = default;
};

/// Loss, duplicates, jitter and hop limit over a range of packets (RFC 3611 section 4.6). A part that its flag
/// does not announce is zero on the wire and here.
struct StatisticsSummaryBlock {
  enum class Hops : std::uint8_t { none = 0, ipv4_ttl = 1, ipv6_hop_limit = 2 };

  bool has_loss = false;
  bool has_duplicates = false;
  bool has_jitter = false;
  Hops hops = Hops::none;
  std::uint32_t ssrc = 0;
  std::uint16_t begin_seq = 0;  ///< the first sequence number
  std::uint16_t end_seq = 0;    ///< the last one, plus one
  std::uint32_t lost = 0;
  std::uint32_t duplicates = 0;
  std::uint32_t min_jitter = 0;  ///< relative transit time differences, RTP timestamp units
  std::uint32_t max_jitter = 0;
  std::uint32_t mean_jitter = 0;
  std::uint32_t dev_jitter = 0;
  std::uint8_t min_hops = 0;
  std::uint8_t max_hops = 0;
  std::uint8_t mean_hops = 0;
  std::uint8_t dev_hops = 0;

  friend bool operator==(const StatisticsSummaryBlock&, const StatisticsSummaryBlock&) = default;
};

/// A block of another type, kept as it came; programs skip it.
struct OtherBlock {
  std::uint8_t type = 0;
  std::uint8_t specific = 0;  ///< the octet behind the type
  Bytes body;                 ///< a multiple of four octets, at most 65,535 words

  friend bool operator==(const OtherBlock&, const OtherBlock&) = default;
};

using ExtendedBlock = std::variant<RunLengthBlock, ReceiptTimesBlock, ReferenceTimeBlock, DelaySinceReferenceBlock,
                                   StatisticsSummaryBlock, OtherBlock>;

/// XR (RFC 3611 section 2).
struct ExtendedReport {
  std::uint32_t ssrc = 0;  ///< who reports
  std::vector<ExtendedBlock> blocks;

  friend bool operator==(const ExtendedReport&, const ExtendedReport&) = default;
};

/// The blocks behind an XR packet's SSRC. A known type whose length is impossible is an error.
JOINCAST_EXPORT Result<std::vector<ExtendedBlock>, ParseError> parse_extended_blocks(ByteView octets);

/// Appends one block, block header included.
JOINCAST_EXPORT void encode(const ExtendedBlock& block, ByteWriter& out);

/// Octets that encode() appends.
JOINCAST_EXPORT std::size_t encoded_size(const ExtendedBlock& block) noexcept;

/// The fewest run and vector chunks (RFC 3611 sections 4.1.1 to 4.1.3) that a greedy writer finds for `bits`.
JOINCAST_EXPORT std::vector<std::uint16_t> to_chunks(const std::vector<bool>& bits);

/// The bits that chunks stand for, at most `count` of them; fewer when the chunks end earlier.
JOINCAST_EXPORT std::vector<bool> from_chunks(std::span<const std::uint16_t> chunks, std::size_t count);

/// How many sequence numbers a block speaks about, after thinning.
JOINCAST_EXPORT std::size_t covered(std::uint16_t begin_seq, std::uint16_t end_seq, std::uint8_t thinning) noexcept;

}  // namespace joincast::rtcp
