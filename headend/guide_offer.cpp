// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/guide_offer.h"

#include <algorithm>

namespace joincast::headend {
namespace {

constexpr const char* kGuidePath = "/guide.json";

/// Whether other machines on the link reach a server that listens there.
bool reached_from(const Link& link, const IpAddress& listens) {
  if (listens.is_loopback()) return false;
  if (!listens.is_unspecified()) return std::ranges::find(link.own_addresses, listens) != link.own_addresses.end();
  return std::ranges::any_of(link.own_addresses,
                             [&](const IpAddress& own) { return listens.is_v6() || own.family() == listens.family(); });
}

discovery::Record record_of(const Config& config, const Link& link, std::uint64_t revision) {
  discovery::Record record;
  record.revision = revision;
  for (const LinkPrefix& served : link.prefixes) {
    if (record.prefixes.size() == discovery::Record::kMostPrefixes) break;
    record.prefixes.push_back(served.prefix);
    if (!record.group_v6) record.group_v6 = service_group(kGuideService, served.prefix, config.scope);
  }
  if (link.source_v4) record.group_v4 = service_group_v4(kGuideService, config.pool);
  return record;
}

}  // namespace

discovery::Offer guide_offer(const Config& config, const std::vector<Link>& links, const GuideFacts& facts) {
  const GuideConfig& guide = config.guide;
  discovery::Offer offer{facts.name, 0, facts.radio, facts.television, {}};
  if (!guide.enabled || !guide.dns_sd.value_or(true)) return offer;
  const auto reached = [&](const Link& link) { return facts.http_port != 0 && reached_from(link, guide.address); };
  if (std::ranges::any_of(links, reached)) offer.port = facts.http_port;
  for (const Link& link : links) {
    if (!guide.dns_sd && !reached(link)) continue;
    discovery::Record record = record_of(config, link, facts.revision);
    if (reached(link)) {
      record.path = kGuidePath;
      if (!guide.address.is_unspecified() || guide.address.is_v4()) record.http_family = guide.address.family();
    }
    offer.places.push_back({link.interface, std::move(record)});
  }
  return offer;
}

}  // namespace joincast::headend
