// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/bridge/guide_side.h"

#include <gmock/gmock.h>

#include <chrono>
#include <cstdlib>

#include "tests/lab/folder.h"
#include "tests/libreceiver/guide_samples.h"

namespace joincast::ui {
namespace {

using libreceiver::entry_named;
using libreceiver::page_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string kGuide = "http://192.0.2.1:9581";
const std::string kQuestion = kGuide + "/guide.json?limit=1000";

/// What is outside does as the test says.
struct World {
  struct Asked {
    std::string url;
    libreceiver::GuideClient::Done done;
  };
  std::vector<Asked> asked;
  std::function<void(const FoundHeadend&)> found;

  std::vector<std::string> urls() const {
    std::vector<std::string> urls;
    for (const Asked& one : asked) urls.push_back(one.url);
    return urls;
  }
};

class TestOutside final : public Outside {
 public:
  explicit TestOutside(World& world) : world_(world) {}
  void get(const std::string& url, libreceiver::GuideClient::Done done) override {
    world_.asked.push_back({url, std::move(done)});
  }
  void find_headends(std::function<void(const FoundHeadend&)> on_headend,
                     std::function<void(const std::string&)>) override {
    world_.found = std::move(on_headend);
  }

 private:
  World& world_;
};

class GuideSideTest : public testing::Test {
 protected:
  GuideSideTest() {
    setenv("XDG_CACHE_HOME", cache_.path().c_str(), 1);
    begin();
  }

  /// As the program starts.
  void begin() {
    tables_.clear();
    side_.emplace(
        loop_, [this](net::EventLoop&) { return std::make_unique<TestOutside>(world_); },
        GuideSide::Calls{[this](StationTablePtr table) { tables_.push_back(std::move(table)); },
                         [this](const FoundHeadend& headend) { headends_.push_back(headend.name); },
                         [this](const std::string& note) { notes_.push_back(note); }, [](const std::string&) {},
                         [](const std::vector<net::Interface>&) {}});
    NetworkChoice nowhere;
    nowhere.interface = "none";
    side_->look(nowhere);
  }
  bool until(const std::function<bool()>& holds) {
    const TimePoint end = loop_.now().mono + std::chrono::seconds(30);
    while (!holds() && loop_.now().mono < end) loop_.run_until(loop_.now().mono + std::chrono::milliseconds(10));
    return holds();
  }
  /// What is due now is done.
  void turn() {
    loop_.post([this] { loop_.stop(); });
    loop_.run();
  }
  static FoundHeadend attic(std::uint64_t revision = 1) { return {"Attic", 2, {}, kGuide, revision, false}; }
  void answer(std::vector<guide::Entry> entries) {
    world_.asked.back().done(guide::to_json(page_of(0, std::move(entries), 7)), {});
  }
  bool tells(std::size_t stations) {
    return until([&] { return !tables_.empty() && tables_.back()->stations.size() == stations; });
  }

  const lab::Folder cache_;
  World world_;
  net::EventLoop loop_;
  std::vector<StationTablePtr> tables_;
  std::vector<std::string> headends_, notes_;
  std::optional<GuideSide> side_;
};

TEST_F(GuideSideTest, AHeadendThatIsFoundIsAskedOnceAndItsStationsAreTold) {
  world_.found(attic());
  EXPECT_THAT(headends_, ElementsAre("Attic"));
  EXPECT_THAT(world_.urls(), ElementsAre(kQuestion));
  answer({entry_named(0x8000'0001, "Jazz"), entry_named(0x8000'0002, "News")});
  ASSERT_TRUE(tells(2));
  EXPECT_EQ(tables_.back()->stations[0].name, QStringLiteral("Jazz"));
  const auto item = side_->find(tables_.back()->stations[1].key);
  ASSERT_TRUE(item);
  EXPECT_EQ(item->entry.name, "News");
}

TEST_F(GuideSideTest, KnowsAStationByItsNumberWhereOneAloneHasIt) {
  EXPECT_FALSE(side_->known({QStringLiteral("8000:0001")}).at(0));
  world_.found(attic());
  answer({entry_named(0x8000'0001, "Jazz"), entry_named(0x8000'0002, "News")});
  ASSERT_TRUE(tells(2));
  const auto station = side_->known({QStringLiteral("8000:0002")}).at(0);
  ASSERT_TRUE(station);
  EXPECT_EQ(station->name, QStringLiteral("News"));
  EXPECT_EQ(station->key, tables_.back()->stations[1].key);
  EXPECT_FALSE(side_->known({QStringLiteral("8000:0003")}).at(0));
  EXPECT_FALSE(side_->known({QStringLiteral("nonsense")}).at(0));
}

TEST_F(GuideSideTest, AHeadendThatSaysNothingNewIsNotAskedAgain) {
  world_.found(attic());
  answer({entry_named(0x8000'0001, "Jazz")});
  world_.found(attic());
  turn();
  EXPECT_EQ(world_.asked.size(), 1u);
}

TEST_F(GuideSideTest, ANewRevisionIsAskedForByWhatChangedSince) {
  world_.found(attic());
  answer({entry_named(0x8000'0001, "Jazz")});
  world_.found(attic(2));
  ASSERT_TRUE(until([&] { return world_.asked.size() == 2; }));
  EXPECT_EQ(world_.asked.back().url, kQuestion + "&since=7");
}

TEST_F(GuideSideTest, AGuideThatCannotBeHadIsSaid) {
  world_.found(attic());
  world_.asked.back().done(std::nullopt, "connection refused");
  turn();
  EXPECT_THAT(notes_, ElementsAre(HasSubstr("connection refused")));
}

TEST_F(GuideSideTest, StationsOfAHeadendThatHasGoneStay) {
  world_.found(attic());
  answer({entry_named(0x8000'0001, "Jazz")});
  ASSERT_TRUE(tells(1));
  FoundHeadend gone = attic();
  gone.gone = true;
  world_.found(gone);
  turn();
  EXPECT_THAT(headends_, ElementsAre("Attic", "Attic"));
  EXPECT_EQ(tables_.back()->stations.size(), 1u);
}

TEST_F(GuideSideTest, WhatAnEarlierRunHeardIsToldAtOnce) {
  world_.found(attic());
  answer({entry_named(0x8000'0001, "Jazz")});
  ASSERT_TRUE(tells(1));
  side_.reset();
  begin();
  ASSERT_EQ(tables_.size(), 1u) << "before anything is heard";
  ASSERT_EQ(tables_[0]->stations.size(), 1u);
  EXPECT_EQ(tables_[0]->stations[0].name, QStringLiteral("Jazz"));
}

}  // namespace
}  // namespace joincast::ui
