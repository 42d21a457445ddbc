// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/result.h"
#include "headend/config.h"
#include "headend/control_socket.h"
#include "headend/status_site.h"
#include "http/server.h"
#include "net/event_loop.h"

namespace joincast::headend {

/// What an operator can see and do from outside: the status server and the control socket. Neither is needed to serve
/// listeners, so what cannot be opened is logged, and the headend goes on.
class OperatorFace {
 public:
  /// What the rest of the headend does for it.
  struct Calls {
    std::function<StatusSnapshot()> look;
    std::function<bool(ServiceNumber, Choice)> set_mode;                    ///< false: no such service
    std::function<Result<std::string, std::vector<std::string>>()> reload;  ///< what to tell; or each error
    std::function<bool(const std::string&)> refresh{};                      ///< a directory; false: no such directory
  };

  /// The loop must outlive it.
  OperatorFace(net::EventLoop& loop, Calls calls);

  /// The control socket: once, before privileges are dropped to those of `later`.
  void open_control(const ControlConfig& config, std::optional<net::UserIds> later);
  /// The status server: again whenever its configuration has changed.
  void configure(const StatusConfig& config);
  /// Takes the control socket away and stops serving.
  void close();

 private:
  std::string carry_out(const ControlRequest& request, const ControlPeer& peer);

  net::EventLoop& loop_;
  Calls calls_;
  StatusSite site_;
  StatusConfig config_;
  std::optional<http::Server> server_;
  std::optional<ControlSocket> control_;
};

}  // namespace joincast::headend
