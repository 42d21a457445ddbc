// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <avahi-client/client.h>

#include <functional>
#include <memory>
#include <string>

#include "discovery/avahi_module.h"
#include "discovery/avahi_poll.h"

namespace joincast::discovery {

/// A client of the daemon that connects again and again: when the daemon comes, when it comes back, and every few
/// seconds while there is no D-Bus. Its owner's objects die with the client that they were made with.
class AvahiConnection {
 public:
  struct Calls {
    std::function<void(AvahiClient*)> on_running;  ///< make objects now; the daemon's host name may have changed
    std::function<void()> on_hesitating;           ///< the daemon changes its host name: take services back
    std::function<void()> on_lost;                 ///< objects are gone: forget them, do not free them
    std::function<void(Daemon, const std::string& why)> on_daemon;
  };

  AvahiConnection(Waiting& waiting, Calls calls);
  ~AvahiConnection();
  AvahiConnection(const AvahiConnection&) = delete;
  AvahiConnection& operator=(const AvahiConnection&) = delete;

  void open();
  /// Something failed that can only be mended by a new connection. May be called inside any of Avahi's callbacks.
  void begin_anew(const std::string& why);

 private:
  void handle(AvahiClient* client, AvahiClientState state);
  void tell(Daemon daemon, const std::string& why);
  void close();

  AvahiLoop loop_;
  Calls calls_;
  std::unique_ptr<Alarm> retry_;
  AvahiClient* client_ = nullptr;
  bool told_ = false;
  Daemon daemon_ = Daemon::absent;
};

}  // namespace joincast::discovery
