// SPDX-License-Identifier: LGPL-2.1-or-later
#include "discovery/headend_table.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "discovery/offer.h"

namespace joincast::discovery {
namespace {

constexpr std::size_t kMostHost = 255;

bool fit_name(std::string_view name) noexcept {
  const auto control = [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; };
  // U+0080 to U+009F are controls too: 0xc2 and an octet below 0xa0.
  const auto c1 = [](char a, char b) { return a == '\xc2' && static_cast<unsigned char>(b) < 0xa0; };
  return !name.empty() && name.size() <= Offer::kMostName && valid_utf8(name) && std::ranges::none_of(name, control) &&
         std::ranges::adjacent_find(name, c1) == name.end();
}

bool fit_host(std::string_view host) noexcept {
  return !host.empty() && host.size() <= kMostHost &&
         std::ranges::all_of(host, [](char c) { return c > ' ' && c < 0x7f; });
}

bool fit_address(const IpAddress& address) noexcept {
  return !address.is_multicast() && !address.is_unspecified() && !address.is_loopback();
}

}  // namespace

std::string guide_url(const Headend& headend) {
  if (headend.port == 0 || headend.record.path.empty()) return {};
  for (const IpAddress& address : headend.addresses)
    if (address.is_v4() || !address.is_link_local())
      return "http://" + to_string(Endpoint{address, headend.port}) + headend.record.path;
  return {};
}

void HeadendTable::handle_seen(const Sighting& sighting) {
  if (!seen_.contains(sighting.key) && seen_.size() >= kMostSightings) {
    ++refused_;
    return;
  }
  auto headend = checked(sighting);
  if (!headend) ++refused_;
  replace(sighting.key, std::move(headend));
}

void HeadendTable::handle_gone(const SightingKey& key) { replace(key, std::nullopt); }

void HeadendTable::clear() {
  while (!seen_.empty()) handle_gone(SightingKey(seen_.begin()->first));
}

std::vector<Headend> HeadendTable::headends() const {
  std::vector<Headend> headends;
  for (const auto& [key, one] : seen_)
    if (headends.empty() || headends.back().name != key.name || headends.back().interface != key.interface)
      headends.push_back(*merged(key.name, key.interface));
  return headends;
}

std::optional<Headend> HeadendTable::checked(const Sighting& sighting) const {
  if (sighting.key.interface == 0 || !fit_name(sighting.key.name) || !fit_host(sighting.host)) return std::nullopt;
  auto record = parse_txt(sighting.txt);
  if (!record) return std::nullopt;
  Headend headend{sighting.key.name, sighting.key.interface, sighting.host, sighting.port, {}, std::move(*record)};
  const IpAddress& address = sighting.address;
  const bool served = sighting.port != 0 && headend.record.http_family.value_or(address.family()) == address.family();
  if (served && fit_address(address) && on_link_(sighting.key.interface, address)) headend.addresses.push_back(address);
  return headend;
}

/// What IPv6 and IPv4 say of it; they may differ for the moment in which one has heard a change.
std::optional<Headend> HeadendTable::merged(const std::string& name, std::uint32_t interface) const {
  std::optional<Headend> whole;
  for (const Family family : {Family::ipv6, Family::ipv4}) {
    const auto one = seen_.find({name, interface, family});
    if (one == seen_.end()) continue;
    const auto take = [&](Headend& headend) {
      for (const IpAddress& address : one->second.addresses)
        if (std::ranges::find(headend.addresses, address.family(), &IpAddress::family) == headend.addresses.end())
          headend.addresses.push_back(address);
    };
    if (!whole) {
      whole = one->second;
    } else {
      take(*whole);
      if (one->second.record.revision > whole->record.revision) whole->record = one->second.record;
    }
  }
  if (whole) std::ranges::sort(whole->addresses, std::greater<>(), &IpAddress::family);
  return whole;
}

void HeadendTable::replace(const SightingKey& key, std::optional<Headend> headend) {
  const auto before = merged(key.name, key.interface);
  if (headend)
    seen_.insert_or_assign(key, std::move(*headend));
  else
    seen_.erase(key);
  auto now = merged(key.name, key.interface);
  if (before == now) return;
  using Kind = HeadendEvent::Kind;
  const Kind kind = !before ? Kind::appeared : now ? Kind::changed : Kind::gone;
  events_.push_back({kind, now ? std::move(*now) : *before});
}

}  // namespace joincast::discovery
