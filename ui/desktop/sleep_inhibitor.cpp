// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/desktop/sleep_inhibitor.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <utility>

namespace joincast::ui {
namespace {

const QString kScreenSaver = QStringLiteral("org.freedesktop.ScreenSaver");

QDBusMessage ofScreen(const char* method) {
  return QDBusMessage::createMethodCall(kScreenSaver, QStringLiteral("/org/freedesktop/ScreenSaver"), kScreenSaver,
                                        QLatin1String(method));
}

}  // namespace

SleepInhibitor::SleepInhibitor(QDBusConnection session, QDBusConnection system, QObject* parent)
    : QObject(parent), session_(std::move(session)), system_(std::move(system)) {}

SleepInhibitor::~SleepInhibitor() { releaseScreen(); }

void SleepInhibitor::setWanted(bool machine, bool screen) {
  machineWanted_ = machine;
  screenWanted_ = screen;
  if (machine && !keepsMachine()) askMachine();
  if (!machine && keepsMachine()) {
    machine_ = QDBusUnixFileDescriptor();
    Q_EMIT changed();
  }
  if (screen && !keepsScreen()) askScreen();
  if (!screen && keepsScreen()) releaseScreen();
}

void SleepInhibitor::askMachine() {
  if (!system_.isConnected() || std::exchange(machineAsked_, true)) return;
  QDBusMessage call = QDBusMessage::createMethodCall(
      QStringLiteral("org.freedesktop.login1"), QStringLiteral("/org/freedesktop/login1"),
      QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("Inhibit"));
  call << QStringLiteral("sleep") << QStringLiteral("Joincast") << tr("A station is playing")
       << QStringLiteral("block");
  auto* const answer = new QDBusPendingCallWatcher(system_.asyncCall(call), this);
  connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
    answer->deleteLater();
    machineAsked_ = false;
    const QDBusPendingReply<QDBusUnixFileDescriptor> reply = *answer;
    if (reply.isError() || !machineWanted_) return;
    machine_ = reply.value();
    Q_EMIT changed();
  });
}

void SleepInhibitor::askScreen() {
  if (!session_.isConnected() || std::exchange(screenAsked_, true)) return;
  QDBusMessage call = ofScreen("Inhibit");
  call << QStringLiteral("org.joincast.Browser") << tr("Television is playing");
  auto* const answer = new QDBusPendingCallWatcher(session_.asyncCall(call), this);
  connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
    answer->deleteLater();
    screenAsked_ = false;
    const QDBusPendingReply<quint32> reply = *answer;
    if (reply.isError()) return;
    cookie_ = reply.value();
    if (!screenWanted_) return releaseScreen();
    Q_EMIT changed();
  });
}

void SleepInhibitor::releaseScreen() {
  if (cookie_ == 0) return;
  QDBusMessage call = ofScreen("UnInhibit");
  call << std::exchange(cookie_, 0);
  call.setAutoStartService(false);
  session_.send(call);
  Q_EMIT changed();
}

}  // namespace joincast::ui
