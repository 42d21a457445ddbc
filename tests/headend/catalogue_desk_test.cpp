// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/catalogue_desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "tests/directory/asker.h"
#include "tests/lab/folder.h"

namespace joincast::headend {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

class Desk : public ::testing::Test {
 protected:
  Desk() {
    std::ofstream(file_) << "#EXTM3U\n#EXTINF:-1 tvg-id=\"one\",One\nhttp://a.example/1\n";
    config_.state_directory = folder_.path().string();
    config_.directories.sources = {{directory::SourceKind::file, directory::kFirstFree, "mine", file_, 1h}};
  }
  bool filled() const { return !desk_.directories().empty() && desk_.directories()[0].state.stations != 0; }
  std::optional<ServiceConfig> answer_to(ServiceNumber number) {
    answers_.clear();
    desk_.look_up(number);
    EXPECT_TRUE(asker_.run_until([this] { return !answers_.empty(); }));
    return answers_[number];
  }

  lab::Folder folder_;
  const std::string file_ = folder_ / "stations.m3u";
  Config config_;
  directory::Asker asker_;
  std::map<ServiceNumber, std::optional<ServiceConfig>> answers_;
  CatalogueDesk desk_{
      [this](std::function<void()> task) { asker_.post(std::move(task)); },
      [this](ServiceNumber number, std::optional<ServiceConfig> service) { answers_[number] = std::move(service); }};
  const ServiceNumber one_ = directory::natural_number(directory::kFirstFree, "one");
};

TEST_F(Desk, AnswersWithTheStationOfANumber) {
  ASSERT_EQ(desk_.configure(config_), std::nullopt);
  ASSERT_TRUE(asker_.run_until([this] { return filled(); }));
  const auto service = answer_to(one_);
  ASSERT_TRUE(service);
  EXPECT_EQ(service->name, "One");
  EXPECT_EQ(service->urls.at(0), "http://a.example/1");
  EXPECT_TRUE(service->from_directory);
  EXPECT_FALSE(answer_to(ServiceNumber(0x0900'0001)));
}

TEST_F(Desk, AnswersThatItKnowsNothingWhileItIsOff) {
  EXPECT_EQ(desk_.configure({}), std::nullopt);
  EXPECT_FALSE(answer_to(one_));
  EXPECT_FALSE(desk_.refresh("mine"));
}

TEST_F(Desk, SaysWhyThereIsNoCatalogue) {
  config_.state_directory = folder_ / "nowhere";
  const auto error = desk_.configure(config_);
  ASSERT_TRUE(error);
  EXPECT_THAT(*error, HasSubstr("nowhere/catalogue.sqlite"));
  EXPECT_FALSE(answer_to(one_));
}

TEST_F(Desk, RemembersHowAStationBehaves) {
  ASSERT_EQ(desk_.configure(config_), std::nullopt);
  ASSERT_TRUE(asker_.run_until([this] { return filled(); }));
  ServiceConfig service = *answer_to(one_);
  const TimePoint begin{1h};
  desk_.started(7, service, begin);
  desk_.heard({7, {UpstreamStateChange{UpstreamState::connecting, "", 0}}}, begin);
  desk_.heard({7, {UpstreamStateChange{UpstreamState::playing, "", 0}}}, begin + 250ms);
  desk_.heard({7, {UpstreamStateChange{UpstreamState::failed, "gone", 0}}}, begin + 1h);
  desk_.stopped(7);
  const auto catalogue = directory::Catalogue::open(desk_.file());
  ASSERT_TRUE(catalogue) << catalogue.error();
  directory::Health health;
  while (health.starts == 0) health = (*catalogue)->find(one_, WallTime{})->health;
  EXPECT_EQ(health.first_sound_ms, 250u);
  EXPECT_EQ(health.failures, 0u) << "it had begun well";
}

}  // namespace
}  // namespace joincast::headend
