// SPDX-License-Identifier: LGPL-2.1-or-later
#include "discovery/avahi_connection.h"

#include <avahi-common/error.h>

#include <utility>

namespace joincast::discovery {
namespace {

constexpr Duration kRetry = std::chrono::seconds(5);        // while there is no D-Bus
constexpr Duration kAnew = std::chrono::milliseconds(100);  // after a daemon went

}  // namespace

AvahiConnection::AvahiConnection(Waiting& waiting, Calls calls)
    : loop_(waiting), calls_(std::move(calls)), retry_(waiting.alarm([this] { open(); })) {}

AvahiConnection::~AvahiConnection() {
  if (client_) avahi_client_free(client_);
}

void AvahiConnection::open() {
  close();
  int error = 0;
  const auto callback = [](AvahiClient* client, AvahiClientState state, void* self) {
    static_cast<AvahiConnection*>(self)->handle(client, state);
  };
  client_ = avahi_client_new(loop_.poll(), AVAHI_CLIENT_NO_FAIL, callback, this, &error);
  if (client_) return;
  retry_->in(kRetry);
  tell(Daemon::absent, error == AVAHI_ERR_DBUS_ERROR || error == AVAHI_ERR_NO_DAEMON
                           ? "the system's D-Bus does not answer"
                           : avahi_strerror(error));
}

void AvahiConnection::begin_anew(const std::string& why) {
  retry_->in(kAnew);  // a client must not be freed inside its own callbacks
  tell(Daemon::absent, why);
}

void AvahiConnection::handle(AvahiClient* client, AvahiClientState state) {
  switch (state) {
    case AVAHI_CLIENT_S_RUNNING: tell(Daemon::running, {}); return calls_.on_running(client);
    case AVAHI_CLIENT_S_REGISTERING:
    case AVAHI_CLIENT_S_COLLISION: return calls_.on_hesitating();
    case AVAHI_CLIENT_CONNECTING: return tell(Daemon::absent, "avahi-daemon does not run");
    case AVAHI_CLIENT_FAILURE:
      return begin_anew(avahi_client_errno(client) == AVAHI_ERR_DISCONNECTED
                            ? "avahi-daemon ended"
                            : avahi_strerror(avahi_client_errno(client)));
  }
}

void AvahiConnection::tell(Daemon daemon, const std::string& why) {
  if (std::exchange(told_, true) && daemon == daemon_) return;
  daemon_ = daemon;
  calls_.on_daemon(daemon, why);
}

void AvahiConnection::close() {
  if (!client_) return;
  calls_.on_lost();
  avahi_client_free(std::exchange(client_, nullptr));
}

}  // namespace joincast::discovery
