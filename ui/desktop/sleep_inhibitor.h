// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusUnixFileDescriptor>
#include <QObject>
#include <cstdint>

namespace joincast::ui {

/// Keeps the machine from going to sleep (org.freedesktop.login1 on the system's bus), and the screen from going dark
/// (org.freedesktop.ScreenSaver on the session's). Asks and takes back without waiting; where nobody answers, nothing
/// is kept awake.
class SleepInhibitor : public QObject {
  Q_OBJECT

 public:
  SleepInhibitor(QDBusConnection session, QDBusConnection system, QObject* parent = nullptr);
  ~SleepInhibitor() override;

  /// What is to be kept awake from now on.
  void setWanted(bool machine, bool screen);

  bool keepsMachine() const { return machine_.isValid(); }
  bool keepsScreen() const { return cookie_ != 0; }

 Q_SIGNALS:
  void changed();  ///< an answer came, or it was taken back

 private:
  void askMachine();
  void askScreen();
  void releaseScreen();

  QDBusConnection session_, system_;
  bool machineWanted_ = false, screenWanted_ = false;
  bool machineAsked_ = false, screenAsked_ = false;  // an answer is to come
  QDBusUnixFileDescriptor machine_;                  // held open: it holds
  quint32 cookie_ = 0;
};

}  // namespace joincast::ui
