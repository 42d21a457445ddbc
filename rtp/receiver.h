// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/address.h"
#include "base/bytes.h"
#include "base/export.h"
#include "base/parse_error.h"
#include "base/time.h"
#include "rtp/arrival_delay.h"
#include "rtp/packet.h"
#include "rtp/reception_statistics.h"
#include "rtp/reorder_buffer.h"
#include "rtp/source_selector.h"
#include "rtp/unwrap.h"

namespace joincast::rtp {

/// The reception path of one group: header, choice of the source, statistics, order (design section 2).
/// Sans I/O: datagrams and time come in, packets in order go out.
class JOINCAST_EXPORT Receiver {
 public:
  struct Settings {
    SourceSelector::Settings selection{};
    ReorderBuffer::Settings reordering{};
  };

  Receiver();
  explicit Receiver(const Settings& settings);

  /// One datagram from the group's RTP port; `arrival` is the kernel's stamp made monotonic.
  void handle_datagram(ByteView octets, const IpAddress& from, TimePoint arrival);
  void handle_deadline(TimePoint now);

  /// The next packet in order, valid until the next call that is not const. `first` tells another source, or
  /// one that restarted. Poll until there is none after each input.
  std::optional<OrderedPacket> poll_output();
  TimePoint deadline() const noexcept { return buffer_.deadline(); }

  /// Tells the RTP clock of a payload type, for the jitter; the caller knows it from the binding. Zero: unknown.
  void set_clock_rate(std::uint8_t payload_type, std::uint32_t clock_rate_hz);

  SourceSelector& selector() noexcept { return selector_; }  ///< to announce, restrict, say BYE
  const SourceSelector& selector() const noexcept { return selector_; }
  const ReorderBuffer& buffer() const noexcept { return buffer_; }

  /// Of the present source, since it was chosen or restarted.
  ReceptionStatistics& statistics() noexcept { return statistics_; }
  const ReceptionStatistics& statistics() const noexcept { return statistics_; }
  const ArrivalDelay& delay() const noexcept { return delay_; }

  /// Datagrams refused by parse(), by reason.
  const std::array<std::uint64_t, kParseErrcCount>& malformed() const noexcept { return malformed_; }

 private:
  static constexpr std::uint8_t kNoType = 0xff;

  void begin_stream();
  void accept(const PacketView& view, TimePoint arrival);

  SourceSelector selector_;
  ReceptionStatistics statistics_;
  ReorderBuffer buffer_;
  ArrivalDelay delay_;
  SequenceUnwrapper sequence_;
  TimestampUnwrapper timestamp_;
  std::array<std::uint32_t, 128> clock_rates_{};
  std::array<std::uint64_t, kParseErrcCount> malformed_{};
  std::uint8_t payload_type_ = kNoType;
};

}  // namespace joincast::rtp
