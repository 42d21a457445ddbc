// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast-guide/options.h"

#include <CLI/CLI.hpp>

#include "app/joincast/exit_code.h"
#include "playlist/text.h"

namespace joincast::app {
namespace {

using Action = FavouritesOptions::Action;

constexpr const char* kGuideFooter =
    "WORDS: each must begin a word of a service's name or genre.\n"
    "Exit code: 0 something fits, 4 nothing does. See joincast-guide(1).\n";

struct RawLook {
  std::string prefix, family;
  double wait = 0;
  CLI::Option* wait_option = nullptr;
};

void add_look_options(CLI::App& command, RawLook& raw, LookOptions& look) {
  command.add_option("-i,--interface", look.interface, "look on this interface only (name or index)")
      ->type_name("NAME");
  command.add_option("--prefix", raw.prefix, "the headend's IPv6 /64, or the IPv4 pool")->type_name("PREFIX");
  command.add_option("--family", raw.family, "ipv4 or ipv6")
      ->type_name("FAMILY")
      ->check(CLI::IsMember({"ipv4", "ipv6", "4", "6"}));
  command.add_option("--url", look.urls, "a headend's guide over HTTP, as in http://192.0.2.1:9581")
      ->type_name("URL")
      ->expected(1)
      ->take_all();
  command.add_option("--ca-file", look.ca_file, "believe these certificates there (PEM), not the system's")
      ->type_name("FILE");
  raw.wait_option =
      command.add_option("--wait", raw.wait, "listen for so long (default: until all is there, at most 3 s)");
  cli::take_span(*raw.wait_option, 0, 86'400);
}

Result<void, cli::Refusal> refuse(const std::string& what) {
  return fail(cli::Refusal{kUsage, "joincast: " + what + "\n"});
}

Result<void, cli::Refusal> understand(const RawLook& raw, LookOptions& look) {
  if (!raw.prefix.empty()) {
    auto prefix = read_headend_prefix(raw.prefix);
    if (!prefix) return refuse(prefix.error());
    look.prefix = *prefix;
  }
  if (!raw.family.empty()) look.family = raw.family.ends_with('4') ? Family::ipv4 : Family::ipv6;
  for (std::string& url : look.urls) {
    auto guide = read_guide_url(std::move(url));
    if (!guide) return refuse(guide.error());
    url = std::move(*guide);
  }
  if (raw.wait_option->count() != 0)
    look.wait = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(raw.wait));
  return {};
}

/// The commands of `joincast favourites`.
struct FavouritesCommand {
  explicit FavouritesCommand(CLI::App& app, RawLook& raw, FavouritesOptions& options) {
    app.require_subcommand(1);
    add = app.add_subcommand("add", "remember services, by number or by a part of their name");
    add->add_option("SERVICE", options.services, "what to remember")->required();
    add_look_options(*add, raw, options.look);
    remove = app.add_subcommand("remove", "forget services, by number or by a part of their name");
    remove->add_option("SERVICE", options.services, "what to forget")->required();
    list = app.add_subcommand("list", "print them");
    list->add_flag("--json", options.json, "one JSON object");
    import_file = app.add_subcommand("import", "add those of an M3U playlist or an OPML document");
    import_file->add_option("FILE", options.file, "- for standard input")->required();
    export_file = app.add_subcommand("export", "write them as an M3U playlist or an OPML document");
    export_file->add_option("FILE", options.file, "- for standard output")->required();
    export_file
        ->add_option("--format", options.format, "m3u or opml (default: as the file's name ends, .m3u, .m3u8 or .opml)")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"m3u", "opml"}));
    export_file->add_option("--prefix", raw.prefix, "write groups under this IPv6 /64 or in this IPv4 pool")
        ->type_name("PREFIX");
  }

  Action action() const {
    if (add->parsed()) return Action::add;
    if (remove->parsed()) return Action::remove;
    if (import_file->parsed()) return Action::import_file;
    return export_file->parsed() ? Action::export_file : Action::list;
  }

  CLI::App *add = nullptr, *remove = nullptr, *list = nullptr, *import_file = nullptr, *export_file = nullptr;
};

