// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "sdp/parse.h"
#include "sdp/text.h"
#include "tests/sdp/samples.h"

namespace joincast::sdp {

void PrintTo(const Forgiven& forgiven, std::ostream* out) {
  *out << to_string(forgiven.sin) << " in line " << forgiven.line;
}

namespace {

struct Case {
  std::string name;
  std::string text;
  Forgiven sin;        ///< the only one
  ParseErrc strictly;  ///< why strict mode refuses it
};

void PrintTo(const Case& given, std::ostream* out) { *out << given.name; }

const std::string kHead = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=x\r\n";
const std::string kTail = "c=IN IP4 239.1.2.3/1\r\nt=0 0\r\nm=audio 5004 RTP/AVP 0\r\n";

class RealSenders : public testing::TestWithParam<Case> {};

TEST_P(RealSenders, AreForgivenWithAListButNotStrictly) {
  const Case& given = GetParam();
  const auto tolerant = parse(given.text);
  ASSERT_TRUE(tolerant) << to_string(tolerant.error().code) << " in line " << tolerant.error().line;
  EXPECT_THAT(tolerant->forgiven, testing::ElementsAre(given.sin));

  const auto strict = parse(given.text, {.strict = true});
  ASSERT_FALSE(strict);
  EXPECT_EQ(strict.error(), (LineError{given.strictly, given.sin.line}));

  EXPECT_EQ(parsed_strictly(*to_text(tolerant->session)), tolerant->session);
}

std::string bare(std::string text, char end) {
  std::string out;
  for (const char c : text)
    if (c != '\r') out += c == '\n' ? end : c;
  return out;
}

const Case kCases[] = {
    {"BareLineFeed", bare(kHead + kTail, '\n'), {Sin::bare_line_end, 1}, ParseErrc::bad_value},
    {"BareCarriageReturn", bare(kHead + kTail, '\r'), {Sin::bare_line_end, 1}, ParseErrc::bad_value},
    {"NoFinalLineEnd", kHead + kTail.substr(0, kTail.size() - 2), {Sin::no_final_line_end, 6}, ParseErrc::truncated},
    {"TrailingNul", kHead + kTail + std::string(3, '\0'), {Sin::nul, 6}, ParseErrc::bad_value},
    {"BlankLine", kHead + "\r\n" + kTail, {Sin::blank_line, 4}, ParseErrc::bad_value},
    {"LineWithoutLetter", kHead + "hello\r\n" + kTail, {Sin::bad_line, 4}, ParseErrc::wrong_type},
    {"UnknownLetter", kHead + "y=1\r\n" + kTail, {Sin::bad_line, 4}, ParseErrc::wrong_type},
    {"BandwidthThatIsNone", kHead + kTail + "b=AS:fast\r\n", {Sin::bad_content, 7}, ParseErrc::bad_value},
    {"MailToNobody", kHead + "e=NONE\r\n" + kTail, {Sin::bad_content, 4}, ParseErrc::bad_value},
    {"AttributeNameWithBlank", kHead + kTail + "a=foo bar\r\n", {Sin::bad_content, 7}, ParseErrc::bad_value},
    {"EmptyName", "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=\r\n" + kTail, {Sin::empty_value, 3}, ParseErrc::bad_value},
    {"EmptyInformation", kHead + "i=\r\n" + kTail, {Sin::empty_value, 4}, ParseErrc::bad_value},
    {"EmptyAttributeValue", kHead + kTail + "a=tool:\r\n", {Sin::empty_value, 7}, ParseErrc::bad_value},
    {"NoVersion", kHead.substr(5) + kTail, {Sin::missing_version, 6}, ParseErrc::missing},
    {"NoOrigin", "v=0\r\ns=x\r\n" + kTail, {Sin::missing_origin, 6}, ParseErrc::missing},
    {"NoName", "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\n" + kTail, {Sin::missing_name, 6}, ParseErrc::missing},
    {"NoTime",
     kHead + "c=IN IP4 239.1.2.3/1\r\nm=audio 5004 RTP/AVP 0\r\n",
     {Sin::missing_time, 6},
     ParseErrc::missing},
    {"NoConnection", kHead + "t=0 0\r\nm=audio 5004 RTP/AVP 0\r\n", {Sin::missing_connection, 6}, ParseErrc::missing},
    {"TimeBeforeConnection", kHead + "t=0 0\r\nc=IN IP4 192.0.2.1\r\n", {Sin::wrong_order, 5}, ParseErrc::out_of_order},
    {"NameBelowMedia",
     "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\n" + kTail + "s=x\r\n",
     {Sin::wrong_order, 6},
     ParseErrc::out_of_order},
    {"ConnectionBelowAttribute",
     kHead + kTail + "a=x\r\nc=IN IP4 192.0.2.1\r\n",
     {Sin::wrong_order, 8},
     ParseErrc::out_of_order},
    {"TwoNames", kHead + "s=y\r\n" + kTail, {Sin::repeated_line, 4}, ParseErrc::duplicated},
    {"TwoVersions", "v=0\r\n" + kHead + kTail, {Sin::repeated_line, 2}, ParseErrc::duplicated},
    {"SpaceBehindTime", kHead + "c=IN IP4 192.0.2.1\r\nt=0 0 \r\n", {Sin::extra_space, 5}, ParseErrc::bad_value},
    {"TwoSpacesInConnection", kHead + "c=IN  IP4 192.0.2.1\r\nt=0 0\r\n", {Sin::extra_space, 4}, ParseErrc::bad_value},
    {"SpaceBeforeLine", kHead + " t=0 0\r\n", {Sin::extra_space, 4}, ParseErrc::bad_value},
    {"SpaceBeforeEqualSign", kHead + "t = 0 0\r\n", {Sin::extra_space, 4}, ParseErrc::bad_value},
    {"SpaceBehindProperty", kHead + kTail + "a=recvonly \r\n", {Sin::extra_space, 7}, ParseErrc::bad_value},
    {"UsernameWithSpace",
     "v=0\r\no=Jane Doe 1 1 IN IP4 192.0.2.1\r\ns=x\r\n" + kTail,
     {Sin::extra_space, 2},
     ParseErrc::bad_value},
    {"NoUsername", "v=0\r\no= 1 1 IN IP4 192.0.2.1\r\ns=x\r\n" + kTail, {Sin::extra_space, 2}, ParseErrc::bad_value},
    {"LowerCase", kHead + "c=in ip4 192.0.2.1\r\nt=0 0\r\n", {Sin::wrong_case, 4}, ParseErrc::bad_value},
    {"SessionIdOfLetters",
     "v=0\r\no=- abc 1 IN IP4 192.0.2.1\r\ns=x\r\n" + kTail,
     {Sin::bad_number, 2},
     ParseErrc::bad_value},
    {"SessionIdOf65Bits",
     "v=0\r\no=- 18446744073709551616 1 IN IP4 192.0.2.1\r\ns=x\r\n" + kTail,
     {Sin::bad_number, 2},
     ParseErrc::bad_value},
    {"Latin1", vector_text("latin1.sdp"), {Sin::bad_charset, 3}, ParseErrc::bad_encoding},
    {"InternationalLink",
     kHead + "u=http://caf\xc3\xa9.example/\r\n" + kTail,
     {Sin::bad_charset, 4},
     ParseErrc::bad_encoding},
    {"GroupWithoutTtl", kHead + "c=IN IP4 239.1.2.3\r\nt=0 0\r\n", {Sin::missing_ttl, 4}, ParseErrc::bad_address},
    {"TtlOnIpv6", kHead + "c=IN IP6 ff15::1/127\r\nt=0 0\r\n", {Sin::ttl_on_ipv6, 4}, ParseErrc::bad_address},
    {"TtlAndCountOnIpv6", kHead + "c=IN IP6 ff15::1/127/3\r\nt=0 0\r\n", {Sin::ttl_on_ipv6, 4}, ParseErrc::bad_address},
    {"TtlOnUnicast", kHead + "c=IN IP4 192.0.2.1/127\r\nt=0 0\r\n", {Sin::ttl_on_unicast, 4}, ParseErrc::bad_address},
    {"Zone", kHead + "c=IN IP6 ff12::1%eth0\r\nt=0 0\r\n", {Sin::interface_zone, 4}, ParseErrc::bad_address},
    {"Ipv6CalledIp4", kHead + "c=IN IP4 ff15::1\r\nt=0 0\r\n", {Sin::wrong_address_type, 4}, ParseErrc::bad_address},
    {"PortRange",
     kHead + "c=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 5004-5005 RTP/AVP 0\r\n",
     {Sin::port_range, 6},
     ParseErrc::bad_value},
    {"ZoneWithoutRepeat", kHead + "t=0 0\r\nz=1 2\r\n", {Sin::zone_without_repeat, 5}, ParseErrc::out_of_order},
    {"RepeatBehindZone",
     kHead + "t=1 2\r\nr=7d 1h 0\r\nz=1 2\r\nr=1d 1h 0\r\n",
     {Sin::wrong_order, 7},
     ParseErrc::out_of_order},
};

INSTANTIATE_TEST_SUITE_P(Sdp, RealSenders, testing::ValuesIn(kCases),
                         [](const auto& given) { return given.param.name; });

Session tolerant(const std::string& text) { return parse(text)->session; }

TEST(ForgivenSdp, IsMendedAsTheListSays) {
  EXPECT_EQ(tolerant(vector_text("latin1.sdp")).name, "Caf\xc3\xa9");
  EXPECT_EQ(tolerant(kHead + "s=y\r\n" + kTail).name, "y");
  EXPECT_EQ(tolerant("v=0\r\no=Jane van Doe 7 8 IN IP4 192.0.2.1\r\n").origin,
            (Origin{"Jane_van_Doe", 7, 8, host(IpAddress::v4(0xc000'0201))}));
  EXPECT_EQ(tolerant(kHead + "c=IN IP6 ff15::1/127/3\r\n").connection->groups, 3);
  EXPECT_EQ(tolerant(kHead + "c=IN IP4 239.1.2.3\r\n").connection->ttl, 255);
  EXPECT_EQ(tolerant(kHead + "m=audio 5004-5005 RTP/AVP 0\r\n").media[0].port, 5004);
  EXPECT_EQ(tolerant(kHead + "u=http://caf\xc3\xa9.example/\r\n").uri, "http://caf%C3%A9.example/");
  EXPECT_NE(tolerant("v=0\r\no=- a 1 IN IP4 192.0.2.1\r\n").origin.id,
            tolerant("v=0\r\no=- b 1 IN IP4 192.0.2.1\r\n").origin.id);
}

TEST(ForgivenSdp, IsListedInOrderOfLines) {
  const auto result = parse("s=Caf\xe9\no=- 1 1 IN IP4 192.0.2.1\nx\nm=audio 9 RTP/AVP 0");
  ASSERT_TRUE(result);
  EXPECT_THAT(result->forgiven,
              testing::ElementsAre(Forgiven{Sin::bare_line_end, 1}, Forgiven{Sin::bad_charset, 1},
                                   Forgiven{Sin::wrong_order, 2}, Forgiven{Sin::bad_line, 3},
                                   Forgiven{Sin::no_final_line_end, 4}, Forgiven{Sin::missing_version, 5},
                                   Forgiven{Sin::missing_time, 5}, Forgiven{Sin::missing_connection, 5}));
}

}  // namespace
}  // namespace joincast::sdp
