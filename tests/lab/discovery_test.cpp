// SPDX-License-Identifier: LGPL-2.1-or-later
//
// DNS-SD between two hosts, each with an avahi-daemon of its own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <string>

#include "tests/lab/avahi.h"

namespace joincast::lab {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

class Discovery : public testing::Test {
 protected:
  void SetUp() override {
    JOINCAST_NEEDS_LAB();
    if (const auto reason = Avahi::what_is_missing(); !reason.empty()) GTEST_SKIP() << reason;
    lab_.emplace();
    Host& bridge = lab_->bridge("br");
    attic_host_ = &lab_->host("attic");
    desk_host_ = &lab_->host("desk");
    lab_->plug(*attic_host_, bridge);
    lab_->plug(*desk_host_, bridge);
    lab_->wait_until_ready();
    attic_.emplace(*attic_host_);
    desk_.emplace(*desk_host_);
  }

  void start(Avahi& avahi) {
    avahi.start_bus();
    avahi.start_daemon();
  }

  Process peer(const std::string& host, std::vector<std::string> words) {
    words.insert(words.begin(), JOINCAST_DISCOVERY_PEER);
    const bool attic = host == "attic";
    return (attic ? attic_host_ : desk_host_)->spawn(words, (attic ? *attic_ : *desk_).environment());
  }
  Process publisher(const std::string& name = "Attic") { return peer("attic", {"publish", name, "eth0"}); }

  std::optional<Lab> lab_;
  Host* attic_host_ = nullptr;
  Host* desk_host_ = nullptr;
  std::optional<Avahi> attic_;
  std::optional<Avahi> desk_;
};

TEST_F(Discovery, AHeadendIsFoundFollowedAndMissed) {
  start(*attic_);
  start(*desk_);
  Process head = publisher();
  ASSERT_TRUE(head.wait_for("published: Attic.")) << head.output();
  Process browser = peer("desk", {"browse"});
  ASSERT_TRUE(browser.wait_for("appeared \"Attic\"")) << browser.output();
  ASSERT_TRUE(browser.wait_for("complete")) << browser.output();
  EXPECT_THAT(browser.output(), HasSubstr(":9581/guide.json revision=100 prefix=2001:db8:d0be:f00d::/64."));
  head.signal(SIGUSR1);
  EXPECT_TRUE(browser.wait_for("revision=101 ")) << browser.output();
  EXPECT_EQ(head.terminate(), 0);
  EXPECT_TRUE(browser.wait_for("gone \"Attic\"")) << browser.output();
  EXPECT_EQ(browser.terminate(), 0) << browser.output();
}

TEST_F(Discovery, ManyChangesAreToldAsOneAndNothingIsWithdrawn) {
  start(*attic_);
  start(*desk_);
  Process browser = peer("desk", {"browse"});
  Process head = publisher();
  ASSERT_TRUE(browser.wait_for("appeared \"Attic\"")) << browser.output();
  head.signal(SIGUSR2);
  ASSERT_TRUE(browser.wait_for("revision=110 ")) << browser.output();
  EXPECT_THAT(browser.output(), testing::Not(testing::AnyOf(HasSubstr("gone"), HasSubstr("revision=105"))));
}

TEST_F(Discovery, TheKindWantedIsFoundAlone) {
  start(*attic_);
  start(*desk_);
  Process head = publisher();
  Process radio = peer("desk", {"browse", "radio"});
  Process television = peer("desk", {"browse", "tv"});
  EXPECT_TRUE(radio.wait_for("appeared \"Attic\"")) << radio.output();
  EXPECT_TRUE(television.wait_for("complete")) << television.output();
  EXPECT_THAT(television.output(), testing::Not(HasSubstr("appeared")));
}

TEST_F(Discovery, ANameThatIsTakenBecomesAnother) {
  start(*attic_);
  start(*desk_);
  Process first = publisher();
  ASSERT_TRUE(first.wait_for("published: Attic.")) << first.output();
  Process second = peer("desk", {"publish", "Attic", "eth0"});
  // A daemon that stood still while it asked for the name may find out too late: then the first one may have to yield.
  const auto yields = [](Process& one, Duration patience) {
    return one.wait_for("published: Attic #2.", patience).has_value();
  };
  EXPECT_TRUE(yields(second, 15s) || yields(first, 15s) || yields(second, kPatience))
      << first.output() << second.output();
}

TEST_F(Discovery, WithoutADaemonThereIsANoteAndItConnectsWhenOneComes) {
  attic_->start_bus();
  desk_->start_bus();
  Process head = publisher();
  Process browser = peer("desk", {"browse"});
  EXPECT_TRUE(head.wait_for("no daemon: avahi-daemon does not run.")) << head.output();
  EXPECT_TRUE(browser.wait_for("note: avahi-daemon does not run.")) << browser.output();
  EXPECT_TRUE(browser.wait_for("complete")) << "nobody waits for what cannot come";
  attic_->start_daemon();
  desk_->start_daemon();
  EXPECT_TRUE(head.wait_for("published: Attic.")) << head.output();
  EXPECT_TRUE(browser.wait_for("appeared \"Attic\"")) << browser.output();
  desk_->end_daemon();
  EXPECT_TRUE(browser.wait_for("gone \"Attic\"")) << browser.output();
  desk_->start_daemon();
  EXPECT_TRUE(browser.wait_for("appeared \"Attic\"")) << browser.output();
  attic_->end_daemon();
  EXPECT_TRUE(head.wait_for("no daemon: ")) << head.output();
  attic_->start_daemon();
  EXPECT_TRUE(head.wait_for("published: Attic.")) << head.output();
}

TEST_F(Discovery, WithoutDBusThereIsANoteAndItIsTriedAgain) {
  Process head = publisher();
  EXPECT_TRUE(head.wait_for("libraries: none")) << "they are loaded when wanted";
  EXPECT_TRUE(head.wait_for("no daemon: the system's D-Bus does not answer.")) << head.output();
  start(*attic_);
  EXPECT_TRUE(head.wait_for("published: Attic.")) << head.output();
}

}  // namespace
}  // namespace joincast::lab
