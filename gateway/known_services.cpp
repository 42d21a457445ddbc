// SPDX-License-Identifier: LGPL-2.1-or-later
#include "gateway/known_services.h"

#include <algorithm>
#include <utility>

namespace joincast::gateway {
namespace {

/// Text for an attribute of `#EXTINF`, which has no escapes.
std::string attribute(std::string_view text) {
  std::string out(text);
  std::replace(out.begin(), out.end(), '"', '\'');
  return out;
}

void append_item(std::string& text, const guide::Entry& entry, std::string_view base) {
  const std::string number = to_string(entry.number);
  const std::string name = entry.name.empty() ? number : entry.name;
  text += "#EXTINF:-1 tvg-id=\"" + number + "\" tvg-name=\"" + attribute(name) + '"';
  if (!entry.icon.empty()) text += " tvg-logo=\"" + attribute(entry.icon) + '"';
  const std::string genre = entry.genre.substr(0, entry.genre.find_first_of(",;"));
  if (!genre.empty()) text += " group-title=\"" + attribute(genre) + '"';
  if (entry.kind == guide::Kind::radio) text += " radio=\"true\"";
  text += ',' + name + '\n' + std::string(base) + '/' + number + '\n';
}

bool has_sound(const guide::Entry& entry) { return !guide::is_guide_service(entry.number) && !entry.encrypted; }

}  // namespace

void KnownServices::name(ServiceNumber number, std::string name) {
  guide::Entry entry;
  entry.number = number;
  entry.name = std::move(name);
  guide::clean_entry(entry);
  named_[number] = std::move(entry);
}

void KnownServices::set_guide(const std::vector<libreceiver::GuideItem>& items, std::string_view base) {
  guide_.clear();
  read_ = true;
  for (const libreceiver::GuideItem& item : items) {
    if (!item.numbered || guide_.size() >= kMost) continue;
    guide::Entry& kept = guide_[item.entry.number] = item.entry;
    if (kept.icon.starts_with('/')) kept.icon.insert(0, base);
  }
}

const guide::Entry* KnownServices::find(ServiceNumber number) const {
  if (const auto found = guide_.find(number); found != guide_.end()) return &found->second;
  const auto named = named_.find(number);
  return named == named_.end() ? nullptr : &named->second;
}

std::size_t KnownServices::size() const noexcept {
  return guide_.size() + static_cast<std::size_t>(std::count_if(named_.begin(), named_.end(), [this](const auto& one) {
           return !guide_.contains(one.first);
         }));
}

std::string KnownServices::playlist(std::string_view base) const {
  std::string text = "#EXTM3U\n";
  for (const auto& [number, entry] : named_)
    if (!guide_.contains(number)) append_item(text, entry, base);
  for (const auto& [number, entry] : guide_)
    if (has_sound(entry)) append_item(text, entry, base);
  return text;
}

}  // namespace joincast::gateway
