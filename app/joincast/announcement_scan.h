// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "libreceiver/resolve.h"
#include "net/event_loop.h"
#include "net/interfaces.h"
#include "net/multicast_receiver.h"
#include "sap/table.h"

namespace joincast::app {

/// Hears what is announced on the standard SAP groups of some interfaces (RFC 2974 section 3): FF0X::2:7FFE of link,
/// admin, site, organisation and global scope; 224.2.127.254, 239.255.255.255 and the top of the pool's zone. On the
/// loop's thread.
class AnnouncementScan {
 public:
  /// What is on the air by an announcement, or was until it was taken back or fell silent.
  using Handler = std::function<void(const libreceiver::Target& target, bool gone)>;

  AnnouncementScan(net::EventLoop& loop, std::span<const net::Interface> interfaces, Handler on_service);

  std::size_t groups() const noexcept { return places_.size(); }  ///< that are heard
  void tick(Now now);  ///< to be called now and then: forgets what has been silent for too long

 private:
  struct Place {
    std::uint32_t interface = 0;
    std::string interface_name;
    sap::Table table;
    std::unique_ptr<net::MulticastReceiver> socket;
  };
  void listen(net::EventLoop& loop, const net::Interface& interface, const IpAddress& group);
  void drain(Place& place);

  Handler on_service_;
  std::vector<std::unique_ptr<Place>> places_;
};

/// Every RTP medium of a description (its SDP text) that goes to a group, as it is joined on that interface.
std::vector<libreceiver::Target> announced_targets(std::string_view sdp, std::uint32_t interface,
                                                   const std::string& interface_name);

}  // namespace joincast::app
