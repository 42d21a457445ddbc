// SPDX-License-Identifier: LGPL-2.1-or-later
// Services that the configuration does not name: a join asks the catalogue, which answers later.
#include <algorithm>

#include "headend/core.h"

namespace joincast::headend {
namespace {

constexpr std::size_t kMostQuestions = 256;  // on their way at once
constexpr std::size_t kMostUnknown = 1'024;
constexpr Duration kUnknownFor = std::chrono::seconds(10);

}  // namespace

/// Whether somebody asks for a number that the catalogue is, or now will be, asked about.
bool Core::asks_catalogue(std::uint32_t interface, const IpAddress& group) {
  if (!config_.directories.enabled()) return false;
  const auto number = directory_number(interface, group);
  if (!number) return false;
  if (asked_.contains(*number)) return true;
  const auto unknown = unknown_until_.find(*number);
  if (unknown != unknown_until_.end() && unknown->second > heard_) return false;
  if (asked_.size() >= kMostQuestions) return false;
  asked_[*number];
  outputs_.push_back(LookUp{*number});
  return true;
}

std::optional<ServiceNumber> Core::directory_number(std::uint32_t interface, const IpAddress& group) const {
  for (const auto& served : links_) {
    if (served->link.interface != interface) continue;
    const auto meant = served_here(served->link, group);
    if (!meant || meant->source_specific || services_.contains(meant->service)) return std::nullopt;
    if (!is_directory_number(meant->service)) return std::nullopt;
    return meant->service;
  }
  return std::nullopt;
}

/// A join that came before the answer to its question.
void Core::remember_join(const Group& group, const IpAddress& host, TimePoint heard) {
  const auto number = directory_number(group.interface, group.address);
  const auto asked = number ? asked_.find(*number) : asked_.end();
  if (asked == asked_.end()) return;
  auto& waiting = asked->second;
  std::erase_if(waiting, [&group](const Demand& demand) { return demand.group == group; });
  waiting.push_back({group, IpAddress(), host, heard});
}

void Core::forget_join(const Group& group) {
  for (auto& [number, waiting] : asked_)
    std::erase_if(waiting, [&group](const Demand& demand) { return demand.group == group; });
}

void Core::handle_answer(ServiceNumber number, std::optional<ServiceConfig> service, Now now) {
  const auto asked = asked_.find(number);
  if (asked == asked_.end()) return;
  const std::vector<Demand> waiting = std::move(asked->second);
  asked_.erase(asked);
  if (!service || !config_.directories.enabled()) return refuse_unknown(number, now);
  if (waiting.empty() || services_.contains(number)) return;  // left meanwhile, or configured meanwhile
  service->number = number;
  service->from_directory = true;
  services_[number].config = std::move(*service);
  for (const Demand& demand : waiting) handle_join(demand.group, demand.host, 1, demand.heard, now);
}

/// Its groups are let go, and counted as refused by that.
void Core::refuse_unknown(ServiceNumber number, Now now) {
  if (unknown_until_.size() >= kMostUnknown) unknown_until_.clear();
  unknown_until_[number] = now.mono + kUnknownFor;
  heard_ = now.mono;
  for (const auto& served : links_) {
    for (membership::Router* router : {served->v6.get(), served->v4.get()}) {
      router->forget_unwanted();
      drain(*served, *router, now.mono, now);
    }
  }
}

/// Services that a directory named are kept only while somebody has to do with them.
void Core::drop_idle_listed() {
  for (auto it = services_.begin(); it != services_.end();) {
    const Service& service = it->second;
    const bool idle = service.config.from_directory && service.slot == kNoSlot && service.demands.empty() &&
                      service.mode == Choice::automatic && !service.deferred;
    it = idle ? services_.erase(it) : std::next(it);
  }
  listed_may_be_idle_ = false;
}

}  // namespace joincast::headend
