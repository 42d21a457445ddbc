// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast-guide/offered_description.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "libreceiver/described_service.h"

namespace joincast::app {
namespace {

using libreceiver::GuideProvenance;
using libreceiver::GuideWay;

/// The guide that is asked: one by https if there is one.
std::string guide_of(const libreceiver::GuideItem& item) {
  std::string chosen;
  for (const GuideProvenance& one : item.told_by) {
    if (one.way != GuideWay::http || one.remembered) continue;
    if (chosen.empty() || (one.from.starts_with("https://") && !chosen.starts_with("https://"))) chosen = one.from;
  }
  return chosen;
}

void forget_key(Choice& choice, std::string_view came_by, std::vector<std::string>& notes) {
  if (!libreceiver::may_hold_key(choice.description)) return;
  choice.description = libreceiver::without_keys(choice.description);
  notes.push_back("a key that came with " + choice.label + " is not used: it came by " + std::string(came_by) +
                  ", where anybody could have written it, and not by https");
}

}  // namespace

std::vector<std::string> complete_description(
    Choice& choice, const LookOptions& look,
    const std::function<Result<std::string, std::string>(const std::string& url)>& get) {
  std::vector<std::string> notes;
  const bool placeless =
      look.family == Family::ipv4 &&
      std::ranges::none_of(choice.item.places, [](const auto& place) { return place.group.is_v4(); }) &&
      !service_group_v4(choice.item.entry.number, kDefaultPool);
  const bool wanted = choice.item.numbered && (look.only_urls || placeless);
  if (choice.item.numbered && placeless) choice.reference = choice.label;  // not another family's group
  const std::string guide = wanted ? guide_of(choice.item) : std::string();
  if (guide.empty()) {
    forget_key(choice, "an announcement", notes);
    return notes;
  }
  const std::string url = guide + "/sdp/" + to_string(choice.item.entry.number) + ".sdp";
  const bool v4 = look.family == Family::ipv4;
  auto text = get(url + (v4 ? "?family=ipv4" : "?family=ipv6"));
  if (!text && !look.family) text = get(url);
  if (!text) {
    notes.push_back("no description of " + choice.label + " from " + guide + ": " + text.error());
    return notes;
  }
  choice.description = std::move(*text);
  if (!guide.starts_with("https://")) forget_key(choice, "http", notes);
  const auto described = libreceiver::read_description(choice.description);
  if (!described) {
    notes.push_back("the description of " + choice.label + " from " + guide + " is not used: " + described.error());
    choice.description.clear();
  } else if (!look.prefix || placeless) {
    libreceiver::ServiceReference reference = described->reference;
    reference.interface = look.interface;
    for (const GuideProvenance& one : choice.item.told_by)
      if (reference.interface.empty()) reference.interface = one.interface;
    choice.reference = libreceiver::to_string(reference);
  }
  return notes;
}

}  // namespace joincast::app
