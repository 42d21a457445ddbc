// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/export.h"
#include "base/time.h"
#include "libreceiver/session.h"
#include "libreceiver/time_shift.h"

namespace joincast::libreceiver {

/// By what a recording is divided into parts. A new source or another format always begins a new part.
enum class Split : std::uint8_t { never, titles, duration, size };

/// Why something is missing in a recording.
enum class Gap : std::uint8_t {
  network,      ///< RTP packets never came
  source,       ///< the timestamps leap: the headend had nothing to send
  stream,       ///< between two sources: the headend began anew, or another took its place
  unreachable,  ///< nothing could be received: the interface was gone
  suspended,    ///< the machine slept
  disk,         ///< there was no room, or the file could not be written
  not_running,  ///< between the end of an earlier run that was killed and the beginning of this one
};
JOINCAST_EXPORT std::string_view to_string(Gap gap) noexcept;

/// One part of a recording: one file.
struct Part {
  std::uint32_t index = 0;  ///< from 1
  payload::Format format;
  Item item;                   ///< what plays at its beginning; empty: nobody told
  std::int64_t timestamp = 0;  ///< RTP, unwrapped, of the first frame
  WallTime began{};            ///< when the first frame came
  bool whole_song = false;     ///< split by titles, and its beginning is the song's own
};

/// Something is missing in front of the next frame.
struct GapNote {
  Gap reason = Gap::network;
  std::int64_t timestamp = 0;  ///< RTP, unwrapped, of the first frame behind it
  std::uint64_t packets = 0;   ///< lost, as far as they can be counted
  Duration length{};           ///< of media time, or of time; zero: unknown
  WallTime at{};               ///< when the first frame behind it came
};

/// Another item begins with the next frame.
struct TitleNote {
  Item item;
  std::int64_t timestamp = 0;  ///< RTP, unwrapped, of that frame
  WallTime at{};               ///< when it came
};

/// Where the parts go. Calls come in the order of the frames, between begin_part() and end_part() but for
/// octets(). Must not call the recorder.
class RecordingSink {
 public:
  virtual ~RecordingSink() = default;
  virtual void begin_part(const Part& part, Now now) = 0;
  virtual void note_gap(const GapNote& gap) = 0;
  virtual void note_title(const TitleNote& title) = 0;
  /// The present part, begun before anybody told a title, is this item's from its beginning on.
  virtual void name_part(const Item& /*item*/, Now /*now*/) {}
  virtual void write(std::span<const TimeShift::Frame* const> frames, Now now) = 0;
  virtual void end_part(Now now) = 0;
  virtual std::uint64_t octets() const = 0;  ///< of the present part if it ended now, at most

  /// Where among these successive frames, all of one stream, it is quietest; the duration from the first one's
  /// beginning. None: nobody can say. `near`: of several such places the nearest to it.
  virtual std::optional<Duration> quietest(std::span<const TimeShift::Frame* const> /*frames*/,
                                           const payload::Format& /*format*/, Duration /*near*/) {
    return std::nullopt;
  }
};

/// Decides which frames of a service go into which part. A cut falls on the item's own RTP timestamp and loses nothing:
/// the frame that begins at or behind it is the first of the new part, and all parts put together are the whole. As
/// titles come by announcement, frames wait for late ones before they are written. Sans I/O.
class JOINCAST_EXPORT Recorder {
 public:
  struct Settings {
    Split split = Split::never;
    Duration split_duration{};       ///< of media time, for Split::duration
    std::uint64_t split_octets = 0;  ///< of the file, for Split::size
    bool skip_first = false;         ///< leave out the song that had already begun
    std::uint32_t songs = 0;         ///< end behind so many whole parts; zero: never
    Duration title_offset{};         ///< titles of this station come so much before (positive) their sound
    Duration quiet_radius{};         ///< cut at the quietest moment within so much of the change; zero: exactly there
    Duration settle = std::chrono::milliseconds(1500);  ///< frames wait so long for a late title, split by titles
    Duration keep{};                                    ///< history for start(.., true); zero: none
    std::size_t most_octets = 64u << 20;                ///< of frames that wait or are kept
  };

  Recorder(const Settings& settings, RecordingSink& sink);

  void handle_stream(const Session::Stream& stream) { history_.begin(stream); }
  void handle_unit(Session::Unit unit, Now now) { history_.add(std::move(unit), now); }
  void handle_announced(const Session::Announced& announced, Now now);

  /// Begins to record; what comes before is only remembered. `from_song_start`: from the beginning of the item that
  /// plays now, as far back as it is remembered; else from frames that came at `now` or later.
  void start(Now now, bool from_song_start = false);
  bool started() const noexcept { return started_; }

  /// Says why the next frame is not the successor of the last one.
  void explain_gap(Gap reason, Duration length);

  /// Writes what is due. After each input, and at deadline().
  void handle_turn(Now now);
  TimePoint deadline() const noexcept;  ///< kNever: nothing waits

  /// Writes all that came and ends the part. Frames may come again afterwards, for the next start().
  void finish(Now now);

  bool done() const noexcept { return done_; }  ///< as many songs as were asked for
  const TimeShift& history() const noexcept { return history_; }
  std::uint32_t parts() const noexcept { return parts_; }  ///< begun so far
  /// What was handed to the sink, since construction.
  struct Totals {
    std::uint64_t frames = 0;
    std::uint64_t octets = 0;  ///< of frames
    Duration media{};          ///< their duration
    std::uint64_t gaps = 0;
    std::uint64_t lost_packets = 0;
  };
  const Totals& totals() const noexcept { return totals_; }
  /// The item of the last frame handed to the sink.
  const std::optional<Item>& item() const noexcept { return item_; }

 private:
  Duration delay() const noexcept;
  void commit(TimeShift::Index end, Now now);
  void take(TimeShift::Index index, Now now);
  void flush(Now now);
  void begin_part(const TimeShift::Frame& frame, bool whole_song, Now now);
  void end_part(Now now);
  void note_gap(const TimeShift::Frame& frame);
  std::int64_t cut_of(const TimeShift::Mark& mark);
  const TimeShift::Mark* mark_at(const TimeShift::Frame& frame);
  const TimeShift::Mark* told_meanwhile(const TimeShift::Frame& frame) const;
  bool divides(const TimeShift::Frame& frame) const;
  bool names_late(const TimeShift::Mark& mark);

  Settings settings_;
  RecordingSink& sink_;
  TimeShift history_;
  bool started_ = false;
  bool done_ = false;
  bool last_words_ = false;  // nothing more comes
  bool open_ = false;
  bool skipping_ = false;    // the song that had already begun
  bool whole_song_ = false;  // the present part began with its song
  bool whole_next_ = false;  // and so does the next one
  TimeShift::Index next_ = 0;
  std::vector<const TimeShift::Frame*> batch_;
  std::map<std::uint64_t, std::int64_t> cuts_;  // by the mark's order: where it cuts, once that was decided
  std::optional<Item> item_;
  std::optional<TimeShift::Frame> last_;  // without its octets
  std::int64_t part_timestamp_ = 0;
  std::optional<std::pair<Gap, Duration>> explained_;
  std::uint32_t parts_ = 0;
  std::uint32_t songs_ = 0;
  Totals totals_;
};

}  // namespace joincast::libreceiver
