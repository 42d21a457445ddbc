// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gtest/gtest.h>

#include "tests/libreceiver/rig.h"

namespace joincast::libreceiver {
namespace {

const rtp::SrtpKey kKey{rtp::SrtpSuite::aead_aes_128_gcm, Bytes(28, 0x21)};

Session::Config with_key(std::uint8_t octet = 0x21) {
  Session::Config config = Rig::config();
  config.srtp_key = rtp::SrtpKey{kKey.suite, Bytes(28, octet)};
  return config;
}

/// A headend with kKey in front of a session.
class SecretSession {
 public:
  explicit SecretSession(const Session::Config& config) : rig(config) {}

  void announce(const std::string& protocol, const std::string& more = {}, const Endpoint& from = kHeadend) {
    std::string text = sdp({});
    text.replace(text.find("RTP/AVP"), 7, protocol);
    rig.hear(Channel::sap, sap(text + more, from.address, hash_ += 3), from);
  }
  Bytes packet() {
    Bytes octets = rtp(rig.next);
    ++rig.next.sequence;
    rig.next.timestamp += 2160;
    EXPECT_TRUE(sender_->protect_rtp(octets));
    return octets;
  }
  void skip(int count) {
    while (count-- > 0) packet();
  }
  void stream(int count) {
    while (count-- > 0) {
      rig.hear(Channel::rtp, packet());
      rig.pass(std::chrono::milliseconds(24));
    }
  }
  std::optional<SrtpTrouble::Kind> trouble() const {
    const auto told = rig.events<SrtpTrouble>();
    return told.empty() ? std::nullopt : std::optional(told.back().kind);
  }

  Rig rig;

