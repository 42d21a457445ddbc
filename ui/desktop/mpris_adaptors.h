// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QDBusAbstractAdaptor>
#include <QDBusObjectPath>
#include <QStringList>
#include <QVariantMap>

#include "ui/desktop/mpris.h"

// The names are the specification's.
namespace joincast::ui {

/// org.mpris.MediaPlayer2: the program.
class MprisRoot : public QDBusAbstractAdaptor {
  Q_OBJECT
  Q_CLASSINFO("D-Bus Interface", "org.mpris.MediaPlayer2")
  Q_PROPERTY(bool CanQuit READ yes)
  Q_PROPERTY(bool CanRaise READ yes)
  Q_PROPERTY(bool HasTrackList READ no)
  Q_PROPERTY(QString Identity READ identity)
  Q_PROPERTY(QString DesktopEntry READ desktopEntry)
  Q_PROPERTY(QStringList SupportedUriSchemes READ schemes)
  Q_PROPERTY(QStringList SupportedMimeTypes READ types)

 public:
  explicit MprisRoot(Mpris* mpris) : QDBusAbstractAdaptor(mpris), mpris_(mpris) {}

  bool yes() const { return true; }
  bool no() const { return false; }
  QString identity() const { return QStringLiteral("Joincast"); }
  QString desktopEntry() const { return QStringLiteral("org.joincast.Browser"); }
  QStringList schemes() const { return {QStringLiteral("rtp"), QStringLiteral("file")}; }
  QStringList types() const {
    return {QStringLiteral("application/sdp"), QStringLiteral("audio/x-mpegurl"), QStringLiteral("audio/x-scpls")};
  }

 public Q_SLOTS:
  void Raise() { Q_EMIT mpris_->raiseWished(); }
  void Quit() { Q_EMIT mpris_->quitWished(); }

 private:
  Mpris* mpris_;
};

/// org.mpris.MediaPlayer2.Player: what plays.
class MprisPlayer : public QDBusAbstractAdaptor {
  Q_OBJECT
  Q_CLASSINFO("D-Bus Interface", "org.mpris.MediaPlayer2.Player")
  Q_PROPERTY(QString PlaybackStatus READ playbackStatus)
  Q_PROPERTY(double Rate READ rate WRITE setRate)
  Q_PROPERTY(double MinimumRate READ rate)
  Q_PROPERTY(double MaximumRate READ rate)
  Q_PROPERTY(QVariantMap Metadata READ metadata)
  Q_PROPERTY(double Volume READ volume WRITE setVolume)
  Q_PROPERTY(qlonglong Position READ position)
  Q_PROPERTY(bool CanGoNext READ canGoNext)
  Q_PROPERTY(bool CanGoPrevious READ canGoPrevious)
  Q_PROPERTY(bool CanPlay READ canPlay)
  Q_PROPERTY(bool CanPause READ canPause)
  Q_PROPERTY(bool CanSeek READ canSeek)
  Q_PROPERTY(bool CanControl READ canControl)

 public:
  explicit MprisPlayer(Mpris* mpris) : QDBusAbstractAdaptor(mpris), mpris_(mpris) {}

  QString playbackStatus() const { return now("PlaybackStatus").toString(); }
  double rate() const { return 1.0; }
  void setRate(double) {}
  QVariantMap metadata() const { return now("Metadata").toMap(); }
  double volume() const { return now("Volume").toDouble(); }
  void setVolume(double volume);
  qlonglong position() const { return mpris_->position(); }
  bool canGoNext() const { return now("CanGoNext").toBool(); }
  bool canGoPrevious() const { return now("CanGoPrevious").toBool(); }
  bool canPlay() const { return now("CanPlay").toBool(); }
  bool canPause() const { return now("CanPause").toBool(); }
  bool canSeek() const { return now("CanSeek").toBool(); }
  bool canControl() const { return true; }

 public Q_SLOTS:
  void Next();
  void Previous();
  void Pause();
  void PlayPause();
  void Stop();
  void Play();
  void Seek(qlonglong offset);
  void SetPosition(const QDBusObjectPath& track, qlonglong position);
  void OpenUri(const QString& uri) { Q_EMIT mpris_->openWished(uri); }

 Q_SIGNALS:
  void Seeked(qlonglong position);

 private:
  QVariant now(const char* property) const { return mpris_->properties().value(QLatin1String(property)); }

  Mpris* mpris_;
};

}  // namespace joincast::ui
