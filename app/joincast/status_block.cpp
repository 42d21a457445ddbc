// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/status_block.h"

#include <fmt/format.h>

#include "app/joincast/words.h"

namespace joincast::app {
namespace {

using libreceiver::Phase;

constexpr std::string_view kBold = "1", kDim = "2", kRed = "31", kGreen = "32", kYellow = "33";

constexpr std::string_view kHelp[] = {
    "space pause   left, right 10 s back, forward   home song's start   end live",
    "r record this song   + - volume   m mute   i more figures   q quit",
};

std::string paint(std::string_view text, std::string_view how, bool colour) {
  if (!colour || text.empty()) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", how, text);
}

struct Mood {
  std::string_view word;
  std::string_view colour;
};

Mood mood(const Status& status) {
  if (status.snapshot.shift.paused) return {"paused", kYellow};
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

/// `behind live 0:42`; empty: it is live.
std::string shift_words(const libreceiver::ShiftStatistics& shift) {
  if (shift.live) return {};
  return fmt::format("behind live {}  kept {}", short_time(shift.behind), short_time(shift.kept));
}

std::string detail_words(const libreceiver::Snapshot& now) {
  return fmt::format("reordered {}  late {}  underruns {}  speed {:+.0f} ppm  kept {} ({:.1f} MiB)",
                     now.session.reordered, now.session.reordering.late, now.sound.underruns, now.sound.drift_ppm,
                     short_time(now.shift.kept), static_cast<double>(now.shift.octets) / (1 << 20));
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
  if (const std::string shift = shift_words(status.snapshot.shift); !shift.empty()) add(shift, kYellow);
  if (!status.said.empty()) add(status.said, "0");
  if (!status.reason.empty()) add(status.reason, kRed);
  if (session.source) {
    lines.push_back(spread(fmt::format("{}, {}", describe(session.format), bit_rate(session.bit_rate)), "0",
                           fmt::format("from {}", to_string(session.source->address)), kDim, width, colour));
    add(fmt::format("lost {}  jitter {:.1f} ms  buffer {}  receivers {}", loss(session), milliseconds(session.jitter),
                    in_milliseconds(sound.queued), session.receivers + (session.reports_sent ? 1 : 0)),
        "0");
    if (status.details) add(detail_words(status.snapshot), "0");
  }
  if (status.help)
    for (const std::string_view line : kHelp) add(line, kDim);
  else if (status.keys)
    add("? shows the keys", kDim);
  lines.push_back(spread(status.last_event, kDim, status.group, kDim, width, colour));
  return lines;
}

}  // namespace joincast::app
