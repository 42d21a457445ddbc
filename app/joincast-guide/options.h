// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/cli/help_style.h"
#include "base/address.h"
#include "base/result.h"
#include "base/time.h"
#include "libreceiver/guide_filter.h"

namespace joincast::app {

/// Where to look, and how long.
struct LookOptions {
  std::string interface = {};          ///< name or index; empty: as configured, else all that fit
  std::optional<Prefix> prefix = {};   ///< of the headend; none: as configured, else those of the interfaces
  std::optional<Family> family = {};   ///< none: both
  std::vector<std::string> urls = {};  ///< guides over HTTP, without `/guide.json`
  std::string ca_file = {};            ///< whose certificates to believe there, PEM; empty: the system's
  bool only_urls = false;              ///< nothing is heard or remembered but what they say
  std::optional<Duration> wait = {};   ///< none: until all has come that was told of, at most three seconds
};

/// `joincast guide`.
struct GuideOptions {
  LookOptions look;
  libreceiver::GuideFilter filter;
  bool json = false;
};

/// What `joincast play` asks for when SERVICE is a part of a name, and each command for what comes of a guide over HTTP
/// (`--url`, and then of no other): prints what to join.
struct FindOptions {
  LookOptions look;
  std::string name;
};

/// `joincast favourites`.
struct FavouritesOptions {
  enum class Action { add, remove, list, import_file, export_file };
  Action action = Action::list;
  LookOptions look;                   ///< of add
  std::vector<std::string> services;  ///< of add and remove: numbers, `rtp://...` or parts of names
  std::string file;                   ///< of import and export; `-`: standard input or output
  std::string format;                 ///< of export: `m3u` or `opml`; never empty there
  bool json = false;                  ///< of list
};

using GuideCommand = std::variant<GuideOptions, FindOptions, FavouritesOptions>;

/// The values of `--prefix` and `--url`: an IPv6 /64 or an IPv4 pool; a guide's address without `/guide.json`. The
/// error names the option and what was expected.
Result<Prefix, std::string> read_headend_prefix(const std::string& text);
Result<std::string, std::string> read_guide_url(std::string url);

/// `command`: `guide`, `favourites` or `find`.
Result<GuideCommand, cli::Refusal> parse_guide(const std::string& command, std::vector<std::string> arguments);

}  // namespace joincast::app
