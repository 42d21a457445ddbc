// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "rtcp/compound.h"
#include "sdp/text.h"
#include "tests/headend/udp_packet.h"
#include "tests/headend/world.h"
#include "tests/lab/folder.h"

namespace joincast::headend {
namespace {

const rtp::SrtpKey kKey{rtp::SrtpSuite::aead_aes_128_gcm, Bytes(28, 0x21)};

Config secret_station() {
  Config config;
  config.services = {World::station(1)};
  config.services[0].srtp_key = kKey;
  return config;
}

class SecretCast : public testing::Test {
 protected:
  SecretCast() {
    world.join(World::group(1));
    world.play(1);
    world.run(std::chrono::seconds(3));
  }
  std::vector<World::Sent> sent(std::uint16_t port) const { return world.sent_to(World::group(1), port); }
  CastStatus status() { return world.core().status().at(0).cast; }
  void hear(const IpAddress& to, const Bytes& octets) {
    const Bytes packet = udp_packet({World::host(7), 40'000}, {to, kRtcpPort}, octets);
    world.core().handle_packet(World::kInterface, packet, false, world.now().mono, world.now());
  }
  static Bytes words(bool bye) {
    rtcp::CompoundBuilder builder({.ssrc = 7, .info = {}, .blocks = {}, .cname = "c", .items = {}}, 1000);
    if (bye) builder.add(rtcp::Bye{{7}, ""});
    return builder.take();
  }
  static Bytes protected_by(rtp::SrtpSender& sender, Bytes octets) {
    EXPECT_TRUE(sender.protect_rtcp(octets));
    return octets;
  }

  World world{secret_station()};
  std::unique_ptr<rtp::SrtpReceiver> listener = std::move(*rtp::SrtpReceiver::make(kKey));
  std::unique_ptr<rtp::SrtpSender> reporter = std::move(*rtp::SrtpSender::make(kKey));
};

TEST_F(SecretCast, SendsRtpThatOnlyItsKeyOpens) {
  const auto packets = sent(kRtpPort);
  ASSERT_GT(packets.size(), 20u);
  const auto stranger = std::move(*rtp::SrtpReceiver::make({kKey.suite, Bytes(28, 0x22)}));
  for (const World::Sent& packet : packets) {
    const auto opened = listener->unprotect_rtp(packet.octets, World::kSource, packet.at);
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->back(), 0x55);
    EXPECT_FALSE(stranger->unprotect_rtp(packet.octets, World::kSource, packet.at));
  }
}

TEST_F(SecretCast, RepeatsTheVeryOctetsForANewcomer) {
  const auto before = sent(kRtpPort);
  world.forget();
  world.join(World::group(1), 2);
  const auto repeated = sent(kRtpPort);
  ASSERT_EQ(repeated.size(), 3u);
  EXPECT_EQ(repeated.back().octets, before.back().octets);
}

TEST_F(SecretCast, AnnouncesItsRolloverCounterAndNoKey) {
  const sdp::Session session = world.announced(World::group(1)).back();
  const sdp::Media& medium = session.media.at(0);
  EXPECT_EQ(medium.protocol, "RTP/SAVP");
  const auto counter = sdp::rollover_counter(medium);
  ASSERT_TRUE(counter);
  EXPECT_EQ(counter->count, 0u);
  const auto text = sdp::to_text(session);
  EXPECT_EQ(text->find("crypto"), std::string::npos);
}

TEST_F(SecretCast, BeginsInTheLowerHalfOfTheSequence) {
  const Bytes first = sent(kRtpPort).front().octets;
  EXPECT_LT(first[2], 0x80);
}

TEST_F(SecretCast, ReportsInSecret) {
  const auto reports = sent(kRtcpPort);
  ASSERT_FALSE(reports.empty());
  for (const World::Sent& report : reports) {
    const auto opened = listener->unprotect_rtcp(report.octets);
    ASSERT_TRUE(opened);
    EXPECT_TRUE(rtcp::parse(*opened));
  }
}

TEST_F(SecretCast, CountsOnlyReceiversThatHaveTheKey) {
  hear(World::group(1).address, words(false));
  EXPECT_EQ(status().receivers.listed, 0u);
  EXPECT_EQ(status().refused_rtcp, 1u);
  hear(World::group(1).address, protected_by(*reporter, words(false)));
  EXPECT_EQ(status().receivers.listed, 1u);
}

TEST_F(SecretCast, HearsAGoodbyeToTheHeadendAlone) {
  hear(World::group(1).address, protected_by(*reporter, words(false)));
  hear(World::kSource, words(true));
  EXPECT_EQ(status().receivers.listed, 1u) << "in clear";
  hear(World::kSource, protected_by(*reporter, words(true)));
  EXPECT_EQ(status().receivers.listed, 0u);
}

TEST_F(SecretCast, IsNotDeceivedByItsOwnReportsPlayedAgain) {
  const Bytes first = sent(kRtpPort).front().octets;
  hear(World::group(1).address, sent(kRtcpPort).back().octets);
  EXPECT_FALSE(world.noticed("SSRC"));
  world.run(std::chrono::seconds(1));
  const Bytes last = sent(kRtpPort).back().octets;
  EXPECT_TRUE(std::equal(first.begin() + 8, first.begin() + 12, last.begin() + 8));
}

TEST_F(SecretCast, TakesAnotherSsrcWhereSomebodyWithTheKeyHasIts) {
  const Bytes first = sent(kRtpPort).front().octets;
  ByteReader in(first);
  in.skip(8);
  rtcp::CompoundBuilder builder({.ssrc = in.u32(), .info = {}, .blocks = {}, .cname = "other", .items = {}}, 1000);
  Bytes words = builder.take();
  for (int i = 0; i < 50; ++i) hear(World::group(1).address, protected_by(*reporter, words));  // beyond our own index
  world.run(std::chrono::seconds(1));
  const Bytes last = sent(kRtpPort).back().octets;
  EXPECT_FALSE(std::equal(first.begin() + 8, first.begin() + 12, last.begin() + 8));
}

class KeyFile : public testing::Test {
 protected:
  KeyFile() { write("good.key", "AEAD_AES_128_GCM ISEhISEhISEhISEhISEhISEhISEhISEhISEhIQ==\n", 0600); }
  void write(const std::string& name, std::string_view text, mode_t mode) {
    std::ofstream(folder_ / name) << text;
    ASSERT_EQ(chmod((folder_ / name).c_str(), mode), 0);
  }
  auto read(const std::string& key_file, const Config* before = nullptr) {
    return parse_config(
        "[[service]]\nnumber = \"8000:0001\"\nname = \"A\"\nurl = \"http://a.example/\"\nsrtp = { key-file = \"" +
            key_file + "\" }\n",
        folder_ / "headend.toml", before);
  }

