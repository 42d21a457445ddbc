// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/guide_list.h"

#include <algorithm>
#include <utility>

#include "libreceiver/guide_merger.h"
#include "sap/packet.h"

namespace joincast::libreceiver {
namespace {

constexpr std::size_t kMostPlaces = 16;  // groups of one headend's guide

/// What tells a session from all others; empty: its description has no `o=` line.
std::string key_of(const std::string& interface, const IpAddress& announcer, std::string_view description) {
  const sap::SessionKey key = sap::session_key(as_bytes(description));
  if (key.before.empty()) return {};
  return interface + ' ' + to_string(announcer) + ' ' + std::string(key.before) + ' ' + std::string(key.after);
}

/// What a source of pages tells of each service: its lists, with what the page of what is on air says.
std::map<ServiceNumber, guide::Entry> services_of(const std::map<std::uint32_t, guide::Page>& pages) {
  std::map<ServiceNumber, guide::Entry> services;
  for (auto page = pages.rbegin(); page != pages.rend(); ++page)  // lists first, favourites behind them
    for (const guide::Entry& entry : page->second.entries) services.emplace(entry.number, entry);
  const auto on_air = pages.find(guide::kOnAirPage);
  if (on_air == pages.end()) return services;
  for (auto& [number, entry] : services) entry.on_air = false;
  for (const guide::Entry& now : on_air->second.entries) {
    guide::Entry& entry = services.at(now.number);
    entry.on_air = true;
    entry.title = now.title;
    entry.members = now.members;
    if (!now.codec.empty()) entry.codec = now.codec;
    entry.kind = now.kind;
  }
  return services;
}

}  // namespace

std::string_view to_string(GuideWay way) noexcept {
  switch (way) {
    case GuideWay::multicast: return "multicast";
    case GuideWay::http: return "http";
    case GuideWay::announced: return "announced";
  }
  return "";
}

bool GuideItem::remembered() const noexcept {
  return std::ranges::all_of(told_by, [](const GuideProvenance& one) { return one.remembered; });
}

std::string GuideItem::reference() const {
  ServiceReference reference;
  if (places.empty()) {
    reference.number = entry.number;
  } else {
    const GuidePlace& place = places.front();
    reference.group = place.group;
    reference.interface = place.interface;
    reference.source = place.source;
    reference.port = place.port;
  }
  return to_string(reference);
}

std::size_t GuideList::Told::size() const noexcept {
  std::size_t count = entries.size() + incoming.size();
  for (const auto& [number, page] : pages) count += page.entries.size();
  return count;
}

std::size_t GuideList::entries() const noexcept {
  std::size_t count = 0;
  for (const auto* sources : {&sources_, &remembered_})
    for (const auto& [source, told] : *sources) count += told.size();
  return count;
}

GuideList::Told* GuideList::room_for(Sources& sources, const GuideSource& source) {
  if (const auto known = sources.find(source); known != sources.end()) return &known->second;
  return sources.size() < kMostSources ? &sources[source] : nullptr;
}

bool GuideList::set_page(const GuideSource& source, guide::Page page, WallTime heard) {
  Told* const told = room_for(sources_, source);
  if (!told) return false;
  const auto known = told->pages.find(page.number);
  const std::size_t before = known == told->pages.end() ? 0 : known->second.entries.size();
  if (entries() - before + page.entries.size() > kMostEntries) return false;
  told->heard = heard;
  if (!page.headend.empty()) told->headend = page.headend;
  if (page.number == guide::kIndexPage)  // pages that are listed no longer
    std::erase_if(told->pages, [&page](const auto& one) {
      return one.first >= guide::kFirstOwnPage &&
             std::ranges::none_of(page.pages, [&](const guide::PageLink& link) { return link.page == one.first; });
    });
  const std::uint32_t number = page.number;
  told->pages.insert_or_assign(number, std::move(page));
  stale_ = true;
  return true;
}

bool GuideList::add_answer(const GuideSource& source, guide::Page answer, bool first, WallTime heard) {
  Told* const told = room_for(sources_, source);
  if (!told) return false;
  if (first) told->incoming = answer.since ? told->entries : std::map<ServiceNumber, guide::Entry>();
  if (entries() + answer.entries.size() > kMostEntries) return false;
  for (const ServiceNumber number : answer.removed) told->incoming.erase(number);
  for (guide::Entry& entry : answer.entries) told->incoming.insert_or_assign(entry.number, std::move(entry));
  told->heard = heard;
  if (!answer.headend.empty()) told->headend = answer.headend;
  if (answer.next) return true;
  told->entries = std::exchange(told->incoming, {});
  told->revision = answer.revision;
  stale_ = true;
  return true;
}

void GuideList::add_place(const GuideSource& http, const GuideSource& there) {
  Told* const told = there == http ? nullptr : room_for(sources_, http);
  if (!told || told->also.size() >= kMostPlaces || std::ranges::find(told->also, there) != told->also.end()) return;
  told->also.push_back(there);
  stale_ = true;
}

std::optional<std::uint64_t> GuideList::revision_of(const GuideSource& source) const {
  const auto known = sources_.find(source);
  return known == sources_.end() ? std::nullopt : known->second.revision;
}

void GuideList::complete(const GuideSource& source) {
  if (remembered_.erase(source) != 0) stale_ = true;
}

void GuideList::announce(const std::string& interface, const IpAddress& announcer, std::string description,
                         WallTime heard) {
  const std::string key = key_of(interface, announcer, description);
  if (key.empty() || (sessions_.size() >= kMostAnnouncements && !sessions_.contains(key))) return;
  sessions_.insert_or_assign(key, Session{std::move(description), heard, false});
  stale_ = true;
}

void GuideList::remember_session(const std::string& interface, const IpAddress& announcer, std::string description,
                                 WallTime heard) {
  const std::string key = key_of(interface, announcer, description);
  if (key.empty() || sessions_.size() >= kMostAnnouncements) return;
  sessions_.try_emplace(key, Session{std::move(description), heard, true});
}

void GuideList::withdraw(const std::string& interface, const IpAddress& announcer, std::string_view description) {
  if (sessions_.erase(key_of(interface, announcer, description)) != 0) stale_ = true;
}

const std::vector<GuideItem>& GuideList::items() const {
  if (!std::exchange(stale_, false)) return items_;
  GuideMerger merger;
  merger.reserve(entries());
  for (const bool remembered : {false, true})
    for (const auto& [source, told] : remembered ? remembered_ : sources_) {
      const GuideProvenance by{source.way, source.from, told.headend, source.interface, remembered};
      for (const auto& [number, entry] : services_of(told.pages)) merger.add(entry, {source}, by);
      std::vector<GuideSource> places = {source};
      places.insert(places.end(), told.also.begin(), told.also.end());
      for (const auto& [number, entry] : told.entries) merger.add(entry, places, by);
    }
  for (const bool remembered : {false, true})
    for (const auto& [key, session] : sessions_) {
      if (session.remembered != remembered) continue;
      const std::size_t interface_end = key.find(' ');
      const std::size_t announcer_end = key.find(' ', interface_end + 1);
      merger.add_session(session.description, {GuideWay::announced,
                                               key.substr(interface_end + 1, announcer_end - interface_end - 1),
                                               {},
                                               key.substr(0, interface_end),
                                               remembered});
    }
  items_ = merger.take();
  return items_;
}

}  // namespace joincast::libreceiver
