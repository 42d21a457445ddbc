// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QCoreApplication>
#include <QMetaType>
#include <QString>
#include <QtGlobal>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "libreceiver/file_syncer.h"
#include "libreceiver/service_recording.h"
#include "libreceiver/song_recording.h"
#include "ui/bridge/player_side.h"

namespace joincast::ui {

/// One recording as it stands; what is empty or zero is not known yet.
struct RunningRecording {
  enum class Kind : std::uint8_t { service, song, scheduled };

  quint64 id = 0;
  Kind kind = Kind::service;
  QString station;
  QString title;
  QString path;     ///< of the present file
  QString trouble;  ///< why nothing is written, or nothing comes; empty: nothing to say
  qint64 lengthMs = 0;
  quint64 octets = 0;
  quint64 lost = 0;  ///< packets
  quint64 gaps = 0;
  bool waiting = false;  ///< for its time
  bool blocked = false;  ///< nothing can be written: what comes is lost until it can

  friend bool operator==(const RunningRecording&, const RunningRecording&) = default;
};
using RunningRecordings = std::vector<RunningRecording>;

/// What is to be recorded.
struct RecordRequest {
  quint64 id = 0;
  RunningRecording::Kind kind = RunningRecording::Kind::service;
  QString station;  ///< its name, until it says one itself
  PlayRequest service;
  libreceiver::RecordingWishes wishes;  ///< `output`: the folder, made where it is not there
};

/// The recordings that run, each with a session of its own, beside what plays. Lives on the receiver's thread; the
/// calls are made there too.
class RecordSide {
  Q_DECLARE_TR_FUNCTIONS(joincast::ui::RecordSide)

 public:
  struct Calls {
    std::function<void(RunningRecordings)> on_change;
    /// A recording has ended, or could not begin. `trouble`: why, for people; empty: as it should.
    std::function<void(quint64 id, const QString& path, const QString& trouble)> on_end;
  };

  RecordSide(net::EventLoop& loop, libreceiver::Receiver& receiver, Calls calls);
  ~RecordSide();  ///< ends all of them properly
  RecordSide(const RecordSide&) = delete;
  RecordSide& operator=(const RecordSide&) = delete;

  void record(const RecordRequest& request);
  /// The item that is heard, from its beginning as far as that is kept, to its end.
  void record_song(const RecordRequest& request, const libreceiver::Target& target);
  void end(quint64 id);
  /// Another service is played: what is kept of this one's song is written.
  void end_songs();

 private:
  struct Service;
  struct Song;
  void tick();
  void tell();

  net::EventLoop& loop_;
  libreceiver::Receiver& receiver_;
  Calls calls_;
  libreceiver::FileSyncer syncer_;
  std::vector<std::unique_ptr<Service>> services_;
  std::vector<std::unique_ptr<Song>> songs_;
  RunningRecordings told_;
  net::Timer ticker_;
};

}  // namespace joincast::ui

Q_DECLARE_METATYPE(joincast::ui::RunningRecordings)
