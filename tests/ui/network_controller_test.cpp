// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/network_controller.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTemporaryDir>

namespace joincast::ui {
namespace {

using Trouble = NetworkController::Trouble;

net::Interface interface(std::uint32_t index, const std::string& name, bool running = true) {
  net::Interface one;
  one.index = index;
  one.name = name;
  one.kind = net::InterfaceKind::ethernet;
  one.up = one.multicast = true;
  one.running = running;
  one.addresses.push_back({*parse_address("2001:db8::1"), 64});
  one.addresses.push_back({*parse_address("fe80::1"), 64});
  return one;
}

TEST(NetworkSettings, AreReadAsTheyWereWritten) {
  const QTemporaryDir folder;
  QSettings settings(folder.filePath(QStringLiteral("x.ini")), QSettings::IniFormat);
  NetworkChoice choice;
  choice.interface = "eth1";
  choice.prefix = parse_prefix("2001:db8::/64");
  choice.pool = parse_prefix("239.195.0.0/16");
  choice.family = Family::ipv4;
  choice.headends = {"http://192.0.2.1:9581"};
  choice.announcements = false;
  remember(settings, choice);
  EXPECT_EQ(rememberedNetwork(settings, {}), choice);
}

TEST(NetworkSettings, OfNobodyYetAreTheDefaults) {
  const QTemporaryDir folder;
  const QSettings settings(folder.filePath(QStringLiteral("x.ini")), QSettings::IniFormat);
  NetworkChoice defaults;
  defaults.interface = "eth7";
  EXPECT_EQ(rememberedNetwork(settings, defaults), defaults);
}

TEST(NetworkSettings, OfTheCommandLineWinForOneRun) {
  NetworkChoice before, now;
  before.interface = "eth0";
  before.family = Family::ipv6;
  now.interface = "eth1";
  const NetworkChoice both = merged(now, before);
  EXPECT_EQ(both.interface, "eth1");
  EXPECT_EQ(both.family, Family::ipv6);
}

TEST(GuideAddress, IsWhatAPersonMeantByIt) {
  EXPECT_EQ(guideAddressOf(QStringLiteral(" 192.0.2.1:9581 ")), QStringLiteral("http://192.0.2.1:9581"));
  EXPECT_EQ(guideAddressOf(QStringLiteral("https://radio.example/guide.json")),
            QStringLiteral("https://radio.example"));
  EXPECT_EQ(guideAddressOf(QStringLiteral("http://[2001:db8::1]:9581/")), QStringLiteral("http://[2001:db8::1]:9581"));
  for (const char* wrong : {"", "a b", "ftp://radio.example", "http://"})
    EXPECT_TRUE(guideAddressOf(QString::fromUtf8(wrong)).isEmpty()) << wrong;
}

TEST(Links, SayWhyNothingCanBeHeardThere) {
  const auto links = linksOf({interface(2, "eth0", false), interface(3, "eth1")});
  ASSERT_EQ(links.size(), 2u);
  EXPECT_EQ(links[0].name, QStringLiteral("eth1"));
  EXPECT_TRUE(links[0].fit());
  EXPECT_FALSE(links[1].fit());
  EXPECT_TRUE(links[1].unfit.contains(QStringLiteral("cable")));
}

class Network : public testing::Test {
 protected:
  NetworkController network_;
  QSignalSpy looked_{&network_, &NetworkController::lookWished};
};

TEST_F(Network, IsLookedAtWhenTheProgramStarts) {
  network_.begin({});
  EXPECT_EQ(looked_.count(), 1);
  network_.handleInterfaces({interface(2, "eth0")});
  EXPECT_EQ(looked_.count(), 1);
  EXPECT_EQ(network_.trouble(), Trouble::none);
}

TEST_F(Network, IsLookedAtAnewWhenItReturns) {
  network_.begin({});
  network_.handleInterfaces({interface(2, "eth0", false)});
  EXPECT_EQ(network_.trouble(), Trouble::noNetwork);
  network_.handleInterfaces({interface(2, "eth0")});
  EXPECT_EQ(looked_.count(), 2);
  EXPECT_EQ(network_.trouble(), Trouble::none);
}

TEST_F(Network, IsNotLookedAtAnewForAnInterfaceThatIsNotFit) {
  network_.begin({});
  network_.handleInterfaces({interface(2, "eth0")});
  network_.handleInterfaces({interface(2, "eth0"), interface(3, "eth1", false)});
  EXPECT_EQ(looked_.count(), 1);
}

TEST_F(Network, IsToBeChosenWhereThereAreSeveral) {
  network_.begin({});
  network_.handleInterfaces({interface(2, "eth0"), interface(3, "eth1")});
  EXPECT_EQ(network_.trouble(), Trouble::severalLinks);
  EXPECT_TRUE(network_.sentence().contains(QStringLiteral("eth0, eth1")));
  NetworkChoice choice;
  choice.interface = "eth1";
  QSignalSpy remembered(&network_, &NetworkController::rememberWished);
  network_.choose(choice);
  EXPECT_EQ(network_.trouble(), Trouble::none);
  EXPECT_EQ(remembered.count(), 1);
  EXPECT_EQ(looked_.count(), 2);
}

TEST_F(Network, ThatWasChosenAndIsGoneIsNamed) {
  NetworkChoice choice;
  choice.interface = "wlan7";
  network_.begin(choice);
  network_.handleInterfaces({interface(2, "eth0")});
  EXPECT_EQ(network_.trouble(), Trouble::chosenIsGone);
  EXPECT_TRUE(network_.sentence().contains(QStringLiteral("wlan7")));
}

TEST_F(Network, WithoutAHeadendSaysSoAfterAWhile) {
  network_.begin({});
  network_.handleInterfaces({interface(2, "eth0")});
  network_.handlePatienceOver();
  EXPECT_EQ(network_.trouble(), Trouble::noHeadend);
  network_.handleDnsSd(QStringLiteral("no Avahi"));
  EXPECT_EQ(network_.trouble(), Trouble::noDnsSd);
  network_.handleHeard();
  EXPECT_EQ(network_.trouble(), Trouble::none);
}

TEST_F(Network, ForgetsAHeadendThatIsGoneOrWhoseLinkIs) {
  network_.begin({});
  network_.handleInterfaces({interface(2, "eth0"), interface(3, "eth1")});
  network_.handleHeadend({"attic", 2, {}, {}, 0, false});
  network_.handleHeadend({"cellar", 3, {}, {}, 0, false});
  EXPECT_EQ(network_.headends().size(), 2u);
  network_.handleHeadend({"attic", 2, {}, {}, 0, true});
  ASSERT_EQ(network_.headends().size(), 1u);
  network_.handleInterfaces({interface(2, "eth0")});
  EXPECT_TRUE(network_.headends().empty());
}

}  // namespace
}  // namespace joincast::ui
