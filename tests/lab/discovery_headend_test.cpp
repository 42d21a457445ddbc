// SPDX-License-Identifier: LGPL-2.1-or-later
//
// A real headend that is published by DNS-SD, and the commands that find it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <string>

#include "tests/lab/avahi.h"
#include "tests/lab/radio_lab.h"
#include "tests/lab/terminal.h"

namespace joincast::lab {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kOpen = "[guide]\naddress = \"0.0.0.0\"\n";

class PublishedHeadend : public RadioLabTest {
 protected:
  void SetUp() override {
    RadioLabTest::SetUp();
    if (IsSkipped()) return;
    if (const auto reason = Avahi::what_is_missing(); !reason.empty()) GTEST_SKIP() << reason;
    lab_ = &make();
    head_.emplace(lab_->head);
    c1_.emplace(lab_->c1);
    head_->start_bus();
    head_->start_daemon();
    use_bus_of(*head_);
  }
  void TearDown() override {
    lab_ = nullptr;
    RadioLabTest::TearDown();
    ::unsetenv("DBUS_SYSTEM_BUS_ADDRESS");
  }

  /// For headends that are started from here on.
  static void use_bus_of(const Avahi& avahi) {
    const std::string setting = avahi.environment().front();
    const std::size_t sign = setting.find('=');
    ::setenv(setting.substr(0, sign).c_str(), setting.substr(sign + 1).c_str(), 1);
  }

  void open_guide() {
    lab_->start_headend();
    lab_->headend->reload(lab_->configuration() + kOpen);
    ASSERT_TRUE(lab_->headend->says("DNS-SD: the guide is published as")) << lab_->headend->log();
  }

  /// Its whole output.
  std::string joincast(std::vector<std::string> words) {
    words.insert(words.begin(), JOINCAST_PROGRAM);
    Process process = lab_->c1.spawn(words, environment());
    process.wait();
    return process.output();
  }
  std::vector<std::string> environment() const {
    auto environment = c1_->environment();
    environment.push_back("XDG_CACHE_HOME=" + (cache_ / "cache"));
    environment.push_back("XDG_CONFIG_HOME=" + (cache_ / "config"));
    return environment;
  }

  /// Without an address of the headend's prefix: nothing here says which one it is.
  void make_stranger() { lab_->c1.ip("address flush dev eth0 scope global"); }

  RadioLab* lab_ = nullptr;
  std::optional<Avahi> head_;
  std::optional<Avahi> c1_;
  Folder cache_;
};

TEST_F(PublishedHeadend, AStrangersGuideFindsItsPrefix) {
  open_guide();
  make_stranger();
  EXPECT_THAT(joincast({"guide"}), AllOf(HasSubstr("no headend is found by DNS-SD"), Not(HasSubstr("8000:0001"))));
  c1_->start_bus();
  c1_->start_daemon();
  EXPECT_THAT(joincast({"guide"}), AllOf(Not(HasSubstr("DNS-SD")), HasSubstr("8000:0001")));
}

TEST_F(PublishedHeadend, ANumberIsDiscoveredWhenSoAskedFor) {
  open_guide();
  make_stranger();
  c1_->start_bus();
  c1_->start_daemon();
  EXPECT_THAT(joincast({"sdp", "8000:0001", "--discover", "--patience", "60s"}), HasSubstr("2001:db8:d0be:f00d"));
}

/// Two headends on one link, each with a prefix of its own.
class TwoPublishedHeadends : public PublishedHeadend {
 protected:
  static constexpr const char* kFirst = "2001:db8:d0be:f00d::/64";
  static constexpr const char* kJoined = "8000:0001 joined by";
  static constexpr const char* kSecond = "2001:db8:d0be:beef::/64";

  void SetUp() override {
    PublishedHeadend::SetUp();
    if (IsSkipped()) return;
    open_guide();
    lab_->c2.ip("address flush dev eth0 scope global\naddress add 2001:db8:d0be:beef::2/64 dev eth0 nodad");
    second_avahi_.emplace(lab_->c2);
    second_avahi_->start_bus();
    second_avahi_->start_daemon();
    second_station_.emplace(lab_->c2, tone("mp3"));
    use_bus_of(*second_avahi_);
    second_.emplace(lab_->c2,
                    quick_headend() + service("8000:0001", second_station_->url()) + "[guide]\naddress = \"::\"\n");
    ASSERT_TRUE(second_->says("DNS-SD: the guide is published as")) << second_->log();
    make_stranger();
    c1_->start_bus();
    c1_->start_daemon();
  }
  std::vector<std::string> play(std::vector<std::string> more) const {
    more.insert(more.begin(), {"play", "8000:0001", "--sink", "null", "--discover"});
    return more;
  }

  /// What `joincast play` says then. A daemon may hear of one before the other.
  std::string ask_until_both_are_found() {
    std::string said;
    EXPECT_TRUE(lab_->until([&] {
      said = joincast(play({"--duration", "3"}));
      return said.find(kFirst) != said.npos && said.find(kSecond) != said.npos;
    })) << said;
    return said;
  }

  std::optional<Avahi> second_avahi_;
  std::optional<Station> second_station_;
  std::optional<HeadendProgram> second_;
};

TEST_F(TwoPublishedHeadends, AreBothNamedWhereNobodyCanBeAskedWhichIsMeant) {
  EXPECT_THAT(ask_until_both_are_found(),
              HasSubstr("several headends may be meant; say which by --interface and --prefix:"));
}

TEST_F(TwoPublishedHeadends, AreAskedAboutOnATerminal) {
  ask_until_both_are_found();
  const std::size_t before = lab_->headend->count(kJoined), before_there = second_->count(kJoined);
  Terminal terminal;
  std::vector<std::string> words = {"sh", "-c", "exec \"$@\" <" + terminal.path() + " >" + terminal.path() + " 2>&1",
                                    "sh", JOINCAST_PROGRAM};
  for (const std::string& word : play({"--patience", "60"})) words.push_back(word);
  Process player = lab_->c1.spawn(words, environment());
  ASSERT_TRUE(terminal.wait_for("Which one (1 to 2, nothing: none)? ")) << terminal.shown();
  const std::string shown = terminal.shown();
  const bool second_is_first = shown.find(kSecond) < shown.find(kFirst);
  terminal.type(second_is_first ? "1\n" : "2\n");
  EXPECT_TRUE(lab_->until([&] { return second_->count(kJoined) > before_there; })) << terminal.shown();
  player.terminate();
  EXPECT_EQ(lab_->headend->count(kJoined), before);
}

TEST_F(PublishedHeadend, WithoutADaemonItWarnsAndServes) {
  head_->end_daemon();
  lab_->start_headend();
  lab_->headend->reload(lab_->configuration() + kOpen);
  ASSERT_TRUE(lab_->headend->says("DNS-SD: the guide is not published: avahi-daemon does not run"))
      << lab_->headend->log();
  const GroupMember listener(lab_->loop, lab_->c1, group_of("8000:0001", Family::ipv6));
  EXPECT_TRUE(lab_->hears(listener));
  head_->start_daemon();
  EXPECT_TRUE(lab_->headend->says("DNS-SD: the guide is published as")) << lab_->headend->log();
}

TEST_F(PublishedHeadend, AGuideForThisMachineAloneIsNotPublished) {
  lab_->start_headend();
  lab_->headend->reload(lab_->configuration() + "[guide]\naddress = \"127.0.0.1\"\n");
  EXPECT_EQ(lab_->headend->count("DNS-SD"), 0u);
}

}  // namespace
}  // namespace joincast::lab
