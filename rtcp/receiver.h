// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/address.h"
#include "base/bytes.h"
#include "base/export.h"
#include "base/parse_error.h"
#include "base/random.h"
#include "base/time.h"
#include "rtcp/compound.h"
#include "rtcp/receiver_summary.h"
#include "rtcp/sender_clock.h"
#include "rtcp/transmission_schedule.h"

namespace joincast::rtcp {

/// What an RTCP participant has refused or overlooked, by reason.
struct InputCounters {
  std::uint64_t datagrams = 0;                           ///< all of them
  std::array<std::uint64_t, kParseErrcCount> refused{};  ///< unreadable, by ParseErrc
  std::uint64_t own = 0;                                 ///< our own, heard again
  std::uint64_t strangers = 0;                           ///< SR or BYE for a source from an address that is not its own
  std::uint64_t without_cname = 0;                       ///< readable, but against RFC 3550 section 6.1
  std::uint64_t collisions = 0;                          ///< somebody else uses our SSRC

  friend bool operator==(const InputCounters&, const InputCounters&) = default;
};

/// What a report is made of, asked for when one goes out.
struct ReceptionReports {
  std::vector<ReportBlock> blocks;      ///< LSR and DLSR are filled in by the participant
  std::vector<ExtendedBlock> extended;  ///< statistics summary, loss runs...; each left out when it does not fit
};

/// A datagram for the session's RTCP port.
struct Transmit {
  Bytes octets;
  bool goodbye = false;  ///< it holds a BYE
};

/// The listener's side of RTCP: reports on sources, learns their clocks, counts other receivers. Sans I/O.
class JOINCAST_EXPORT Receiver {
 public:
  struct Config {
    std::string cname;  ///< RFC 7022; 1..255 octets
    std::string tool;   ///< SDES TOOL; empty: none
    TransmissionSchedule::Config schedule;
    std::uint32_t clock_rate_hz = 90'000;  ///< for SenderClock
    std::size_t max_size = 1232;           ///< octets of a datagram (UDP payload)
    std::size_t max_sources = 16;          ///< media sources tracked; the longest silent gives way
  };

  /// Called while a report is being built and at no other time: intervals may begin anew there.
  using ReportProvider = std::function<ReceptionReports(Now)>;

  // --- What comes out ---
  struct SenderReported {
    std::uint32_t ssrc = 0;
    SenderInfo info;
  };  ///< its clock has been fed
  struct SenderLeft {
    std::uint32_t ssrc = 0;
    std::string reason;
  };  ///< BYE from the source's own address
  struct SsrcChanged {
    std::uint32_t before = 0;
    std::uint32_t now = 0;
  };  ///< ours collided
  using Output = std::variant<Transmit, SenderReported, SenderLeft, SsrcChanged>;

  /// Joins at `now`; nothing is sent before half a minimum interval. Takes numbers from `rng`, keeps no reference.
  Receiver(Config config, ReportProvider provider, Rng& rng, Now now);

  /// A valid RTP packet of a media source: binds the SSRC to that address. The port does not count.
  void handle_rtp(std::uint32_t ssrc, const IpAddress& from, Now now);
  void handle_datagram(ByteView octets, const Endpoint& from, Now now);
  void handle_deadline(Now now);
  std::optional<Output> poll_output();
  TimePoint deadline() const noexcept { return schedule_.deadline(); }

  /// Says goodbye, at once or after the back-off for large groups; nothing if no report was ever sent. The goodbye
  /// reports once more, so that it says whose listener leaves.
  void leave(Now now, std::string reason = {});

  /// New payload type or rate: clocks begin anew.
  void set_clock_rate(std::uint32_t clock_rate_hz);
  void set_bandwidth(const Bandwidth& bandwidth, std::uint64_t session_bps, Now now);

  std::uint32_t ssrc() const noexcept { return ssrc_; }
  /// The clock of a media source; null before its first sender report. Dies with the next call that changes us.
  const SenderClock* clock(std::uint32_t source) const noexcept;
  std::optional<std::string> cname(std::uint32_t source) const;  ///< of a media source
  std::uint64_t other_receivers() const noexcept;                ///< members that send no RTP, without us
  /// The source's last summary of what receivers told it by unicast (RFC 5760); none: none was heard.
  const std::optional<ReceiverSummary>& summary() const noexcept { return summary_; }
  const InputCounters& counters() const noexcept { return counters_; }
  const TransmissionSchedule& schedule() const noexcept { return schedule_; }

 private:
  struct Source {
    std::uint32_t ssrc = 0;
    IpAddress address;
    bool by_rtp = false;  ///< the address is that of its RTP
    TimePoint heard{};
    std::uint32_t last_sr = 0;
    TimePoint last_sr_at{};
    std::string cname;
    SenderClock clock;
  };

  Source* find(std::uint32_t ssrc) noexcept;
  Source& find_or_add(std::uint32_t ssrc, const IpAddress& from, TimePoint now);
  bool from_its_own(const Source& source, const IpAddress& from) noexcept;
  void handle(const SenderReport& report, const IpAddress& from, Now now);
  void handle(const SourceDescription& description, const IpAddress& from, Now now);
  void handle(const Bye& bye, const IpAddress& from, Now now);
  void handle(const OtherPacket& packet, const IpAddress& from);
  bool is_our_own(const Compound& compound, ByteView octets, Now now);
  void collide(Now now);
  void transmit(Bytes octets, bool goodbye = false);
  void fill_delays(std::vector<ReportBlock>& blocks, TimePoint now) noexcept;
  Bytes build(Now now, bool goodbye);

  Config config_;
  ReportProvider provider_;
  Rng rng_;
  std::uint32_t ssrc_;
  TransmissionSchedule schedule_;
  std::vector<Source> sources_;
  std::deque<Output> outputs_;
  std::optional<ReceiverSummary> summary_;
  InputCounters counters_;
  Bytes last_sent_;
  std::string reason_;
  std::size_t next_block_ = 0;  ///< where the round of blocks goes on
  TimePoint last_collision_{};
  bool collided_ = false;
};

}  // namespace joincast::rtcp
