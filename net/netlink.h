// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <linux/netlink.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <system_error>

#include "base/result.h"

struct mnl_socket;
struct nlattr;

// Private to the room: the part of rtnetlink that is needed, over libmnl.
namespace joincast::net {

/// A route netlink socket. It stays in the network namespace in which it was opened.
class Netlink {
 public:
  /// `groups`: notifications to hear, as bits (RTMGRP_LINK ...); zero: none.
  static Result<Netlink, std::error_code> open(unsigned groups = 0);

  int descriptor() const noexcept;

  using Visit = std::function<void(const nlmsghdr&)>;

  /// Sends `request` (its sequence number is filled in), which asks for a dump or for an acknowledgement
  /// (NLM_F_ACK), and visits the answers to their end. EINTR: what is listed
  /// changed meanwhile, ask again.
  std::error_code ask(nlmsghdr& request, const Visit& visit);

  /// Reads away all notifications that are waiting; whether there were any, or some were lost.
  bool drain() noexcept;

 private:
  struct Close {
    void operator()(mnl_socket* socket) const noexcept;
  };
  std::unique_ptr<mnl_socket, Close> socket_;
  std::uint32_t sequence_ = 0;
};

/// Visits the attributes behind a message's header of `header` octets, or inside one attribute.
using VisitAttribute = std::function<void(const nlattr&)>;
void for_each_attribute(const nlmsghdr& message, std::size_t header, const VisitAttribute& visit);
void for_each_attribute(const nlattr& nest, const VisitAttribute& visit);

}  // namespace joincast::net
