// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "base/address.h"
#include "base/bytes.h"
#include "base/export.h"
#include "base/time.h"
#include "libreceiver/event.h"
#include "libreceiver/payload_path.h"
#include "libreceiver/rtcp_facts.h"
#include "libreceiver/statistics.h"
#include "rtp/receiver.h"
#include "rtp/srtp_key.h"

namespace joincast::libreceiver {

/// The three ways on which a service reaches us, each a port of its group.
enum class Channel : std::uint8_t { rtp, rtcp, sap };

/// One service being received: datagrams of its group come in; access units for the decoder, reports for the
/// group and events for people come out. Joins with its construction; a headend that restarts is followed
/// without help; nothing that a stranger sends stops or replaces what is heard. Sans I/O, not thread-safe.
class JOINCAST_EXPORT Session {
 public:
  struct Config {
    Group group;
    std::uint16_t port = 5004;        ///< of RTP, below 65535; RTCP is on the next unless a description differs
    std::optional<IpAddress> source;  ///< the only sender wanted, joined source-specifically; none: any
    std::string cname = "joincast";   ///< RFC 7022; 1..255 octets
    std::string tool;                 ///< SDES TOOL; empty: none
    bool reports = true;     ///< whether to report by RTCP; in source-specific groups to the source, if it asks
    std::uint64_t seed = 1;  ///< for SSRC and report times
    Duration hold = std::chrono::milliseconds(500);            ///< how long packets wait for their description
    Duration stalled_after = std::chrono::milliseconds(1500);  ///< silence that is worth an event
    rtp::Receiver::Settings reception;
    /// With a key only what it opens is heard, reports go out enciphered, and nothing in clear counts; without one
    /// nothing is heard that its description says is SRTP.
    std::optional<rtp::SrtpKey> srtp_key{};
    /// A session description that is known already; holds until the sender announces one. Empty: none.
    std::string description{};
  };

  /// Open a socket for a channel and join, before anything else.
  struct Join {
    Channel channel = Channel::rtp;
    Group group;
    std::uint16_t port = 0;
    std::optional<IpAddress> source;
  };
  /// Close it again.
  struct Leave {
    Channel channel = Channel::rtp;
  };
  /// A report, sent with the session's hop limit of 16.
  struct Transmit {
    Bytes octets;
    Endpoint to;
  };
  using Stream = PayloadPath::Stream;
  using Unit = PayloadPath::Unit;
  /// A description says what plays or will play; said before the sound is there. An empty title: none.
  struct Announced {
    Item item;
    std::optional<std::uint32_t> begins;  ///< RTP timestamp of its first sound (`a=joincast-item`); none: now
  };
  using Output = std::variant<Join, Leave, Transmit, Stream, Unit, Announced, Event>;

  /// What is heard at present.
  struct Position {
    std::uint32_t stream = 0;
    std::int64_t timestamp = 0;  ///< unwrapped, as in the access units
  };

  Session(const Config& config, Now now);
  ~Session();
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;

  /// A datagram that came on a channel, to `group`; `now` is when the kernel took it in.
  void handle_datagram(Channel channel, ByteView octets, const Endpoint& from, const Group& group, Now now);

  /// What the sink plays now: titles change by it.
  void handle_position(const Position& position, Now now);
  /// Whether something waits for handle_position(); it need not be called otherwise.
  bool awaits_position() const noexcept;

  void handle_deadline(Now now);
  std::optional<Output> poll_output();
  TimePoint deadline() const noexcept;

  /// Says goodbye by RTCP, to the source alone, and leaves; nothing comes out afterwards but what this call produced.
  void leave(Now now);

  Statistics statistics(TimePoint now) const;
  RtcpFacts rtcp_facts(TimePoint now) const;
  Duration stock_needed() const noexcept;            ///< sound in stock that would cover what the network did of late
  const std::optional<Item>& item() const noexcept;  ///< what plays, as far as it is known

  /// The session description that holds, as announced; empty: none.
  std::string description() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::libreceiver
