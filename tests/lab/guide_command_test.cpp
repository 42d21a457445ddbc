// SPDX-License-Identifier: LGPL-2.1-or-later
//
// A listener looks at the guide of a real headend, and plays by name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/lab/folder.h"
#include "tests/lab/radio_lab.h"

namespace joincast::lab {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class GuideCommand : public RadioLabTest {
 protected:
  struct Ended {
    int status = -1;
    std::string output;
  };

  Process start(std::vector<std::string> words) {
    words.insert(words.begin(), JOINCAST_PROGRAM);
    return radio_->c1.spawn(words, {"HOME=" + (folder_ / "home"), "XDG_CACHE_HOME=" + (folder_ / "cache"),
                                    "XDG_DATA_HOME=" + (folder_ / "data"), "XDG_CONFIG_HOME=" + (folder_ / "config")});
  }
  Ended joincast(const std::vector<std::string>& words) {
    Process process = start(words);
    const auto status = process.wait();
    process.wait_for("\n");  // in no line: until all lines are there
    return {status.value_or(-1), process.output()};
  }
  std::string text_of(const std::string& name) {
    std::ifstream file(folder_ / name);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  Folder folder_;
};

TEST_F(GuideCommand, ListsWhatAHeadendOffersAndSaysWhatIsOnAir) {
  RadioLab& lab = make();
  lab.start_headend();
  const GroupMember member(lab.loop, lab.c2, group_of("8000:0001", Family::ipv6));
  ASSERT_TRUE(lab.hears(member));
  const Ended ended = joincast({"guide"});
  EXPECT_EQ(ended.status, 0);
  EXPECT_THAT(ended.output, AllOf(HasSubstr("8000:0001  Lab 8000:0001"), HasSubstr("8000:0004  Lab 8000:0004"),
                                  HasSubstr("1 on air"), HasSubstr("(multicast, eth0)"), Not(HasSubstr("bf00:"))));
  EXPECT_THAT(joincast({"guide", "--on-air"}).output, AllOf(HasSubstr("8000:0001"), Not(HasSubstr("8000:0002"))));
  EXPECT_EQ(joincast({"guide", "nothing", "like", "this"}).status, 4);
}

TEST_F(GuideCommand, TellsWhereAServiceIsAndWhoSaysSo) {
  RadioLab& lab = make();
  lab.start_headend();
  const std::string json = joincast({"guide", "--json", "0002"}).output;
  EXPECT_THAT(json, AllOf(HasSubstr(R"("complete":true)"), HasSubstr(R"("group":"ff3e:40:2001:db8:d0be:f00d:8000:2")"),
                          HasSubstr(R"("group":"239.195.1.2")"), HasSubstr(R"("way":"multicast")"),
                          HasSubstr(R"("number":"8000:0002")")));
}

TEST_F(GuideCommand, AsksTheHeadendOverHttpWhereItServesThat) {
  RadioLab& lab = make();
  lab.start_headend();
  lab.headend->reload(lab.configuration() + "[guide]\naddress = \"0.0.0.0\"\n");
  EXPECT_THAT(joincast({"guide", "--json", "0002"}).output,
              AllOf(HasSubstr(R"("way":"http","from":"http://192.0.2.101:9581")"), HasSubstr(R"("complete":true)")));
  const Ended by_url = joincast({"guide", "--url", "http://192.0.2.101:9581/guide.json", "--family", "ipv4"});
  EXPECT_EQ(by_url.status, 0);
  EXPECT_THAT(by_url.output, HasSubstr("8000:0003"));
}

TEST_F(GuideCommand, WhatWasHeardBeforeIsListedWithoutTheHeadend) {
  RadioLab& lab = make();
  lab.start_headend();
  ASSERT_EQ(joincast({"guide"}).status, 0);
  lab.headend->end();
  EXPECT_THAT(joincast({"guide", "--wait", "0"}).output,
              AllOf(HasSubstr("8000:0001"), HasSubstr("heard before"), HasSubstr("0 on air")));
}

TEST_F(GuideCommand, PlaysByAPartOfTheName) {
  RadioLab& lab = make();
  lab.start_headend();
  Process player = start({"play", "lab 8000:0003", "--sink", "null"});
  EXPECT_TRUE(player.wait_for("first sound")) << player.output();
  player.terminate();
  EXPECT_THAT(player.output(), HasSubstr("Lab 8000:0003"));
}

TEST_F(GuideCommand, ANameThatSeveralHaveIsAskedAboutAndWithoutATerminalRefused) {
  RadioLab& lab = make();
  lab.start_headend();
  const Ended several = joincast({"play", "Lab", "--sink", "null"});
  EXPECT_EQ(several.status, 2);
  EXPECT_THAT(several.output,
              AllOf(HasSubstr("say which"), HasSubstr("8000:0001  Lab 8000:0001"), HasSubstr("8000:0004")));
  EXPECT_EQ(joincast({"play", "no such station", "--sink", "null"}).status, 4);
}

TEST_F(GuideCommand, FavouritesKeepTheNumberAndArePlayedByName) {
  RadioLab& lab = make();
  lab.start_headend();
  ASSERT_EQ(joincast({"favourites", "add", "8000:0002"}).status, 0);
  EXPECT_THAT(joincast({"favourites", "list"}).output, HasSubstr("8000:0002  Lab 8000:0002"));
  EXPECT_THAT(text_of("data/joincast/favourites.m3u"), HasSubstr("tvg-id=\"8000:0002\""));
  EXPECT_THAT(joincast({"favourites", "export", "-"}).output, HasSubstr("rtp://@239.195.1.2:5004"));
  ASSERT_EQ(joincast({"favourites", "export", folder_ / "mine.opml"}).status, 0);
  ASSERT_EQ(joincast({"favourites", "remove", "8000:0002"}).status, 0);
  EXPECT_EQ(joincast({"favourites", "list"}).output, "");
  EXPECT_THAT(joincast({"favourites", "import", folder_ / "mine.opml"}).output, HasSubstr("1 added"));
  EXPECT_THAT(joincast({"favourites", "list", "--json"}).output, HasSubstr(R"("reference":"8000:0002")"));
}

TEST_F(GuideCommand, AStationOfADirectoryIsJoinedByIpv4InTheGroupThatTheGuideTells) {
  RadioLab& lab = make();
  std::filesystem::permissions(folder_.path(), std::filesystem::perms::all);  // the headend is nobody
  const std::string list = folder_ / "stations.m3u";
  std::ofstream(list) << "#EXTM3U\n#EXTINF:-1 tvg-id=\"far\",Far Away FM\nhttp://station.invalid/live\n";
  lab.headend.emplace(lab.head,
                      quick_headend("state-directory = \"" + folder_.path().string() + '"') +
                          "[guide]\naddress = \"0.0.0.0\"\n[[directories.file]]\nname = \"Mine\"\nnumber = 9\n"
                          "path = \"" +
                          list + "\"\n");
  std::string json;
  for (int turn = 0; turn < 30 && json.find("Far Away FM") == json.npos; ++turn)  // until the list was read
    json = joincast({"guide", "--json", "Far"}).output;
  const std::size_t at = json.find("\"label\":\"");
  ASSERT_NE(at, json.npos) << json << lab.headend->log();
  const std::string number = json.substr(at + 9, 9);
  Process player = start({"play", number, "--family", "ipv4", "--sink", "null", "--patience", "30"});
  EXPECT_TRUE(lab.headend->says(number + " joined by 192.0.2.", 30s)) << player.output() << lab.headend->log();
  EXPECT_THAT(lab.headend->log(), ::testing::ContainsRegex(number + " joined by [0-9.]+ in 239\\.195\\."));
}

}  // namespace
}  // namespace joincast::lab
