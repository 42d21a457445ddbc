// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/export.h"
#include "libreceiver/recorder.h"
#include "libreceiver/recording_files.h"
#include "libreceiver/time_shift.h"

namespace joincast::libreceiver {

/// Writes one song out of a time shift into a file, from its beginning, as far as that is kept, to its end, which may
/// be still to come. Not thread-safe.
class JOINCAST_EXPORT SongRecording {
 public:
  /// The song that the frame `index` of `kept` belongs to. `index` is one that is kept.
  SongRecording(RecordingFiles::Settings files, const std::string& station, const TimeShift& kept,
                TimeShift::Index index, Now now);
  ~SongRecording();
  SongRecording(const SongRecording&) = delete;
  SongRecording& operator=(const SongRecording&) = delete;

  /// Takes what came meanwhile; to be called every second or so, with the same time shift.
  void follow(const TimeShift& kept, Now now);

  /// Ends the file with what came up to now. Once done() it does nothing.
  void finish(Now now);

  bool done() const noexcept;  ///< the song was over, or finish()
  bool from_song_start() const noexcept { return from_song_start_; }
  const std::string& path() const noexcept;   ///< of the file; empty: there is none
  const std::string& error() const noexcept;  ///< why there is none, or why it ended; empty: nothing to say
  Duration length() const;

 private:
  struct OneFile;
  void feed(const TimeShift& kept, TimeShift::Index end);

  std::unique_ptr<OneFile> file_;
  Recorder recorder_;
  TimeShift::Index next_ = 0;
  std::uint32_t stream_ = 0;
  std::uint64_t order_ = 0;  // of the mark announced last
  bool from_song_start_ = false;
  bool finished_ = false;
};

}  // namespace joincast::libreceiver
