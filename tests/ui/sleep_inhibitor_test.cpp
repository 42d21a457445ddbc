// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/desktop/sleep_inhibitor.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <QDBusConnectionInterface>
#include <QtTest>

#include "tests/ui/private_bus.h"

namespace joincast::ui {

/// The desktop's screen saver.
class ScreenSaver : public QObject {
  Q_OBJECT
  Q_CLASSINFO("D-Bus Interface", "org.freedesktop.ScreenSaver")

 public:
  int held = 0;

 public Q_SLOTS:
  quint32 Inhibit(const QString&, const QString&) {
    ++held;
    return 7;
  }
  void UnInhibit(quint32 cookie) { held -= cookie == 7; }
};

/// The system's login manager: a pipe is held by whoever inhibits.
class LoginManager : public QObject {
  Q_OBJECT
  Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")

 public:
  QStringList what;

 public Q_SLOTS:
  QDBusUnixFileDescriptor Inhibit(const QString& wanted, const QString&, const QString&, const QString& mode) {
    what << wanted + QLatin1Char(' ') + mode;
    int ends[2] = {-1, -1};
    EXPECT_EQ(::pipe(ends), 0);
    const QDBusUnixFileDescriptor given(ends[1]);
    ::close(ends[1]);
    reader = ends[0];
    return given;
  }

 public:
  int reader = -1;
};

namespace {

class Inhibiting : public testing::Test {
 protected:
  Inhibiting() {
    QDBusConnection desktop = bus_.connect(QStringLiteral("desktop"));
    desktop.registerObject(QStringLiteral("/org/freedesktop/ScreenSaver"), &saver_, QDBusConnection::ExportAllSlots);
    desktop.registerObject(QStringLiteral("/org/freedesktop/login1"), &login_, QDBusConnection::ExportAllSlots);
    EXPECT_TRUE(desktop.registerService(QStringLiteral("org.freedesktop.ScreenSaver")));
    EXPECT_TRUE(desktop.registerService(QStringLiteral("org.freedesktop.login1")));
  }
  ~Inhibiting() override {
    if (login_.reader >= 0) ::close(login_.reader);
  }
  static bool wait(const std::function<bool()>& until) { return QTest::qWaitFor(until, 30'000); }

  PrivateBus bus_;
  ScreenSaver saver_;
  LoginManager login_;
  SleepInhibitor inhibitor_{bus_.connect(QStringLiteral("session")), bus_.connect(QStringLiteral("system"))};
};

TEST_F(Inhibiting, SoundKeepsTheMachineAwakeAndNotTheScreen) {
  inhibitor_.setWanted(true, false);
  ASSERT_TRUE(wait([&] { return inhibitor_.keepsMachine(); }));
  EXPECT_EQ(login_.what, QStringList{QStringLiteral("sleep block")});
  EXPECT_EQ(saver_.held, 0);
  inhibitor_.setWanted(false, false);
  char octet = 0;
  EXPECT_EQ(::read(login_.reader, &octet, 1), 0) << "the last holder has closed it";
}

TEST_F(Inhibiting, PicturesKeepTheScreenLitUntilTheyEnd) {
  inhibitor_.setWanted(true, true);
  ASSERT_TRUE(wait([&] { return inhibitor_.keepsScreen(); }));
  EXPECT_EQ(saver_.held, 1);
  inhibitor_.setWanted(true, false);
  EXPECT_TRUE(wait([&] { return saver_.held == 0; }));
}

TEST_F(Inhibiting, AnAnswerThatComesTooLateIsTakenBack) {
  inhibitor_.setWanted(false, true);
  inhibitor_.setWanted(false, false);
  ASSERT_TRUE(wait([&] { return saver_.held == 1; }));
  EXPECT_TRUE(wait([&] { return saver_.held == 0; }));
  EXPECT_FALSE(inhibitor_.keepsScreen());
}

TEST_F(Inhibiting, AsksOnceHoweverOftenItIsWanted) {
  for (int i = 0; i < 3; ++i) inhibitor_.setWanted(true, false);
  ASSERT_TRUE(wait([&] { return inhibitor_.keepsMachine(); }));
  inhibitor_.setWanted(true, false);
  EXPECT_EQ(login_.what.size(), 1);
}

}  // namespace
}  // namespace joincast::ui

#include "sleep_inhibitor_test.moc"
