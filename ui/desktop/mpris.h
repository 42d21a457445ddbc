// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QString>
#include <QVariantMap>

namespace joincast::ui {

class PlayerController;

/// The player as media keys, panels and other programs see and steer it: MPRIS 2.2 at `/org/mpris/MediaPlayer2`
/// (specifications.freedesktop.org/mpris-spec). What is told is taken anew at every change, so that it is never stale;
/// the stream's own address is never told.
class Mpris : public QObject {
  Q_OBJECT

 public:
  static inline const QString kService = QStringLiteral("org.mpris.MediaPlayer2.joincast");
  static inline const QString kPath = QStringLiteral("/org/mpris/MediaPlayer2");
  static inline const QString kPlayerInterface = QStringLiteral("org.mpris.MediaPlayer2.Player");

  /// Both must outlive it. Without a bus nothing is told.
  Mpris(QDBusConnection bus, PlayerController& player, QObject* parent = nullptr);
  ~Mpris() override;

  /// There is a list to go through by next and previous.
  void setHasNeighbours(bool has);
  /// There is something to play though nothing was asked for: what was played last.
  void setCanReplay(bool can);

  PlayerController& player() noexcept { return player_; }
  QVariantMap properties() const;  ///< of kPlayerInterface, as they are now
  qlonglong position() const;      ///< in the item that is heard, microseconds; zero: not known

  void setPosition(const QString& track, qlonglong position);
  void play();

 Q_SIGNALS:
  void raiseWished();
  void quitWished();
  void playLastWished();  ///< Play, while nothing was asked for
  void openWished(QString uri);

 private:
  void tell();
  void countTrack();
  QVariantMap metadata() const;
  QString status() const;

  QDBusConnection bus_;
  PlayerController& player_;
  QString service_;
  QVariantMap told_;
  QString track_;  // what the number is of
  quint64 number_ = 0;
  bool neighbours_ = false, replay_ = false;
};

}  // namespace joincast::ui
