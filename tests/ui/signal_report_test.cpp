// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/signal_report.h"

#include <gtest/gtest.h>

#include <QFile>

#include "tests/ui/signal_rig.h"

namespace joincast::ui {
namespace {

const QDateTime kWhen(QDate(2026, 11, 21), QTime(20, 0), Qt::UTC);

QString vector(const char* name) {
  QFile file(QStringLiteral(JOINCAST_VECTORS "/ui/") + QString::fromUtf8(name));
  return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

TEST(SignalReport, HoldsAllThatIsKnown) {
  SignalRig rig;
  rig.ask();
  rig.tell(described());
  rig.next.session.missing = 0;
  rig.play(20s);
  const QString report = signalReport(rig.signal, kWhen, QStringLiteral("joincast-browser 1.2.3"));
  EXPECT_EQ(report, vector("signal_report.txt")) << report.toStdString();
}

TEST(SignalReport, SaysThatNothingPlays) {
  const SignalRig rig;
  EXPECT_EQ(
      signalReport(rig.signal, kWhen, QStringLiteral("joincast-browser 1.2.3")),
      QStringLiteral("joincast-browser 1.2.3, report of 2026-11-21T20:00:00Z\n"
                     "Station: none\n"
                     "\n"
                     "Diagnosis\n"
                     "=========\n"
                     "Nothing plays.\n"
                     "- What plays. No service was asked for. There is nothing to find out. Choose a station, then ask "
                     "again.\n"));
}

}  // namespace
}  // namespace joincast::ui
