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

TEST_F(Player, ClearsTheTitleWhenAnotherStationIsAskedFor) {
  player_.play(station(QStringLiteral("8000:0001")));
  player_.handleEvent(event(libreceiver::ItemChanged{{.title = "A song", .link = {}, .since = {}}}));
  ASSERT_EQ(player_.title(), QStringLiteral("A song"));
  player_.zap(station(QStringLiteral("8000:0002")));
  EXPECT_TRUE(player_.title().isEmpty());
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

}  // namespace
}  // namespace joincast::ui
