// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/random.h"
#include "headend/config.h"
#include "headend/description.h"
#include "headend/notice.h"
#include "headend/outbox.h"
#include "headend/pacer.h"
#include "headend/payload_types.h"
#include "headend/rate_meter.h"
#include "headend/receiver_status.h"
#include "headend/secrecy.h"
#include "headend/standard_announcer.h"
#include "headend/test_source.h"
#include "payload/packetizer.h"
#include "rtcp/sender.h"
#include "rtp/packet.h"
#include "sap/schedule.h"

namespace joincast::headend {

struct CastOptions {
  ServiceConfig service;
  UpstreamId upstream = 0;
  std::uint64_t session_id = 0;
  std::string cname;  ///< of the headend (RFC 7022)
  Duration queue = std::chrono::milliseconds(500);
  Duration announce_interval = std::chrono::seconds(1);
  std::uint8_t hop_limit = 16;
  std::size_t max_payload = 1328;       ///< octets behind the RTP header
  unsigned start_repeat = 3;            ///< RTP packets sent again for a newcomer, at most Cast::kMostRepeated
  std::uint64_t session_bps = 128'000;  ///< what RTCP's five per cent are of until the rate is known
  std::optional<TestConfig> test;       ///< the cast is its own source
  std::uint64_t seed = 1;
};

/// Where a cast stands; all counts since it began.
struct CastStatus {
  UpstreamState state = UpstreamState::connecting;
  TimePoint state_since{};
  std::string reason;
  std::string title;
  std::string format;               ///< `mpa/48000/2`; empty: none yet
  std::uint32_t clock_rate_hz = 0;  ///< of its RTP timestamps; zero: no format yet
  std::uint64_t packets = 0;        ///< RTP packets made; each goes to every group with members
  std::uint64_t octets = 0;         ///< of their payload
  Duration level{};                 ///< media waiting
  double slew = 0;
  PacerCounters pacer;
  rtcp::Aggregate::Summary receivers;
  bool secret = false;                ///< sent as SRTP
  std::uint64_t refused_rtcp = 0;     ///< packets of a secret service without its key, or replayed
  std::vector<ReceiverStatus> worst;  ///< of the receivers, as many as were asked for
};

/// One running service: from its access units to RTP, RTCP and SAP in every group that has members. The same
/// packets, with one SSRC and one sequence, go to all of them. Sans I/O: datagrams go into an outbox, what
/// happened into a list.
class JOINCAST_EXPORT Cast {
 public:
  static constexpr unsigned kMostRepeated = 3;  ///< packets kept to be sent again for a newcomer

  /// Where everything that a call makes it want goes. Both outlive the call only.
  struct Out {
    Outbox& outbox;
    std::vector<Notice>& notices;
  };

  /// `types` belongs to the service and outlives the cast.
  Cast(CastOptions options, PayloadTypes& types, Now now);

  /// `host` joined; its report arrived at `heard`. Announces and repeats at once, or within 200 ms.
  void add_member(const Group& group, const IpAddress& source, const IpAddress& host, TimePoint heard, Now now,
                  Out out);
  /// The last member of a group is gone.
  void remove_group(const Group& group);
  bool idle() const noexcept { return destinations_.empty(); }  ///< sends to nobody

  /// Announces on the standard SAP groups too, from now on; none: no longer.
  void set_standard_places(std::vector<StandardPlace> places, Now now, Out out);
  /// How many services this headend announces there.
  void set_announced(std::size_t services) noexcept { announced_services_ = services; }

  void take(UpstreamItem item, Now now, Out out);
  /// RTCP from the service's group.
  void handle_rtcp(ByteView octets, const Endpoint& from, Now now, Out out);
  void handle_deadline(Now now, Out out);
  TimePoint deadline() const noexcept;

  /// Another name, genre or homepage; the rest of the configuration is as it was.
  void rename(const ServiceConfig& service, Now now);
  /// So many packets for newcomers from now on, 0 to kMostRepeated.
  void set_start_repeat(unsigned packets, Now now);
  /// Another hop limit, announced; another pause between announcements, at most twice as long; another length of the
  /// queue, which is led there by slewing. Nothing is interrupted.
  void set_sending(std::uint8_t hop_limit, Duration announce_interval, Duration queue, Now now);
  /// SAP deletions and RTCP BYE in every group. The cast is spent.
  void stop(Now now, Out out);

