// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string_view>
#include <utility>

#include "app/joincast-guide/find.h"
#include "app/joincast-guide/listing.h"
#include "app/joincast-guide/look.h"
#include "app/joincast/exit_code.h"
#include "base/json_text.h"
#include "libreceiver/guide_cache.h"
#include "libreceiver/guide_filter.h"

namespace joincast::app {
namespace {

using Action = FavouritesOptions::Action;

std::size_t terminal_width() {
  winsize size{};
  if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 40) return 1'000;
  return size.ws_col;
}

int complain(const std::string& what) {
  fmt::print(stderr, "joincast: {}\n", what);
  return kFailed;
}

Result<std::string, int> read_input(const std::string& name) {
  std::ifstream file;
  if (name != "-") file.open(name, std::ios::binary);
  std::istream& in = name == "-" ? std::cin : file;
  if (!in) return fail(complain(name + ": cannot be read"));
  return std::string(std::istreambuf_iterator<char>(in), {});
}

/// What was done is told when it is kept.
int saved(const FavouritesFile& file, const std::string& told) {
  if (const auto error = file.save()) return complain(*error);
  fmt::print("{}", told);
  return kOk;
}

int add(FavouritesFile& file, const FavouritesOptions& options) {
  auto outlook = look(options.look);
  if (!outlook) return outlook.error();
  std::vector<Favourite> accepted;
  for (const std::string& service : options.services) {
    const auto reference = libreceiver::parse_service_reference(service);
    const auto found = choices(outlook->list.items(), {}, service, options.look.family);
    Favourite& favourite = accepted.emplace_back();
    if (found.empty() && reference) {
      favourite.reference = libreceiver::to_string(*reference);
      favourite.name = favourite.reference;
      fmt::print(stderr, "joincast: nobody tells of {} now: it is remembered without a name\n", service);
    } else {
      const auto choice = choose(found, service);
      if (!choice) return choice.error();
      favourite = favourite_of(choice->item);
    }
  }
  std::string told;
  for (Favourite& favourite : accepted) {
    const std::string line = favourite.reference + "  " + favourite.name + "\n";
    told += (file.add(std::move(favourite)) ? "added  " : "there already  ") + line;
  }
  return saved(file, told);
}

int remove(FavouritesFile& file, const FavouritesOptions& options) {
  std::string told;
  for (const std::string& service : options.services) {
    const auto choice = choose(choices({}, file.all(), service, {}), service, ChosenFrom::favourites);
    if (!choice) return choice.error();
    const std::string reference = favourite_of(choice->item).reference;
    std::erase_if(file.all(), [&](const Favourite& one) { return one.reference == reference; });
    told += fmt::format("removed  {}  {}\n", reference, choice->name);
  }
  return saved(file, told);
}

void list(const std::vector<Favourite>& favourites, bool json) {
  if (!json) {
    for (const Favourite& one : favourites)
      fmt::print("{}  {}{}\n", one.reference, one.name, one.genre.empty() ? "" : "  (" + one.genre + ")");
    return;
  }
  JsonText out;
  out.open_object().key("favourites").open_array();
  for (const Favourite& one : favourites) {
    out.open_object().member("reference", one.reference).member("name", one.name);
    if (!one.genre.empty()) out.member("genre", one.genre);
    if (!one.icon.empty()) out.member("icon", one.icon);
    if (one.directory != 0) out.member("directory", one.directory);
    if (!one.stable_id.empty()) out.member("id", one.stable_id);
    if (one.television) out.member("kind", "tv");
    out.close_object();
  }
  fmt::print("{}\n", out.close_array().close_object().take());
}

int import_file(FavouritesFile& file, const FavouritesOptions& options) {
  const auto text = read_input(options.file);
  if (!text) return text.error();
  auto imported = read_favourites(*text);
  if (!imported) return complain(options.file + ": " + imported.error());
  std::size_t added = 0, known = 0;
  for (Favourite& favourite : imported->favourites) ++(file.add(std::move(favourite)) ? added : known);
  for (const std::string& line : imported->left_out) fmt::print(stderr, "left out  {}\n", line);
  const auto told = fmt::format("{} added, {} there already, {} left out\n", added, known, imported->left_out.size());
  if (added != 0) return saved(file, told);
  fmt::print("{}", told);
  return kOk;
}

int export_file(const std::vector<Favourite>& favourites, const FavouritesOptions& options) {
  const bool opml = options.format == "opml";
  const ExportOptions places{options.look.prefix};
  const std::string text = opml ? to_opml(favourites, places) : to_m3u(favourites, places);
  if (options.file == "-") return std::fputs(text.c_str(), stdout) < 0 ? int{kFailed} : int{kOk};
  if (const auto error = libreceiver::write_whole_file(options.file, text))
    return complain(options.file + ": " + error.message());
  return kOk;
}

}  // namespace

int run(const GuideOptions& options) {
  const auto outlook = look(options.look);
  if (!outlook) return outlook.error();
  GuideItems items;
  for (const libreceiver::GuideItem& item : outlook->list.items())
    if (fits(item, options.filter)) items.push_back(&item);
  if (options.json) {
    fmt::print("{}\n", to_json(items, outlook->complete));
  } else {
    fmt::print("{}", to_table(items, terminal_width()));
    std::fflush(stdout);
    fmt::print(stderr, "{}\n", summary(items));
  }
  for (const std::string& note : outlook->notes) fmt::print(stderr, "joincast: {}\n", note);
  return items.empty() ? kNothingCame : kOk;
}

int run(const FavouritesOptions& options) {
  auto file = FavouritesFile::open(FavouritesFile::default_path());
  if (!file) return complain(file.error());
  switch (options.action) {
    case Action::add: return add(*file, options);
    case Action::remove: return remove(*file, options);
    case Action::import_file: return import_file(*file, options);
    case Action::export_file: return export_file(file->all(), options);
    case Action::list: break;
  }
  list(file->all(), options.json);
  return kOk;
}

}  // namespace joincast::app
