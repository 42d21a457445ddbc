// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/bridge/host_look.h"

#include <utility>

namespace joincast::ui {
namespace {

constexpr Duration kPatience = std::chrono::seconds(130);  // RFC 3376 and 3810: a querier asks every 125 s

}  // namespace

void HostEye::listen(PlayerSide& player, const std::string& interface) {
  if (interface == interface_) return;
  interface_ = interface;
  deaf_.clear();
  watch_.reset();
  since_ = player.loop().now().mono;
  libreceiver::MemberWatch::Options options;
  options.interfaces = {interface};
  auto watch = libreceiver::MemberWatch::open(player.loop(), std::move(options), [](const libreceiver::WatchEvent&) {});
  if (watch)
    watch_ = std::move(*watch);
  else
    deaf_ = watch.error().message;
}

HostLook HostEye::look(PlayerSide& player) {
  HostLook look;
  const auto& target = player.target();
  if (!target) return look;
  listen(player, target->interface);
  if (const auto interfaces = net::list_interfaces())
    if (const net::Interface* found = net::find_interface(*interfaces, target->group.interface))
      look.interface = *found;
  look.membership = net::membership_of(target->group);
  look.counters = net::host_counters();
  look.rtcp = player.receiver().rtcp_facts();
  look.deaf = deaf_;
  if (!watch_) return look;
  for (const libreceiver::LinkView& link : watch_->snapshot().links)
    if (link.interface == target->group.interface && link.family == target->group.address.family())
      look.asks = link.querier;
  if (look.asks)
    look.querier = libreceiver::QuerierFact::seen;
  else if (player.loop().now().mono - since_ >= kPatience)
    look.querier = libreceiver::QuerierFact::none;
  return look;
}

}  // namespace joincast::ui
