// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/guide_sender.h"

#include <algorithm>

#include "guide/parts.h"
#include "sap/packet.h"

namespace joincast::headend {
namespace {

constexpr std::uint8_t kSapHopLimit = 255;
constexpr std::uint32_t kFirstOfPool = 0xff00;
constexpr std::uint32_t kMostOfPool = 256;

}  // namespace

std::optional<IpAddress> guide_page_group_v4(std::uint32_t page, const Prefix& pool) {
  if (page < guide::kFirstOwnPage || page - guide::kFirstOwnPage >= kMostOfPool || pool.length > 16)
    return std::nullopt;
  const auto group = IpAddress::v4(pool.address.v4_value() + kFirstOfPool + page - guide::kFirstOwnPage);
  return collides_with_local_control(group) ? std::nullopt : std::optional(group);
}

std::optional<std::uint32_t> page_of_group_v4(const IpAddress& group, const Prefix& pool) {
  const std::uint32_t offset = group.v4_value() - pool.address.v4_value();
  if (!group.is_v4() || offset < kFirstOfPool || offset - kFirstOfPool >= kMostOfPool) return std::nullopt;
  const std::uint32_t page = offset - kFirstOfPool + guide::kFirstOwnPage;
  return guide_page_group_v4(page, pool) == group ? std::optional(page) : std::nullopt;
}

void GuideSender::set_pages(const GuidePages& pages) {
  for (const auto& [number, parts] : pages_)
    if (!pages.contains(number)) carousel_.remove_page(number);
  for (const auto& [number, parts] : pages) {
    const auto known = pages_.find(number);
    if (known == pages_.end() || known->second != parts) carousel_.set_page(number, parts);
  }
  pages_ = pages;
}

void GuideSender::count(ServiceNumber service, TimePoint now) {
  const auto same = [service](const Destination& destination) { return destination.service == service; };
  carousel_.set_destinations(service, static_cast<std::size_t>(std::ranges::count_if(destinations_, same)), now);
}

void GuideSender::join(ServiceNumber service, const Group& group, const IpAddress& source, TimePoint now) {
  const auto same = [&group](const Destination& destination) { return destination.group == group; };
  const auto known = std::ranges::find_if(destinations_, same);
  if (known == destinations_.end())
    destinations_.push_back({service, group, source});
  else
    known->source = source;
  count(service, now);
  carousel_.newcomer(service, now);
}

std::optional<ServiceNumber> GuideSender::leave(const Group& group, TimePoint now) {
  const auto same = [&group](const Destination& destination) { return destination.group == group; };
  const auto known = std::ranges::find_if(destinations_, same);
  if (known == destinations_.end()) return std::nullopt;
  const ServiceNumber service = known->service;
  destinations_.erase(known);
  count(service, now);
  return service;
}

void GuideSender::leave_interface(std::uint32_t interface, TimePoint now) {
  update_sources(
      [interface, this](const Group& group) -> std::optional<IpAddress> {
        if (group.interface == interface) return std::nullopt;
        const auto same = [&group](const Destination& destination) { return destination.group == group; };
        return std::ranges::find_if(destinations_, same)->source;
      },
      now);
}

void GuideSender::update_sources(const SourceOf& source_of, TimePoint now) {
  std::vector<Group> gone;
  for (Destination& destination : destinations_) {
    if (const auto source = source_of(destination.group))
      destination.source = *source;
    else
      gone.push_back(destination.group);
  }
  for (const Group& group : gone) leave(group, now);
}

void GuideSender::handle_deadline(TimePoint now, Outbox& outbox) {
  while (const auto turn = carousel_.poll_output(now)) {
    const Bytes& part = (*turn->parts)[turn->part];
    for (const Destination& destination : destinations_)
      if (destination.service == turn->service)
        outbox.send(outbox.store(guide::part_packet(part, destination.source)), destination.group, sap::kPort,
                    kSapHopLimit);
  }
}

}  // namespace joincast::headend
