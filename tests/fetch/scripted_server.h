// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "base/time.h"

namespace joincast::fetch {

/// One client's connection, as the server's script sees it.
class Connection {
 public:
  Connection(int socket, int stop_fd) noexcept : socket_(socket), stop_fd_(stop_fd) {}

  std::string read_request();  ///< up to and with the blank line
  void on_request(std::function<void(const std::string&)> keep) { keep_ = std::move(keep); }

  /// All of it; false when the client is gone or the server stops.
  bool send(std::string_view octets);
  /// Waits until the client is gone or the time is over; true when the client is still there.
  bool hold(Duration time);
  void hold_for_ever() { hold(std::chrono::hours{1}); }
  /// Breaks the connection off: the client sees a reset instead of an end.
  void reset();

 private:
  bool wait(short events, Duration time);

  int socket_;
  int stop_fd_;
  std::function<void(const std::string&)> keep_;
};

/// An HTTP server on loopback whose answers are scripts: each connection runs it on a thread of its own.
class ScriptedServer {
 public:
  using Script = std::function<void(Connection&)>;

  explicit ScriptedServer(Script script);
  /// A server that answers each request with these octets and closes.
  explicit ScriptedServer(std::string answer);
  ~ScriptedServer();
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  std::uint16_t port() const noexcept { return port_; }
  std::string url(std::string_view path = "/radio") const;
  std::vector<std::string> requests() const;  ///< so far

 private:
  void accept_clients();

  Script script_;
  int listener_ = -1;
  int stop_fd_ = -1;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::vector<std::thread> clients_;
  std::thread acceptor_;
};

}  // namespace joincast::fetch
