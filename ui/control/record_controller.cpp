// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/record_controller.h"

#include <algorithm>
#include <utility>

namespace joincast::ui {

void RecordController::setPlaying(const PlayRequest& request, const QString& name) {
  const bool same = playing_ && playing_->request.reference == request.reference;
  playing_ = Playing{request, name};
  if (same) return;
  manual_ = 0;  // goes on by itself
  if (std::exchange(song_, 0) != 0) Q_EMIT songsEndWished();
  Q_EMIT changed();
}

void RecordController::setName(const QString& name) {
  if (playing_) playing_->name = name;
}

void RecordController::setSilent() {
  if (!playing_) return;
  playing_.reset();
  manual_ = 0;
  if (std::exchange(song_, 0) != 0) Q_EMIT songsEndWished();
  Q_EMIT changed();
}

void RecordController::toggle() {
  if (manual_ != 0) return end(manual_);
  if (!playing_) return;
  RecordRequest request;
  request.station = playing_->name;
  request.service = playing_->request;
  manual_ = record(std::move(request));
  Q_EMIT changed();
}

void RecordController::toggleSong() {
  if (song_ != 0) return end(song_);
  if (!playing_) return;
  RecordRequest request;
  request.id = song_ = next_++;
  request.kind = RunningRecording::Kind::song;
  request.station = playing_->name;
  request.service = playing_->request;
  request.wishes.output = folder_.toStdString();
  Q_EMIT songWished(request);
  Q_EMIT changed();
}

void RecordController::end(quint64 id) { Q_EMIT endWished(id); }

quint64 RecordController::record(RecordRequest request) {
  request.id = next_++;
  if (request.kind != RunningRecording::Kind::scheduled) request.wishes.output = folder_.toStdString();
  Q_EMIT recordWished(request);
  return request.id;
}

void RecordController::handleRunning(const RunningRecordings& running) {
  running_ = running;
  QString sentence;
  for (const RunningRecording& one : running_)
    if (one.blocked)
      sentence = tr("“%1” cannot be written: %2. Make room on that disk, then recording goes on by itself, or choose "
                    "another folder and begin anew.")
                     .arg(one.station, one.trouble);
  tellTrouble(sentence);
  Q_EMIT changed();
}

void RecordController::handleEnd(quint64 id, const QString& path, const QString& trouble) {
  if (id == manual_) manual_ = 0;
  if (id == song_) song_ = 0;
  Q_EMIT ended(id, path, trouble);
  if (!trouble.isEmpty()) tellTrouble(trouble);
  Q_EMIT changed();
}

void RecordController::tellTrouble(const QString& sentence) {
  if (std::exchange(trouble_, sentence) != sentence) Q_EMIT troubleChanged(sentence);
}

}  // namespace joincast::ui
