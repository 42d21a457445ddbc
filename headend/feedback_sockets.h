// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/address.h"
#include "headend/link.h"
#include "net/unicast_receiver.h"

namespace joincast::headend {

/// The sockets that RTCP sent to this host alone comes by: one for each address that services are sent from.
class FeedbackSockets {
 public:
  /// `handler` gets whatever comes in, on the loop's thread. Loop and handler outlive us.
  FeedbackSockets(net::EventLoop& loop, net::DatagramHandler handler) : loop_(loop), handler_(std::move(handler)) {}

  /// Opens and closes sockets until there is one for each address of the links. What could not be opened, for people;
  /// told once.
  std::vector<std::string> serve(const std::vector<Link>& links);

  bool complete() const noexcept { return troubles_.empty(); }
  std::uint64_t dropped() const noexcept;  ///< datagrams that found no room in the sockets

 private:
  using Place = std::pair<IpAddress, std::uint32_t>;  ///< address and interface

  net::EventLoop& loop_;
  net::DatagramHandler handler_;
  std::map<Place, net::UnicastReceiver> sockets_;
  std::map<Place, std::string> troubles_;
};

}  // namespace joincast::headend
