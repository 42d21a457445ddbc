// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QObject>
#include <optional>

#include "ui/model/station.h"

namespace joincast::ui {

/// How a person wants to listen; kept in the settings file, group `listening`. Each change is told by changed(), and
/// holds at once but for keepMinutes.
class ListeningSettings : public QObject {
  Q_OBJECT

 public:
  static constexpr int kMostKept = 120;  ///< minutes

  explicit ListeningSettings(QObject* parent = nullptr);

  bool playOnStart() const { return flag("playOnStart", false); }  ///< what was played last
  bool evenLoudness() const { return flag("evenLoudness", true); }
  bool staysAwake() const { return flag("staysAwake", true); }  ///< no sleep of the machine while something is heard
  bool tray() const { return flag("tray", false); }
  bool notifications() const { return flag("notifications", false); }  ///< of titles
  int keepMinutes() const;  ///< of what was heard, to go back in; from the next start on. 0..kMostKept

  void setPlayOnStart(bool on) { setFlag("playOnStart", on); }
  void setEvenLoudness(bool on) { setFlag("evenLoudness", on); }
  void setStaysAwake(bool on) { setFlag("staysAwake", on); }
  void setTray(bool on) { setFlag("tray", on); }
  void setNotifications(bool on) { setFlag("notifications", on); }
  void setKeepMinutes(int minutes);

  int volume() const;  ///< per cent, 0..100
  bool muted() const { return flag("muted", false); }
  void setVolume(int per_cent, bool muted);  ///< not told by changed()

  /// What was played last, as far as it is needed to play it again; none: nothing ever.
  std::optional<Station> lastStation() const;
  void setLastStation(const Station& station);  ///< not told by changed()

 Q_SIGNALS:
  void changed();

 private:
  bool flag(const char* name, bool otherwise) const;
  void setFlag(const char* name, bool on);
};

}  // namespace joincast::ui
