// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/desktop/notifier.h"

#include <gtest/gtest.h>

#include <QtTest>

#include "tests/ui/private_bus.h"

namespace joincast::ui {

/// The desktop's notifications: numbers them from 41.
class Notifications : public QObject {
  Q_OBJECT
  Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

 public:
  struct Shown {
    quint32 replaces;
    QString title;
    QString body;
    QVariantMap hints;
  };
  QList<Shown> shown;

 public Q_SLOTS:
  quint32 Notify(const QString&, quint32 replaces, const QString&, const QString& title, const QString& body,
                 const QStringList&, const QVariantMap& hints, int) {
    shown << Shown{replaces, title, body, hints};
    return replaces != 0 ? replaces : 41;
  }
};

namespace {

class Notifying : public testing::Test {
 protected:
  Notifying() {
    QDBusConnection desktop = bus_.connect(QStringLiteral("desktop"));
    desktop.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &desktop_,
                           QDBusConnection::ExportAllSlots);
    EXPECT_TRUE(desktop.registerService(QStringLiteral("org.freedesktop.Notifications")));
  }
  bool shows(qsizetype count) {
    return QTest::qWaitFor([&] { return desktop_.shown.size() == count; }, 30'000);
  }

  PrivateBus bus_;
  Notifications desktop_;
  Notifier notifier_{bus_.connect(QStringLiteral("session"))};
};

TEST_F(Notifying, ATitleIsShownWithItsStationAndDoesNotStay) {
  notifier_.tell(QStringLiteral("Ada - One"), QStringLiteral("Blue Note"));
  ASSERT_TRUE(shows(1));
  EXPECT_EQ(desktop_.shown[0].title, QStringLiteral("Ada - One"));
  EXPECT_EQ(desktop_.shown[0].body, QStringLiteral("Blue Note"));
  EXPECT_EQ(desktop_.shown[0].replaces, 0u);
  EXPECT_TRUE(desktop_.shown[0].hints.value(QStringLiteral("transient")).toBool());
}

TEST_F(Notifying, TheNextTitleTakesThePlaceOfTheOneBefore) {
  notifier_.tell(QStringLiteral("One"), QStringLiteral("Blue Note"));
  ASSERT_TRUE(shows(1));
  ASSERT_TRUE(QTest::qWaitFor(
      [&] {
        notifier_.tell(QStringLiteral("Two"), QStringLiteral("Blue Note"));
        return desktop_.shown.size() > 1 && desktop_.shown.back().replaces == 41;
      },
      30'000))
      << "once the desktop has answered";
}

TEST_F(Notifying, AStationsNameIsNoMarkup) {
  notifier_.tell(QStringLiteral("One"), QStringLiteral("<b>Rock & Roll</b>"));
  ASSERT_TRUE(shows(1));
  EXPECT_EQ(desktop_.shown[0].body, QStringLiteral("&lt;b&gt;Rock &amp; Roll&lt;/b&gt;"));
}

TEST(NotifierAlone, WithoutABusSaysNothing) {
  Notifier notifier{QDBusConnection(QStringLiteral("nowhere"))};
  notifier.tell(QStringLiteral("One"), QStringLiteral("Blue Note"));
  EXPECT_TRUE(notifier.children().isEmpty()) << "no answer is waited for";
}

}  // namespace
}  // namespace joincast::ui

#include "notifier_test.moc"
