// SPDX-License-Identifier: LGPL-2.1-or-later
//
// A real headend that is published by DNS-SD, and the commands that find it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <string>

#include "tests/lab/avahi.h"
#include "tests/lab/radio_lab.h"

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
    const std::string setting = head_->environment().front();  // the headend's own
    const std::size_t sign = setting.find('=');
    ::setenv(setting.substr(0, sign).c_str(), setting.substr(sign + 1).c_str(), 1);
  }
  void TearDown() override {
    lab_ = nullptr;
    RadioLabTest::TearDown();
    ::unsetenv("DBUS_SYSTEM_BUS_ADDRESS");
  }

  void open_guide() {
    lab_->start_headend();
    lab_->headend->reload(lab_->configuration() + kOpen);
    ASSERT_TRUE(lab_->headend->says("DNS-SD: the guide is published as")) << lab_->headend->log();
  }

  /// Its whole output.
  std::string joincast(std::vector<std::string> words) {
    words.insert(words.begin(), JOINCAST_PROGRAM);
    auto environment = c1_->environment();
    environment.push_back("XDG_CACHE_HOME=" + (cache_ / "cache"));
    environment.push_back("XDG_CONFIG_HOME=" + (cache_ / "config"));
    Process process = lab_->c1.spawn(words, environment);
    process.wait();
    return process.output();
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
