// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <system_error>

#include "base/export.h"
#include "base/time.h"
#include "libreceiver/event.h"
#include "libreceiver/resolve.h"
#include "libreceiver/rtcp_facts.h"
#include "libreceiver/session.h"
#include "libreceiver/statistics.h"
#include "net/event_loop.h"

namespace joincast::libreceiver {

/// Gives one Session its sockets and its timer. Several hundred of them live on one loop: each has three sockets, one
/// timer, and a sender once it reports. All calls and callbacks are on the loop's thread.
class JOINCAST_EXPORT SessionRunner {
 public:
  struct Options {
    std::string tool;                                ///< how we call ourselves in RTCP; empty: not at all
    bool reports = true;                             ///< whether to report by RTCP
    std::size_t receive_buffer = 0;                  ///< octets, of the RTP socket; zero: the system's default
    Duration gather{};                               ///< between two looks at a busy RTP socket (net::ReceiverOptions)
    Duration hold = std::chrono::milliseconds(500);  ///< how long packets wait for their description
  };

  /// What a session yields, in order. `now`: when the datagram came that brought it. Streams are numbered from one
  /// in each session. None of these may stop, restart or destroy the runner but handle_event(), which comes last.
  class Client {
   public:
    virtual ~Client() = default;
    virtual void handle_stream(const Session::Stream& stream, Now now) = 0;
    virtual void handle_unit(Session::Unit unit, Now now) = 0;
    virtual void handle_announced(const Session::Announced& /*announced*/, Now /*now*/) {}
    /// After each input, when everything above was told.
    virtual void handle_turn(Now /*now*/) {}
    /// What is heard now, in the session's numbering; none: nothing, or nobody knows. Titles change by it.
    virtual std::optional<Session::Position> position(TimePoint now) = 0;
    virtual void handle_event(const Event& event) = 0;
  };

  /// `loop` and `client` must outlive the runner.
  SessionRunner(net::EventLoop& loop, Options options, Client& client);
  ~SessionRunner();
  SessionRunner(const SessionRunner&) = delete;
  SessionRunner& operator=(const SessionRunner&) = delete;

  /// Joins at once, leaving what was received before in the same turn. What the joining yields is told by settle(),
  /// which the caller calls when it is ready. On an error nothing is received.
  std::error_code start(const Target& target);
  void settle();

  /// Says goodbye and leaves. Harmless when nothing runs.
  void stop();

  /// How long RTP lies in its socket after each read (net::MulticastReceiver::rest_between_reads); zero, as after each
  /// start: not at all. Client::handle_turn() may call it.
  void rest_between_reads(Duration rest);

  bool running() const noexcept;
  const Target& target() const noexcept;
  Statistics statistics() const;     ///< empty when nothing runs
  RtcpFacts rtcp_facts() const;      ///< the same
  std::optional<Item> item() const;  ///< what is heard, as far as it is known
  Duration stock_needed() const noexcept;
  std::uint64_t socket_drops() const;  ///< datagrams lost in this machine for want of room, since construction
  std::string description() const;     ///< the session description that holds, as announced; empty: none

  struct Impl;

 private:
  std::shared_ptr<Impl> impl_;
};

}  // namespace joincast::libreceiver
