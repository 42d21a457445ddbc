// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>

#include "app/joincast/event_words.h"
#include "app/joincast/record_display.h"
#include "app/joincast/when.h"
#include "app/joincast/words.h"

namespace joincast::app {
namespace {

using libreceiver::RecordingFiles;

constexpr std::string_view kBold = "1", kDim = "2", kRed = "31", kGreen = "32", kYellow = "33";

std::string paint(std::string_view text, std::string_view how, bool colour) {
  if (!colour || text.empty()) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", how, text);
}

struct Words {
  const Recording& recording;

  std::string operator()(const libreceiver::Event& event) const {
    return in_words(event, recording.snapshot(), recording.context()).value_or(std::string());
  }
  std::string operator()(const RecordingFiles::Change& change) const {
    using Kind = RecordingFiles::Change::Kind;
    switch (change.kind) {
      case Kind::began: return "writes " + change.path;
      case Kind::renamed: return "it is called " + change.path;
      case Kind::ended:
        return fmt::format("closed {}: {}, {}{}{}", change.path, elapsed(change.length), size_in_words(change.octets),
                           change.message.empty() ? "" : ", ended by: ", change.message);
      case Kind::failed:  // nobody comes back to a pipe that is closed
        return fmt::format("cannot write: {}{}", change.message, change.path == "-" ? "" : "; trying again");
      case Kind::recovered: return "writes again";
      case Kind::refused: return change.message;
    }
    return {};
  }
  std::string operator()(const StallTold& stall) const {
    return fmt::format("{} for {}", stall.silence ? "silence" : "nothing came", elapsed(stall.lasts));
  }
  std::string operator()(const StallOver&) const { return "there is something to record again"; }
  std::string operator()(const InterfaceGone& gone) const { return "the interface is gone: " + gone.reason; }
  std::string operator()(const InterfaceBack&) const {
    return "the interface is back: joined " + recording.context().group;
  }
  std::string operator()(const RecordingBegan& began) const {
    if (!began.from_song_start) return "recording";
    return fmt::format("recording, with {} of what was heard before", elapsed(began.remembered));
  }
  std::string operator()(const RecordingEnded&) const {
    const Ending ending = recording.ending();
    return ending.reason.empty() ? "ended" : "ended: " + ending.reason;
  }
};

std::string level_text(const media::Level& level) {
  return level.rms_dbfs <= media::kSilenceDbfs ? "silence" : fmt::format("{:.0f} dB", level.rms_dbfs);
}

struct Mood {
  std::string_view word, colour;
};

Mood mood(const RecordingStatus& status) {
  using libreceiver::Phase;
  if (status.ended) return {"ended", kDim};
  if (!status.error.empty()) return {"trouble", kRed};
  switch (status.snapshot.session.phase) {
    case Phase::playing: return status.recording ? Mood{"recording", kGreen} : Mood{"listening", kYellow};
    case Phase::stalled: return {"nothing comes", kRed};
    case Phase::undescribed: return {"no description yet", kYellow};
    case Phase::silent: break;
  }
  return {"waiting", kYellow};
}

std::string spread(std::string_view left, std::string_view left_how, std::string_view right, std::string_view right_how,
                   std::size_t width, bool colour) {
  const std::string end = fit(right, width);
  const std::size_t room = width > columns(end) + 2 ? width - columns(end) - 2 : 0;
  const std::string begin = fit(left, room);
  const std::size_t gap = width - columns(begin) - columns(end);
  return paint(begin, left_how, colour) + std::string(gap, ' ') + paint(end, right_how, colour);
}

}  // namespace

std::string wait_in_words(WallTime until) {
  const std::tm at = local_parts(until);
  const std::string seconds = at.tm_sec != 0 ? fmt::format(":{:02}", at.tm_sec) : std::string();
  return fmt::format("waits until {:04}-{:02}-{:02} {:02}:{:02}{}", at.tm_year + 1900, at.tm_mon + 1, at.tm_mday,
                     at.tm_hour, at.tm_min, seconds);
}

std::string size_in_words(std::uint64_t octets) {
  const auto value = static_cast<double>(octets);
  if (octets < 1'000'000) return fmt::format("{:.0f} kB", value / 1e3);
  if (octets < 1'000'000'000) return fmt::format("{:.1f} MB", value / 1e6);
  return fmt::format("{:.2f} GB", value / 1e9);
}

std::string in_words(const Recording& recording, const RecordingEvent& event) {
  return std::visit(Words{recording}, event);
}

std::vector<std::string> render(const RecordingStatus& status, const std::string& number, std::size_t width,
                                bool colour, bool brief) {
  const Mood now = mood(status);
  const std::string& name = status.station.empty() ? number : status.station;
  const std::string title = status.item ? status.item->title : std::string();
  std::string figures = fmt::format("{}  {}", elapsed(status.totals.media), size_in_words(status.octets));
  std::vector<std::string> lines;
  if (brief) {
    const std::string left = fmt::format("{}  {}", name, status.error.empty() ? title : status.error);
    const std::string right = fmt::format("{}  lost {}  {}", figures, status.totals.lost_packets, now.word);
    lines.push_back(spread(left, "0", right, now.colour, width, colour));
    return lines;
  }
  lines.push_back(
      spread(name, kBold, fmt::format("{} {}", now.word, elapsed(status.totals.media)), now.colour, width, colour));
  const std::string level = status.level ? "level " + level_text(*status.level) : std::string();
  if (!title.empty() || !level.empty()) lines.push_back(spread(title, kBold, level, "0", width, colour));
  if (!status.error.empty()) lines.push_back(paint(fit(status.error, width), kRed, colour));
  const libreceiver::Statistics& session = status.snapshot.session;
  const std::string line = fmt::format("{} in {} file{}  lost {}  gaps {}", size_in_words(status.octets), status.files,
                                       status.files == 1 ? "" : "s", loss(session), status.totals.gaps);
  const std::string stream =
      session.source ? fmt::format("{}, {}", describe(session.format), bit_rate(session.bit_rate)) : std::string();
  lines.push_back(spread(line, "0", stream, kDim, width, colour));
  if (!status.path.empty()) lines.push_back(spread(status.path, kDim, elapsed(status.file_time), kDim, width, colour));
  return lines;
}

}  // namespace joincast::app
