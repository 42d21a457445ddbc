// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/desktop/mpris.h"

#include <gtest/gtest.h>

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QSignalSpy>
#include <QtTest>

#include "tests/ui/private_bus.h"
#include "ui/control/player_controller.h"

namespace joincast::ui {

/// Whoever listens on the bus.
class Listener : public QObject {
  Q_OBJECT

 public:
  QList<QVariantMap> changes;
  QList<qlonglong> places;

 public Q_SLOTS:
  void handleChange(const QString&, const QVariantMap& changed, const QStringList&) { changes << changed; }
  void handleSeek(qlonglong place) { places << place; }
};

namespace {

using namespace std::chrono;

libreceiver::Event event(libreceiver::Event::What what) { return {TimePoint{}, std::move(what)}; }

Station station(const char* number, const char* name) {
  Station station;
  station.key = station.reference = QString::fromLatin1(number);
  station.name = QString::fromUtf8(name);
  return station;
}

class MprisOnTheBus : public testing::Test {
 protected:
  MprisOnTheBus() {
    player_.play(station("8000:0001", "Radio Dawn"));
    player_.handleEvent(event(libreceiver::SoundBegan{}));
  }
  void title(const char* words) {
    libreceiver::ItemChanged changed;
    changed.item.title = words;
    changed.item.since = std::chrono::system_clock::now() - 2min;
    player_.handleEvent(event(changed));
  }
  void kept(milliseconds behind) {
    libreceiver::Snapshot figures;
    figures.shift = {.live = behind == milliseconds::zero(), .behind = behind, .kept = 10min};
    player_.handleFigures(figures);
  }
  QString gdbus(const QString& method, const QStringList& arguments = {}) {
    return bus_.run(
        QStringLiteral("gdbus"),
        QStringList{QStringLiteral("call"), QStringLiteral("--session"), QStringLiteral("--dest"), Mpris::kService,
                    QStringLiteral("--object-path"), Mpris::kPath, QStringLiteral("--method"), method} +
            arguments);
  }
  QString call(const char* method, const QStringList& arguments = {}) {
    return gdbus(Mpris::kPlayerInterface + QLatin1Char('.') + QLatin1String(method), arguments);
  }
  QString property(const char* name) {
    return gdbus(QStringLiteral("org.freedesktop.DBus.Properties.Get"), {Mpris::kPlayerInterface, QLatin1String(name)});
  }
  QString playerctl(const QStringList& arguments) {
    return bus_.run(QStringLiteral("playerctl"), QStringList{QStringLiteral("--player=joincast")} + arguments);
  }

