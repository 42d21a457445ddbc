// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/status_block.h"

#include <fmt/format.h>

#include "app/joincast/words.h"

namespace joincast::app {
namespace {

using libreceiver::Phase;

constexpr std::string_view kBold = "1", kDim = "2", kRed = "31", kGreen = "32", kYellow = "33";

std::string paint(std::string_view text, std::string_view how, bool colour) {
  if (!colour || text.empty()) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", how, text);
}

struct Mood {
  std::string_view word;
  std::string_view colour;
};

Mood mood(const Status& status) {
  if (status.state == sdp::State::failed) return {"the station fails", kRed};
  switch (status.snapshot.session.phase) {
    case Phase::playing: return {"playing", kGreen};
    case Phase::stalled: return {"stalled", kRed};
    case Phase::undescribed: return {"no description yet", kYellow};
    case Phase::silent: break;
  }
  if (status.state == sdp::State::waiting) return {"the station is silent", kYellow};
  return {status.state == sdp::State::starting ? "starting" : "waiting", kYellow};
}

/// Left and right on one line, the left one shortened where both do not fit.
std::string spread(std::string_view left, std::string_view left_colour, std::string_view right,
                   std::string_view right_colour, std::size_t width, bool colour) {
  const std::string end = fit(right, width);
  const std::size_t room = width > columns(end) + 2 ? width - columns(end) - 2 : 0;
  const std::string begin = fit(left, room);
  const std::size_t gap = width - columns(begin) - columns(end);
  return paint(begin, left_colour, colour) + std::string(gap, ' ') + paint(end, right_colour, colour);
}

}  // namespace

std::vector<std::string> render(const Status& status, std::size_t width, bool colour) {
  const libreceiver::Statistics& session = status.snapshot.session;
  const libreceiver::SoundStatistics& sound = status.snapshot.sound;
  std::vector<std::string> lines;
  const auto add = [&](std::string_view text, std::string_view how) {
    lines.push_back(paint(fit(text, width), how, colour));
  };

  const Mood now = mood(status);
  const std::string& name = status.station.empty() ? status.service : status.station;
  lines.push_back(
      spread(name, kBold, fmt::format("{} {}", now.word, elapsed(status.since_began)), now.colour, width, colour));
  if (const auto& item = status.snapshot.item) {
    std::string line = item->title;
    if (item->since) line += fmt::format("{}since {}", line.empty() ? "" : "  ", clock_time(*item->since));
    if (!line.empty()) add(line, kBold);
    if (!item->link.empty()) add(item->link, kDim);
  }
  if (!status.reason.empty()) add(status.reason, kRed);
  if (session.source) {
    lines.push_back(spread(fmt::format("{}, {}", describe(session.format), bit_rate(session.bit_rate)), "0",
                           fmt::format("from {}", to_string(session.source->address)), kDim, width, colour));
    add(fmt::format("lost {}  jitter {:.1f} ms  buffer {}  receivers {}", loss(session), milliseconds(session.jitter),
                    in_milliseconds(sound.queued), session.receivers + (session.reports_sent ? 1 : 0)),
        "0");
  }
  lines.push_back(spread(status.last_event, kDim, status.group, kDim, width, colour));
  return lines;
}

}  // namespace joincast::app
