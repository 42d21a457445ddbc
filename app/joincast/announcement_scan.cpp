// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/announcement_scan.h"

#include <array>
#include <utility>

#include "libreceiver/member_event.h"
#include "sap/packet.h"
#include "sdp/attributes.h"
#include "sdp/parse.h"
#include "sdp/rtp.h"
#include "sdp/source_filter.h"

namespace joincast::app {
namespace {

constexpr std::array kPlaces = {"ff02::2:7ffe", "ff04::2:7ffe",  "ff05::2:7ffe",    "ff08::2:7ffe",
                                "ff0e::2:7ffe", "224.2.127.254", "239.255.255.255", "239.195.255.255"};
constexpr std::size_t kMostOfOne = 16;  // media of one description

}  // namespace

std::vector<libreceiver::Target> announced_targets(std::string_view text, std::uint32_t interface,
                                                   const std::string& interface_name) {
  std::vector<libreceiver::Target> targets;
  const auto parsed = sdp::parse(text);
  if (!parsed) return targets;
  for (const sdp::Media& media : parsed->session.media) {
    const sdp::Connection* connection = sdp::connection_of(parsed->session, media);
    if (!connection || !connection->host.ip || !connection->host.ip->is_multicast()) continue;
    if (!sdp::is_rtp(media) || media.port == 0 || media.port == 65'535 || targets.size() == kMostOfOne) continue;
    libreceiver::Target target;
    target.group = {*connection->host.ip, interface};
    target.interface = interface_name;
    target.port = media.port;
    target.number = libreceiver::service_carried_by(target.group.address);
    const auto sources = sdp::included_sources(parsed->session, media, target.group.address);
    if (!sources.empty()) target.source = sources.front();
    targets.push_back(std::move(target));
  }
  return targets;
}

AnnouncementScan::AnnouncementScan(net::EventLoop& loop, std::span<const net::Interface> interfaces, Handler on_service)
    : on_service_(std::move(on_service)) {
  for (const net::Interface& interface : interfaces)
    for (const char* text : kPlaces) {
      const IpAddress group = *parse_address(text);
      if (net::fitness(interface, group.family()) == net::Unfit::fit) listen(loop, interface, group);
    }
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
    for (const auto& target : announced_targets(as_text(announcement.payload), place.interface, place.interface_name))
      on_service_(target, gone);
  }
}

}  // namespace joincast::app
