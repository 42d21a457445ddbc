// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "app/joincast/display.h"
#include "app/joincast/find_target.h"
#include "app/joincast/options.h"
#include "libreceiver/recorder.h"
#include "libreceiver/recording_files.h"
#include "libreceiver/session_runner.h"
#include "media/decoder.h"
#include "media/level.h"
#include "net/event_loop.h"

namespace joincast::app {

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
using RecordingEvent = std::variant<libreceiver::Event, libreceiver::RecordingFiles::Change, StallTold, StallOver,
                                    InterfaceGone, InterfaceBack, RecordingBegan, RecordingEnded>;

/// A recording at one moment.
struct RecordingStatus {
  bool recording = false;  ///< has begun and not ended
  bool ended = false;
  std::string station;  ///< empty: not known yet
  std::optional<libreceiver::Item> item;
  std::string path;          ///< of the present file; empty: none
  std::string error;         ///< why nothing is written, or nothing can be received; empty: nothing to say
  Duration file_time{};      ///< of the present file
  std::uint64_t octets = 0;  ///< of all files
  std::uint32_t files = 0;
  libreceiver::Recorder::Totals totals;
  std::optional<media::Level> level;  ///< of the last second; none: nothing is decoded
  libreceiver::Snapshot snapshot;
};

/// One service being recorded: receives it, writes it, joins anew when its interface went and came back. On the
/// loop's thread.
class Recording final : libreceiver::SessionRunner::Client {
 public:
  struct Setup {
    ServiceOptions service;
    RecordingWishes wishes;
    DisplayContext context;
    std::shared_ptr<const libreceiver::OutputFolder> folder;  ///< null: standard output
    std::string name;                                         ///< pattern, or a plain name
    bool plain_name = false;
    std::string type;
    libreceiver::FileSyncer* syncer = nullptr;
    Duration stall_after{};
    std::optional<float> silence_dbfs;
    bool level = false;  ///< decode, to tell how loud it is
    bool reports = true;
  };
  using Handler = std::function<void(Recording& recording, const RecordingEvent& event)>;

  /// `loop` must outlive it. `on_event` may not destroy it.
  Recording(net::EventLoop& loop, Setup setup, Handler on_event);
  ~Recording() override;

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
  /// Exit code and a sentence; to be asked when it ended.
  Ending ending() const;
  RecordingStatus status();
  const DisplayContext& context() const noexcept { return setup_.context; }
  const std::string& number() const noexcept { return number_; }  ///< as people call the service
  libreceiver::Snapshot snapshot() const;

 private:
  void handle_stream(const libreceiver::Session::Stream& stream, Now now) override;
  void handle_unit(libreceiver::Session::Unit unit, Now now) override;
  void handle_announced(const libreceiver::Session::Announced& announced, Now now) override;
  void handle_turn(Now now) override;
  std::optional<libreceiver::Session::Position> position(TimePoint now) override;
  void handle_event(const libreceiver::Event& event) override;

  void begin(Now now, bool from_song_start);
  void measure(const payload::AccessUnit& unit);
  void look_for_stall(Now now);
  void look_for_interface(Now now);
  std::error_code join();
  void tell(const RecordingEvent& event) { on_event_(*this, event); }

  net::EventLoop& loop_;
  Setup setup_;
  Handler on_event_;
  std::string number_;
  libreceiver::RecordingFiles files_;
  libreceiver::Recorder recorder_;
  libreceiver::SessionRunner runner_;
  std::uint32_t stream_ = 0;        // numbered through all sessions
  std::uint32_t first_stream_ = 0;  // the number before this session's first
  std::optional<libreceiver::Session::Position> position_;
  std::string station_, trouble_, said_;
  std::optional<libreceiver::SrtpTrouble> locked_;  // the last one; none: what comes is opened
  bool began_ = false;
  bool ended_ = false;
  bool joined_ = false;
  bool gone_ = false;      // the interface
  bool stalling_ = false;  // now, and that was told
  TimePoint began_at_{};
  TimePoint last_unit_{}, last_sound_{}, waiting_since_{}, next_look_{};
  bool impatient_ = false;
  libreceiver::Snapshot last_;  // when it ended
  std::unique_ptr<media::Decoder> decoder_;
  media::LevelMeter meter_;
  std::optional<media::Level> level_;
  std::vector<media::AudioFrame> frames_;
};

}  // namespace joincast::app
