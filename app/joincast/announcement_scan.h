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

/// Hears what is announced on the standard SAP groups (libreceiver::standard_sap_groups()) of some interfaces. On the
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

}  // namespace joincast::app
