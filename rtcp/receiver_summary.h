// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/export.h"
#include "base/parse_error.h"
#include "base/result.h"
#include "base/time.h"
#include "rtcp/packet.h"

namespace joincast::rtcp {

/// How one quantity is spread over all receivers (RFC 5760 sections 7.1.3 to 7.1.7): equal parts of the range from
/// `minimum` to `maximum`, and in each of them how many receivers there are.
struct Distribution {
  enum class Kind : std::uint8_t {
    fraction_lost = 4,    ///< as in report blocks, 0 to 255
    jitter = 5,           ///< RTP timestamp units
    round_trip = 6,       ///< 1/65536 s
    cumulative_loss = 7,  ///< packets
  };

  Kind kind = Kind::fraction_lost;
  std::uint8_t factor = 0;        ///< each bucket counts 2^factor times; 0..15
  std::uint8_t bucket_bits = 16;  ///< width of a bucket on the wire, 1..32; all together fill whole words
  std::uint32_t minimum = 0;
  std::uint32_t maximum = 0;           ///< above the minimum
  std::vector<std::uint32_t> buckets;  ///< 1..4095

  friend bool operator==(const Distribution&, const Distribution&) = default;
};

/// Some figures of all receivers (RFC 5760 section 7.1.9).
struct GeneralStatistics {
  std::uint8_t median_fraction_lost = 0;      ///< 1/256
  std::uint32_t highest_cumulative_loss = 0;  ///< packets, 24 bits
  std::uint32_t median_jitter = 0;            ///< RTP timestamp units

  friend bool operator==(const GeneralStatistics&, const GeneralStatistics&) = default;
};

/// What each single sender or receiver may spend on RTCP (RFC 5760 section 7.1.10).
struct BandwidthIndication {
  bool senders = false;
  bool receivers = false;
  std::uint32_t kilobits = 0;  ///< kbit/s, with 16 binary places

  friend bool operator==(const BandwidthIndication&, const BandwidthIndication&) = default;
};

/// How many receivers there are, and how large their packets (RFC 5760 section 7.1.11).
struct GroupSize {
  std::uint16_t average_packet_size = 0;  ///< octets of compound RTCP packets
  std::uint32_t receivers = 0;

  friend bool operator==(const GroupSize&, const GroupSize&) = default;
};

/// A sub-report of another type, kept as it came: feedback target addresses are not believed from a packet that
/// nobody has signed (RFC 5760 section 11.3).
struct OtherSubReport {
  std::uint8_t type = 0;
  Bytes body;  ///< behind type and length: two octets more than a multiple of four, at most 1,018

  friend bool operator==(const OtherSubReport&, const OtherSubReport&) = default;
};

using SubReport = std::variant<Distribution, GeneralStatistics, BandwidthIndication, GroupSize, OtherSubReport>;

/// RSI, the source's summary of what receivers told it by unicast (RFC 5760 section 7.1.1). Among the packets of a
/// compound it is an OtherPacket.
struct ReceiverSummary {
  static constexpr std::uint8_t kType = 209;
  static constexpr std::size_t kMaxSubReports = 32;

  std::uint32_t ssrc = 0;        ///< of the distribution source
  std::uint32_t summarised = 0;  ///< the media source that receivers reported on
  NtpTime ntp;                   ///< when the summary was made
  std::vector<SubReport> reports;

  friend bool operator==(const ReceiverSummary&, const ReceiverSummary&) = default;
};

/// Errors: wrong_type for another packet, bad_length, bad_value for a distribution without a range, over_limit.
JOINCAST_EXPORT Result<ReceiverSummary, ParseError> parse_receiver_summary(const OtherPacket& packet);

/// Buckets and figures too large for their fields are told as the largest that fit.
JOINCAST_EXPORT OtherPacket to_packet(const ReceiverSummary& summary);

/// Counts `values` into `buckets` parts of 16 bits between `minimum` and `maximum`; those outside go to the ends.
JOINCAST_EXPORT Distribution distribution_of(Distribution::Kind kind, const std::vector<std::uint32_t>& values,
                                             std::uint32_t minimum, std::uint32_t maximum, std::size_t buckets);

}  // namespace joincast::rtcp
