// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/export.h"
#include "base/parse_error.h"
#include "base/result.h"
#include "rtcp/packet.h"

namespace joincast::rtcp {

/// What one RTCP datagram holds, in order.
struct Compound {
  std::vector<Packet> packets;
  bool reduced_size = false;  ///< does not begin with a report (RFC 5506)

  friend bool operator==(const Compound&, const Compound&) = default;
};

/// What is let through.
struct CompoundLimits {
  std::size_t max_packets = 32;
  bool allow_reduced_size = false;  ///< RFC 5506, only where a session description allows it (a=rtcp-rsize)
};

/// The validity rules of RFC 3550 appendix A.2: version 2 throughout, a report first, padding in the last packet
/// only, lengths that add up to the datagram. One bad packet refuses the datagram. Errors: out_of_order for a
/// first packet that is no report, bad_padding, bad_length, unsupported_version, over_limit, truncated.
JOINCAST_EXPORT Result<Compound, ParseError> parse(ByteView datagram, const CompoundLimits& limits = {});

/// All packets one behind the other; the caller answers for their order.
JOINCAST_EXPORT Bytes encode(const Compound& compound);

/// The CNAME that a datagram gives `ssrc`; dies with the compound. None: the datagram breaks section 6.1.
JOINCAST_EXPORT std::optional<std::string_view> cname_of(const Compound& compound, std::uint32_t ssrc);

/// The SSRC of the first packet, for reports: who sent the datagram.
JOINCAST_EXPORT std::optional<std::uint32_t> reporter(const Compound& compound);

/// Builds a valid compound packet of limited size (RFC 3550 section 6.1): SR or RR, further RRs when there are
/// more than 31 blocks, SDES with CNAME, then what add() appends as long as it fits.
class JOINCAST_EXPORT CompoundBuilder {
 public:
  /// What cannot be left out. A report without `info` is an RR.
  struct Report {
    std::uint32_t ssrc = 0;
    std::optional<SenderInfo> info;
    std::span<const ReportBlock> blocks;  ///< only read by the constructor
    std::string_view cname;               ///< 1..255 octets
    std::span<const SdesItem> items;      ///< further SDES items, each left out when it does not fit
  };

  /// `max_size` is the UDP payload: the path's MTU less IP and UDP headers. Blocks that do not fit are left out:
  /// see blocks_taken(). The report head and CNAME stand even if they exceed it (at most 296 octets).
  CompoundBuilder(const Report& report, std::size_t max_size);

  /// Appends `packet` if it fits. A BYE belongs last.
  bool add(const Packet& packet);

  /// How many of the report blocks found room, from the first; a caller with more goes round (section 6.1).
  std::size_t blocks_taken() const noexcept { return blocks_taken_; }

  std::size_t remaining() const noexcept { return octets_.size() < max_size_ ? max_size_ - octets_.size() : 0; }

  /// The datagram; the builder is spent.
  Bytes take() noexcept { return std::move(octets_); }

 private:
  Bytes octets_;
  std::size_t max_size_ = 0;
  std::size_t blocks_taken_ = 0;
};

}  // namespace joincast::rtcp
