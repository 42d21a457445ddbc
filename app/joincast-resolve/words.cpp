// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>

#include <chrono>

#include "app/joincast-resolve/finding.h"
#include "base/json_text.h"

namespace joincast::app {
namespace {

double seconds(Duration time) { return std::chrono::duration<double>(time).count(); }

std::string step_text(const fetch::Step& step) {
  const std::string indent(2 * step.depth, ' ');
  std::string text = indent + step.url + '\n';
  if (!step.named_by.empty()) text += fmt::format("{}  from      {}\n", indent, step.named_by);
  if (!step.final_url.empty() && step.final_url != step.url)
    text += fmt::format("{}  redirects {}\n", indent, step.final_url);
  if (!step.why.empty()) text += fmt::format("{}  is        {}: {}\n", indent, to_string(step.kind), step.why);
  return text + fmt::format("{}  {:<9} {} ({:.2f} s)\n", indent,
                            step.result == fetch::StepResult::refused ? "no" : "so", step.outcome, seconds(step.took));
}

std::string found_text(const Found& found) {
  std::string text = fmt::format("Sound: {}", found.codec);
  if (found.kbps != 0) text += fmt::format(", {} kbit/s", found.kbps);
  if (found.kind != fetch::ContentKind::unknown) text += fmt::format(", after {:.2f} s", seconds(found.to_sound));
  text += "\n  address   " + found.url + '\n';
  if (!found.name.empty()) text += "  station   " + found.name + '\n';
  if (!found.genre.empty()) text += "  genre     " + found.genre + '\n';
  if (!found.title.empty()) text += "  title     " + found.title + '\n';
  return text;
}

void add_step(JsonText& out, const fetch::Step& step) {
  out.open_object().member("url", step.url).member("depth", step.depth);
  if (!step.final_url.empty()) out.member("final_url", step.final_url);
  if (!step.named_by.empty()) out.member("named_by", step.named_by);
  if (!step.why.empty()) out.member("kind", to_string(step.kind)).member("why", step.why);
  out.member("result", to_string(step.result)).member("outcome", step.outcome).member("seconds", seconds(step.took));
  out.close_object();
}

void add_found(JsonText& out, const Found& found) {
  out.open_object().member("url", found.url).member("final_url", found.final_url).member("codec", found.codec);
  out.member("kind", to_string(found.kind));
  if (found.kbps != 0) out.member("kbps", found.kbps);
  if (!found.name.empty()) out.member("name", found.name);
  if (!found.genre.empty()) out.member("genre", found.genre);
  if (!found.title.empty()) out.member("title", found.title);
  out.member("seconds_to_sound", seconds(found.to_sound)).close_object();
}

}  // namespace

std::string to_text(const Finding& finding) {
  std::string text;
  for (const fetch::Step& step : finding.steps) text += step_text(step);
  return text + (finding.found ? found_text(*finding.found) : "No sound: " + finding.reason + '\n');
}

std::string to_json(const Finding& finding) {
  JsonText out;
  out.open_object().key("steps").open_array();
  for (const fetch::Step& step : finding.steps) add_step(out, step);
  out.close_array();
  if (finding.found) {
    add_found(out.key("found"), *finding.found);
  } else {
    out.key("found").null().member("reason", finding.reason);
  }
  out.close_object();
  return out.take();
}

}  // namespace joincast::app
