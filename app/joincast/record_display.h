// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "app/joincast/recording.h"

namespace joincast::app {

/// Tells a person or a program what happens while services are recorded.
class RecordDisplay {
 public:
  virtual ~RecordDisplay() = default;
  virtual void event(Recording& recording, const RecordingEvent& event) = 0;
  /// It will not begin before then. Told once, when the program has begun.
  virtual void waits(const Recording& recording, WallTime until) = 0;
  /// Something about the program as a whole.
  virtual void say(const std::string& text) = 0;
  /// Every tick().
  virtual void figures(const std::vector<std::unique_ptr<Recording>>& recordings) = 0;
  virtual Duration tick() const noexcept = 0;
  virtual void resized() {}
  virtual void suspend() {}
  virtual void resume() {}
  /// The last call but one for each recording that end() is told of.
  virtual void end(int exit_code, const std::string& reason) = 0;
};

/// How often lines of progress are thought of where they cannot be redrawn in place.
inline constexpr Duration kProgressTick = std::chrono::seconds(10);
/// Whether the n-th tick, from 1, is worth a line: each in the first minute, one a minute in the first hour, then one
/// in ten minutes, so that a log of weeks stays readable.
bool is_progress_due(std::uint64_t tick) noexcept;

/// `stream`: where to write, stdout or, where that takes the recording itself, stderr.
std::unique_ptr<RecordDisplay> make_record_block(std::FILE* stream, TimePoint began, bool colour);
std::unique_ptr<RecordDisplay> make_record_lines(std::FILE* stream, TimePoint began, bool many);
std::unique_ptr<RecordDisplay> make_record_json(TimePoint began);

/// One event as a line for people; empty: not worth one.
std::string in_words(const Recording& recording, const RecordingEvent& event);

/// `waits until 2026-11-23 02:00`: local time, with seconds where there are any.
std::string wait_in_words(WallTime until);

/// `1.2 GB`.
std::string size_in_words(std::uint64_t octets);

/// A status block's lines for one recording, none wider than `width`; `brief`: one line.
std::vector<std::string> render(const RecordingStatus& status, const std::string& number, std::size_t width,
                                bool colour, bool brief);

std::string to_json(const Recording& recording, const RecordingEvent& event, Duration since_began);
std::string to_json(const std::string& number, const RecordingStatus& status, Duration since_began);
std::string wait_to_json(const std::string& number, WallTime until, Duration since_began);

}  // namespace joincast::app
