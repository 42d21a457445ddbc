// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtp/srtp_key.h"

#include <gtest/gtest.h>

namespace joincast::rtp {
namespace {

// The example of RFC 4568 section 6.1: 16 octets of key, 14 of salt.
constexpr std::string_view kBase64 = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";

std::string line(std::string_view suite, std::string_view base64) {
  return std::string(suite) + ' ' + std::string(base64) + '\n';
}

SrtpKeyErrc refusal(std::string_view text) {
  const auto key = parse_srtp_key(text);
  EXPECT_FALSE(key) << text;
  return key ? SrtpKeyErrc{} : key.error().code;
}

TEST(SrtpKey, IsOneLineOfSuiteAndBase64) {
  const auto key = parse_srtp_key(line("AES_CM_128_HMAC_SHA1_80", kBase64));
  ASSERT_TRUE(key);
  EXPECT_EQ(key->suite, SrtpSuite::aes_cm_128_hmac_sha1_80);
  EXPECT_EQ(as_text(key->key_and_salt), "YS___semctl () {\t220;}\n}\nunles");
}

TEST(SrtpKey, MayHaveCommentsBlankLinesAndOtherLineEnds) {
  const auto key =
      parse_srtp_key("# ours\r\n\r\n \t\n  AES_CM_128_HMAC_SHA1_80 \t " + std::string(kBase64) + " \r\n#end");
  ASSERT_TRUE(key);
  EXPECT_EQ(key->key_and_salt.size(), 30u);
}

TEST(SrtpKey, HasTheLengthThatItsSuiteAsks) {
  EXPECT_EQ(key_and_salt_octets(SrtpSuite::aes_cm_128_hmac_sha1_80), 30u);
  EXPECT_EQ(key_and_salt_octets(SrtpSuite::aes_256_cm_hmac_sha1_80), 46u);
  EXPECT_EQ(key_and_salt_octets(SrtpSuite::aead_aes_128_gcm), 28u);
  EXPECT_EQ(key_and_salt_octets(SrtpSuite::aead_aes_256_gcm), 44u);
  EXPECT_EQ(refusal(line("AES_256_CM_HMAC_SHA1_80", kBase64)), SrtpKeyErrc::wrong_length);
}

TEST(SrtpKey, ReadsBackWhatItWrote) {
  for (std::size_t i = 0; i < kSrtpSuites; ++i) {
    SrtpKey key{static_cast<SrtpSuite>(i), {}};
    key.key_and_salt.resize(key_and_salt_octets(key.suite), 0xfb);
    EXPECT_EQ(parse_srtp_key(to_text(key)), key);
  }
}

TEST(SrtpKey, TellsWhatIsWrong) {
  const std::string good = line("AES_CM_128_HMAC_SHA1_80", kBase64);
  EXPECT_EQ(refusal(""), SrtpKeyErrc::no_key);
  EXPECT_EQ(refusal("# nothing\n"), SrtpKeyErrc::no_key);
  EXPECT_EQ(refusal(good + good), SrtpKeyErrc::second_key);
  EXPECT_EQ(refusal(line("AES_CM_128_HMAC_SHA1_32", kBase64)), SrtpKeyErrc::no_such_suite);
  EXPECT_EQ(refusal("AES_CM_128_HMAC_SHA1_80\n"), SrtpKeyErrc::not_two_words);
  EXPECT_EQ(refusal(line("AES_CM_128_HMAC_SHA1_80", "WVNf X19z")), SrtpKeyErrc::not_two_words);
  EXPECT_EQ(refusal(line("AES_CM_128_HMAC_SHA1_80", "WVNfX19z!")), SrtpKeyErrc::not_base64);
  EXPECT_EQ(refusal(std::string(4'097, '#')), SrtpKeyErrc::too_long);
}

TEST(SrtpKey, NamesTheLineAndNeverTheSecret) {
  const auto wrong = parse_srtp_key("#\nAEAD_AES_128_GCM " + std::string(kBase64) + "\n");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error(), (SrtpKeyError{SrtpKeyErrc::wrong_length, 2}));
  EXPECT_TRUE(to_string(wrong.error()).starts_with("line 2: "));
  EXPECT_EQ(to_string(wrong.error()).find("WVNf"), std::string::npos);
}

}  // namespace
}  // namespace joincast::rtp
