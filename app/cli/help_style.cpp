// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/help_style.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <sstream>
#include <utility>

namespace joincast::cli {
namespace {

class Formatter final : public CLI::Formatter {
 public:
  std::string make_option_opts(const CLI::Option* option) const override {
    const bool several = option->get_expected_max() == CLI::detail::expected_max_vector_size;
    std::string text;
    if (option->nonpositional() && option->get_type_size() != 0) {
      const std::string full = option->get_type_name();
      std::string type = full.substr(0, full.find(':'));
      if (type == "FLOAT" || type == "UINT" || type == "INT") type = "NUMBER";
      text = " " + type;
      if (const std::string held = option->get_default_str(); !held.empty() && held != "0") text += "=" + held;
    }
    return several ? text + " ..." : text;
  }
};

double unit_seconds(std::string_view unit) {
  constexpr std::pair<std::string_view, double> kUnits[] = {{"", 1},   {"ms", 1e-3}, {"s", 1},
                                                            {"m", 60}, {"h", 3'600}, {"d", 86'400}};
  for (const auto& [name, seconds] : kUnits)
    if (name == unit) return seconds;
  return 0;
}

std::optional<double> seconds_of(std::string_view text) {
  double sum = 0;
  if (text.empty()) return std::nullopt;
  while (!text.empty()) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc()) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    const auto digit = std::min(text.find_first_of("0123456789.-"), text.size());
    const double unit = unit_seconds(text.substr(0, digit));
    if (unit == 0) return std::nullopt;
    sum += number * unit;
    text.remove_prefix(digit);
  }
  return sum;
}

std::string words_of_seconds(double seconds) {
  if (seconds == 86'400) return "1 day";
  if (seconds > 86'400) return fmt::format("{:g} days", seconds / 86'400);
  if (seconds >= 3'600) return fmt::format("{:g} h", seconds / 3'600);
  return fmt::format("{:g} s", seconds);
}

}  // namespace

void use_help_style(CLI::App& app) {
  app.formatter(std::make_shared<Formatter>());
  app.set_help_flag("-h,--help", "print this help, and end");
}

void take_number(CLI::Option& option, double low, double high) {
  option.check(CLI::Validator(
      [low, high](std::string& text) {
        double number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        const bool good = error == std::errc() && end == text.data() + text.size() && number >= low && number <= high;
        return good ? std::string() : fmt::format("expected a number from {:g} to {:g}, found '{}'", low, high, text);
      },
      ""));
}

void take_span(CLI::Option& option, double low, double high) {
  option.type_name("SPAN")->transform(CLI::Validator(
      [low, high](std::string& text) {
        const auto seconds = seconds_of(text);
        if (!seconds || !(*seconds >= low && *seconds <= high))
          return fmt::format("expected a span such as 90, 45m or 1h30m, from {} to {}, found '{}'",
                             words_of_seconds(low), words_of_seconds(high), text);
        text = fmt::format("{}", *seconds);
        return std::string();
      },
      ""));
}

Result<void, Refusal> parse(CLI::App& app, std::vector<std::string> arguments) {
  constexpr int kUsage = 2;
  const auto first = std::ranges::find_if(arguments, [](const auto& word) { return !word.starts_with('-'); });
  const std::string first_word = first == arguments.end() ? std::string() : *first;
  try {
    std::ranges::reverse(arguments);
    app.parse(arguments);
  } catch (const CLI::ParseError& error) {
    std::ostringstream out, err;
    if (app.exit(error, out, err) == 0) return fail(Refusal{0, out.str()});
    return fail(Refusal{kUsage, explain(app, error, first_word)});
  }
  return {};
}

std::string explain(const CLI::App& app, const CLI::ParseError& error, std::string_view first) {
  const CLI::App* at = &app;
  std::string name = app.get_name();
  while (!at->get_subcommands().empty()) {
    at = at->get_subcommands().front();
    name += " " + at->get_name();
  }
  const bool lacks_command = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr &&
                             at->get_require_subcommand_min() > 0 && at->get_subcommands().empty();
  if (!lacks_command) return fmt::format("{}: {}\n`{} --help` tells more.\n", app.get_name(), error.what(), name);
  std::string known;
  for (const CLI::App* command : at->get_subcommands([](const CLI::App*) { return true; }))
    known += (known.empty() ? "" : ", ") + command->get_name();
  const bool wrong = at == &app && !first.empty();
  return fmt::format("{}: {}; there are {}\n`{} --help` tells more.\n", name,
                     wrong ? fmt::format("there is no command '{}'", first) : "expected a command", known, name);
}

}  // namespace joincast::cli
