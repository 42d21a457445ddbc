// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast-guide/find.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdio>
#include <iostream>

#include "app/joincast-guide/http_get.h"
#include "app/joincast-guide/listing.h"
#include "app/joincast-guide/look.h"
#include "app/joincast-guide/offered_description.h"
#include "app/joincast/exit_code.h"
#include "libreceiver/guide_filter.h"

namespace joincast::app {
namespace {

using libreceiver::GuideItem;

constexpr std::size_t kMostListed = 20;

Choice choice_of(GuideItem item, std::optional<Family> family) {
  if (family)
    std::stable_partition(item.places.begin(), item.places.end(),
                          [family](const auto& place) { return place.group.family() == *family; });
  Choice choice;
  choice.label = label_of(item);
  choice.name = item.entry.name;
  choice.more = item.entry.genre;
  if (item.entry.on_air) choice.more += choice.more.empty() ? "on air" : ", on air";
  choice.reference = item.reference();
  choice.description = item.description;
  choice.item = std::move(item);
  return choice;
}

/// As an item of the guide that nobody tells of now.
GuideItem item_of(const Favourite& favourite) {
  GuideItem item;
  const auto reference = libreceiver::parse_service_reference(favourite.reference);
  item.numbered = reference && reference->number;
  if (item.numbered)
    item.entry.number = *reference->number;
  else if (reference)
    item.places.push_back({reference->group, reference->interface, reference->source, reference->port});
  item.entry.name = favourite.name;
  item.entry.genre = favourite.genre;
  item.entry.icon = favourite.icon;
  item.entry.directory = favourite.directory;
  item.entry.stable_id = favourite.stable_id;
  return item;
}

bool is(const GuideItem& item, const libreceiver::ServiceReference& reference) {
  if (reference.number) return item.numbered && item.entry.number == *reference.number;
  return std::ranges::any_of(item.places, [&reference](const auto& place) {
    return place.group == reference.group && place.port == reference.port;
  });
}

std::string line_of(const Choice& choice) {
  return choice.label + "  " + choice.name + (choice.more.empty() ? "" : "  (" + choice.more + ")");
}

}  // namespace

std::vector<Choice> choices(const std::vector<GuideItem>& items, const std::vector<Favourite>& favourites,
                            const std::string& name, std::optional<Family> family) {
  std::vector<GuideItem> all = items;
  for (const Favourite& favourite : favourites) {
    const auto reference = libreceiver::parse_service_reference(favourite.reference);
    if (!reference) continue;
    if (std::ranges::none_of(items, [&](const GuideItem& item) { return is(item, *reference); }))
      all.push_back(item_of(favourite));
  }
  std::vector<Choice> found;
  if (const auto reference = libreceiver::parse_service_reference(name)) {
    for (const GuideItem& item : all)
      if (is(item, *reference)) found.push_back(choice_of(item, family));
    return found;
  }
  for (const GuideItem* item : libreceiver::named(all, name)) found.push_back(choice_of(*item, family));
  return found;
}

Result<Choice, int> choose(const std::vector<Choice>& choices, const std::string& name, ChosenFrom from) {
  if (choices.size() == 1) return choices.front();
  if (choices.empty()) {
    if (from == ChosenFrom::favourites)
      fmt::print(stderr, "joincast: no favourite has '{}' in its name; joincast favourites list shows them\n", name);
    else
      fmt::print(stderr, "joincast: nothing on offer has '{}' in its name; joincast guide lists what is\n", name);
    return fail(int{kNothingCame});
  }
  const bool can_ask = isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
  const std::size_t listed = std::min(choices.size(), kMostListed);
  if (can_ask)
    fmt::print(stderr, "'{}' may be one of these:\n", name);
  else
    fmt::print(stderr, "joincast: '{}' may be one of several; say which:\n", name);
  for (std::size_t i = 0; i < listed; ++i)
    fmt::print(stderr, "{:>3}  {}\n", can_ask ? std::to_string(i + 1) : "", line_of(choices[i]));
  if (listed < choices.size()) fmt::print(stderr, "  and {} more\n", choices.size() - listed);
  if (!can_ask) return fail(int{kUsage});
  for (;;) {
    fmt::print(stderr, "Which one (1 to {}, nothing: none)? ", listed);
    std::string line;
    if (!std::getline(std::cin, line) || line.empty()) return fail(int{kNothingCame});
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
    if (error == std::errc{} && end == line.data() + line.size() && number >= 1 && number <= listed)
      return choices[number - 1];
  }
}

int run(const FindOptions& options) {
  auto outlook = look(options.look);
  if (!outlook) return outlook.error();
  std::vector<Favourite> favourites;
  if (auto file = FavouritesFile::open(FavouritesFile::default_path())) favourites = file->all();
  if (options.look.only_urls) favourites.clear();
  auto choice = choose(choices(outlook->list.items(), favourites, options.name, options.look.family), options.name);
  if (!choice) {
    for (const std::string& note : outlook->notes) fmt::print(stderr, "  {}\n", note);
    return choice.error();
  }
  const std::atomic<bool> stop = false;
  const auto get = [&](const std::string& url) { return get_now(url, options.look.ca_file, stop); };
  for (const std::string& note : complete_description(*choice, options.look, get))
    fmt::print(stderr, "joincast: {}\n", note);
  fmt::print("{}\n{}", choice->reference, choice->description);
  return kOk;
}

}  // namespace joincast::app
