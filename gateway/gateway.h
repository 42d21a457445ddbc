// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/export.h"
#include "base/result.h"
#include "gateway/known_services.h"
#include "gateway/relay.h"
#include "libreceiver/resolve.h"
#include "net/event_loop.h"

namespace joincast::gateway {

/// What `joincast gateway` is told.
struct GatewaySettings {
  Endpoint listen{IpAddress(), 4022};  ///< `::` is all addresses, IPv4 too
  std::vector<std::string> hosts;      ///< names by which it may be asked, besides addresses and `localhost`
  std::vector<Prefix> clients;         ///< who may ask
  std::vector<Prefix> groups;          ///< what `/rtp/` and `/udp/` may name; empty: every group
  libreceiver::Wishes wishes;          ///< where services are joined
  unsigned most_clients = 64;          ///< that hear or wait at once
  unsigned most_services = 16;         ///< joined at once
  std::size_t most_octets = 1u << 20;  ///< of sound that waits for one client
  Relay::Settings relay;
  std::function<void(const std::string& line)> say;  ///< what happens, for people; empty: nobody asks
};

/// HTTP for whoever cannot be a member of a group: a request joins, and the last client of a service leaves it. On the
/// loop's thread.
class JOINCAST_EXPORT Gateway {
 public:
  /// The error says what was refused. The loop must outlive the gateway.
  static Result<std::unique_ptr<Gateway>, std::string> open(net::EventLoop& loop, GatewaySettings settings);
  ~Gateway();

  KnownServices& known() noexcept;
  void set_guide_state(std::string state);  ///< for people, as the status shows it
  std::uint16_t port() const noexcept;
  GatewayStatus status() const;

 private:
  struct Impl;
  explicit Gateway(std::unique_ptr<Impl> impl) noexcept;
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::gateway
