// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "base/export.h"
#include "gateway/backlog.h"
#include "gateway/request_path.h"
#include "gateway/status.h"
#include "guide/entry.h"
#include "libreceiver/session_runner.h"
#include "net/multicast_receiver.h"

namespace joincast::gateway {

class Listener;

/// Why a client gets no sound, as HTTP says it.
struct Refusal {
  unsigned status = 503;
  std::string text;  ///< for people, with its line's end
};

/// What a service sounds like.
struct Sound {
  payload::Format format;
  std::string station, genre;  ///< empty: not known
  std::uint32_t kbps = 0;      ///< zero: not known
};

/// One service, joined once however many clients hear it. What comes is handed to each of them as it is; a gap, another
/// sender or a restart of the headend ends nothing, another format ends all clients' streams. All calls are on the
/// loop's thread.
class JOINCAST_EXPORT Relay final : libreceiver::SessionRunner::Client {
 public:
  struct Settings {
    Duration patience = std::chrono::seconds(10);      ///< so long a client waits for the first sound
    Duration linger = std::chrono::milliseconds(400);  ///< between the last client and the leaving
    Duration stall = std::chrono::minutes(2);          ///< clients of a service that fell silent end after that
    Duration burst = std::chrono::seconds(2);          ///< what a new client gets at once: his buffer fills
    std::size_t burst_octets = 256u << 10;             ///< at most
  };
  struct Setup {
    Wanted wanted;
    libreceiver::Target target;
    std::string group;   ///< of that, for people
    guide::Entry entry;  ///< what the guide knows of it; default: nothing
  };

  Relay(net::EventLoop& loop, Setup setup, const Settings& settings);
  ~Relay() override;

  /// Joins. On an error nothing is received.
  std::error_code start();

  void add(Listener& listener);
  void remove(Listener& listener);
  /// To be called every tenth of a second. True: nobody hears it any more, and it has left.
  bool tick(Now now);

  /// None: not known yet.
  const std::optional<Sound>& sound() const noexcept { return ready_ ? sound_ : not_yet_; }
  const std::deque<Piece>& recent() const noexcept { return recent_; }  ///< for a new client
  /// Why a client who has waited so long gets nothing; none: he may wait.
  std::optional<Refusal> refusal(Duration waited) const;
  std::size_t clients() const noexcept { return listeners_.size(); }
  ServiceStatus status(Now now) const;

 private:
  void handle_stream(const libreceiver::Session::Stream& stream, Now now) override;
  void handle_unit(libreceiver::Session::Unit unit, Now now) override;
  void handle_turn(Now now) override;
  std::optional<libreceiver::Session::Position> position(TimePoint) override { return taken_; }
  void handle_event(const libreceiver::Event& event) override;

  std::error_code start_raw();
  void handle_raw(std::span<const net::Datagram> batch);
  void set_format(const payload::Format& format);
  void hand_out(payload::AccessUnit unit, Now now);
  void take_description(const libreceiver::Described& described);
  void look_whether_ready(Now now);
  void wake_all();

  net::EventLoop& loop_;
  Setup setup_;
  Settings settings_;
  std::optional<net::MulticastReceiver> raw_;  // `/udp/`, until RTP comes
  bool raw_comes_ = false;
  TimePoint began_{};
  std::vector<Listener*> listeners_;
  TimePoint deserted_{};  // since then nobody listens

  std::optional<Sound> sound_;
  std::optional<Sound> not_yet_;
  bool ready_ = false;  // and told what it is called, as far as it will be
  bool described_ = false;
  std::optional<TimePoint> first_unit_;
  TimePoint last_unit_{};
  std::uint64_t units_ = 0;  // bare TS only
  bool news_ = false;        // for listeners, in this turn

  bool rebase_ = false;         // the next unit is of another timeline
  std::int64_t offset_ = 0;     // from its timestamps to ours
  std::int64_t next_time_ = 0;  // ours, where the last unit ended
  std::deque<Piece> recent_;
  std::size_t recent_octets_ = 0;
  std::shared_ptr<const libreceiver::Item> item_;
  std::optional<libreceiver::Session::Position> taken_;
  std::string trouble_;              // what the headend says of the station
  std::optional<Refusal> hopeless_;  // waiting is no use
  libreceiver::SessionRunner runner_;
};

}  // namespace joincast::gateway
