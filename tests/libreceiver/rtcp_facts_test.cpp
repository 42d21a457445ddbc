// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/rtcp_facts.h"

#include "tests/libreceiver/rig.h"

namespace joincast::libreceiver {
namespace {

const Endpoint kOther{*parse_address("2001:db8::7"), 5005};

/// RFC 3550 section 6.4.1, with SDES.
Bytes sender_report(std::uint32_t seconds, std::uint32_t rtp_timestamp) {
  Bytes octets;
  ByteWriter out(octets);
  out.u8(0x80);         // version 2, no blocks
  out.u8(200);          // SR
  out.u16(6);           // length in words, less one
  out.u32(0x11223344);  // SSRC of sender
  out.u32(seconds);     // NTP time
  out.u32(0);           // its fraction
  out.u32(rtp_timestamp);
  out.u32(1'000);    // packets sent
  out.u32(388'000);  // octets sent
  out.u8(0x81);      // version 2, one chunk
  out.u8(202);       // SDES
  out.u16(4);
  out.u32(0x11223344);
  out.u8(1);  // CNAME
  out.u8(8);
  out.text("headend1");
  out.zeros(2);
  return octets;
}

/// RFC 3550 section 6.4.2: 64/256 lost in the last interval, 5 in all, jitter 900 ticks.
Bytes receiver_report(std::uint32_t ssrc) {
  Bytes octets;
  ByteWriter out(octets);
  out.u8(0x81);  // version 2, one block
  out.u8(201);   // RR
  out.u16(7);
  out.u32(ssrc);
  out.u32(0x11223344);   // source reported on
  out.u32(0x40'000005);  // fraction lost, cumulative lost
  out.u32(100);          // highest sequence number
  out.u32(900);          // jitter
  out.u32(0);            // LSR
  out.u32(0);            // DLSR
  out.u8(0x81);          // version 2, one chunk
  out.u8(202);           // SDES
  out.u16(3);
  out.u32(ssrc);
  out.u8(1);  // CNAME
  out.u8(5);
  out.text("other");
  out.zeros(1);
  return octets;
}

constexpr std::uint32_t kNtp = static_cast<std::uint32_t>(1'700'000'000 + kNtpToUnixSeconds);  // the rig's start

TEST(RtcpFacts, AreEmptyBeforeAnythingComes) {
  const Rig rig;
  const RtcpFacts facts = rig.session.rtcp_facts(rig.now.mono);
  EXPECT_FALSE(facts.sender);
  EXPECT_TRUE(facts.receivers.empty());
}

TEST(RtcpFacts, TellWhatTheSenderSaysOfItself) {
  Rig rig;
  rig.announce({});
  rig.stream(5);
  rig.hear(Channel::rtcp, sender_report(kNtp + 3, 90'000));
  rig.pass(2s);
  const auto sender = rig.session.rtcp_facts(rig.now.mono).sender;
  ASSERT_TRUE(sender);
  EXPECT_EQ(sender->ssrc, 0x11223344u);
  EXPECT_EQ(sender->address, kHeadend.address);
  EXPECT_EQ(sender->cname, "headend1");
  EXPECT_EQ(sender->reports, 1u);
  EXPECT_EQ(sender->last.packets, 1'000u);
  EXPECT_EQ(sender->last.octets, 388'000u);
  EXPECT_EQ(sender->since_last, 2s);
  EXPECT_EQ(sender->clock_ahead, 3s - 5 * 24ms);
  EXPECT_FALSE(sender->measured_rate_hz);
}

TEST(RtcpFacts, MeasureTheSendersRateByTwoReports) {
  Rig rig;
  rig.announce({});
  rig.stream(5);
  rig.hear(Channel::rtcp, sender_report(kNtp, 90'000));
  rig.hear(Channel::rtcp, sender_report(kNtp + 10, 90'000 + 10 * 90'009));
  const auto sender = rig.session.rtcp_facts(rig.now.mono).sender;
  ASSERT_TRUE(sender && sender->measured_rate_hz);
  EXPECT_NEAR(*sender->measured_rate_hz, 90'009, 0.5);
}

TEST(RtcpFacts, TakeNoReportOfAnotherSourceForTheSenders) {
  Rig rig;
  rig.stream(5);
  rig.hear(Channel::rtcp, sender_report(kNtp, 90'000), kOther);
  const auto sender = rig.session.rtcp_facts(rig.now.mono).sender;
  ASSERT_TRUE(sender);
  EXPECT_EQ(sender->reports, 0u);
}

TEST(RtcpFacts, TellWhatOtherReceiversReport) {
  Rig rig;
  rig.announce({});
  rig.stream(5);
  rig.hear(Channel::rtcp, receiver_report(0xaabbccdd), kOther);
  const RtcpFacts facts = rig.session.rtcp_facts(rig.now.mono);
  ASSERT_EQ(facts.receivers.size(), 1u);
  const RtcpFacts::Receiver& other = facts.receivers[0];
  EXPECT_EQ(other.address, kOther.address);
  EXPECT_EQ(other.ssrc, 0xaabbccddu);
  EXPECT_EQ(other.cname, "other");
  EXPECT_TRUE(other.reports);
  EXPECT_DOUBLE_EQ(other.fraction_lost, 0.25);
  EXPECT_EQ(other.lost, 5);
  EXPECT_EQ(other.jitter, 10ms);
  EXPECT_EQ(facts.estimated, 1u);
}

TEST(RtcpFacts, ListSomeDozensOfReceiversAtMost) {
  Rig rig;
  rig.stream(5);
  for (std::uint32_t host = 1; host <= 200; ++host) {
    IpAddress address = *parse_address("2001:db8::" + std::to_string(1'000 + host));
    rig.hear(Channel::rtcp, receiver_report(0x1000 + host), {address, 5005});
  }
  const RtcpFacts facts = rig.session.rtcp_facts(rig.now.mono);
  EXPECT_EQ(facts.receivers.size(), 64u);
  EXPECT_GE(facts.estimated, 190u);
}

TEST(RtcpFacts, ForgetAReceiverThatFellSilent) {
  Rig rig;
  rig.stream(5);
  rig.hear(Channel::rtcp, receiver_report(0xaabbccdd), kOther);
  rig.pass(121s);
  EXPECT_TRUE(rig.session.rtcp_facts(rig.now.mono).receivers.empty());
}

TEST(SessionSpacing, IsThatOfTheStreamHeard) {
  Rig rig;
  rig.announce({});
  rig.stream(40);
  const SpacingSummary spacing = rig.statistics().spacing;
  EXPECT_EQ(spacing.min, 24ms);
  EXPECT_EQ(spacing.max, 24ms);
  rig.hear(Channel::rtp, rtp({14, 7'000, 90'000, 0x99}), kStranger);
  EXPECT_EQ(rig.statistics().spacing, spacing);
}

}  // namespace
}  // namespace joincast::libreceiver
