// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/signal_controller.h"

#include <gtest/gtest.h>

#include <QSignalSpy>

#include "tests/ui/signal_rig.h"

namespace joincast::ui {
namespace {

using libreceiver::Cause;

Cause first(const SignalRig& rig) { return rig.signal.diagnosis().findings.at(0).cause; }

TEST(Signal, KnowsNothingAtFirst) {
  const SignalRig rig;
  EXPECT_FALSE(rig.signal.asked());
  EXPECT_TRUE(rig.signal.uri().isEmpty());
  EXPECT_EQ(first(rig), Cause::nothing_asked);
}

TEST(Signal, FindsNoFaultWithWhatPlaysWell) {
  SignalRig rig;
  rig.ask();
  rig.tell(described());
  rig.play(30s);
  EXPECT_EQ(first(rig), Cause::all_well);
  EXPECT_EQ(rig.signal.facts().played, 30s - 250ms);
  EXPECT_EQ(rig.signal.recent().packets, rig.packets - 10);
}

TEST(Signal, LooksAMinuteBackAndNotFurther) {
  SignalRig rig;
  rig.ask();
  rig.next.session.missing = 500;
  rig.next.session.loss_runs.runs = 10;
  rig.play(5min);
  EXPECT_EQ(rig.signal.recent().missing, 0u);
  EXPECT_LE(rig.signal.recent().span, 61s);
  rig.next.session.missing = 600;
  rig.next.session.loss_runs.runs = 12;
  rig.play(10s);
  EXPECT_EQ(rig.signal.recent().missing, 100u);
  EXPECT_EQ(first(rig), Cause::loss_in_bursts);
}

TEST(Signal, ForgetsTheServiceBefore) {
  SignalRig rig;
  rig.ask();
  rig.tell(described());
  rig.play(10s);
  rig.signal.setStation(QStringLiteral("Radio Two"), QStringLiteral("8000:0002"));
  EXPECT_TRUE(rig.signal.history().empty());
  EXPECT_TRUE(rig.signal.description().isEmpty());
  EXPECT_FALSE(rig.signal.target());
}

TEST(Signal, RemembersThatAnotherServiceCame) {
  SignalRig rig;
  rig.ask();
  rig.play(10s);
  rig.signal.handleJoined(target("ff3e:40:2001:db8::8000:2"));
  rig.signal.handleLook(look());
  *rig.now += 10s;
  EXPECT_EQ(rig.signal.facts().other_came, 10s + 250ms);
  EXPECT_EQ(first(rig), Cause::service_unknown);
}

TEST(Signal, DoesNotTakeTheSameServiceForAnother) {
  SignalRig rig;
  rig.ask();
  rig.play(10s);
  rig.signal.handleJoined(target());
  EXPECT_FALSE(rig.signal.facts().other_came);
}

TEST(Signal, KnowsThePrefixesOfHeadends) {
  SignalRig rig;
  rig.signal.handleHeadend({"one", 2, {*parse_prefix("2001:db8:9::/64")}, {}, false});
  rig.ask();
  *rig.now += 10s;
  EXPECT_EQ(first(rig), Cause::wrong_prefix);
  rig.signal.handleHeadend({"one", 2, {}, {}, true});
  EXPECT_EQ(first(rig), Cause::no_headend);
}

TEST(Signal, TellsWhyNothingCouldBeJoined) {
  SignalRig rig;
  rig.signal.setStation(QStringLiteral("Radio One"), QStringLiteral("8000:0001"));
  rig.signal.handleFailure(QStringLiteral("several interfaces can receive"));
  EXPECT_EQ(rig.signal.diagnosis().standing, libreceiver::Standing::cannot_join);
  EXPECT_EQ(first(rig), Cause::not_joined);
}

TEST(Signal, CountsWhatTheMachineDidSinceTheJoin) {
  SignalRig rig;
  rig.signal.handleJoined(target());
  HostLook early = look(), late = look();
  early.counters->multicast = 1'000;
  late.counters->multicast = 1'400;
  rig.signal.handleLook(early);
  rig.signal.handleLook(late);
  EXPECT_EQ(rig.signal.facts().host->multicast, 400u);
}

TEST(Signal, AsksForALookWhenAServiceIsJoined) {
  SignalRig rig;
  QSignalSpy wished(&rig.signal, &SignalController::lookWished);
  rig.signal.handleJoined(target());
  EXPECT_EQ(wished.count(), 1);
}

TEST(Signal, GivesTheAddressAsOthersCanUseIt) {
  SignalRig rig;
  rig.signal.handleJoined(target());
  EXPECT_EQ(rig.signal.uri(), QStringLiteral("rtp://[ff3e:40:2001:db8::8000:1]:5004"));
  rig.signal.handleJoined(target("239.195.1.1"));
  EXPECT_EQ(rig.signal.uri(), QStringLiteral("rtp://239.195.1.1:5004"));
}

TEST(Signal, NamesTheInterfaceOfAGroupOfOneLink) {
  SignalRig rig;
  rig.signal.handleJoined(target("ff32:40:fe80::8000:1"));
  EXPECT_EQ(rig.signal.uri(), QStringLiteral("rtp://[ff32:40:fe80::8000:1%25eth0]:5004"));
}

TEST(Signal, NamesTheSenderOfASourceSpecificGroup) {
  SignalRig rig;
  libreceiver::Target ssm = target("232.1.1.1");
  ssm.source = parse_address("192.0.2.1");
  rig.signal.handleJoined(ssm);
  EXPECT_EQ(rig.signal.uri(), QStringLiteral("rtp://192.0.2.1@232.1.1.1:5004"));
}

}  // namespace
}  // namespace joincast::ui
