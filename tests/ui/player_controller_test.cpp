// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/player_controller.h"

#include <gtest/gtest.h>

#include <QSignalSpy>

namespace joincast::ui {
namespace {

Station station(const QString& reference) {
  Station station;
  station.reference = reference;
  station.name = QStringLiteral("Radio ") + reference;
  station.key = keyOfReference(reference);
  return station;
}

libreceiver::Event event(libreceiver::Event::What what) { return {TimePoint{}, std::move(what)}; }

class Player : public testing::Test {
 protected:
  Player() {
    QObject::connect(&player_, &PlayerController::playWished,
                     [this](const PlayRequest& request) { wished_.push_back(to_string(request.reference)); });
  }
  PlayerController player_;
  std::vector<std::string> wished_;
};

TEST_F(Player, AsksAtOnceForWhatIsPlayed) {
  player_.play(station(QStringLiteral("8000:0001")));
  EXPECT_EQ(wished_, std::vector<std::string>{"8000:0001"});
  EXPECT_EQ(player_.tuning(), Tuning::asking);
}

TEST_F(Player, JoinsOnlyTheLastOfThoseThatAreZappedThrough) {
  for (const char* number : {"8000:0001", "8000:0002", "8000:0003"}) player_.zap(station(QString::fromUtf8(number)));
  EXPECT_TRUE(wished_.empty());
  QSignalSpy joined(&player_, &PlayerController::playWished);
  ASSERT_TRUE(joined.wait(30'000));
  EXPECT_EQ(wished_, std::vector<std::string>{"8000:0003"});
}

TEST_F(Player, JoinsOnceForTwentyThatAreZappedThrough) {
  for (int number = 1; number <= 20; ++number)
    player_.zap(station(QStringLiteral("8000:00%1").arg(number, 2, 16, QLatin1Char('0'))));
  QSignalSpy joined(&player_, &PlayerController::playWished);
  ASSERT_TRUE(joined.wait(30'000));
  EXPECT_FALSE(joined.wait(3 * static_cast<int>(PlayerController::kSettle.count())));
  EXPECT_EQ(wished_, std::vector<std::string>{"8000:0014"});
}

TEST_F(Player, ClearsTheTitleWhenAnotherStationIsAskedFor) {
  player_.play(station(QStringLiteral("8000:0001")));
  player_.handleEvent(event(libreceiver::ItemChanged{{.title = "A song", .link = {}, .since = {}}}));
  ASSERT_EQ(player_.title(), QStringLiteral("A song"));
  player_.zap(station(QStringLiteral("8000:0002")));
  EXPECT_TRUE(player_.title().isEmpty());
}

TEST_F(Player, CallsAServiceWithoutAKnownNameAsItsDescriptionDoes) {
  Station unnamed = station(QStringLiteral("8000:0001"));
  unnamed.name = unnamed.reference;
  QSignalSpy changed(&player_, &PlayerController::stationChanged),
      known(&player_, &PlayerController::stationRecognised);
  player_.play(unnamed);
  player_.handleEvent(event(libreceiver::Described{.name = "Radio Dawn", .announcer = {}, .text = {}}));
  EXPECT_EQ(player_.station().name, QStringLiteral("Radio Dawn"));
  EXPECT_EQ(known.size(), 1);
  EXPECT_EQ(changed.size(), 1);
  player_.handleEvent(event(libreceiver::Described{.name = "Another", .announcer = {}, .text = {}}));
  EXPECT_EQ(player_.station().name, QStringLiteral("Radio Dawn"));
}

TEST_F(Player, GoesOnWithAStationThatIsRecognised) {
  player_.play(station(QStringLiteral("8000:0001")));
  Station known = station(QStringLiteral("rtp://239.195.1.2:5004"));
  known.genre = QStringLiteral("jazz");
  player_.recognise(known);
  EXPECT_EQ(player_.station().key, known.key);
  EXPECT_EQ(player_.station().genre, QStringLiteral("jazz"));
  EXPECT_EQ(player_.station().reference, QStringLiteral("8000:0001")) << "what is joined stays";
  EXPECT_EQ(wished_.size(), 1u);
  EXPECT_EQ(player_.tuning(), Tuning::asking);
  player_.stop();
  player_.recognise(known);
  EXPECT_TRUE(player_.station().key.isEmpty());
}

TEST_F(Player, SaysWhatIsWrongWithAReferenceThatIsNone) {
  player_.play(station(QStringLiteral("nonsense")));
  EXPECT_TRUE(wished_.empty());
  EXPECT_EQ(player_.tuning(), Tuning::failed);
  EXPECT_TRUE(player_.why().contains(QStringLiteral("nonsense")));
}

TEST_F(Player, IsNotTakenInByNewsOfTheStationBefore) {
  player_.play(station(QStringLiteral("8000:0001")));
  player_.zap(station(QStringLiteral("8000:0002")));
  player_.handleEvent(event(libreceiver::SoundBegan{}));
  EXPECT_EQ(player_.tuning(), Tuning::asking);
}

TEST_F(Player, SaysWhatTheHeadendSays) {
  player_.play(station(QStringLiteral("8000:0001")));
  player_.handleEvent(event(libreceiver::StateChanged{sdp::State::failed, "404 Not Found"}));
  EXPECT_EQ(player_.tuning(), Tuning::failed);
  EXPECT_TRUE(player_.why().contains(QStringLiteral("404 Not Found")));
}

TEST_F(Player, PlaysWhatComesAfterItWasGivenUp) {
  player_.play(station(QStringLiteral("8000:0001")));
  player_.handleEvent(event(libreceiver::StateChanged{sdp::State::failed, {}}));
  player_.handleEvent(event(libreceiver::MediaCame{}));
  EXPECT_EQ(player_.tuning(), Tuning::answered);
  player_.handleEvent(event(libreceiver::Bound{}));
  player_.handleEvent(event(libreceiver::SoundBegan{}));
  EXPECT_EQ(player_.tuning(), Tuning::playing);
  EXPECT_TRUE(player_.why().isEmpty());
}

TEST_F(Player, StaysFailedWithTheWrongKeyThoughPacketsCome) {
  player_.play(station(QStringLiteral("8000:0001")));
  player_.handleEvent(event(libreceiver::SrtpTrouble{}));
  player_.handleEvent(event(libreceiver::Described{}));
  EXPECT_EQ(player_.tuning(), Tuning::failed);
  EXPECT_TRUE(player_.why().contains(QStringLiteral("key")));
}

TEST_F(Player, WithoutASoundDeviceSaysWhatToDoInWordsForPeople) {
  player_.play(station(QStringLiteral("8000:0001")));
  player_.handleEvent(event(libreceiver::SoundFailed{"no sound device: ALSA has none; try --sink null", true}));
  EXPECT_EQ(player_.tuning(), Tuning::failed);
  EXPECT_TRUE(player_.why().contains(QStringLiteral("sound settings"))) << player_.why().toStdString();
  EXPECT_FALSE(player_.why().contains(QStringLiteral("--sink")));
  player_.handleEvent(event(libreceiver::SoundBegan{}));
  EXPECT_EQ(player_.tuning(), Tuning::playing) << "it was connected";
}

class Playing : public Player {
 protected:
  Playing() {
    player_.play(station(QStringLiteral("8000:0001")));
    player_.handleEvent(event(libreceiver::SoundBegan{}));
  }
};

TEST_F(Playing, StallsWithTheReasonThatTheSenderGave) {
  player_.handleEvent(event(libreceiver::SenderLeft{"maintenance"}));
  EXPECT_EQ(player_.tuning(), Tuning::stalled);
  EXPECT_TRUE(player_.why().contains(QStringLiteral("maintenance")));
  player_.handleEvent(event(libreceiver::Resumed{}));
  EXPECT_EQ(player_.tuning(), Tuning::playing);
}

TEST_F(Playing, SaysOfAWithdrawnStationThatItWasEnded) {
  player_.handleEvent(event(libreceiver::Withdrawn{}));
  EXPECT_EQ(player_.tuning(), Tuning::playing);
  player_.handleEvent(event(libreceiver::Stalled{}));
  EXPECT_TRUE(player_.why().contains(QStringLiteral("ended")));
}

TEST_F(Playing, KnowsByTheFiguresThatItIsPausedAndHowFarBehind) {
  libreceiver::Snapshot figures;
  figures.shift = {.live = false, .paused = true, .behind = std::chrono::seconds(7), .kept = std::chrono::minutes(3)};
  player_.handleFigures(figures);
  EXPECT_EQ(player_.tuning(), Tuning::paused);
  EXPECT_EQ(player_.behind(), std::chrono::seconds(7));
  EXPECT_FALSE(player_.isLive());
}

TEST_F(Playing, GoesToAPlaceBehindLiveByTheWayFromWhereItIs) {
  libreceiver::Snapshot figures;
  figures.shift = {.live = false, .behind = std::chrono::seconds(7), .kept = std::chrono::seconds(60)};
  player_.handleFigures(figures);
  std::vector<std::int64_t> ways;
  QObject::connect(&player_, &PlayerController::backWished,
                   [&](std::chrono::milliseconds way) { ways.push_back(way.count()); });
  player_.toBehind(std::chrono::seconds(3));
  player_.toBehind(std::chrono::seconds(90));
  EXPECT_EQ(ways, (std::vector<std::int64_t>{-4'000, 53'000}));
}

TEST_F(Playing, FadesWithoutMovingTheVolume) {
  QSignalSpy told(&player_, &PlayerController::volumeWished);
  player_.setVolume(50);
  player_.setFade(0.5);
  EXPECT_FLOAT_EQ(told.last().first().toFloat(), 0.25f);
  EXPECT_EQ(player_.volume(), 50);
}

class Keys final : public KeyRing {
 public:
  Answer keyFor(const Station&) override { return answer; }
  Answer answer;
};

TEST_F(Player, AsksTheKeyRingForTheStationsKey) {
  Keys keys;
  keys.answer.trouble = QStringLiteral("Others can read the key’s file.");
  player_.setKeyRing(&keys);
  player_.play(station(QStringLiteral("8000:0001")));
  EXPECT_TRUE(wished_.empty());
  EXPECT_EQ(player_.why(), keys.answer.trouble);
}

}  // namespace
}  // namespace joincast::ui
