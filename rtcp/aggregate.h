// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/export.h"
#include "base/parse_error.h"
#include "base/time.h"
#include "rtcp/compound.h"
#include "rtcp/loss_comparison.h"
#include "rtcp/receiver_summary.h"

namespace joincast::rtcp {

/// What the receivers of one service report, as the headend hears it: a bounded table and robust statistics.
///
/// One host has one voice: of several receivers at one address the one known longest votes in a summary, and one
/// address may hold 16 entries. So one lying host moves a median, quartile or share by one vote and no more.
/// Receivers beyond the limit are counted by linear counting over 8,192 bits: within some 3 % up to 20,000, and
/// saturating near 70,000.
class JOINCAST_EXPORT Aggregate {
 public:
  static constexpr std::size_t kMaxPerAddress = 16;
  static constexpr std::size_t kMaxEvents = 256;  ///< waiting; later ones are counted, not kept
  static constexpr std::size_t kMaxCname = 63;    ///< octets kept of a CNAME

  /// One receiver; a view into the table that dies with the next call that changes it.
  struct ReceiverView {
    IpAddress address;
    std::uint32_t ssrc = 0;
    std::string_view cname;              ///< a stranger's octets; empty: none heard
    bool reports = false;                ///< has reported on our source: the next four mean something
    std::uint8_t fraction_lost = 0;      ///< 1/256
    std::int32_t lost = 0;               ///< cumulative
    std::uint32_t jitter = 0;            ///< RTP timestamp units
    std::optional<Duration> round_trip;  ///< by a sender report of ours that it names
    TimePoint last_heard{};
  };

  struct Event {
    enum class Kind : std::uint8_t { joined, left, timed_out };
    Kind kind = Kind::joined;
    IpAddress address;
    std::uint32_t ssrc = 0;

    friend bool operator==(const Event&, const Event&) = default;
  };

  /// Order statistics of one quantity over all voting receivers; zero when there are none.
  struct Spread {
    double lower_quartile = 0;
    double median = 0;
    double upper_quartile = 0;
    double p95 = 0;

    friend bool operator==(const Spread&, const Spread&) = default;
  };

  struct Summary {
    std::size_t listed = 0;       ///< receivers in the table
    std::uint64_t estimated = 0;  ///< all: those listed and those counted beyond the limit
    std::size_t voting = 0;       ///< hosts whose report on our source counts below
    double share_with_loss = 0;   ///< of the voting: any loss in the last interval; 0..1
    Spread fraction_lost;         ///< 0..1
    Spread jitter;                ///< RTP timestamp units
    Spread round_trip_s;          ///< seconds, over those that have one
    std::size_t with_round_trip = 0;
    LossComparison::Origin loss;  ///< of the last packets, by the loss runs and summaries of the voting
  };

  /// What was odd, by reason.
  struct Counters {
    std::uint64_t datagrams = 0;
    std::array<std::uint64_t, kParseErrcCount> refused{};  ///< unreadable, by ParseErrc
    std::uint64_t reports = 0;                             ///< report blocks on our source taken in
    std::uint64_t other_sources = 0;                       ///< report blocks on sources that are not ours
    std::uint64_t over_limit = 0;                          ///< from receivers that found no place in the table
    std::uint64_t over_address_limit = 0;                  ///< from a host that claims to be too many receivers
    std::uint64_t stranger_byes = 0;                       ///< goodbye for an SSRC unknown at that address
    std::uint64_t bad_round_trips = 0;                     ///< named no sender report of ours, or an impossible delay
    std::uint64_t without_cname = 0;
    std::uint64_t bad_loss_runs = 0;  ///< about packets that were never sent
    std::uint64_t rival_senders = 0;  ///< SR from somebody who is not us
    std::uint64_t events_dropped = 0;

    friend bool operator==(const Counters&, const Counters&) = default;
  };

  /// `ssrc`: ours, on which receivers report. `limit`: receivers in the table. `salt`: unguessable.
  Aggregate(std::uint32_t ssrc, std::size_t limit, std::uint64_t salt);
  ~Aggregate();
  Aggregate(Aggregate&&) noexcept;
  Aggregate& operator=(Aggregate&&) noexcept;

