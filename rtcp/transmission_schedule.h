// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>

#include "base/address.h"
#include "base/export.h"
#include "base/random.h"
#include "base/time.h"
#include "rtcp/bandwidth.h"
#include "rtcp/member_table.h"

namespace joincast::rtcp {

/// When a participant sends RTCP (RFC 3550 sections 6.2, 6.3 and appendix A.7, RFC 3556): timer reconsideration,
/// reverse reconsideration, BYE back-off, the senders' share, time-outs. Sends nothing itself.
///
/// Use: tell it of every packet heard and sent; at deadline() ask due(); when that says `report` or `bye`, send
/// and tell it sent().
class JOINCAST_EXPORT TransmissionSchedule {
 public:
  struct Config {
    Bandwidth bandwidth;
    Duration minimum = std::chrono::seconds(5);  ///< T_min; the first interval uses half of it
    std::uint64_t session_bps = 0;    ///< not zero: while we send, T_min is 360 s divided by its kbit/s, if less
    std::size_t expected_size = 100;  ///< octets of the first compound packet we shall send
    std::size_t overhead = 48;        ///< octets of IP and UDP headers a packet: 28 for IPv4
    std::size_t max_members = 4096;   ///< entries of the member table; beyond it members are estimated
  };

  enum class Action : std::uint8_t {
    nothing,  ///< not yet: look at deadline() again
    report,   ///< send a compound packet with a report now, then call sent(); the next deadline stands
    bye,      ///< send a compound packet with BYE now; the schedule has ended
  };

  /// Joins at `now`. Takes one number from `rng` and keeps no reference to it.
  TransmissionSchedule(const Config& config, Rng& rng, TimePoint now);

  // --- What is heard. Sizes are UDP payloads. ---
  void heard_rtp(std::uint32_t ssrc, const IpAddress& from, TimePoint now);
  /// Once for each SSRC that a compound packet speaks for (its reports and SDES chunks).
  void heard_report(std::uint32_t ssrc, const IpAddress& from, TimePoint now);
  /// Once for each SSRC in a BYE. True if a known member left: from another address than its own nobody leaves.
  bool heard_bye(std::uint32_t ssrc, const IpAddress& from, TimePoint now);
  /// Once for each datagram, before the calls above; `bye`: it holds one.
  void heard_datagram(std::size_t size, bool bye) noexcept;

  /// The source of a group whose members report to it alone says how many receivers there are, how large the mean
  /// packet is in octets, headers included, and what each receiver may spend in bit/s; zero: not said. From now on
  /// this counts, and not what we hear (RFC 5760 sections 7.4, 8).
  void heard_summary(std::uint64_t receivers, std::size_t average_size, double own_bps) noexcept;

  // --- What we do. ---
  void sent_rtp(TimePoint now) noexcept;
  /// A compound packet, scheduled or not, went out.
  void sent(std::size_t size) noexcept;

  /// Leaves (section 6.3.7). `bye`: send it now (50 members or fewer). `report` never. `nothing`: either we have
  /// never sent anything, then deadline() is kNever and no BYE may be sent, or wait for due() to say `bye`.
  /// Every later call answers `nothing`.
  Action leave(std::size_t bye_size, TimePoint now);

  /// Takes other bandwidth values from the next interval on: a session description changed.
  void set_bandwidth(const Bandwidth& bandwidth, std::uint64_t session_bps, TimePoint now);

  /// To be asked at deadline(); early calls answer `nothing` and do nothing.
  Action due(TimePoint now);

  TimePoint deadline() const noexcept { return next_; }

  std::uint64_t members() const noexcept;                    ///< ourselves included
  std::size_t senders() const noexcept;                      ///< ourselves included while we send
  double average_size() const noexcept { return average_; }  ///< octets, headers included
  const Bandwidth& bandwidth() const noexcept { return config_.bandwidth; }
  bool we_sent() const noexcept { return we_sent_; }
  bool initial() const noexcept { return initial_; }  ///< no report sent yet
  bool leaving() const noexcept { return leaving_; }
  const MemberTable& table() const noexcept { return table_; }

  /// Td for us as we are, without chance and compensation (section 6.3.1).
  Duration deterministic_interval() const noexcept;

  /// Five of these silent, and a member is forgotten: Td of a receiver, never with the reduced minimum.
  Duration timeout_interval() const noexcept;

 private:
  Duration interval_for(bool as_sender, Duration minimum) const noexcept;
  Duration minimum() const noexcept;
  Duration random_interval() noexcept;
  void expire(TimePoint now);
  void reverse_reconsider(TimePoint now) noexcept;

  Config config_;
  Rng rng_;
  MemberTable table_;
  double average_;                    ///< avg_rtcp_size
  std::uint64_t past_members_ = 1;    ///< pmembers
  std::uint64_t told_receivers_ = 0;  ///< by a summary; zero: none heard
  double own_bps_ = 0;                ///< our share by it; zero: not said
  std::uint64_t bye_members_ = 0;     ///< members while leaving
  TimePoint last_;                    ///< tp
  TimePoint next_;                    ///< tn
  TimePoint last_rtp_{};              ///< our own
  bool we_sent_ = false;
  bool initial_ = true;
  bool ever_sent_ = false;
  bool leaving_ = false;  ///< BYE back-off
  bool left_ = false;
};

}  // namespace joincast::rtcp
