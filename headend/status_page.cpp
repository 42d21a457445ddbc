// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/status_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <iterator>
#include <tuple>

#include "headend/status_tables.h"
#include "http/html_text.h"

namespace joincast::headend {
namespace {

using http::counted;
using http::grouped;
using http::html;
using http::span;

constexpr std::size_t kMostRows = 2000;  // of each list
constexpr std::size_t kFirstRows = 40;   // of services; the others are folded away, so that what follows is seen
constexpr std::size_t kMostReceivers = 20;

std::string utc(WallTime time) {
  const std::time_t seconds = std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[32];
  return std::string(text, std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S UTC", &parts));
}

/// What needs an eye first, then what most people want.
std::vector<const ServiceStatus*> on_show(const StatusSnapshot& snapshot) {
  std::vector<const ServiceStatus*> shown;
  for (const ServiceStatus& service : snapshot.services)
    if (state_of(service) != ServiceState::idle) shown.push_back(&service);
  const auto place = [](const ServiceStatus* service) {
    constexpr int kRank[kServiceStates] = {8, 7, 3, 4, 5, 2, 1, 6};
    return std::tuple(kRank[static_cast<std::size_t>(state_of(*service))], !loses_audibly(service->cast),
                      ~service->members, service->number);
  };
  std::sort(shown.begin(), shown.end(), [&](auto* a, auto* b) { return place(a) < place(b); });
  return shown;
}

void write_tile(std::string& out, std::string_view what, std::uint64_t number, std::string_view small,
                bool bad = false) {
  fmt::format_to(std::back_inserter(out), "<div{}><dt>{}</dt><dd>{}</dd><dd>{}</dd></div>\n",
                 bad ? " class=\"bad\"" : "", what, grouped(number), small);
}

void write_tiles(std::string& out, const StatusSnapshot& snapshot) {
  const AudienceStatus all = audience_of(snapshot);
  std::uint64_t refused = snapshot.refusals.over_limit;
  for (std::size_t i = 0; i < kJoinRefusals; ++i) refused += snapshot.refusals.joins.total(static_cast<JoinRefusal>(i));
  out += "<dl class=\"tiles\">\n";
  write_tile(out, "On the air", all.running, "of " + counted(snapshot.services.size(), "service"));
  write_tile(out, "Without sound", all.failing, all.failing == 0 ? "every station plays" : "stalled or failed",
             all.failing != 0);
  write_tile(out, "Members", all.members, "by MLD and IGMP");
  write_tile(out, "Receivers", all.receivers, "that report by RTCP");
  const std::uint64_t unsent = snapshot.traffic.dropped + snapshot.traffic.failed;
  write_tile(out, "Datagrams sent", snapshot.traffic.sent_datagrams,
             unsent == 0 ? "none was held up" : grouped(unsent) + " could not be", unsent != 0);
  write_tile(out, "Refused joins", refused, "for what is not served");
  out += "</dl>\n";
}

void write_header(std::string& out, const StatusSnapshot& snapshot) {
  const Health health = health_of(snapshot);
  fmt::format_to(std::back_inserter(out),
                 "<header>\n<h1>Joincast headend</h1>\n"
                 "<p class=\"health {}\"><span class=\"state {}\"><i aria-hidden=\"true\"></i>{}</span>{}</p>\n"
                 "<p class=\"soft\">up {}{}</p>\n</header>\n",
                 health.good ? "good" : "bad", health.good ? "playing" : "failed",
                 health.good ? "In service" : "Not in service", health.good ? "" : ": " + html(health.reason),
                 span(snapshot.now.mono - snapshot.started.mono),
                 snapshot.dns_sd.empty() ? "" : ". Guide by DNS-SD: " + html(snapshot.dns_sd));
}

void write_services(std::string& out, const StatusSnapshot& snapshot) {
  const auto shown = on_show(snapshot);
  fmt::format_to(std::back_inserter(out),
                 "<section aria-labelledby=\"on-air\">\n<h2 id=\"on-air\">Services wanted now <span class=\"soft\">{}"
                 "</span></h2>\n",
                 grouped(shown.size()));
  if (shown.empty())
    out += "<p class=\"none\">Nobody listens. A service begins when a host joins its group.</p>\n";
  else
    write_service_table(out, "on-air", std::span(shown).first(std::min(shown.size(), kFirstRows)), snapshot);
  if (shown.size() > kFirstRows) {
    const auto rest = std::span(shown).first(std::min(shown.size(), kMostRows)).subspan(kFirstRows);
    fmt::format_to(std::back_inserter(out), "<details id=\"rest\">\n<summary>{} more</summary>\n",
                   grouped(rest.size()));
    write_service_table(out, "rest", rest, snapshot);
    out += "</details>\n";
  }
  if (shown.size() > kMostRows)
    fmt::format_to(std::back_inserter(out),
                   "<p class=\"none\">{} more are in <a href=\"status.json\">status.json</a>.</p>\n",
                   grouped(shown.size() - kMostRows));
  out += "</section>\n";
}

void write_idle(std::string& out, const StatusSnapshot& snapshot) {
  std::size_t idle = 0;
  for (const ServiceStatus& service : snapshot.services) idle += state_of(service) == ServiceState::idle;
  if (idle == 0) return;
  fmt::format_to(std::back_inserter(out),
                 "<section>\n<details id=\"idle\">\n<summary>On offer, not wanted now <span class=\"soft\">{}</span>"
                 "</summary>\n",
                 grouped(idle));
  write_idle_table(out, snapshot, kMostRows);
  if (idle > kMostRows)
    fmt::format_to(std::back_inserter(out),
                   "<p class=\"none\">{} more are in <a href=\"status.json\">status.json</a>.</p>\n",
                   grouped(idle - kMostRows));
  out += "</details>\n</section>\n";
}

}  // namespace

std::string status_page(const StatusSnapshot& snapshot) {
  const AudienceStatus all = audience_of(snapshot);
  std::string out;
  out.reserve(8192 + 1024 * all.running + 128 * snapshot.services.size());
  out += "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
  fmt::format_to(std::back_inserter(out), "<title>{}{} on the air - Joincast headend</title>\n",
                 all.failing == 0 ? "" : fmt::format("{} without sound, ", all.failing), all.running);
  out +=
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"status.css\">\n"
      "<noscript><meta http-equiv=\"refresh\" content=\"10\"></noscript>\n"
      "<script src=\"status.js\" defer></script>\n</head>\n<body>\n"
      "<p id=\"freshness\" role=\"status\"></p>\n<div id=\"live\">\n";
  write_header(out, snapshot);
  out += "<main>\n";
  write_tiles(out, snapshot);
  write_services(out, snapshot);
  write_receiver_section(out, worst_of(snapshot, kMostReceivers), snapshot);
  write_interface_section(out, snapshot);
  write_directory_section(out, snapshot);
  write_refusal_section(out, snapshot);
  write_idle(out, snapshot);
  fmt::format_to(std::back_inserter(out),
                 "</main>\n<footer>joincast-headend {}, as of {}. The same for programs: "
                 "<a href=\"status.json\">status.json</a>, <a href=\"metrics\">metrics</a>, "
                 "<a href=\"health\">health</a>.</footer>\n</div>\n</body>\n</html>\n",
                 program_version(), utc(snapshot.now.wall));
  return out;
}

}  // namespace joincast::headend
