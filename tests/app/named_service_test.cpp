// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/named_service.h"

#include <gtest/gtest.h>

namespace joincast::app {
namespace {

TEST(NamedService, ATextThatIsNotWrittenLikeAReferenceIsAName) {
  for (const char* name : {"jazz", "abba", "Radio 4", "BBC: 6 Music", "24"}) EXPECT_EQ(is_name(name), name[0] != '2');
  for (const char* reference : {"8000:0001", "8000:zzzz", "rtp://radio", "ff3e::1%eth0", "239.1.2", "missing.sdp", ""})
    EXPECT_FALSE(is_name(reference)) << reference;
}

TEST(NamedService, PlayTakesANameAndLeavesTheRestAsItIs) {
  const auto command = parse_command_line({"play", "cool jazz", "-i", "eth1", "--prefix", "2001:db8::/64"});
  ASSERT_TRUE(command);
  const auto& service = std::get<PlayOptions>(*command).service;
  EXPECT_EQ(service.name, "cool jazz");
  EXPECT_EQ(service.wishes.interface, "eth1");
}

TEST(NamedService, TheAnswerTakesThePlaceOfTheName) {
  ServiceOptions options;
  options.name = "jazz";
  options.wishes.prefix = parse_prefix("2001:db8::/64");
  ASSERT_TRUE(take_answer("rtp://[ff3e:40:2001:db8::8000:1%25eth0]:5004\n", options));
  EXPECT_TRUE(options.name.empty());
  EXPECT_EQ(options.reference.interface, "eth0");
  EXPECT_FALSE(options.wishes.prefix) << "a group has its prefix";
  EXPECT_FALSE(options.described);
}

TEST(NamedService, ANumberKeepsTheWishesForIt) {
  ServiceOptions options;
  options.wishes.prefix = parse_prefix("2001:db8::/64");
  ASSERT_TRUE(take_answer("8000:0001\n", options));
  EXPECT_EQ(options.reference.number, parse_service_number("8000:0001"));
  EXPECT_TRUE(options.wishes.prefix);
}

TEST(NamedService, ADescriptionBehindItIsKnownFromTheStart) {
  ServiceOptions options;
  ASSERT_TRUE(
      take_answer("rtp://239.69.1.2:5010\nv=0\r\no=- 1 1 IN IP4 192.0.2.7\r\ns=Stage\r\nc=IN IP4 239.69.1.2/4\r\n"
                  "t=0 0\r\nm=audio 5010 RTP/AVP 97\r\na=rtpmap:97 L16/48000/2\r\n",
                  options));
  ASSERT_TRUE(options.described);
  EXPECT_NE(options.described->description.find("L16/48000/2"), std::string::npos);
}

TEST(NamedService, AGuideOverHttpIsAskedForNumbersToo) {
  for (const std::string command : {"play", "sdp", "record", "monitor"}) {
    const auto parsed =
        parse_command_line({command, "8000:0001", "--guide", "https://radio.example", "--ca-file", "own.pem"});
    ASSERT_TRUE(parsed) << parsed.error().text;
    const ServiceOptions service = std::visit(
        [](const auto& options) {
          if constexpr (requires { options.service; }) return options.service;
          if constexpr (requires { options.services; }) return ServiceOptions(options.services.at(0));
          return ServiceOptions();
        },
        *parsed);
    EXPECT_EQ(service.name, "8000:0001");
    EXPECT_EQ(service.guide, "https://radio.example");
    EXPECT_EQ(service.ca_file, "own.pem");
  }
  EXPECT_FALSE(parse_command_line({"play", "8000:0001", "--guide", "radio.example"}));
  EXPECT_FALSE(parse_command_line({"play", "radio.sdp", "--guide", "https://radio.example"}));
}

TEST(NamedService, TheKeyOfTheAnswerIsTakenUnlessTheUserGivesOne) {
  const std::string answer =
      "rtp://239.69.1.2:5010\nv=0\r\no=- 1 1 IN IP4 192.0.2.7\r\ns=Stage\r\nc=IN IP4 239.69.1.2/4\r\nt=0 0\r\n"
      "m=audio 5010 RTP/SAVP 14\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 "
      "inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj\r\n";
  ServiceOptions options;
  ASSERT_TRUE(take_answer(answer, options));
  EXPECT_TRUE(options.described->srtp_key);
  options.srtp_key_file = "radio.key";
  ASSERT_TRUE(take_answer(answer, options));
  EXPECT_FALSE(options.described->srtp_key);
}

TEST(NamedService, AnythingElseIsNoAnswer) {
  ServiceOptions options;
  for (const char* text : {"", "8000:0001", "nonsense\n", "\n8000:0001\n"}) EXPECT_FALSE(take_answer(text, options));
}

}  // namespace
}  // namespace joincast::app