  /// Sound and octets sent or dropped since the last call.
  std::pair<Duration, std::size_t> take_consumed() noexcept;
  Duration consumed() const noexcept { return consumed_media_; }  ///< what take_consumed() would say

  UpstreamId upstream() const noexcept { return options_.upstream; }
  const ServiceConfig& service() const noexcept { return options_.service; }
  std::uint32_t ssrc() const noexcept { return rtcp_.ssrc(); }
  /// Whether its RTCP is enciphered, and that participant reports to it.
  bool hears_in_secret(const IpAddress& from, std::uint32_t ssrc) const noexcept {
    return secrecy_.wanted() && rtcp_.aggregate().knows(from, ssrc);
  }
  const Facts& facts() const noexcept { return facts_; }  ///< as announced
  CastStatus status(std::size_t worst_receivers = 0) const;

 private:
  /// A group on an interface, with members.
  struct Destination {
    Group group;
    IpAddress source;
    sap::GroupSchedule schedule;
    TimePoint start_due = kNever;              ///< when a newcomer gets announcement, report and start repeat
    std::optional<TimePoint> last_start{};     ///< when the last one did
    IpAddress host{};                          ///< of `waiting_since`
    std::optional<TimePoint> waiting_since{};  ///< the report of a newcomer that has not been sent RTP yet
    std::uint64_t announced_version = 0;       ///< of `announced`; zero: none
    Bytes announced{};                         ///< the packet as last sent
  };

  void push_unit(payload::AccessUnit unit, Now now);
  void fill_from_test();
  void send_frames(Now now, Out out);
  void tell_gaps(Out out);
  void pass(Pacer::Ahead& ahead, bool new_clock, const Pacer::Frame& frame, Now now, Out out);
  void send_rest(const Pacer::Frame& next, Now now, Out out);
  void take_format(const payload::Format& format, std::uint32_t declared_kbps, bool new_clock, Now now, Out out);
  bool begin_rate(const payload::Format& format, std::uint32_t declared_kbps, Now now);
  bool follow_rate(Now now);  ///< true: RTCP's share of it is another now, to be announced
  void take_metadata(const UpstreamMetadata& metadata, const Pacer::Frame& frame, Now now, Out out);
  void take_state(UpstreamStateChange change, Now now, Out out);
  void send(payload::Payload payload, TimePoint due, Now now, Out out);
  void told_first_packet(Destination& destination, Now now, Out out);
  void announce(Destination& destination, Now now, Out out);
  void announce_news(Now now, Out out);  ///< where the present version has not been announced
  void run_schedules(Now now, Out out);
  void repeat_start(Destination& destination, Now now, Out out);
  void drain_rtcp(Now now, Out out);
  std::uint16_t first_sequence() noexcept;
  void note_rollover(Now now);     ///< announces it if it is another
  void changed(Now now);           ///< a new version, to be announced
  void changed_for_good(Now now);  ///< the same, of what does not change with the song
  std::uint32_t rtp_timestamp(std::int64_t media) const noexcept {
    return timestamp_offset_ + static_cast<std::uint32_t>(media);
  }

  CastOptions options_;
  PayloadTypes& types_;
  Rng rng_;
  Facts facts_;
  UpstreamState state_ = UpstreamState::connecting;
  TimePoint state_since_;
  std::string unsendable_;  ///< why RTP has no way for the format; empty: it has
  Pacer pacer_;
  std::size_t pcm_frame_ = 0;  ///< octets of one sample of all channels of what comes in; zero: not PCM
  std::unique_ptr<TestSource> test_;
  std::unique_ptr<payload::Packetizer> packetizer_;
  std::uint8_t payload_type_ = 0;
  RateMeter meter_;
  Secrecy secrecy_;
  rtcp::Sender rtcp_;
  std::uint32_t timestamp_offset_;
  std::uint16_t sequence_;
  std::uint64_t packets_ = 0;
  std::uint64_t octets_ = 0;
  std::uint64_t gaps_told_ = 0;
  Duration gap_time_told_{};
  struct Packet {
    std::array<std::uint8_t, rtp::kHeaderSize> head;
    Bytes payload;
  };
  std::array<Packet, kMostRepeated> last_packets_;  ///< by packets_ modulo their number
  std::vector<Destination> destinations_;
  std::optional<StandardAnnouncer> standard_;
  std::size_t announced_services_ = 1;
  Duration consumed_media_{};
  std::size_t consumed_octets_ = 0;
};

}  // namespace joincast::headend
