// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/parse_error.h"
#include "base/time.h"
#include "libreceiver/arrival_spacing.h"
#include "payload/format.h"
#include "rtcp/receiver.h"
#include "rtp/reception_statistics.h"
#include "rtp/reorder_buffer.h"
#include "rtp/source_selector.h"
#include "rtp/srtp_session.h"
#include "sap/table.h"

namespace joincast::libreceiver {

/// How far a service has come.
enum class Phase : std::uint8_t {
  silent,       ///< joined, nothing has come
  undescribed,  ///< packets come, but what they are is not known
  playing,      ///< packets come and are understood
  stalled,      ///< they came, and stopped
};

/// What became of the descriptions that were heard.
struct DescriptionCounters {
  std::array<std::uint64_t, kParseErrcCount> refused{};  ///< unreadable, by ParseErrc
  std::uint64_t not_sdp = 0;                             ///< announcements of something else
  std::uint64_t other_group = 0;                         ///< of media that do not go to this group and port
  std::uint64_t over_limit = 0;                          ///< beyond what is remembered at once
};

/// What became of packets between the reorder buffer and the decoder.
struct PayloadCounters {
  std::uint64_t units = 0;                                 ///< access units handed out
  std::uint64_t held = 0;                                  ///< waited for their description, whatever became of them
  std::uint64_t undescribed = 0;                           ///< dropped: no description came in time
  std::uint64_t unplayable = 0;                            ///< dropped: no way to take them apart
  std::array<std::uint64_t, kParseErrcCount> malformed{};  ///< payloads refused, by ParseErrc
};

/// Everything a session counts, at one moment.
struct Statistics {
  Phase phase = Phase::silent;

  // The stream: of the present source since it began.
  std::uint64_t packets = 0;        ///< duplicates and late ones too
  std::uint64_t octets = 0;         ///< of RTP, IP and UDP headers excluded
  std::uint64_t expected = 0;       ///< packets
  std::uint64_t missing = 0;        ///< packets that never came
  std::uint64_t duplicates = 0;     ///< packets
  std::uint64_t reordered = 0;      ///< packets
  std::int64_t reorder_extent = 0;  ///< packets
  rtp::LossRuns loss_runs;
  Duration jitter{};           ///< RFC 3550 A.8
  std::uint64_t bit_rate = 0;  ///< bits a second over the last two seconds
  SpacingSummary spacing;      ///< between arrivals, over the last second
  BatchCounters batches;
  Duration reorder_wait{};     ///< a gap may hold others up so long
  Duration stock_needed{};     ///< sound in stock that would cover what the network did of late

  std::optional<rtp::SourceId> source;
  payload::Format format;       ///< of what comes; unknown codec: nothing, or nobody knows
  std::uint64_t receivers = 0;  ///< who report by RTCP, ourselves not counted
  std::uint64_t reports_sent = 0;

  std::optional<rtp::SrtpCounters> srtp{};  ///< what the key opened; none: no key was given
  rtp::SourceSelector::Counters selection;
  rtp::ReorderBuffer::Counters reordering;
  std::array<std::uint64_t, kParseErrcCount> malformed{};  ///< RTP refused, by ParseErrc
  rtcp::InputCounters rtcp;
  sap::TableCounters sap;
  DescriptionCounters descriptions;
  PayloadCounters payload;
  std::uint64_t other_group = 0;  ///< datagrams to another group or interface
};

}  // namespace joincast::libreceiver
