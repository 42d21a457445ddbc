// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include "tests/ui/signal_rig.h"
#include "ui/model/description_model.h"
#include "ui/model/fact_model.h"
#include "ui/model/listener_model.h"
#include "ui/model/signal_facts.h"
#include "ui/model/signal_words.h"

namespace joincast::ui {
namespace {

constexpr auto kMode = QAbstractItemModelTester::FailureReportingMode::Fatal;

QString valueOf(const QList<Fact>& facts, const QString& name) {
  for (const Fact& fact : facts)
    if (fact.name == name) return fact.value;
  return QStringLiteral("(no such fact)");
}

TEST(FactModel, ChangesValuesInPlaceWhileNamesStay) {
  FactModel model;
  const QAbstractItemModelTester tester(&model, kMode);
  model.setFacts({{QStringLiteral("A"), {}, true}, {QStringLiteral("b"), QStringLiteral("1"), false}});
  QSignalSpy reset(&model, &FactModel::modelReset);
  QSignalSpy changed(&model, &FactModel::dataChanged);
  model.setFacts({{QStringLiteral("A"), {}, true}, {QStringLiteral("b"), QStringLiteral("2"), false}});
  EXPECT_EQ(reset.count(), 0);
  EXPECT_EQ(changed.count(), 1);
  EXPECT_EQ(model.index(1, FactModel::kValue).data().toString(), QStringLiteral("2"));
  model.setFacts({});
  EXPECT_EQ(reset.count(), 1);
  EXPECT_EQ(model.rowCount(), 0);
}

TEST(DescriptionModel, NamesWhatWasForgivenBesideItsLine) {
  DescriptionModel model;
  const QAbstractItemModelTester tester(&model, kMode);
  model.setText(QString(kDescription)
                    .remove(QStringLiteral("t=0 0\r\n"))
                    .replace(QStringLiteral("/16"), QStringLiteral("/127/3")));
  EXPECT_EQ(model.faults(), 2);  // TTL on IPv6, no t=
  EXPECT_FALSE(model.refused());
  EXPECT_EQ(model.index(3, DescriptionModel::kNumber).data().toString(), QStringLiteral("4"));
  EXPECT_TRUE(model.index(3, DescriptionModel::kRemark).data().toString().startsWith(QStringLiteral("TTL on IPv6. ")));
  EXPECT_TRUE(model.index(0, DescriptionModel::kRemark).data().toString().isEmpty());
  model.setText({});
  EXPECT_EQ(model.rowCount(), 0);
}

TEST(DescriptionModel, SaysThatADescriptionIsRefused) {
  DescriptionModel model;
  const QAbstractItemModelTester tester(&model, kMode);
  model.setText(QStringLiteral("v=1\r\n"));
  EXPECT_TRUE(model.refused());
}

TEST(ListenerModel, ListsWhatOthersReport) {
  ListenerModel model;
  const QAbstractItemModelTester tester(&model, kMode);
  model.setListeners(look().rtcp.receivers);
  ASSERT_EQ(model.rowCount(), 1);
  const auto cell = [&](int column) { return model.index(0, column).data().toString(); };
  EXPECT_EQ(cell(ListenerModel::kAddress), QStringLiteral("2001:db8::7"));
  EXPECT_EQ(cell(ListenerModel::kSsrc), QStringLiteral("0x00000077"));
  EXPECT_EQ(cell(ListenerModel::kLoss), QStringLiteral("25.0 %"));
  EXPECT_EQ(cell(ListenerModel::kJitter), QStringLiteral("10.0 ms"));
  EXPECT_EQ(cell(ListenerModel::kHeard), QStringLiteral("4 s ago"));
  QSignalSpy reset(&model, &ListenerModel::modelReset);
  model.setListeners(look().rtcp.receivers);
  EXPECT_EQ(reset.count(), 0);
}

TEST(SignalFacts, AreNoneWhileNothingIsJoined) {
  const SignalRig rig;
  EXPECT_TRUE(membershipFacts(rig.signal).isEmpty());
  EXPECT_TRUE(rtcpFacts(rig.signal).isEmpty());
  EXPECT_TRUE(counterFacts(rig.signal).isEmpty());
}

TEST(SignalFacts, TellInterfaceAndMembership) {
  SignalRig rig;
  rig.ask();
  const auto facts = membershipFacts(rig.signal);
  EXPECT_EQ(valueOf(facts, QStringLiteral("Name")), QStringLiteral("eth0"));
  EXPECT_EQ(valueOf(facts, QStringLiteral("Kind")), QStringLiteral("wired"));
  EXPECT_EQ(valueOf(facts, QStringLiteral("Fit for multicast")), QStringLiteral("yes"));
  EXPECT_EQ(valueOf(facts, QStringLiteral("Filter mode")), QStringLiteral("exclude: from any sender"));
  EXPECT_TRUE(valueOf(facts, QStringLiteral("Querier")).contains(QStringLiteral("CAP_NET_RAW")));
}

TEST(SignalFacts, TellTheSourcesOfASourceSpecificJoin) {
  SignalRig rig;
  rig.ask();
  HostLook ssm = look();
  ssm.membership->include = true;
  ssm.membership->sources = {*parse_address("2001:db8::1")};
  rig.signal.handleLook(ssm);
  EXPECT_EQ(valueOf(membershipFacts(rig.signal), QStringLiteral("Filter mode")),
            QStringLiteral("include: only 2001:db8::1"));
}

TEST(SignalFacts, TellWhatTheSenderSays) {
  SignalRig rig;
  rig.ask();
  const auto facts = rtcpFacts(rig.signal);
  EXPECT_EQ(valueOf(facts, QStringLiteral("Name (CNAME)")), QStringLiteral("headend1"));
  EXPECT_EQ(valueOf(facts, QStringLiteral("Sender reports")), QStringLiteral("2, the last 3 s ago"));
  EXPECT_EQ(valueOf(facts, QStringLiteral("Other receivers")), QStringLiteral("1"));
}

TEST(SignalFacts, NameMalformedPacketsByKind) {
  SignalRig rig;
  rig.ask();
  rig.next.session.malformed[static_cast<std::size_t>(ParseErrc::truncated)] = 3;
  rig.next.session.malformed[static_cast<std::size_t>(ParseErrc::bad_padding)] = 1;
  rig.play(1s);
  EXPECT_EQ(valueOf(counterFacts(rig.signal), QStringLiteral("No RTP")),
            QStringLiteral("4 (3 truncated, 1 bad padding)"));
}

TEST(SignalWords, ChooseAUnitThatCanBeRead) {
  EXPECT_EQ(age(90s), QStringLiteral("90 s"));
  EXPECT_EQ(age(10min), QStringLiteral("10 min"));
  EXPECT_EQ(age(3h), QStringLiteral("3 h"));
  EXPECT_EQ(perCent(0), QStringLiteral("0.0 %"));
  EXPECT_EQ(perCent(0.25), QStringLiteral("0.25 %"));
}

}  // namespace
}  // namespace joincast::ui
