// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast-send/status.h"

#include <fmt/format.h>

#include "app/joincast/words.h"
#include "sdp/text.h"

namespace joincast::app {

std::vector<std::string> send_status(const headend::ServiceStatus& status, bool hears_members, Duration running,
                                     std::size_t width, bool colour) {
  const headend::CastStatus& cast = status.cast;
  std::string state = status.running ? std::string(to_string(cast.state)) : "waiting for a member";
  if (!cast.reason.empty()) state += ": " + sdp::clean_text(cast.reason);
  std::vector<std::string> lines = {
      fmt::format("{}  {}", to_string(status.number), sdp::clean_text(status.name)),
      fmt::format("state      {}", state),
      fmt::format("title      {}", sdp::clean_text(cast.title)),
      fmt::format("members    {}   receivers {}", hears_members ? fmt::format("{}", status.members) : "not known",
                  cast.receivers.estimated),
      fmt::format("sent       {} packets, {:.1f} MB, {}", cast.packets, static_cast<double>(cast.octets) / 1e6,
                  elapsed(running)),
      fmt::format("queue      {:.2f} s", std::chrono::duration<double>(cast.level).count()),
  };
  for (std::string& line : lines) line = fit(line, width);
  if (colour) lines.front() = "\x1b[1m" + lines.front() + "\x1b[0m";
  return lines;
}

std::string send_summary(const headend::ServiceStatus& status, Duration running) {
  if (!status.running)
    return fmt::format("{}: nobody listened at the end, after {}", to_string(status.number), elapsed(running));
  return fmt::format("{}: {} packets, {} octets of sound in {}", to_string(status.number), status.cast.packets,
                     status.cast.octets, elapsed(running));
}

}  // namespace joincast::app