  lab::Folder folder_;
};

TEST_F(KeyFile, StandsBesideTheConfiguration) {
  const auto config = read("good.key");
  ASSERT_TRUE(config) << to_string(config.error().at(0));
  EXPECT_EQ(config->services.at(0).srtp_key, kKey);
}

TEST_F(KeyFile, IsRefusedWithLineAndReason) {
  write("open.key", "AEAD_AES_128_GCM x\n", 0644);
  write("bad.key", "AEAD_AES_128_GCM AAAA\n", 0600);
  const auto open = read("open.key");
  ASSERT_FALSE(open);
  EXPECT_EQ(open.error().at(0).line, 5u);
  EXPECT_EQ(open.error().at(0).key, "service[1].srtp.key-file");
  EXPECT_NE(open.error().at(0).message.find("chmod 600"), std::string::npos);
  const auto bad = read("bad.key");
  ASSERT_FALSE(bad);
  EXPECT_NE(bad.error().at(0).message.find("line 1: "), std::string::npos);
}

TEST_F(KeyFile, KeepsItsKeyWhenItCanNoLongerBeRead) {
  const auto before = read("good.key");
  ASSERT_TRUE(before);
  std::filesystem::remove(folder_ / "good.key");
  EXPECT_FALSE(read("good.key"));
  const auto after = read("good.key", &*before);
  ASSERT_TRUE(after);
  EXPECT_EQ(*after, *before);
}

}  // namespace
}  // namespace joincast::headend
