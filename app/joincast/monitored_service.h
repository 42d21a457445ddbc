// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "app/joincast/display.h"
#include "app/joincast/monitor_row.h"
#include "libreceiver/session_runner.h"

namespace joincast::app {

/// A service that is received and looked at, and not decoded. On the loop's thread.
class MonitoredService final : libreceiver::SessionRunner::Client {
 public:
  using Handler = std::function<void(MonitoredService& service, const libreceiver::Event& event)>;

  MonitoredService(net::EventLoop& loop, DisplayContext context, const libreceiver::SessionRunner::Options& options,
                   Handler on_event);

  std::error_code start();
  void stop() { runner_.stop(); }

  /// Once an interval: what "lately" means moves on.
  void tick();
  MonitorRow row() const;
  bool came() const { return !locked_ && runner_.statistics().packets != 0; }  ///< what is not locked up

  const DisplayContext& context() const noexcept { return context_; }
  std::string name() const;  ///< its number, or its group

 private:
  void handle_stream(const libreceiver::Session::Stream&, Now) override {}
  void handle_unit(libreceiver::Session::Unit unit, Now) override;
  std::optional<libreceiver::Session::Position> position(TimePoint) override { return taken_; }
  void handle_event(const libreceiver::Event& event) override;

  DisplayContext context_;
  Handler on_event_;
  std::string station_, station_state_, reason_;
  std::optional<libreceiver::SrtpTrouble> locked_;
  std::uint64_t stalls_ = 0;
  std::uint64_t sources_ = 0;
  std::optional<libreceiver::Session::Position> taken_;
  std::deque<std::pair<std::uint64_t, std::uint64_t>> lately_;  // expected, missing; oldest first
  libreceiver::SessionRunner runner_;
};

}  // namespace joincast::app
