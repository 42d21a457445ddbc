// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/guide_merger.h"

#include <algorithm>
#include <array>

#include "base/source_specific.h"
#include "libreceiver/announced.h"
#include "payload/binding.h"
#include "sdp/attributes.h"
#include "sdp/parse.h"
#include "sdp/rtp.h"
#include "sdp/text.h"

namespace joincast::libreceiver {
namespace {

constexpr auto kNone = static_cast<std::size_t>(-1);

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

bool same_place(const GuidePlace& a, const GuidePlace& b) {
  return a.group == b.group && a.port == b.port &&
         (a.interface == b.interface || a.interface.empty() || b.interface.empty());
}

bool share_a_place(const std::vector<GuidePlace>& ones, const std::vector<GuidePlace>& others) {
  return std::ranges::any_of(ones, [&others](const GuidePlace& one) {
    return std::ranges::any_of(others, [&one](const GuidePlace& other) { return same_place(one, other); });
  });
}

bool is_of_open_directory(const guide::Entry& entry) {
  const auto directory = entry.number.directory();
  return directory && *directory != 0 && *directory != guide::kPageDirectory;
}

void fill(std::string& empty, const std::string& from) {
  if (empty.empty()) empty = from;
}

void fill(guide::Entry& entry, const guide::Entry& from) {
  fill(entry.genre, from.genre);
  fill(entry.country, from.country);
  fill(entry.language, from.language);
  fill(entry.codec, from.codec);
  fill(entry.link, from.link);
  fill(entry.icon, from.icon);
  fill(entry.stable_id, from.stable_id);
  fill(entry.title, from.title);
  if (!entry.group_v4) entry.group_v4 = from.group_v4;
  if (entry.kbps == 0) entry.kbps = from.kbps;
  if (entry.directory == 0) entry.directory = from.directory;
  entry.members = std::max(entry.members, from.members);
  entry.on_air = entry.on_air || from.on_air;
  entry.favourite = entry.favourite || from.favourite;
  entry.encrypted = entry.encrypted || from.encrypted;
}

void add_place(GuideItem& item, const GuidePlace& place) {
  if (std::ranges::none_of(item.places, [&](const GuidePlace& one) { return same_place(one, place); }))
    item.places.push_back(place);
}

void add_teller(GuideItem& item, const GuideProvenance& by) {
  const auto same = [&by](const GuideProvenance& one) {
    return one.way == by.way && one.from == by.from && one.interface == by.interface;
  };
  if (std::ranges::none_of(item.told_by, same)) item.told_by.push_back(by);
}

/// Codec and kind of a session, from its media.
void describe_media(const sdp::Session& session, guide::Entry& entry) {
  for (const sdp::Media& media : session.media) {
    if (media.type == "video") entry.kind = guide::Kind::television;
    for (const std::uint8_t type : sdp::payload_types(media)) {
      const auto binding = payload::bind(media, type);
      const auto map = sdp::rtpmap(media, type);
      if (!entry.codec.empty() && media.type != "audio") continue;
      if (binding && binding->format.codec != payload::Codec::unknown)
        entry.codec = binding->format.codec == payload::Codec::mpa ? "mp3" : to_string(binding->format.codec);
      else if (map)
        entry.codec = map->encoding;
      if (entry.codec == "mp2t") entry.kind = guide::Kind::television;
      break;
    }
  }
}

guide::Entry entry_of(const sdp::Session& session) {
  guide::Entry entry;
  if (session.name != "-") entry.name = sdp::readable(session, session.name);
  entry.genre = sdp::category(session);
  entry.link = session.uri;
  describe_media(session, entry);
  guide::clean_entry(entry);
  return entry;
}

}  // namespace

std::optional<GuidePlace> place_of(const guide::Entry& entry, const GuideSource& source) {
  if (!source.group) return std::nullopt;
  const IpAddress& guide = *source.group;
  GuidePlace place{guide, source.interface, std::nullopt, kRtpPort};
  if (entry.source_specific) {
    if (!source.sender || source.sender->family() != guide.family()) return std::nullopt;
    place.source = source.sender;
    if (guide.is_v6()) {
      place.group = source_specific_group(entry.number, static_cast<Scope>(guide.octets()[1] & 0x0f));
      return place;
    }
    const auto group = source_specific_group_v4(entry.number);
    if (!group) return std::nullopt;
    place.group = *group;
  } else if (guide.is_v6()) {
    std::array<std::uint8_t, 16> octets{};
    std::ranges::copy(guide.octets(), octets.begin());
    for (std::size_t i = 0; i < 4; ++i)
      octets[12 + i] = static_cast<std::uint8_t>(entry.number.group_id() >> (24 - 8 * i));
    place.group = IpAddress::v6(octets);
  } else if (entry.group_v4) {
    place.group = *entry.group_v4;
  } else {  // the guide itself is the first of directory 0
    if (entry.number.directory() != std::uint8_t{0} || entry.number.station() > 0xfdff) return std::nullopt;
    place.group = IpAddress::v4(guide.v4_value() + entry.number.station());
  }
  return collides_with_local_control(place.group) ? std::nullopt : std::optional(place);
}

GuideItem* GuideMerger::find(const guide::Entry& entry, const std::vector<GuidePlace>& places) {
  const auto known = by_number_.find(entry.number);
  if (known == by_number_.end()) return nullptr;
  for (std::size_t index = known->second; index != kNone; index = next_[index]) {
    GuideItem& item = items_[index];
    const guide::Entry& there = item.entry;
    if (!there.stable_id.empty() && !entry.stable_id.empty() && there.stable_id != entry.stable_id) continue;
    if (is_of_open_directory(entry) || share_a_place(item.places, places) || lower(there.name) == lower(entry.name))
      return &item;
  }
  return nullptr;
}

GuideItem& GuideMerger::make(GuideItem item) {
  if (item.numbered) {
    const auto [known, fresh] = by_number_.try_emplace(item.entry.number, items_.size());
    std::size_t last = known->second;
    while (!fresh && next_[last] != kNone) last = next_[last];
    if (!fresh) next_[last] = items_.size();
  }
  next_.push_back(kNone);
  return items_.emplace_back(std::move(item));
}

void GuideMerger::reserve(std::size_t entries) {
  items_.reserve(entries);
  next_.reserve(entries);
  by_number_.reserve(entries);
}

void GuideMerger::index_group(const IpAddress& group, std::size_t item) {
  auto& of_group = by_group_[group];
  if (std::ranges::find(of_group, item) == of_group.end()) of_group.push_back(item);
}

void GuideMerger::index_groups() {
  for (; grouped_ < items_.size(); ++grouped_)
    for (const GuidePlace& place : items_[grouped_].places) index_group(place.group, grouped_);
}

void GuideMerger::add(guide::Entry entry, const std::vector<GuideSource>& there, const GuideProvenance& by) {
  if (guide::is_guide_service(entry.number)) return;
  if (by.remembered) {
    entry.on_air = false;
    entry.members = 0;
    entry.title.clear();
  }
  std::vector<GuidePlace> places;
  for (const GuideSource& source : there)
    if (const auto place = place_of(entry, source)) places.push_back(*place);
  GuideItem* item = find(entry, places);
  if (item)
    fill(item->entry, entry);
  else
    item = &make({std::move(entry), true, {}, {}, {}});
  for (const GuidePlace& place : places) {
    add_place(*item, place);
    if (const auto index = static_cast<std::size_t>(item - items_.data()); index < grouped_)
      index_group(place.group, index);
  }
  add_teller(*item, by);
}

void GuideMerger::add_session(const std::string& description, const GuideProvenance& by) {
  const auto parsed = sdp::parse(description);
  const auto targets = announced_targets(description, 0, by.interface);
  if (!parsed || targets.empty()) return;
  index_groups();
  std::vector<GuidePlace> places;
  for (const Target& target : targets)
    places.push_back({target.group.address, target.interface, target.source, target.port});
  guide::Entry entry = entry_of(parsed->session);
  entry.on_air = !by.remembered;
  for (const GuidePlace& place : places)
    if (const auto there = by_group_.find(place.group); there != by_group_.end())
      for (const std::size_t index : there->second)
        if (share_a_place(items_[index].places, {place})) {
          items_[index].entry.on_air |= entry.on_air;
          fill(items_[index].entry.codec, entry.codec);
          return add_teller(items_[index], by);
        }
  if (entry.name.empty()) entry.name = to_string(places.front().group);
  const auto number = targets.front().number;
  if (number) entry.number = *number;
  make({std::move(entry), number.has_value(), description, std::move(places), {by}});
}

std::vector<GuideItem> GuideMerger::take() {
  std::vector<std::pair<std::string, std::size_t>> order;
  order.reserve(items_.size());
  for (std::size_t i = 0; i < items_.size(); ++i) order.emplace_back(lower(items_[i].entry.name), i);
  std::ranges::sort(order);
  std::vector<GuideItem> sorted;
  sorted.reserve(items_.size());
  for (const auto& [name, index] : order) {
    auto& places = items_[index].places;
    std::stable_partition(places.begin(), places.end(), [](const GuidePlace& one) { return one.group.is_v6(); });
    sorted.push_back(std::move(items_[index]));
  }
  return sorted;
}

}  // namespace joincast::libreceiver
