// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "base/export.h"
#include "libreceiver/receiver.h"
#include "libreceiver/recorder.h"
#include "libreceiver/recording_files.h"
#include "libreceiver/resolve.h"
#include "libreceiver/service_reference.h"
#include "libreceiver/session_runner.h"
#include "media/decoder.h"
#include "media/level.h"
#include "net/event_loop.h"

namespace joincast::libreceiver {

/// What a recording does.
struct RecordingWishes {
  std::string output = ".";  ///< where it goes, as a person wrote it; not looked at here
  std::string name;          ///< pattern of file names
  std::string type;          ///< extension of the files wanted; empty: what fits
  Split split = Split::never;
  Duration split_duration{};
  std::uint64_t split_octets = 0;
  bool skip_first = false;
  std::uint32_t songs = 0;  ///< end after so many whole songs; zero: never
  Duration title_offset{};
  Duration quiet_radius{};
  Duration duration{};         ///< from the beginning of the recording; zero: not limited
  std::optional<WallTime> at;  ///< when it begins; none: at once
  std::optional<WallTime> until;
  bool from_song_start = false;
  Duration time_shift = std::chrono::minutes(30);  ///< what from_song_start remembers
  bool sidecars = true;
};

/// What is told of a recording beside what its session tells.
struct StallTold {
  bool silence = false;  ///< something comes, but no sound is in it
  Duration lasts{};
};
struct StallOver {};
struct InterfaceGone {
  std::string reason;
};
struct InterfaceBack {};
struct RecordingBegan {
  bool from_song_start = false;
  Duration remembered{};  ///< of what was heard before, in the recording
};
struct RecordingEnded {};
using RecordingEvent = std::variant<Event, RecordingFiles::Change, StallTold, StallOver, InterfaceGone, InterfaceBack,
                                    RecordingBegan, RecordingEnded>;

/// A recording at one moment.
struct RecordingStatus {
  bool recording = false;  ///< has begun and not ended
  bool ended = false;
  bool blocked = false;  ///< nothing can be written: what comes is dropped until it can
  std::string station;   ///< empty: not known yet
  std::optional<Item> item;
  std::string path;          ///< of the present file; empty: none
  std::string error;         ///< why nothing is written, or nothing can be received; empty: nothing to say
  Duration file_time{};      ///< of the present file
  std::uint64_t octets = 0;  ///< of all files
  std::uint32_t files = 0;
  Recorder::Totals totals;
  std::optional<media::Level> level;  ///< of the last second; none: nothing is decoded
  Snapshot snapshot;
};

/// The pattern of file names that suits how a recording is divided.
JOINCAST_EXPORT std::string default_recording_name(Split split);

/// How a recording ended.
enum class RecordingOutcome : std::uint8_t {
  ok,
  not_written,   ///< no room, or the file could not be written
  nothing_came,  ///< joined, and no packet came in time
  undescribed,   ///< packets came, but no description that says what they are
  stalled,       ///< packets came and stopped coming
  wrong_key,     ///< SRTP, and the key opens nothing
  key_mismatch,  ///< SRTP without a key, or a key and no SRTP
  no_srtp,       ///< SRTP does not work on this system
};

/// Why a service that was joined at `group` for so long is not heard; empty for Phase::playing.
JOINCAST_EXPORT std::string why_unheard(Phase phase, const std::string& group, Duration waited);

/// One service being recorded: receives it in a session of its own, writes it, joins anew when its interface went and
/// came back. All calls and callbacks on the loop's thread.
class JOINCAST_EXPORT ServiceRecording : SessionRunner::Client {
 public:
  struct Setup {
    ServiceReference reference;  ///< by which the target is found again when its interface has gone
    Wishes looked_for;           ///< likewise
    Target target;
    std::string group;                             ///< with its interface, for people
    std::string station;                           ///< its name, until it says one itself; empty: not known
    Duration patience = std::chrono::seconds(30);  ///< how long nothing may come; zero: for ever
    RecordingWishes wishes;
    std::shared_ptr<const OutputFolder> folder;  ///< null: standard output
    std::string name;                            ///< pattern, or a plain name
    bool plain_name = false;
    std::string type;
    FileSyncer* syncer = nullptr;
    Duration stall_after{};             ///< nothing, or silence, for so long is told; zero: never
    std::optional<float> silence_dbfs;  ///< what counts as silence; none: nothing is decoded for it
    bool level = false;                 ///< decode, to tell how loud it is
    bool reports = true;                ///< RTCP
    std::string tool;                   ///< how we call ourselves in RTCP; empty: not at all
  };
  using Handler = std::function<void(const RecordingEvent& event)>;

  /// `loop` must outlive it. `on_event` may not destroy it.
  ServiceRecording(net::EventLoop& loop, Setup setup, Handler on_event);
  ~ServiceRecording() override;
  ServiceRecording(const ServiceRecording&) = delete;
  ServiceRecording& operator=(const ServiceRecording&) = delete;

  /// Joins, or will in time for `at`. An error: joining failed.
  std::error_code open();
  /// Every second or so, and at next_moment().
  void tick(Now now);
  /// When something is due by the wall clock; none: nothing.
  std::optional<WallTime> next_moment() const;
  /// Begins now what waits for that (from_song_start).
  void trigger();
  /// The machine slept so long.
  void wake(Duration slept);
  /// Ends it properly: writes what came, closes the file, leaves.
  void finish();

  bool ended() const noexcept { return ended_; }
  RecordingOutcome outcome() const;  ///< to be asked when it ended
  std::string reason() const;        ///< of that, a sentence; empty: nothing to say
  RecordingStatus status();
  const Target& target() const noexcept { return setup_.target; }
  const std::string& group() const noexcept { return setup_.group; }  ///< with its interface, for people
  const std::string& number() const noexcept { return number_; }      ///< as people call the service
  Snapshot snapshot() const;

 private:
  void handle_stream(const Session::Stream& stream, Now now) override;
  void handle_unit(Session::Unit unit, Now now) override;
  void handle_announced(const Session::Announced& announced, Now now) override;
  void handle_turn(Now now) override;
  std::optional<Session::Position> position(TimePoint now) override;
  void handle_event(const Event& event) override;

  void begin(Now now, bool from_song_start);
  void measure(const payload::AccessUnit& unit);
  void look_for_stall(Now now);
  void look_for_interface(Now now);
  std::error_code join();
  void tell(const RecordingEvent& event) { on_event_(event); }

  net::EventLoop& loop_;
  Setup setup_;
  Handler on_event_;
  std::string number_;
  RecordingFiles files_;
  Recorder recorder_;
  SessionRunner runner_;
  std::uint32_t stream_ = 0;        // numbered through all sessions
  std::uint32_t first_stream_ = 0;  // the number before this session's first
  std::optional<Session::Position> position_;
  std::string station_, trouble_, said_;
  std::optional<SrtpTrouble> locked_;  // the last one; none: what comes is opened
  bool began_ = false;
  bool ended_ = false;
  bool joined_ = false;
  bool gone_ = false;      // the interface
  bool stalling_ = false;  // now, and that was told
  TimePoint began_at_{};
  TimePoint last_unit_{}, last_sound_{}, waiting_since_{}, next_look_{};
  bool impatient_ = false;
  Snapshot last_;  // when it ended
  std::unique_ptr<media::Decoder> decoder_;
  media::LevelMeter meter_;
  std::optional<media::Level> level_;
  std::vector<media::AudioFrame> frames_;
};

}  // namespace joincast::libreceiver
