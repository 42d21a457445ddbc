// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/described_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sdp/crypto.h"
#include "sdp/parse.h"
#include "tests/libreceiver/datagrams.h"

namespace joincast::libreceiver {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Of an example of RFC 4568: key and salt, 30 octets.
constexpr const char* kKeyText = "inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
const Bytes kKeyOctets = {0x77, 0x44, 0x66, 0x76, 0x67, 0x26, 0x54, 0x2b, 0x29, 0x78, 0x47, 0x37, 0x40, 0x66, 0x62,
                          0x35, 0x6a, 0x55, 0x2c, 0x52, 0x61, 0x41, 0x7d, 0x5c, 0x7c, 0x70, 0x30, 0x25, 0x2a, 0x23};

std::string crypto(const std::string& suite, const std::string& rest) { return "a=crypto:1 " + suite + " " + rest; }

/// A description of kGroupAddress whose medium has these lines.
std::string with_lines(const std::string& lines, const std::string& media = "m=audio 5006 RTP/SAVP 96\r\n") {
  Sdp words;
  words.media = media;
  words.lines = lines + "\r\n";
  return sdp(words);
}

std::string refusal(const std::string& text) {
  const auto service = read_description(text);
  EXPECT_FALSE(service);
  return service ? "" : service.error();
}

TEST(DescribedService, IsTheGroupAndPortOfItsMedium) {
  const auto service = read_description(with_lines("a=rtpmap:96 opus/48000/2"));
  ASSERT_TRUE(service);
  EXPECT_EQ(service->reference.group, kGroupAddress);
  EXPECT_EQ(service->reference.port, 5006);
  EXPECT_FALSE(service->reference.number);
  EXPECT_FALSE(service->reference.source);
  EXPECT_FALSE(service->srtp_key);
  EXPECT_THAT(service->description, HasSubstr("a=rtpmap:96 opus/48000/2"));
}

TEST(DescribedService, IsOfAudioWhereThereIsAny) {
  const auto service = read_description(with_lines("m=audio 5008 RTP/AVP 14", "m=video 5006 RTP/AVP 96\r\n"));
  ASSERT_TRUE(service);
  EXPECT_EQ(service->reference.port, 5008);
}

TEST(DescribedService, HearsTheOnlySourceOfAFilter) {
  const auto service = read_description(with_lines("a=source-filter: incl IN IP6 * 2001:db8::7"));
  ASSERT_TRUE(service);
  EXPECT_EQ(service->reference.source, parse_address("2001:db8::7"));
}

TEST(DescribedService, HasTheKeyOfItsCryptoLine) {
  const auto service = read_description(with_lines(crypto("AES_CM_128_HMAC_SHA1_80", kKeyText) + std::string("|2^20")));
  ASSERT_TRUE(service);
  ASSERT_TRUE(service->srtp_key);
  EXPECT_EQ(service->srtp_key->suite, rtp::SrtpSuite::aes_cm_128_hmac_sha1_80);
  EXPECT_EQ(service->srtp_key->key_and_salt, kKeyOctets);
}

TEST(DescribedService, TakesTheFirstCryptoLineItCanDo) {
  const std::string gcm = "inline:" + std::string(37, 'A') + "B==";
  const auto service = read_description(
      with_lines(crypto("AES_CM_128_HMAC_SHA1_32", kKeyText) + "\r\n" + crypto("AES_CM_128_HMAC_SHA1_80", kKeyText) +
                 "|1:4\r\n" + crypto("AES_CM_128_HMAC_SHA1_80", kKeyText) + " UNENCRYPTED_SRTP\r\n" +
                 crypto("AES_CM_128_HMAC_SHA1_80", kKeyText) + " WSH=128\r\n"));
  ASSERT_TRUE(service) << service.error();
  ASSERT_TRUE(service->srtp_key);
  EXPECT_EQ(service->srtp_key->key_and_salt, kKeyOctets);
}

TEST(DescribedService, IsRefusedWhereNoCryptoLineCanBeUsedAndNeverTellsAKey) {
  for (const std::string& line :
       {crypto("AES_CM_128_HMAC_SHA1_32", kKeyText), crypto("AES_CM_128_HMAC_SHA1_80", kKeyText) + "|1:4",
        crypto("AES_CM_128_HMAC_SHA1_80", kKeyText) + " UNENCRYPTED_SRTCP",
        crypto("AES_CM_128_HMAC_SHA1_80", "inline:d0Rm"), std::string("a=crypto:nonsense")}) {
    const std::string words = refusal(with_lines(line));
    EXPECT_THAT(words, HasSubstr("a=crypto")) << line;
    EXPECT_THAT(words, Not(HasSubstr("d0Rm")));
  }
}

/// ffmpeg writes RTP/AVP beside a=crypto.
TEST(DescribedService, IsSrtpWithACryptoLineWhateverItsProfile) {
  for (const char* profile : {"RTP/AVP", "RTP/AVPF", "RTP/SAVP", "RTP/SAVPF"}) {
    const auto service = read_description(
        with_lines(crypto("AES_CM_128_HMAC_SHA1_80", kKeyText), std::string("m=audio 5004 ") + profile + " 96\r\n"));
    ASSERT_TRUE(service);
    EXPECT_THAT(service->description, HasSubstr("RTP/SAVP")) << profile;
  }
}

TEST(DescribedService, KeepsNeitherKeysNorWhatHeldOnlyThen) {
  Sdp words;
  words.title = "A song of yesterday";
  words.lines = crypto("AES_CM_128_HMAC_SHA1_80", kKeyText) +
                "\r\na=joincast-item:7\r\na=joincast-roc:287454020 9\r\na=joincast-state:waiting\r\na=recvonly\r\n";
  const auto service = read_description(sdp(words));
  ASSERT_TRUE(service);
  for (const char* gone : {"d0Rm", "crypto", "yesterday", "joincast-"})
    EXPECT_THAT(service->description, Not(HasSubstr(gone)));
  EXPECT_THAT(service->description, HasSubstr("a=recvonly"));
}

TEST(DescribedService, SaysWhatWasExpected) {
  EXPECT_THAT(refusal("v=1\r\n"), HasSubstr("session description"));
  EXPECT_THAT(refusal(""), HasSubstr("session description"));
  Sdp unicast;
  unicast.group = "2001:db8::1";
  EXPECT_THAT(refusal(sdp(unicast)), HasSubstr("multicast group"));
  EXPECT_THAT(refusal("junk\n"), HasSubstr("line 1 is not"));
  EXPECT_THAT(refusal("junk"), HasSubstr("line 1 is not"));
  EXPECT_THAT(refusal("v=0\r\nm=audio x\r\n"), HasSubstr("line 2 is not"));
  EXPECT_THAT(refusal("t=0 0\r\n"), HasSubstr("missing behind line 1"));
  EXPECT_THAT(refusal(with_lines("", "m=audio 5004 udp 96\r\n")), HasSubstr("over RTP"));
  EXPECT_THAT(refusal(with_lines("", "m=audio 65535 RTP/AVP 96\r\n")), HasSubstr("over RTP"));
}

TEST(DescribedService, MayHoldAKeyWhereverCryptoIsWritten) {
  EXPECT_TRUE(may_hold_key(with_lines("a=crypto:nonsense")));
  EXPECT_FALSE(may_hold_key(with_lines("a=recvonly")));
}

TEST(DescribedService, LosesItsKeysAndNothingElse) {
  const std::string bare = without_keys(with_lines("a=crypto:1 ANY inline:AAAA\r\na=recvonly"));
  EXPECT_THAT(bare, AllOf(Not(HasSubstr("crypto")), HasSubstr("a=recvonly"), HasSubstr("m=audio")));
  EXPECT_EQ(without_keys(with_lines("a=recvonly")), bare);
  EXPECT_EQ(without_keys("nonsense"), "");
}

TEST(DescribedService, IsGivenAKeyThatIsReadAgain) {
  const rtp::SrtpKey key{rtp::SrtpSuite::aead_aes_256_gcm, Bytes(44, 0x5a)};
  const auto text = with_key(with_lines("a=crypto:9 OLD inline:AAAA\r\na=recvonly"), kGroupAddress, key);
  ASSERT_TRUE(text);
  EXPECT_THAT(*text, Not(HasSubstr("OLD")));
  const auto service = read_description(*text);
  ASSERT_TRUE(service);
  EXPECT_EQ(service->srtp_key, key);
  EXPECT_FALSE(with_key("nonsense", kGroupAddress, key));
  EXPECT_FALSE(with_key(*text, *parse_address("ff3e::9"), key));
}

}  // namespace
}  // namespace joincast::libreceiver
