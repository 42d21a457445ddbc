// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gtest/gtest.h>

#include "rtp/packet.h"
#include "rtp/srtp_session.h"

namespace joincast::rtp {
namespace {

constexpr std::uint32_t kSsrc = 0x1122'3344;
const IpAddress kSender = IpAddress::v4(0xc000'0201);
const IpAddress kStranger = IpAddress::v4(0xc000'0266);
const TimePoint kStart{std::chrono::hours(1)};
constexpr Duration kTick = std::chrono::milliseconds(20);

SrtpKey some_key(std::uint8_t first = 1) {
  SrtpKey key{SrtpSuite::aead_aes_128_gcm, Bytes(28, 0x5a)};
  key.key_and_salt[0] = first;
  return key;
}

/// A source that sends one packet a tick, whoever hears it.
class Source {
 public:
  explicit Source(const SrtpKey& key = some_key(), std::uint32_t ssrc = kSsrc, std::uint16_t first = 100)
      : sender_(std::move(*SrtpSender::make(key))), ssrc_(ssrc), sequence_(first) {}

  Bytes next() {
    Bytes packet;
    const Bytes payload(20, 0x77);
    write(packet, {false, 14, sequence_++, timestamp_ += 960, ssrc_}, payload);
    EXPECT_TRUE(sender_->protect_rtp(packet));
    return packet;
  }
  void skip(unsigned packets) {
    while (packets-- > 0) next();
  }
  std::uint32_t rollovers() const { return sender_->rollover_count(ssrc_); }

 private:
  std::unique_ptr<SrtpSender> sender_;
  std::uint32_t ssrc_;
  std::uint16_t sequence_;
  std::uint32_t timestamp_ = 0;
};

class SrtpReceiverTest : public testing::Test {
 protected:
  std::optional<SrtpDrop> hear(ByteView packet, const IpAddress& from = kSender) {
    now_ += kTick;
    const auto heard = receiver_->unprotect_rtp(packet, from, now_);
    return heard ? std::nullopt : std::optional(heard.error());
  }
  std::uint64_t dropped(SrtpDrop reason) const {
    return receiver_->counters().rtp_dropped[static_cast<std::size_t>(reason)];
  }

  TimePoint now_ = kStart;
  std::unique_ptr<SrtpReceiver> receiver_ = std::move(*SrtpReceiver::make(some_key()));
};

TEST_F(SrtpReceiverTest, FollowsASourceOverItsRollover) {
  Source source(some_key(), kSsrc, 32'000);
  for (int i = 0; i < 70'000; ++i) ASSERT_EQ(hear(source.next()), std::nullopt) << i;
  EXPECT_EQ(receiver_->rollover_count(kSsrc), 1u);
  EXPECT_EQ(source.rollovers(), 1u);
  EXPECT_EQ(receiver_->counters().rtp, 70'000u);
}

TEST_F(SrtpReceiverTest, HearsASourceOfManyRolloversAtOnceWhenToldOf) {
  Source source;
  source.skip(140'000);
  receiver_->announce(kSsrc, source.rollovers());
  EXPECT_EQ(hear(source.next()), std::nullopt);
  EXPECT_EQ(receiver_->counters().searched, 1u);
  EXPECT_EQ(receiver_->rollover_count(kSsrc), 2u);
}

TEST_F(SrtpReceiverTest, TakesAnAnnouncementThatIsOneRolloverLate) {
  Source source;
  source.skip(140'000);
  receiver_->announce(kSsrc, 1);
  EXPECT_EQ(hear(source.next()), std::nullopt);
  EXPECT_EQ(receiver_->counters().searched, 2u);
}

TEST_F(SrtpReceiverTest, SearchesWhenNothingIsAnnouncedOrSomethingWrong) {
  Source source;
  source.skip(140'000);
  receiver_->announce(kSsrc, 4'000'000'000);
  EXPECT_EQ(hear(source.next()), std::nullopt);
  EXPECT_EQ(receiver_->counters().searched, 7u);  // what was announced and zero, then 0, 1, 2
}

TEST_F(SrtpReceiverTest, FindsTheCountThatAForgedPacketSpoiltInALaterRound) {
  Source source;
  source.skip(70'000);
  Bytes forged = source.next();
  forged.back() ^= 1;
  EXPECT_EQ(hear(forged), SrtpDrop::not_authentic);
  int packets = 1;
  while (hear(source.next())) ASSERT_LT(++packets, 1'000);
}

TEST_F(SrtpReceiverTest, RefusesAnotherKeysPackets) {
  Source other(some_key(2));
  for (int i = 0; i < 50; ++i) EXPECT_NE(hear(other.next()), std::nullopt);
  EXPECT_EQ(receiver_->counters().rtp, 0u);
  EXPECT_GT(dropped(SrtpDrop::not_authentic), 0u);
}

TEST_F(SrtpReceiverTest, CountsRepeatsAndReplaysFromAnyAddress) {
  Source source;
  const Bytes packet = source.next();
  EXPECT_EQ(hear(packet), std::nullopt);
  EXPECT_EQ(hear(packet), SrtpDrop::replayed);
  EXPECT_EQ(hear(packet, kStranger), SrtpDrop::replayed);
  for (int i = 0; i < 1'100; ++i) EXPECT_EQ(hear(source.next()), std::nullopt);
  EXPECT_EQ(hear(packet), SrtpDrop::too_old);
  EXPECT_EQ(dropped(SrtpDrop::replayed), 2u);
}

TEST_F(SrtpReceiverTest, TakesReorderedPackets) {
  Source source;
  EXPECT_EQ(hear(source.next()), std::nullopt);
  const Bytes late = source.next();
  EXPECT_EQ(hear(source.next()), std::nullopt);
  EXPECT_EQ(hear(late), std::nullopt);
}

TEST_F(SrtpReceiverTest, FindsASourceAgainThatWentOnByMoreThanASequence) {
  Source source;
  for (int i = 0; i < 10; ++i) EXPECT_EQ(hear(source.next()), std::nullopt);
  source.skip(170'000);
  now_ += std::chrono::hours(1);
  int packets = 0;
  while (hear(source.next())) ASSERT_LT(++packets, 100);
  EXPECT_EQ(receiver_->rollover_count(kSsrc), source.rollovers());
}

TEST_F(SrtpReceiverTest, NeverGoesBack) {
  Source source;
  const Bytes old = source.next();
  source.skip(140'000);
  receiver_->announce(kSsrc, 2);
  EXPECT_EQ(hear(source.next()), std::nullopt);
  receiver_->announce(kSsrc, 0);
  now_ += std::chrono::hours(1);
  for (int i = 0; i < 100; ++i) EXPECT_NE(hear(old, kStranger), std::nullopt);
  EXPECT_EQ(receiver_->rollover_count(kSsrc), 2u);
  EXPECT_EQ(hear(source.next()), std::nullopt);
}

TEST_F(SrtpReceiverTest, LimitsTheWorkForStrangersAndLosesNothingOfAnAuthenticSource) {
  Source source;
  EXPECT_EQ(hear(source.next()), std::nullopt);
  Source other(some_key(2));
  Bytes forged = other.next();
  const std::uint64_t before = receiver_->counters().searched;
  for (std::uint32_t i = 0; i < 100'000; ++i) {  // SSRCs at will, all within one second
    forged[8] = static_cast<std::uint8_t>(i >> 8);
    forged[9] = static_cast<std::uint8_t>(i);
    EXPECT_FALSE(receiver_->unprotect_rtp(forged, kStranger, now_));
  }
  EXPECT_LE(receiver_->counters().searched - before, 2 * SrtpReceiver::kTriesPerSecond);
  EXPECT_GT(dropped(SrtpDrop::not_tried), 90'000u);
  EXPECT_FALSE(hear(source.next()));
}

TEST_F(SrtpReceiverTest, FindsTheAnnouncedSourceWhileStrangersUseUpTheirShare) {
  Source source;
  source.skip(70'000);
  receiver_->announce(kSsrc, 1);
  Source other(some_key(2), 0x99);
  for (int i = 0; i < 1'000; ++i) (void)receiver_->unprotect_rtp(other.next(), kStranger, now_);
  EXPECT_TRUE(receiver_->unprotect_rtp(source.next(), kSender, now_));
}

TEST_F(SrtpReceiverTest, HearsAnotherSourceOfTheSameKey) {
  Source first, second(some_key(), 0x5566'7788);
  EXPECT_EQ(hear(first.next()), std::nullopt);
  EXPECT_EQ(hear(second.next()), std::nullopt);
  EXPECT_EQ(hear(first.next()), std::nullopt);
}

TEST_F(SrtpReceiverTest, HearsTheReportsOfMoreThanItRemembers) {
  const auto reporter = std::move(*SrtpSender::make(some_key()));
  for (std::uint32_t i = 0; i <= SrtpReceiver::kMostReporters + 3; ++i) {
    Bytes report = {
        0x80, 0xc9, 0x00, 0x01, 0x00, 0x01, static_cast<std::uint8_t>(i >> 8), static_cast<std::uint8_t>(i)};
    ASSERT_TRUE(reporter->protect_rtcp(report));
    ASSERT_TRUE(receiver_->unprotect_rtcp(report)) << i;
    EXPECT_EQ(receiver_->unprotect_rtcp(report).error(), SrtpDrop::replayed);
  }
}

TEST(SrtpSenderTest, RefusesAPacketNumberTwice) {
  const auto sender = std::move(*SrtpSender::make(some_key()));
  const Bytes payload(20, 1);
  Bytes first, second;
  write(first, {false, 14, 7, 0, kSsrc}, payload);
  write(second, {false, 14, 7, 960, kSsrc}, payload);
  EXPECT_TRUE(sender->protect_rtp(first));
  EXPECT_LE(first.size(), 12 + 20 + SrtpSender::kMostAdded);
  EXPECT_FALSE(sender->protect_rtp(second));
}

}  // namespace
}  // namespace joincast::rtp