 private:
  std::unique_ptr<rtp::SrtpSender> sender_ = std::move(*rtp::SrtpSender::make(kKey));
  std::uint16_t hash_ = 1;
};

TEST(SessionWithKey, HearsWhatTheKeyOpens) {
  SecretSession secret(with_key());
  secret.announce("RTP/SAVP");
  secret.stream(10);
  EXPECT_EQ(secret.rig.statistics().phase, Phase::playing);
  EXPECT_FALSE(secret.rig.units.empty());
  EXPECT_FALSE(secret.trouble());
}

TEST(SessionWithKey, JoinsAfterSeventyThousandPacketsWithTheCounterAnnouncedAndWithout) {
  for (const bool told : {true, false}) {
    SecretSession secret(with_key());
    secret.announce("RTP/SAVP", told ? "a=joincast-roc:287454020 1\r\n" : "");
    secret.skip(70'000);
    secret.stream(10);
    EXPECT_EQ(secret.rig.statistics().phase, Phase::playing) << told;
    EXPECT_EQ(secret.rig.statistics().srtp->searched, told ? 1u : 3u);
  }
}

TEST(SessionWithKey, TellsThatItIsAnotherKey) {
  SecretSession secret(with_key(0x22));
  secret.announce("RTP/SAVP");
  secret.stream(60);
  EXPECT_EQ(secret.trouble(), SrtpTrouble::Kind::wrong_key);
  EXPECT_EQ(secret.rig.statistics().phase, Phase::silent);
  EXPECT_TRUE(secret.rig.units.empty());
}

TEST(SessionWithKey, HearsNothingInClear) {
  Rig rig(with_key());
  rig.announce({});
  rig.stream(60);
  EXPECT_TRUE(rig.units.empty());
  ASSERT_EQ(rig.events<SrtpTrouble>().size(), 1u) << "and not that the key is wrong";
  EXPECT_EQ(rig.events<SrtpTrouble>().front().kind, SrtpTrouble::Kind::in_clear);
}

TEST(SessionWithKey, IsNotEndedByAStrangersGoodbyeOrPackets) {
  SecretSession secret(with_key());
  secret.announce("RTP/SAVP");
  secret.stream(10);
  secret.rig.hear(Channel::rtcp, rtcp_bye(secret.rig.next.ssrc));
  secret.rig.hear(Channel::rtp, rtp(secret.rig.next), kStranger);
  secret.stream(10);
  EXPECT_TRUE(secret.rig.events<SenderLeft>().empty());
  EXPECT_EQ(secret.rig.statistics().missing, 0u);
  EXPECT_EQ(secret.rig.statistics().srtp->rtp, 20u);
}

TEST(SessionWithKey, CountsReplaysAsDuplicates) {
  SecretSession secret(with_key());
  secret.announce("RTP/SAVP");
  secret.stream(5);
  const Bytes again = secret.packet();
  secret.rig.hear(Channel::rtp, again);
  secret.rig.hear(Channel::rtp, again);
  secret.rig.hear(Channel::rtp, again, kStranger);
  EXPECT_EQ(secret.rig.statistics().duplicates, 2u);
}

TEST(SessionWithKey, ReportsInSecret) {
  SecretSession secret(with_key());
  secret.announce("RTP/SAVP");
  secret.stream(500);
  ASSERT_FALSE(secret.rig.sent.empty());
  const auto headend = std::move(*rtp::SrtpReceiver::make(kKey));
  for (const auto& report : secret.rig.sent) EXPECT_TRUE(headend->unprotect_rtcp(report.octets));
}

/// RFC 3711 section 9.1: two with the key and one SSRC would use one key stream twice.
TEST(SessionWithKey, TakesAnotherSsrcWhereSomebodyWithTheKeyHasIt) {
  SecretSession secret(with_key());
  secret.announce("RTP/SAVP");
  secret.stream(500);
  ASSERT_FALSE(secret.rig.sent.empty());
  const auto ssrc_of = [](const Bytes& report) {
    ByteReader in(report);
    in.skip(4);
    return in.u32();
  };
  const std::uint32_t before = ssrc_of(secret.rig.sent.back().octets);
  EXPECT_EQ(secret.rig.statistics().rtcp.collisions, 0u);
  secret.rig.hear(Channel::rtcp, secret.rig.sent.back().octets, kStranger);
  EXPECT_EQ(secret.rig.statistics().rtcp.collisions, 0u) << "our own report, played again";

  const auto namesake = std::move(*rtp::SrtpSender::make(kKey));
  for (std::size_t i = 0; i <= secret.rig.sent.size(); ++i) {
    Bytes report = rtcp_bye(before);
    report.resize(report.size() - 8);  // without the BYE itself: RR and SDES
    ASSERT_TRUE(namesake->protect_rtcp(report));
    secret.rig.hear(Channel::rtcp, report, kStranger);
  }
  EXPECT_EQ(secret.rig.statistics().rtcp.collisions, 1u);
  secret.stream(500);
  EXPECT_NE(ssrc_of(secret.rig.sent.back().octets), before);
}

TEST(SessionWithKey, HearsWhatItWasGivenADescriptionOfWithoutAnyAnnouncement) {
  auto config = with_key();
  config.description = sdp({.lines = "a=rtpmap:96 MPA/90000\r\n", .media = "m=audio 5004 RTP/SAVP 96\r\n"});
  SecretSession secret(config);
  secret.rig.next.payload_type = 96;
  secret.stream(10);
  EXPECT_EQ(secret.rig.statistics().phase, Phase::playing);
  EXPECT_FALSE(secret.rig.units.empty());
  EXPECT_FALSE(secret.trouble());
}

/// RFC 4568 section 7.1 wants the description itself to be secret; SAP is heard by everybody.
TEST(SessionWithoutKey, TakesNoKeyFromAnAnnouncement) {
  SecretSession secret(Rig::config());
  secret.announce("RTP/SAVP", "a=crypto:1 AEAD_AES_128_GCM inline:ISEhISEhISEhISEhISEhISEhISEhISEhISEhIQ==\r\n");
  secret.stream(60);
  EXPECT_EQ(secret.trouble(), SrtpTrouble::Kind::no_key);
  EXPECT_TRUE(secret.rig.units.empty());
}

TEST(SessionWithKey, KeepsItsKeyWhateverIsAnnounced) {
  SecretSession secret(with_key());
  secret.announce("RTP/SAVP", "a=crypto:1 AEAD_AES_128_GCM inline:IiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIg==\r\n");
  secret.stream(10);
  EXPECT_EQ(secret.rig.statistics().phase, Phase::playing);
}

TEST(SessionWithoutKey, HearsNothingThatIsDescribedAsSrtp) {
  SecretSession secret(Rig::config());
  secret.announce("RTP/SAVP");
  secret.stream(60);
  EXPECT_EQ(secret.trouble(), SrtpTrouble::Kind::no_key);
  EXPECT_TRUE(secret.rig.units.empty());
  EXPECT_NE(secret.rig.statistics().phase, Phase::playing);
}

}  // namespace
}  // namespace joincast::libreceiver
