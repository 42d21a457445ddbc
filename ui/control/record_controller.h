// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QObject>
#include <QString>
#include <optional>

#include "ui/bridge/record_side.h"

namespace joincast::ui {

/// What is recorded, and what is to be. Facts come in through slots, wishes go out as signals.
class RecordController : public QObject {
  Q_OBJECT

 public:
  explicit RecordController(QObject* parent = nullptr) : QObject(parent) {}

  const RunningRecordings& running() const noexcept { return running_; }
  /// Whether the service that plays is being recorded by "Record now".
  bool records() const noexcept { return manual_ != 0; }
  bool recordsSong() const noexcept { return song_ != 0; }
  bool canRecord() const noexcept { return playing_.has_value() || records(); }
  const QString& folder() const noexcept { return folder_; }

 public Q_SLOTS:
  void setFolder(const QString& folder) { folder_ = folder; }
  /// What plays from now on; its name for files until it says one itself.
  void setPlaying(const joincast::ui::PlayRequest& request, const QString& name);
  void setName(const QString& name);  ///< of what plays, as it is known now
  void setSilent();

  void toggle();      ///< records what plays from now on; again: ends that
  void toggleSong();  ///< the song that plays; again: ends that now
  void end(quint64 id);
  /// For somebody else, such as the schedule. Gives its id.
  quint64 record(joincast::ui::RecordRequest request);

  // Facts.
  void handleRunning(const joincast::ui::RunningRecordings& running);
  void handleEnd(quint64 id, const QString& path, const QString& trouble);

 Q_SIGNALS:
  void changed();
  void ended(quint64 id, QString path, QString trouble);
  void troubleChanged(QString sentence);  ///< why nothing can be written; empty: all is well

  // Wishes.
  void recordWished(joincast::ui::RecordRequest request);
  void songWished(joincast::ui::RecordRequest request);
  void endWished(quint64 id);
  void songsEndWished();

 private:
  void tellTrouble(const QString& sentence);

  struct Playing {
    PlayRequest request;
    QString name;
  };
  std::optional<Playing> playing_;
  QString folder_;
  RunningRecordings running_;
  QString trouble_;
  quint64 next_ = 1;
  quint64 manual_ = 0;  // the id of "Record now" for what plays; zero: none
  quint64 song_ = 0;
};

}  // namespace joincast::ui

Q_DECLARE_METATYPE(joincast::ui::RecordRequest)
