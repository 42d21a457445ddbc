// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/export.h"
#include "base/parse_error.h"
#include "base/result.h"
#include "base/time.h"
#include "rtcp/extended_report.h"
#include "rtcp/report_block.h"

namespace joincast::rtcp {

/// Packet types (RFC 3550 section 12.1, RFC 4585, RFC 3611).
enum class PacketType : std::uint8_t {
  sender_report = 200,
  receiver_report = 201,
  source_description = 202,
  bye = 203,
  app = 204,
  transport_feedback = 205,
  payload_feedback = 206,
  extended_report = 207,
};

inline constexpr std::size_t kHeaderSize = 4;        ///< octets of the common header
inline constexpr std::size_t kMaxReportBlocks = 31;  ///< what the five-bit count can say
inline constexpr std::size_t kMaxTextSize = 255;     ///< octets of an SDES item or a BYE reason

/// What a sender says of itself (RFC 3550 section 6.4.1).
struct SenderInfo {
  NtpTime ntp;                      ///< when the report was sent; zero: no clock
  std::uint32_t rtp_timestamp = 0;  ///< the same moment on the media clock
  std::uint32_t packets = 0;        ///< sent since the start, modulo 2^32
  std::uint32_t octets = 0;         ///< payload octets of those, modulo 2^32

  friend bool operator==(const SenderInfo&, const SenderInfo&) = default;
};

/// SR (RFC 3550 section 6.4.1).
struct SenderReport {
  std::uint32_t ssrc = 0;
  SenderInfo info;
  std::vector<ReportBlock> blocks;  ///< at most 31
  Bytes extension;                  ///< profile-specific, a multiple of four octets

  friend bool operator==(const SenderReport&, const SenderReport&) = default;
};

/// RR (RFC 3550 section 6.4.2).
struct ReceiverReport {
  std::uint32_t ssrc = 0;
  std::vector<ReportBlock> blocks;  ///< at most 31
  Bytes extension;                  ///< profile-specific, a multiple of four octets

  friend bool operator==(const ReceiverReport&, const ReceiverReport&) = default;
};

/// SDES item types (RFC 3550 section 6.5); others are kept as they come.
enum class SdesType : std::uint8_t { cname = 1, name = 2, email = 3, phone = 4, loc = 5, tool = 6, note = 7, priv = 8 };

/// One SDES item. A stranger's text: any octets, to be cleaned before people see it.
struct SdesItem {
  SdesType type = SdesType::cname;
  std::string text;  ///< at most 255 octets; more are cut off when encoded, at a UTF-8 character

  friend bool operator==(const SdesItem&, const SdesItem&) = default;
};

/// What one source says of itself.
struct SdesChunk {
  std::uint32_t ssrc = 0;
  std::vector<SdesItem> items;

  friend bool operator==(const SdesChunk&, const SdesChunk&) = default;
};

/// SDES (RFC 3550 section 6.5).
struct SourceDescription {
  std::vector<SdesChunk> chunks;  ///< at most 31

  friend bool operator==(const SourceDescription&, const SourceDescription&) = default;
};

/// The prefix and the value of a PRIV item (RFC 3550 section 6.5.8); views into the item.
struct PrivateItemView {
  std::string_view prefix;
  std::string_view value;
};
JOINCAST_EXPORT Result<PrivateItemView, ParseError> private_item(const SdesItem& item);

/// BYE (RFC 3550 section 6.6).
struct Bye {
  std::vector<std::uint32_t> ssrcs;  ///< who leaves; at most 31
  std::string reason;                ///< empty: none given; at most 255 octets

  friend bool operator==(const Bye&, const Bye&) = default;
};

/// APP (RFC 3550 section 6.7).
struct App {
  std::uint8_t subtype = 0;  ///< five bits
  std::uint32_t ssrc = 0;
  std::array<char, 4> name{};
  Bytes data;  ///< a multiple of four octets

  friend bool operator==(const App&, const App&) = default;
};

/// A feedback message (RFC 4585 section 6.1): recognised, its meaning skipped.
struct Feedback {
  bool payload_specific = false;  ///< PSFB (206), else RTPFB (205)
  std::uint8_t format = 0;        ///< five bits: FMT
  std::uint32_t ssrc = 0;         ///< who says it
  std::uint32_t media_ssrc = 0;   ///< about whom
  Bytes control_information;      ///< a multiple of four octets

  friend bool operator==(const Feedback&, const Feedback&) = default;
};

/// A packet of a type not known here, kept as it came; programs skip it.
struct OtherPacket {
  std::uint8_t type = 0;
  std::uint8_t count = 0;  ///< the five bits behind the padding flag
  Bytes body;              ///< a multiple of four octets

  friend bool operator==(const OtherPacket&, const OtherPacket&) = default;
};

using Packet =
    std::variant<SenderReport, ReceiverReport, SourceDescription, Bye, App, Feedback, ExtendedReport, OtherPacket>;

/// One RTCP packet cut out of its datagram: its type, the five-bit count and the body without padding.
JOINCAST_EXPORT Result<Packet, ParseError> parse_packet(std::uint8_t type, std::uint8_t count, ByteView body);

/// Appends one packet with its header, without padding. Lists longer than their count can say are cut.
JOINCAST_EXPORT void encode(const Packet& packet, ByteWriter& out);

/// Octets that encode() appends.
JOINCAST_EXPORT std::size_t encoded_size(const Packet& packet);

}  // namespace joincast::rtcp
