// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/icon_cache.h"

#include <algorithm>

namespace joincast::headend {

std::string_view image_type(ByteView octets) noexcept {
  using namespace std::string_view_literals;
  const std::string_view begin = as_text(octets);
  if (begin.starts_with("\x89PNG\r\n\x1a\n"sv)) return "image/png";
  if (begin.starts_with("\xff\xd8\xff"sv)) return "image/jpeg";
  if (begin.starts_with("GIF87a"sv) || begin.starts_with("GIF89a"sv)) return "image/gif";
  if (begin.starts_with("RIFF"sv) && begin.substr(std::min<std::size_t>(8, begin.size())).starts_with("WEBP"sv))
    return "image/webp";
  if (begin.starts_with("\0\0\x01\0"sv)) return "image/x-icon";
  return {};
}

IconCache::Answer IconCache::ask(const std::string& url, TimePoint now) {
  auto known = by_url_.find(url);
  if (known == by_url_.end()) {
    if (pending_ >= limits_.at_once) return {std::nullopt, false, true};
    order_.push_front({url, std::nullopt, false, now});
    known = by_url_.emplace(url, order_.begin()).first;
  }
  order_.splice(order_.begin(), order_, known->second);
  Kept& kept = *known->second;
  if (!kept.pending && kept.again <= now && pending_ < limits_.at_once) {
    kept.pending = true;
    ++pending_;
    make_room();
    return {kept.icon, true, true};
  }
  return {kept.icon, false, kept.pending};
}

void IconCache::finish(const std::string& url, std::string octets, TimePoint now) {
  const auto known = by_url_.find(url);
  if (known == by_url_.end() || !known->second->pending) return;
  Kept& kept = *known->second;
  kept.pending = false;
  --pending_;
  const std::string_view type = octets.size() <= limits_.icon_octets ? image_type(as_bytes(octets)) : "";
  kept.again = now + (type.empty() ? limits_.retry : limits_.fresh);
  if (type.empty()) return;  // an old image is better than none
  if (kept.icon) octets_ -= kept.icon->octets->size();
  octets_ += octets.size();
  kept.icon = Icon{type, std::make_shared<const std::string>(std::move(octets))};
  make_room();
}

void IconCache::make_room() {
  for (auto last = order_.end(); last != order_.begin();) {
    if (octets_ <= limits_.total_octets && order_.size() <= limits_.icons) return;
    --last;
    if (last->pending) continue;
    if (last->icon) octets_ -= last->icon->octets->size();
    by_url_.erase(last->url);
    last = order_.erase(last);
  }
}

}  // namespace joincast::headend
