// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/announcement_scan.h"

#include <utility>

#include "libreceiver/announced.h"
#include "sap/packet.h"

namespace joincast::app {
AnnouncementScan::AnnouncementScan(net::EventLoop& loop, std::span<const net::Interface> interfaces, Handler on_service)
    : on_service_(std::move(on_service)) {
  for (const net::Interface& interface : interfaces)
    for (const IpAddress& group : libreceiver::standard_sap_groups())
      if (net::fitness(interface, group.family()) == net::Unfit::fit) listen(loop, interface, group);
}

void AnnouncementScan::listen(net::EventLoop& loop, const net::Interface& interface, const IpAddress& group) {
  auto place = std::make_unique<Place>();
  Place& here = *place;
  here.interface = interface.index;
  here.interface_name = interface.name;
  net::ReceiverOptions options;
  options.group = {group, interface.index};
  options.port = sap::kPort;
  auto socket = net::MulticastReceiver::open(loop, options, [this, &here](std::span<const net::Datagram> batch) {
    for (const net::Datagram& datagram : batch)
      here.table.handle_datagram(datagram.octets, datagram.from, {datagram.arrived, datagram.wall});
    drain(here);
  });
  if (!socket) return;
  here.socket = std::make_unique<net::MulticastReceiver>(std::move(*socket));
  places_.push_back(std::move(place));
}

void AnnouncementScan::tick(Now now) {
  for (const auto& place : places_) {
    place->table.handle_deadline(now);
    drain(*place);
  }
}

void AnnouncementScan::drain(Place& place) {
  while (const auto event = place.table.poll_output()) {
    const sap::Announcement& announcement = *event->announcement;
    if (announcement.payload_type != sap::kSdpType) continue;
    const bool gone = event->kind == sap::Event::Kind::deleted || event->kind == sap::Event::Kind::expired;
    for (const auto& target :
         libreceiver::announced_targets(as_text(announcement.payload), place.interface, place.interface_name))
      on_service_(target, gone);
  }
}

}  // namespace joincast::app
