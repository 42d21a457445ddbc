// SPDX-License-Identifier: LGPL-2.1-or-later
#include "membership/group_entry.h"

#include <algorithm>

namespace joincast::membership {
namespace {

bool contains(const std::vector<IpAddress>& list, const IpAddress& address) noexcept {
  return std::find(list.begin(), list.end(), address) != list.end();
}

template <typename Sources>
auto find(Sources& sources, const IpAddress& address) noexcept {
  return std::find_if(sources.begin(), sources.end(), [&](const auto& source) { return source.address == address; });
}

}  // namespace

void HostEntry::apply(RecordType type, const std::vector<IpAddress>& listed, TimePoint now, std::size_t max_sources) {
  const auto add = [&](const IpAddress& address) {
    if (const auto known = find(sources, address); known != sources.end())
      known->heard = now;
    else if (sources.size() < max_sources)
      sources.push_back({address, now});
  };
  const auto remove = [&](const IpAddress& address) {
    std::erase_if(sources, [&](const Source& source) { return source.address == address; });
  };
  heard = now;
  switch (type) {
    case RecordType::is_exclude:
    case RecordType::to_exclude:
      exclude = true;
      sources.clear();
      std::for_each(listed.begin(), listed.end(), add);
      break;
    case RecordType::is_include:
    case RecordType::to_include:  // a long list comes in several records (RFC 3810 section 5.2.15): added up
      if (exclude || listed.empty()) sources.clear();
      exclude = false;
      std::for_each(listed.begin(), listed.end(), add);
      break;
    case RecordType::allow:
    case RecordType::block:  // in EXCLUDE mode the list is of the others
      if (exclude == (type == RecordType::block))
        std::for_each(listed.begin(), listed.end(), add);
      else
        std::for_each(listed.begin(), listed.end(), remove);
      break;
  }
}

void GroupEntry::stop_asking() noexcept {
  asks_left = 0;
  next_ask = kNever;
  for (Filter::Source& source : filter.sources()) source.asks_left = 0;
}

void HostEntry::forget_before(TimePoint earliest) {
  if (!exclude) std::erase_if(sources, [&](const Source& source) { return source.heard <= earliest; });
}

std::vector<IpAddress> HostEntry::addresses() const {
  std::vector<IpAddress> list;
  for (const Source& source : sources) list.push_back(source.address);
  return list;
}

void GroupEntry::rebuild(TimePoint earliest, Duration listening_interval, std::size_t max_sources) {
  bool exclude = false;
  TimePoint timer = Filter::kStopped;
  std::vector<Filter::Source> wanted;
  std::vector<IpAddress> unwanted;
  for (const auto& [address, host] : hosts) {
    if (host.exclude) {
      const std::vector<IpAddress> list = host.addresses();
      if (!exclude) unwanted = list;
      std::erase_if(unwanted, [&](const IpAddress& source) { return !contains(list, source); });
      exclude = true;
      timer = std::max(timer, std::max(host.heard, earliest) + listening_interval);
      continue;
    }
    for (const auto& source : host.sources) {
      const auto known = find(wanted, source.address);
      const TimePoint until = std::max(source.heard, earliest) + listening_interval;
      if (known == wanted.end() && wanted.size() < max_sources)
        wanted.push_back({.address = source.address, .until = until});
      else if (known != wanted.end())
        known->until = std::max(known->until, until);
    }
  }
  for (const IpAddress& source : unwanted)
    if (find(wanted, source) == wanted.end() && wanted.size() < max_sources) wanted.push_back({.address = source});
  filter.assign(exclude, timer, std::move(wanted));
}

}  // namespace joincast::membership