  /// A datagram from the RTCP port of the service's group, unreadable ones too.
  void handle_datagram(ByteView octets, const Endpoint& from, Now now);
  /// The same when it has been parsed already.
  void handle_compound(const Compound& compound, const IpAddress& from, Now now);

  /// We sent an RTP packet: receivers' loss runs are compared over what was sent last.
  void sent_packet(std::uint16_t sequence) noexcept { loss_.sent(sequence); }

  /// We sent a sender report stamped `ntp`: round trips are measured against it, on the monotonic clock.
  void sent_report(NtpTime ntp, TimePoint at) noexcept;

  /// Forgets receivers silent for `timeout` (five intervals of the schedule).
  void expire(TimePoint now, Duration timeout);

  /// Our SSRC is another now; receivers stay, what they reported of the old one does not.
  void set_ssrc(std::uint32_t ssrc) noexcept;

  std::optional<Event> poll_event();

  Summary summary() const;  ///< linear in the number of receivers
  /// The same for all listeners to know (RFC 5760 section 7.1): how loss, jitter and cumulative loss are spread over
  /// the voting receivers, and their general statistics. None: nobody votes. Linear in the number of receivers.
  std::vector<SubReport> sub_reports() const;
  /// The voting receivers that report the most loss in their last interval, then the most jitter: places for at(),
  /// the worst first, at most `most`. Linear in the number of receivers as long as `most` is small.
  std::vector<std::size_t> worst(std::size_t most) const;
  std::size_t size() const noexcept;
  bool knows(const IpAddress& address, std::uint32_t ssrc) const noexcept { return find(address, ssrc) != kNone; }
  ReceiverView at(std::size_t index) const noexcept;  ///< 0..size()-1, in no lasting order
  const Counters& counters() const noexcept { return counters_; }

  /// Octets of memory held, allocator overhead excluded.
  std::size_t memory() const noexcept;

 private:
  struct Entry;
  struct Beyond;  ///< who found no place: a bitmap for this time-out and the one before

  struct SentReport {
    std::uint32_t compact = 0;
    TimePoint at{};
  };

  static constexpr std::uint32_t kNone = 0xffff'ffff;

  std::uint32_t hash(const IpAddress& address) const noexcept;
  std::uint32_t find(const IpAddress& address, std::uint32_t ssrc) const noexcept;
  std::uint32_t first_at(const IpAddress& address) const noexcept;
  std::size_t slot_of(std::uint32_t index) const noexcept;
  std::uint32_t find_or_add(const IpAddress& address, std::uint32_t ssrc, TimePoint now);
  void remove(std::uint32_t index, Event::Kind kind);
  void link(std::uint32_t index) noexcept;
  void unlink(std::size_t slot) noexcept;
  void grow();
  void push(Event::Kind kind, const IpAddress& address, std::uint32_t ssrc);
  void take_block(Entry& entry, const ReportBlock& block, TimePoint now) noexcept;
  void count_beyond(const IpAddress& address, std::uint32_t ssrc, TimePoint now);
  std::uint32_t stamp(TimePoint time) const noexcept;
  std::optional<Duration> measure(const ReportBlock& block, TimePoint now) noexcept;
  void take_reports(const IpAddress& from, std::uint32_t ssrc, const std::vector<ReportBlock>& blocks, TimePoint now);
  void take_extended(const IpAddress& from, const ExtendedReport& report);
  void take_range(Entry& entry, std::uint16_t begin, std::uint16_t end, const std::vector<bool>& came);
  void take_description(const SourceDescription& description, const IpAddress& from);

  std::uint32_t ssrc_;
  std::size_t limit_;
  std::uint64_t salt_;
  TimePoint epoch_{};
  bool epoch_set_ = false;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> index_;  ///< open addressing by address alone; a power of two
  LossComparison loss_;
  std::unique_ptr<Beyond> beyond_;
  std::deque<Event> events_;
  std::array<SentReport, 16> sent_{};
  std::size_t sent_next_ = 0;
  Counters counters_;
};

}  // namespace joincast::rtcp
