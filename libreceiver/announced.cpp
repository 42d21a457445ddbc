// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/announced.h"

#include <array>
#include <utility>

#include "libreceiver/member_event.h"
#include "sdp/attributes.h"
#include "sdp/parse.h"
#include "sdp/rtp.h"
#include "sdp/source_filter.h"

namespace joincast::libreceiver {
namespace {

constexpr std::size_t kMostOfOne = 16;  // media of one description

}  // namespace

std::span<const IpAddress> standard_sap_groups() {
  static const std::array kGroups = {*parse_address("ff02::2:7ffe"),    *parse_address("ff04::2:7ffe"),
                                     *parse_address("ff05::2:7ffe"),    *parse_address("ff08::2:7ffe"),
                                     *parse_address("ff0e::2:7ffe"),    *parse_address("224.2.127.254"),
                                     *parse_address("239.255.255.255"), *parse_address("239.195.255.255")};
  return kGroups;
}

std::vector<Target> announced_targets(std::string_view text, std::uint32_t interface,
                                      const std::string& interface_name) {
  std::vector<Target> targets;
  const auto parsed = sdp::parse(text);
  if (!parsed) return targets;
  for (const sdp::Media& media : parsed->session.media) {
    const sdp::Connection* connection = sdp::connection_of(parsed->session, media);
    if (!connection || !connection->host.ip || !connection->host.ip->is_multicast()) continue;
    if (!sdp::is_rtp(media) || media.port == 0 || media.port == 65'535 || targets.size() == kMostOfOne) continue;
    Target target;
    target.group = {*connection->host.ip, interface};
    target.interface = interface_name;
    target.port = media.port;
    target.number = service_carried_by(target.group.address);
    const auto sources = sdp::included_sources(parsed->session, media, target.group.address);
    if (!sources.empty()) target.source = sources.front();
    targets.push_back(std::move(target));
  }
  return targets;
}

}  // namespace joincast::libreceiver