  PrivateBus bus_;
  PlayerController player_;
  Mpris mpris_{bus_.connect(QStringLiteral("mpris")), player_};
};

TEST_F(MprisOnTheBus, TellsTitleArtistAndStation) {
  title("The Singer - The Song");
  const QString metadata = property("Metadata");
  EXPECT_TRUE(metadata.contains(QStringLiteral("'xesam:artist': <['The Singer']>"))) << metadata.toStdString();
  EXPECT_TRUE(metadata.contains(QStringLiteral("'xesam:title': <'The Song'>")));
  EXPECT_TRUE(metadata.contains(QStringLiteral("'xesam:album': <'Radio Dawn'>")));
  EXPECT_FALSE(metadata.contains(QStringLiteral("rtp:")));
}

TEST_F(MprisOnTheBus, GuessesNoArtistWhereSeveralDashesAre) {
  title("One - Two - Three");
  const QVariantMap metadata = mpris_.properties()[QStringLiteral("Metadata")].toMap();
  EXPECT_FALSE(metadata.contains(QStringLiteral("xesam:artist")));
  EXPECT_EQ(metadata[QStringLiteral("xesam:title")], QStringLiteral("One - Two - Three"));
}

TEST_F(MprisOnTheBus, TellsEachChangeAndClearsTheTitleWithTheStation) {
  Listener listener;
  QDBusConnection client = bus_.connect(QStringLiteral("listener"));
  ASSERT_TRUE(client.connect(Mpris::kService, Mpris::kPath, QStringLiteral("org.freedesktop.DBus.Properties"),
                             QStringLiteral("PropertiesChanged"), &listener,
                             SLOT(handleChange(QString, QVariantMap, QStringList))));
  title("A song");
  player_.zap(station("8000:0002", "Radio Dusk"));
  player_.stop();
  ASSERT_TRUE(QTest::qWaitFor([&] { return listener.changes.size() >= 3; }, 30'000));
  const auto metadata = [&](qsizetype which) {
    return qdbus_cast<QVariantMap>(listener.changes[which][QStringLiteral("Metadata")]);
  };
  EXPECT_EQ(metadata(0)[QStringLiteral("xesam:title")], QStringLiteral("A song"));
  bool told = false;
  for (qsizetype i = 1; i < listener.changes.size(); ++i) {
    EXPECT_NE(metadata(i)[QStringLiteral("xesam:title")], QStringLiteral("A song"));
    told = told || metadata(i)[QStringLiteral("xesam:album")] == QStringLiteral("Radio Dusk");
  }
  EXPECT_TRUE(told);
  const QVariantMap now = mpris_.properties();
  EXPECT_EQ(now[QStringLiteral("PlaybackStatus")], QStringLiteral("Stopped"));
  EXPECT_EQ(now[QStringLiteral("Metadata")].toMap().keys(), QStringList{QStringLiteral("mpris:trackid")});
}

TEST_F(MprisOnTheBus, EachTitleIsAnotherTrack) {
  const auto track = [&] {
    return mpris_.properties()[QStringLiteral("Metadata")]
        .toMap()[QStringLiteral("mpris:trackid")]
        .value<QDBusObjectPath>()
        .path();
  };
  title("One");
  const QString first = track();
  title("Two");
  EXPECT_NE(track(), first);
}

TEST_F(MprisOnTheBus, KeysReachThePlayer) {
  kept(0ms);
  mpris_.setHasNeighbours(true);
  QSignalSpy paused(&player_, &PlayerController::pauseWished), next(&player_, &PlayerController::nextWished),
      previous(&player_, &PlayerController::previousWished), stopped(&player_, &PlayerController::stopWished);
  EXPECT_EQ(call("PlayPause"), QStringLiteral("()"));
  call("Next");
  call("Previous");
  call("Stop");
  EXPECT_EQ(paused.count(), 1);
  EXPECT_EQ(next.count(), 1);
  EXPECT_EQ(previous.count(), 1);
  EXPECT_EQ(stopped.count(), 1);
}

TEST_F(MprisOnTheBus, CanOnlyWhatItCan) {
  EXPECT_EQ(property("CanGoNext"), QStringLiteral("(<false>,)"));
  EXPECT_EQ(property("CanSeek"), QStringLiteral("(<false>,)"));
  EXPECT_EQ(property("CanPause"), QStringLiteral("(<true>,)"));
  kept(0ms);
  mpris_.setHasNeighbours(true);
  EXPECT_EQ(property("CanSeek"), QStringLiteral("(<true>,)"));
  EXPECT_EQ(property("CanGoNext"), QStringLiteral("(<true>,)"));
  player_.stop();
  EXPECT_EQ(property("CanPause"), QStringLiteral("(<false>,)"));
  EXPECT_EQ(property("CanPlay"), QStringLiteral("(<false>,)"));
}

TEST_F(MprisOnTheBus, SeekingMovesInWhatIsKept) {
  kept(30s);
  std::vector<std::int64_t> ways;
  QObject::connect(&player_, &PlayerController::backWished, [&](milliseconds way) { ways.push_back(way.count()); });
  call("Seek", {QStringLiteral("--"), QStringLiteral("-5000000")});
  EXPECT_EQ(ways, std::vector<std::int64_t>{5'000});
}

TEST_F(MprisOnTheBus, TellsWhereItCameToWhenSomebodyMoved) {
  title("A song");
  kept(0ms);
  Listener listener;
  QDBusConnection client = bus_.connect(QStringLiteral("listener"));
  client.connect(Mpris::kService, Mpris::kPath, Mpris::kPlayerInterface, QStringLiteral("Seeked"), &listener,
                 SLOT(handleSeek(qlonglong)));
  player_.backALittle();
  kept(10s);
  ASSERT_TRUE(QTest::qWaitFor([&] { return !listener.places.isEmpty(); }, 30'000));
  EXPECT_NEAR(static_cast<double>(listener.places.first()), 110e6, 5e6);
}

TEST_F(MprisOnTheBus, VolumeGoesBothWays) {
  gdbus(QStringLiteral("org.freedesktop.DBus.Properties.Set"),
        {Mpris::kPlayerInterface, QStringLiteral("Volume"), QStringLiteral("<0.4>")});
  EXPECT_EQ(player_.volume(), 40);
  player_.setVolume(70);
  EXPECT_EQ(property("Volume"), QStringLiteral("(<0.69999999999999996>,)"));
}

TEST_F(MprisOnTheBus, NoPictureButOfTheWebOrAFile) {
  Station odd = station("8000:0003", "Odd");
  odd.icon = QStringLiteral("/icons/8000:0003");
  player_.zap(odd);
  EXPECT_FALSE(mpris_.properties()[QStringLiteral("Metadata")].toMap().contains(QStringLiteral("mpris:artUrl")));
}

TEST_F(MprisOnTheBus, IsUnderstoodByPlayerctl) {
  title("The Singer - The Song");
  EXPECT_EQ(playerctl({QStringLiteral("status")}), QStringLiteral("Playing"));
  EXPECT_EQ(playerctl({QStringLiteral("metadata"), QStringLiteral("--format"),
                       QStringLiteral("{{artist}}|{{title}}|{{album}}")}),
            QStringLiteral("The Singer|The Song|Radio Dawn"));
}

}  // namespace
}  // namespace joincast::ui

#include "mpris_test.moc"
