// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sdp/text.h"

#include <gtest/gtest.h>

#include <functional>

#include "sdp/attributes.h"
#include "tests/sdp/samples.h"

namespace joincast::sdp {
namespace {

Session sample() { return parsed_strictly(vector_text("radio.sdp")); }

TEST(SdpText, IsTheTextThatWasRead) {
  for (const char* name : {"radio.sdp", "aes67.sdp", "tv.sdp", "rfc8866.sdp", "srtp.sdp", "declared_latin1.sdp"}) {
    const std::string text = vector_text(name);
    EXPECT_EQ(to_text(parsed_strictly(text)), text);
  }
}

TEST(SdpText, OfEveryLineTypeReadsBackEqual) {
  const Session session = parsed_strictly(vector_text("every_line.sdp"));
  EXPECT_EQ(parsed_strictly(*to_text(session)), session);
}

TEST(SdpText, OfTheSmallestSession) {
  Session session;
  session.origin.host = host(IpAddress::v4(0xc000'0201));
  EXPECT_EQ(to_text(session), "v=0\r\no=- 0 0 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\n");
}

struct Impossible {
  std::string name;
  TextErrc code;
  std::function<void(Session&)> spoil;
};

class ImpossibleSession : public testing::TestWithParam<Impossible> {};

TEST_P(ImpossibleSession, IsRefused) {
  Session session = sample();
  GetParam().spoil(session);
  const auto text = to_text(session);
  ASSERT_FALSE(text) << *text;
  EXPECT_EQ(to_string(text.error()), to_string(GetParam().code));
}

const Impossible kImpossible[] = {
    {"UsernameWithSpace", TextErrc::bad_origin, [](Session& s) { s.origin.username = "a b"; }},
    {"NoUsername", TextErrc::bad_origin, [](Session& s) { s.origin.username = ""; }},
    {"NoHost", TextErrc::bad_origin, [](Session& s) { s.origin.host = {}; }},
    {"HostWithAddressAndName", TextErrc::bad_origin, [](Session& s) { s.origin.host.name = "x"; }},
    {"HostWithLineEnd", TextErrc::bad_origin,
     [](Session& s) {
       s.origin.host = {{}, "IN", "IP4", "x\r\na=b"};
     }},
    {"HostThatIsAnAddress", TextErrc::bad_origin,
     [](Session& s) {
       s.origin.host = {{}, "IN", "IP4", "192.0.2.1"};
     }},
    {"NoName", TextErrc::bad_name, [](Session& s) { s.name = ""; }},
    {"NameWithLineEnd", TextErrc::bad_name, [](Session& s) { s.name = "x\na=y"; }},
    {"NameWithNul", TextErrc::bad_name, [](Session& s) { s.name = std::string("x\0y", 3); }},
    {"NameNotUtf8", TextErrc::bad_name, [](Session& s) { s.name = "Caf\xe9"; }},
    {"InformationWithLineEnd", TextErrc::bad_information, [](Session& s) { s.information = "x\ry"; }},
    {"LinkWithSpace", TextErrc::bad_uri, [](Session& s) { s.uri = "http://a b"; }},
    {"EmailWithoutAt", TextErrc::bad_email, [](Session& s) { s.emails = {"nobody"}; }},
    {"PhoneWithoutDigit", TextErrc::bad_phone, [](Session& s) { s.phones = {"call me"}; }},
    {"Ipv6WithTtl", TextErrc::bad_connection, [](Session& s) { s.connection->ttl = std::uint8_t{1}; }},
    {"NoGroups", TextErrc::bad_connection, [](Session& s) { s.connection->groups = 0; }},
    {"TooManyGroups", TextErrc::bad_connection, [](Session& s) { s.connection->groups = kMaxGroups + 1; }},
    {"Ipv4GroupWithoutTtl", TextErrc::bad_connection,
     [](Session& s) { s.connection->host = host(IpAddress::v4(0xef01'0203)); }},
    {"UnicastGroups", TextErrc::bad_connection,
     [](Session& s) {
       s.connection = {host(IpAddress::v4(0xc000'0201)), {}, 2};
     }},
    {"MediaWithoutConnection", TextErrc::bad_connection, [](Session& s) { s.connection.reset(); }},
    {"BandwidthWithoutType", TextErrc::bad_bandwidth,
     [](Session& s) {
       s.bandwidths = {{"", 1}};
     }},
    {"NoTime", TextErrc::bad_timing, [](Session& s) { s.timings.clear(); }},
    {"RepeatWithoutOffset", TextErrc::bad_timing,
     [](Session& s) {
       s.timings[0].repeats = {{1, 1, {}}};
     }},
    {"RepeatAtOnce", TextErrc::bad_timing,
     [](Session& s) {
       s.timings[0].repeats = {{0, 1, {0}}};
     }},
    {"ZoneWithoutRepeat", TextErrc::bad_timing,
     [](Session& s) {
       s.timings[0].zones = {{1, 1}};
     }},
    {"AttributeWithoutName", TextErrc::bad_attribute, [](Session& s) { add(s.attributes, "", "x"); }},
    {"AttributeNameWithColon", TextErrc::bad_attribute, [](Session& s) { add(s.attributes, "a:b"); }},
    {"AttributeWithLineEnd", TextErrc::bad_attribute, [](Session& s) { add(s.media[0].attributes, "a", "b\r\n"); }},
    {"MediaWithoutFormat", TextErrc::bad_media, [](Session& s) { s.media[0].formats.clear(); }},
    {"MediaWithoutPorts", TextErrc::bad_media, [](Session& s) { s.media[0].ports = 0; }},
    {"MediaTypeWithSpace", TextErrc::bad_media, [](Session& s) { s.media[0].type = "au dio"; }},
    {"ProtocolWithEmptyPart", TextErrc::bad_media, [](Session& s) { s.media[0].protocol = "RTP//AVP"; }},
    {"FormatWithSlash", TextErrc::bad_media, [](Session& s) { s.media[0].formats = {"1/2"}; }},
};

INSTANTIATE_TEST_SUITE_P(SdpText, ImpossibleSession, testing::ValuesIn(kImpossible),
                         [](const auto& given) { return given.param.name; });

TEST(CleanText, LosesLineEndsNulsAndControls) {
  EXPECT_EQ(clean_text("one\r\na=evil"), "one a=evil");
  EXPECT_EQ(clean_text(std::string_view("a\0b\x1b[31mc\x7f", 10)), "a b [31mc");
  EXPECT_EQ(clean_text("a\xc2\x85"
                       "b\xe2\x80\xa8"
                       "c\xe2\x80\xa9"),
            "a b c");
  EXPECT_EQ(clean_text("  \t two   words \n"), "two words");
  EXPECT_EQ(clean_text("two  words"), "two words");
  EXPECT_EQ(clean_text(" two words "), "two words");
  EXPECT_EQ(clean_text("\r\n\t"), "");
}

TEST(CleanText, BecomesUtf8AndIsCutAtACharacter) {
  EXPECT_EQ(clean_text("Caf\xe9"), "Caf\xc3\xa9");
  EXPECT_EQ(clean_text("Caf\xc3\xa9", 4), "Caf");
  EXPECT_EQ(clean_text("one two", 4), "one");
  EXPECT_EQ(clean_text("\xf0\x9f\x8e\xb5", 3), "");
}

TEST(WebLink, IsHttpOnlyAndShowsItsHost) {
  EXPECT_TRUE(is_web_link("http://radio.example"));
  EXPECT_TRUE(is_web_link("HTTPS://radio.example:8443/now?x=1#y"));
  for (const char* other :
       {"", "ftp://x", "javascript:alert(1)", "//radio.example", "http://", "http:///x", "https://:80/",
        "http://bank.example@evil.example/", "http://a b", "http://a\r\n", "file:///etc/passwd"})
    EXPECT_FALSE(is_web_link(other)) << other;
}

}  // namespace
}  // namespace joincast::sdp
