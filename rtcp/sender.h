// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <variant>

#include "base/address.h"
#include "base/bytes.h"
#include "base/export.h"
#include "base/random.h"
#include "base/time.h"
#include "rtcp/aggregate.h"
#include "rtcp/compound.h"
#include "rtcp/receiver.h"
#include "rtcp/transmission_schedule.h"

namespace joincast::rtcp {

/// The headend's side of RTCP for one service: SR and SDES by the schedule, BYE at the end, receivers gathered
/// in an Aggregate. Sans I/O.
class JOINCAST_EXPORT Sender {
 public:
  struct Config {
    std::uint32_t ssrc = 0;  ///< of our RTP
    std::string cname;       ///< RFC 7022; 1..255 octets
    std::string name;        ///< SDES NAME, of the station; empty: none
    std::string tool;        ///< SDES TOOL; empty: none
    std::uint32_t clock_rate_hz = 90'000;
    TransmissionSchedule::Config schedule;
    std::size_t max_size = 1232;       ///< octets of a datagram (UDP payload)
    std::size_t max_receivers = 1000;  ///< entries of the aggregate
    bool summarises = false;           ///< receivers report to us alone, and we tell the group (RFC 5760)
  };

  /// Somebody else uses our SSRC. Nothing has been changed: a stranger must not end a stream. Answer with
  /// change_ssrc() or not at all. Told at most once in ten seconds.
  struct Collision {
    IpAddress from;
  };
  using Output = std::variant<Transmit, Collision>;

  /// Takes numbers from `rng`, keeps no reference.
  Sender(Config config, Rng& rng, Now now);

  /// An RTP packet went out for the first time: `timestamp` was due on the wire at `due` (the pacer's time, not when
  /// the system got to it), so that reports map the media to the slewed clock.
  void sent_rtp(std::uint16_t sequence, std::uint32_t timestamp, std::size_t payload_octets, Now due);

  void handle_datagram(ByteView octets, const Endpoint& from, Now now);
  void handle_deadline(Now now);
  std::optional<Output> poll_output();
  TimePoint deadline() const noexcept { return schedule_.deadline(); }

  /// An extra report beside the schedule, for a new member; at most one in 200 ms, and none before RTP was sent.
  void report_now(Now now);

  /// The stream ends: BYE at once or after the back-off for large groups (then deadline() stays in use).
  void stop(Now now, std::string reason = {});

  /// BYE for the old SSRC, counters from zero.
  void change_ssrc(std::uint32_t ssrc, Now now);
  void set_clock_rate(std::uint32_t clock_rate_hz) noexcept;
  void set_bandwidth(const Bandwidth& bandwidth, std::uint64_t session_bps, Now now);

  std::uint32_t ssrc() const noexcept { return config_.ssrc; }
  const Aggregate& aggregate() const noexcept { return aggregate_; }
  Aggregate& aggregate() noexcept { return aggregate_; }
  const TransmissionSchedule& schedule() const noexcept { return schedule_; }
  const InputCounters& counters() const noexcept { return counters_; }

 private:
  Bytes build(Now now, bool goodbye);
  void transmit(Bytes octets);
  OtherPacket summary(Now now) const;
  SenderInfo info(Now now) const noexcept;
  void collide(const IpAddress& from, TimePoint now);

  Config config_;
  TransmissionSchedule schedule_;
  Aggregate aggregate_;
  std::deque<Output> outputs_;
  InputCounters counters_;
  std::string reason_;
  Bytes last_sent_;
  std::uint64_t packets_ = 0;
  std::uint64_t octets_ = 0;
  std::uint32_t last_timestamp_ = 0;
  Now last_due_{};
  std::optional<TimePoint> last_extra_;
  std::optional<TimePoint> last_collision_;
  bool stopped_ = false;
};

}  // namespace joincast::rtcp
