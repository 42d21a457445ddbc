// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace CLI {
class App;
class Option;
class ParseError;
}  // namespace CLI

/// How our commands speak about their own command line: the same in `joincast` and in `joincast-headend`.
namespace joincast::cli {

/// Help without the parser's type system: `--volume NUMBER=100`, and no range in the column of names. To be called
/// before commands are added, which inherit it.
void use_help_style(CLI::App& app);

/// The option takes a number from `low` to `high`.
void take_number(CLI::Option& option, double low, double high);

/// The option, a number of seconds, takes `90`, `500ms`, `45m`, `1h30m`, `2d`: from `low` to `high` seconds.
void take_span(CLI::Option& option, double low, double high);

/// Nothing is to be run: help was asked for, or something is wrong.
struct Refusal {
  int exit_code = 0;
  std::string text;  ///< for standard output if exit_code is zero, else for standard error

  friend bool operator==(const Refusal&, const Refusal&) = default;
};

/// Reads the arguments, in their order and without the program's name, into the options of `app`. Refused with 0 and
/// what was asked for (help), or with 2 and what is wrong.
Result<void, Refusal> parse(CLI::App& app, std::vector<std::string> arguments);

/// What to print when the arguments were refused, beginning with the name of the program and ending with a line's end.
/// `first` is the first argument that is no option.
std::string explain(const CLI::App& app, const CLI::ParseError& error, std::string_view first);

}  // namespace joincast::cli
