// SPDX-License-Identifier: LGPL-2.1-or-later
//
// The operator of a real headend: HTTP by curl, commands by ctl.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "tests/lab/radio_lab.h"

namespace joincast::lab {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

struct Answer {
  int status = -1;
  std::string text;
};

class Operator : public RadioLabTest {
 protected:
  RadioLab& start() {
    RadioLab& lab = make();
    folder_ = testing::TempDir() + "jc-ctl-" + std::to_string(::getpid());
    socket_ = folder_ + "/headend.sock";
    lab.headend.emplace(lab.head, lab.configuration() + "[control]\nsocket = \"" + socket_ + "\"\n");
    return lab;
  }
  Answer run(std::vector<std::string> command) {
    Process process = radio_->head.spawn(command);
    const auto status = process.wait();
    return {status.value_or(-1), process.output()};
  }
  Answer curl(const std::string& path, std::vector<std::string> more = {}) {
    std::vector<std::string> command = {"curl", "-sS", "-m", "60", "-w", "\n%{http_code}"};
    command.insert(command.end(), more.begin(), more.end());
    command.push_back("http://127.0.0.1:9580" + path);
    return run(command);
  }
  Answer ctl(std::vector<std::string> words) {
    std::vector<std::string> command = {JOINCAST_HEADEND_PROGRAM, "ctl", "--socket", socket_};
    command.insert(command.end(), words.begin(), words.end());
    return run(command);
  }
  bool page_says(const std::string& part) {
    return radio_->until([&] { return curl("/status.json").text.find(part) != std::string::npos; });
  }

  void TearDown() override {
    RadioLabTest::TearDown();
    std::filesystem::remove_all(folder_);
  }

  std::string folder_;  // made by the headend
  std::string socket_;
};

TEST_F(Operator, SeesServicesMembersAndRefusedJoins) {
  RadioLab& lab = start();
  const GroupMember member(lab.loop, lab.c1, group_of("8000:0001", Family::ipv6));
  const GroupMember stray(lab.loop, lab.c1, group_of("8000:0099", Family::ipv6));
  ASSERT_TRUE(lab.hears(member)) << lab.headend->log();
  EXPECT_TRUE(page_says(R"("number":"8000:0001","name":"Lab 8000:0001","state":"playing","mode":"auto","members":1)"));
  EXPECT_TRUE(page_says(R"("unknown_number":)"));
  EXPECT_TRUE(
      page_says(R"("group":"ff3e:40:2001:db8:d0be:f00d:8000:99","interface":"eth0","reason":"unknown_number")"));
  EXPECT_THAT(curl("/").text, AllOf(HasSubstr("Lab 8000:0001"), HasSubstr("Playing")));
  EXPECT_TRUE(lab.until([&] { return curl("/").text.find("this headend asks") != std::string::npos; }));
  EXPECT_THAT(curl("/health").text, HasSubstr("in service\n200"));
  EXPECT_THAT(curl("/metrics").text,
              HasSubstr("joincast_service_members{service=\"8000:0001\",name=\"Lab 8000:0001\"} 1\n"));
  EXPECT_THAT(curl("/status.css").text, HasSubstr("prefers-color-scheme: dark"));
  EXPECT_THAT(curl("/status.js").text, HasSubstr("DOMParser"));
  EXPECT_THAT(curl("/nowhere").text, HasSubstr("\n404"));
  EXPECT_THAT(curl("/", {"-H", "Host: evil.example"}).text, AllOf(HasSubstr("\n421"), Not(HasSubstr("Lab"))));
  EXPECT_THAT(curl("/", {"-d", "x=y"}).text, HasSubstr("\n405"));
}

TEST_F(Operator, SaysThatNoStationPlays) {
  RadioLab& lab = start();
  lab.station->die();
  const GroupMember member(lab.loop, lab.c1, group_of("8000:0001", Family::ipv6));
  EXPECT_TRUE(lab.until([&] { return curl("/health").text.ends_with("\n503\n"); }));
  EXPECT_THAT(curl("/health").text, StartsWith("not in service: the only service that is wanted has no station"));
}

TEST_F(Operator, KeepsHoldsAndReleasesAServiceAfterPrivilegesAreGone) {
  RadioLab& lab = start();
  struct stat status {};
  ASSERT_EQ(::stat(socket_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0660u);
  EXPECT_EQ(ctl({"start", "8000:0002"}).text, "8000:0002 is kept on the air\n");
  EXPECT_TRUE(lab.until([&] { return lab.station->listeners() == 1; }));
  EXPECT_THAT(ctl({"status"}).text, AllOf(HasSubstr("in service"), HasSubstr("(on)"), HasSubstr("Lab 8000:0002")));
  const GroupMember member(lab.loop, lab.c1, group_of("8000:0001", Family::ipv6));
  ASSERT_TRUE(lab.hears(member));
  EXPECT_EQ(ctl({"stop", "8000:0001"}).status, 0);
  EXPECT_TRUE(lab.until([&] { return member.deletions() > 0; }));
  EXPECT_EQ(ctl({"auto", "8000:0001"}).status, 0);
  EXPECT_TRUE(lab.hears(member));
  EXPECT_EQ(ctl({"auto", "8000:0002"}).status, 0);
  EXPECT_TRUE(lab.until([&] { return lab.station->listeners() == 1; }));
}

TEST_F(Operator, ItsSocketGoesWithItOrIsReplaced) {
  RadioLab& lab = start();
  lab.headend->kill();
  EXPECT_TRUE(std::filesystem::exists(socket_));
  lab.headend->start();
  EXPECT_EQ(ctl({"status"}).status, 0);
  EXPECT_EQ(lab.headend->end(), 0);
  EXPECT_FALSE(std::filesystem::exists(socket_));
}

TEST_F(Operator, ReloadsAndIsToldOfEachError) {
  RadioLab& lab = start();
  EXPECT_THAT(ctl({"reload"}).text, HasSubstr("reloaded "));
  lab.headend->write_and_signal("[headend]\nlinger = \"long\"\n");
  const Answer refused = ctl({"reload"});
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.text, AllOf(HasSubstr("goes on as it was"), HasSubstr("headend.toml:2: headend.linger")));
}

TEST_F(Operator, ChangesTheLogLevel) {
  RadioLab& lab = start();
  EXPECT_EQ(ctl({"log-level", "error"}).status, 0);
  const GroupMember member(lab.loop, lab.c1, group_of("8000:0001", Family::ipv6));
  ASSERT_TRUE(lab.hears(member));
  EXPECT_EQ(lab.headend->count("joined by"), 0u);
}

TEST_F(Operator, ExitCodesTellWhatWentWrong) {
  start();
  EXPECT_EQ(ctl({"start", "8000:0077"}).status, 1);
  EXPECT_EQ(ctl({"start", "radio"}).status, 2);
  EXPECT_EQ(ctl({"dance"}).status, 2);
  socket_ += ".none";
  EXPECT_EQ(ctl({"status"}).status, 3);
}

}  // namespace
}  // namespace joincast::lab
