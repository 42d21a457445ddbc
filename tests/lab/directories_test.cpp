// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Stations of a directory on the air: a headend that asks one, and listeners that find and play what it names.
#include <gmock/gmock.h>

#include <fstream>

#include "tests/lab/radio_lab.h"

namespace joincast::lab {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kOutside = "198.51.100.1";  // no address of an inside network: directories name it

class Directories : public RadioLabTest {
 protected:
  void SetUp() override {
    RadioLabTest::SetUp();
    if (IsSkipped()) return;
    RadioLab& lab = make();
    lab.head.ip("address add " + std::string(kOutside) + "/32 dev lo");
    directory_.emplace(serve());
    stations_.emplace(serve());
    list_at_ = url_of(*directory_);
    station_at_ = url_of(*stations_);
    name_stations({"Blue Note", "Rock Antenne"});
    lab.headend.emplace(lab.head, quick_headend("state-directory = \"" + state_.path().string() + "\"") +
                                      "[guide]\naddress = \"0.0.0.0\"\n[control]\nsocket = \"" + socket() +
                                      "\"\n[directories.xiph]\nurl = \"" + list_at_ + "yp.xml\"\n");
    ASSERT_TRUE(ctl_says("directories", "good")) << lab.headend->log();
  }
  void TearDown() override {
    if (HasFailure() && directory_) ADD_FAILURE() << "The directory was asked:\n" << directory_->output();
    RadioLabTest::TearDown();
  }

  Process serve() const {
    return radio_->head.spawn({"python3", JOINCAST_DIRECTORY_SITE, kOutside, site_.path().string(),
                               std::string(JOINCAST_VECTORS) + "/media/tone_440.mp3"});
  }
  static std::string url_of(Process& server) {
    const auto line = server.wait_for("port ");
    EXPECT_TRUE(line) << server.output();
    return line ? std::string("http://") + kOutside + ':' + line->text.substr(5) + '/' : std::string();
  }
  std::string socket() const { return state_ / "control" + "/headend.sock"; }

  /// What the directory names from now on.
  void name_stations(const std::vector<std::string>& names) {
    std::string list = "<directory>\n";
    for (const std::string& name : names)
      list += "<entry><server_name>" + name + "</server_name><listen_url>" + station_at_ + "live/" +
              std::to_string(name.size()) + name.front() +
              "</listen_url><server_type>audio/mpeg</server_type><bitrate>64</bitrate><genre>jazz</genre></entry>\n";
    std::ofstream(site_ / "yp.xml") << list << "</directory>\n";
  }

  std::string ctl(std::vector<std::string> words) {
    words.insert(words.begin(), {JOINCAST_HEADEND_PROGRAM, "ctl", "--socket", socket()});
    Process process = radio_->head.spawn(words);
    process.wait();
    return process.output();
  }
  bool ctl_says(const std::string& command, const std::string& part) {
    return radio_->until([&] { return ctl({command}).find(part) != std::string::npos; });
  }

  Process joincast(std::vector<std::string> words) {
    words.insert(words.begin(), JOINCAST_PROGRAM);
    return radio_->c1.spawn(words, {"HOME=" + (home_ / "home"), "XDG_CACHE_HOME=" + (home_ / "cache"),
                                    "XDG_CONFIG_HOME=" + (home_ / "config"), "XDG_DATA_HOME=" + (home_ / "data")});
  }
  std::string guide(std::vector<std::string> words) {
    words.insert(words.begin(), "guide");
    Process process = joincast(words);
    process.wait();
    return process.output();
  }
  bool guide_has(const std::string& name) {
    return radio_->until([&] { return guide({}).find(name) != std::string::npos; });
  }
  /// Of the only station that has this word in its name.
  std::string number_of(const std::string& word) {
    std::string number;
    radio_->until([&] {
      const std::string json = guide({"--json", word});
      const std::size_t at = json.find("\"number\":\"");
      if (at != std::string::npos) number = json.substr(at + 10, 9);
      return !number.empty();
    });
    return number;
  }

  const Folder site_{std::filesystem::perms::others_read | std::filesystem::perms::others_exec};
  const Folder state_{std::filesystem::perms::all};
  const Folder home_;
  std::optional<Process> directory_, stations_;
  std::string list_at_, station_at_;
};

TEST_F(Directories, AStationIsFoundByWordsAndPlayedByItsNumber) {
  ASSERT_TRUE(guide_has("Blue Note"));
  EXPECT_THAT(guide({"blue"}), AllOf(HasSubstr("Blue Note"), Not(HasSubstr("Rock Antenne"))));
  const std::string number = number_of("blue");
  ASSERT_THAT(number, ::testing::StartsWith("82")) << "the second directory";
  Process player = joincast({"play", number, "--sink", "null", "--json"});
  EXPECT_TRUE(player.wait_for("\"event\":\"sound\"")) << player.output() << radio_->headend->log();
  player.terminate();
  EXPECT_TRUE(radio_->headend->says(number + " stops"));
  Process by_name = joincast({"play", "rock antenne", "--sink", "null", "--json"});
  EXPECT_TRUE(by_name.wait_for("\"event\":\"sound\"")) << by_name.output();
  by_name.terminate();
}

TEST_F(Directories, WhatChangesThereIsHereAfterARefreshAndNumbersStay) {
  const std::string blue = number_of("blue");
  const std::string rock = number_of("rock");
  ASSERT_NE(blue, rock);
  name_stations({"Green Room", "Blue Note"});
  ctl({"refresh", "xiph"});
  ASSERT_TRUE(guide_has("Green Room")) << ctl({"directories"});
  EXPECT_TRUE(radio_->until([&] { return guide({}).find("Rock Antenne") == std::string::npos; })) << guide({});
  EXPECT_EQ(number_of("blue"), blue);
  name_stations({"Rock Antenne", "Blue Note"});
  ctl({"refresh", "xiph"});
  ASSERT_TRUE(guide_has("Rock Antenne"));
  EXPECT_EQ(number_of("rock"), rock) << "one that comes back has its number again";
  ctl({"refresh", "xiph"});
  EXPECT_TRUE(directory_->wait_for("/yp.xml \"")) << "the question is a conditional one";
}

TEST_F(Directories, TheLastGoodCopyServesWhenTheDirectoryIsGone) {
  const std::string number = number_of("blue");
  directory_->terminate();
  ctl({"refresh", "xiph"});
  ASSERT_TRUE(ctl_says("directories", "stale")) << ctl({"directories"});
  EXPECT_TRUE(guide_has("Blue Note"));
  radio_->headend->kill();
  radio_->headend->start();
  EXPECT_EQ(number_of("blue"), number);
  Process player = joincast({"play", number, "--sink", "null", "--json"});
  EXPECT_TRUE(player.wait_for("\"event\":\"sound\"")) << player.output() << radio_->headend->log();
  player.terminate();
}

}  // namespace
}  // namespace joincast::lab