/// `m3u` or `opml`; empty: the name says neither. Standard output is M3U.
std::string format_of_name(const std::string& file) {
  const std::string name = playlist::lower(file);
  if (name == "-" || name.ends_with(".m3u") || name.ends_with(".m3u8")) return "m3u";
  return name.ends_with(".opml") ? "opml" : "";
}

}  // namespace

Result<Prefix, std::string> read_headend_prefix(const std::string& text) {
  const auto prefix = parse_prefix(text);
  const bool usable = prefix && (prefix->address.is_v6() ? prefix->length == 64
                                                         : prefix->length <= 16 && prefix->address.is_multicast());
  if (usable) return *prefix;
  return fail("--prefix '" + text +
              "': expected an IPv6 prefix of 64 bits, as in 2001:db8::/64, or an IPv4 pool such as 239.195.0.0/16");
}

Result<std::string, std::string> read_guide_url(std::string url) {
  if (!url.starts_with("http://") && !url.starts_with("https://"))
    return fail("--url '" + url + "': expected an address that begins with http:// or https://");
  if (url.ends_with("/guide.json")) url.resize(url.size() - std::string_view("guide.json").size());
  while (url.ends_with('/')) url.pop_back();
  return url;
}

Result<GuideCommand, cli::Refusal> parse_guide(const std::string& command, std::vector<std::string> arguments) {
  const bool is_favourites = command == "favourites";
  CLI::App app(is_favourites ? "Services to come back to, by the number that never changes."
                             : "What is on offer: by multicast, over HTTP, and announced by anybody.",
               "joincast " + command);
  cli::use_help_style(app);
  RawLook raw;
  GuideOptions guide;
  FindOptions find;
  FavouritesOptions favourites;
  std::optional<FavouritesCommand> commands;
  if (is_favourites) {
    commands.emplace(app, raw, favourites);
  } else if (command == "find") {
    app.add_option("NAME", find.name)->required();
    add_look_options(app, raw, find.look);
  } else {
    app.add_option("WORDS", guide.filter.words, "only what these words fit");
    app.add_option("--genre", guide.filter.genre, "only of this genre")->type_name("GENRE");
    app.add_option("--country", guide.filter.country, "only of this country, as in DE")->type_name("COUNTRY");
    app.add_option("--language", guide.filter.language, "only in this language")->type_name("LANGUAGE");
    app.add_option("--codec", guide.filter.codec, "only mp3, opus, aac, ...")->type_name("CODEC");
    app.add_flag("--on-air", guide.filter.on_air, "only what is being sent now");
    app.add_flag("--json", guide.json, "one JSON object");
    add_look_options(app, raw, guide.look);
    app.footer(kGuideFooter);
  }
  if (auto parsed = cli::parse(app, std::move(arguments)); !parsed) return fail(parsed.error());
  LookOptions look = is_favourites ? favourites.look : command == "find" ? find.look : guide.look;
  if (!raw.wait_option) raw.wait_option = app.get_help_ptr();  // commands that do not look
  if (const auto understood = understand(raw, look); !understood) return fail(understood.error());
  if (is_favourites) {
    favourites.action = commands->action();
    if (favourites.action == Action::export_file && favourites.format.empty()) {
      favourites.format = format_of_name(favourites.file);
      if (favourites.format.empty())
        return fail(cli::Refusal{kUsage, "joincast: export '" + favourites.file +
                                             "': expected a name that ends in .m3u, .m3u8 or .opml, or --format\n"});
    }
    favourites.look = std::move(look);
    return favourites;
  }
  if (command == "find") {
    find.look = std::move(look);
    find.look.only_urls = !find.look.urls.empty();
    return find;
  }
  guide.look = std::move(look);
  return guide;
}

}  // namespace joincast::app
