// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/number.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "directory/sha256.h"

namespace joincast::directory {
namespace {

std::string hex(ByteView octets) {
  std::string text;
  for (const std::uint8_t octet : octets) {
    text += "0123456789abcdef"[octet >> 4];
    text += "0123456789abcdef"[octet & 15];
  }
  return text;
}

// The examples that NIST publishes for FIPS 180-4.
TEST(Sha256, AnswersThePublishedExamples) {
  EXPECT_EQ(hex(sha256(as_bytes("abc"))), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(sha256(as_bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(hex(sha256({})), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(StationNumber, IsTheBeginningOfTheHashBehindTheDirectory) {
  // SHA-256 begins with 33d726f4f9d2
  const ServiceNumber number = natural_number(kRadioBrowser, "48df4bef-ea67-4aa2-8670-96f6e6329a0f");
  EXPECT_EQ(number.group_id(), 0x8333'd726u);
  EXPECT_EQ(number.directory(), kRadioBrowser);
  EXPECT_EQ(natural_number(kXiph, "http://radio.example.net/live").group_id(), 0x82a5'e68bu);
}

TEST(StationNumber, OfRadioTimeIsItsOwnNumber) {
  EXPECT_EQ(natural_number(kRadioTime, "s900000"), ServiceNumber(0x100'0000u | 900'000u));
  EXPECT_EQ(natural_number(kRadioTime, "s16777215").station(), 0xff'ffffu);
}

TEST(StationNumber, OfRadioTimeIsAHashWhereItsOwnDoesNotFit) {
  EXPECT_EQ(natural_number(kRadioTime, "s16777216").directory(), kRadioTime);
  EXPECT_NE(natural_number(kRadioTime, "s16777216").station(), 0u);
  EXPECT_NE(natural_number(kRadioTime, "s12x"), natural_number(kRadioTime, "s12"));
  EXPECT_NE(natural_number(kRadioTime, "s-12").station(), 12u);
}

TEST(StationNumber, ProbesManyOthersInTheSameDirectory) {
  std::set<ServiceNumber> tried = {natural_number(kXiph, "http://a/")};
  for (std::uint32_t attempt = 1; attempt < 1'000; ++attempt) {
    const ServiceNumber number = probed_number(kXiph, "http://a/", attempt);
    EXPECT_EQ(number.directory(), kXiph);
    tried.insert(number);
  }
  EXPECT_EQ(tried.size(), 1'000u);
}

TEST(NormalisedUrl, IsTheSameForEveryWayOfWritingIt) {
  EXPECT_EQ(normalised_url("HTTP://Radio.Example:80/Live#top"), "http://radio.example/Live");
  EXPECT_EQ(normalised_url("https://radio.example:443"), "https://radio.example/");
  EXPECT_EQ(normalised_url("http://radio.example:8080?x=1"), "http://radio.example:8080/?x=1");
  EXPECT_EQ(normalised_url("http://[2001:DB8::17]:80/a"), "http://[2001:db8::17]/a");
  EXPECT_EQ(normalised_url("http://User:Pw@Host/a"), "http://User:Pw@host/a");
}

TEST(NormalisedUrl, KeepsWhatIsNoUrl) {
  EXPECT_EQ(normalised_url("Not a URL"), "Not a URL");
  EXPECT_EQ(normalised_url(""), "");
  EXPECT_EQ(normalised_url("a#b://c"), "a#b://c");
  EXPECT_EQ(normalised_url("http://"), "http:///");
  EXPECT_EQ(normalised_url(":80"), ":80");
  EXPECT_EQ(normalised_url("http://:80"), "http:///");
}

}  // namespace
}  // namespace joincast::directory
