// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <memory>
#include <vector>

namespace joincast::ui {

/// A file that was recorded, with what its sidecar tells.
struct RecordingFile {
  struct Loss {
    double place = 0;  ///< 0 to 1: how far into the file
    QString words;     ///< for people
  };

  QString path;
  QString name;          ///< of the file
  QString station;       ///< this and what follows: empty where there is no sidecar
  QString title;         ///< of the first song; of several how many there are
  QDateTime began;       ///< else when the file was changed last
  qint64 lengthMs = -1;  ///< negative: not known
  qint64 octets = 0;
  std::vector<Loss> losses;
  qint64 lostPackets = 0;
  bool told = false;         ///< a sidecar tells of losses
  bool running = false;      ///< it is still being written, as far as the sidecar knows
  bool interrupted = false;  ///< its recorder was killed
};
using RecordingFilesPtr = std::shared_ptr<const std::vector<RecordingFile>>;

/// Fills in what the sidecar says; nothing if it is none.
void readSidecar(const QByteArray& json, RecordingFile& file);

/// The recordings below a folder, the newest first; at most so many of them. May take a while: not for the windows'
/// thread.
RecordingFilesPtr scanRecordings(const QString& folder, std::size_t most = 20'000);

/// All files that belong to a recording: itself and its sidecars.
QStringList filesOf(const QString& path);

QString lengthText(qint64 milliseconds);  ///< `1:02:03`; empty if negative
QString sizeText(qint64 octets);          ///< `1.2 MB`, as the language has it

}  // namespace joincast::ui
