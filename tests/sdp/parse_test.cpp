// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sdp/parse.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "sdp/text.h"
#include "tests/sdp/samples.h"

namespace joincast::sdp {
namespace {

using testing::ElementsAre;

TEST(Sdp, ReadsTheExampleOfRfc8866) {
  const Session session = parsed_strictly(vector_text("rfc8866.sdp"));

  EXPECT_EQ(session.origin, (Origin{"jdoe", 3'724'394'400, 3'724'394'405, host(*parse_address("198.51.100.1"))}));
  EXPECT_EQ(session.name, "Call to John Smith");
  EXPECT_EQ(session.information, "SDP Offer #1");
  EXPECT_EQ(session.uri, "http://www.jdoe.example.com/home.html");
  EXPECT_THAT(session.emails, ElementsAre("Jane Doe <jane@jdoe.example.com>"));
  EXPECT_THAT(session.phones, ElementsAre("+1 617 555-6011"));
  EXPECT_EQ(session.connection->host, host(*parse_address("198.51.100.1")));
  EXPECT_EQ(session.timings, std::vector<Timing>{Timing{}});
  ASSERT_EQ(session.media.size(), 3u);
  EXPECT_EQ(session.media[1].port, 49'180);
  EXPECT_EQ(session.media[2].type, "video");
  EXPECT_EQ(session.media[2].connections.front().host, host(*parse_address("2001:db8::2")));
  EXPECT_THAT(session.media[2].attributes, ElementsAre(Attribute{"rtpmap", "99 h263-1998/90000"}));
}

TEST(Sdp, ReadsEveryLineTypeAndEveryRepeatedOne) {
  const Session session = parsed_strictly(vector_text("every_line.sdp"));

  EXPECT_THAT(session.emails, ElementsAre("mjh@isi.edu (Mark Handley)", "Second <second@isi.edu>"));
  EXPECT_THAT(session.phones, ElementsAre("+44-171-380-7777", "+1 617 555 6011 (Jane Doe)"));
  EXPECT_EQ(*session.connection, (Connection{host(*parse_address("224.2.17.12")), std::uint8_t{127}, 3}));
  EXPECT_THAT(session.bandwidths, ElementsAre(Bandwidth{"CT", 1024}, Bandwidth{"X-YZ", 128}));
  ASSERT_EQ(session.timings.size(), 2u);
  EXPECT_EQ(session.timings[0].start, 2'873'397'496u);
  EXPECT_EQ(session.timings[0].stop, 2'873'404'696u);
  EXPECT_THAT(session.timings[0].repeats,
              ElementsAre(Repeat{604'800, 3'600, {0, 90'000}}, Repeat{604'800, 3'600, {0, 90'000}}));
  EXPECT_THAT(session.timings[0].zones,
              ElementsAre(ZoneAdjustment{2'882'844'526, -3'600}, ZoneAdjustment{2'898'848'070, 0}));
  EXPECT_THAT(session.attributes, ElementsAre(Attribute{"recvonly", ""}, Attribute{"unknown-one", "x:y=z"},
                                              Attribute{"unknown-one", "x:y=z"}));
  ASSERT_EQ(session.media.size(), 2u);
  const Media& audio = session.media[0];
  EXPECT_EQ(audio.ports, 2);
  EXPECT_THAT(audio.formats, ElementsAre("0", "8", "96"));
  EXPECT_EQ(audio.information, "First");
  EXPECT_EQ(audio.connections.size(), 2u);
  EXPECT_THAT(audio.bandwidths, ElementsAre(Bandwidth{"AS", 64}, Bandwidth{"RS", 800}, Bandwidth{"RR", 2400}));
  EXPECT_EQ(session.media[1].protocol, "udp");
  EXPECT_EQ(session.media[1].connections[0], (Connection{host(*parse_address("ff15::101")), {}, 3}));
}

TEST(Sdp, KeepsHostsThatAreNoAddresses) {
  const Session session =
      parsed_strictly("v=0\r\no=- 1 1 IN IP6 host.example\r\ns= \r\nc=TN RFC2543 +1-201-406-4090\r\nt=0 0\r\n");
  EXPECT_EQ(session.origin.host, (Host{{}, "IN", "IP6", "host.example"}));
  EXPECT_EQ(session.connection->host, (Host{{}, "TN", "RFC2543", "+1-201-406-4090"}));
  EXPECT_EQ(session.name, " ");
}

TEST(Sdp, LeavesTextInItsDeclaredCharset) {
  EXPECT_EQ(parsed_strictly(vector_text("declared_latin1.sdp")).name, "Caf\xe9");
}

TEST(Sdp, DiscardsKeysEvenInStrictMode) {
  const std::string text = with("c=IN IP4 192.0.2.1\r\nt=0 0\r\nk=clear:secret\r\nm=audio 9 RTP/AVP 0\r\nk=prompt\r\n");
  const auto result = parse(text, {.strict = true});
  ASSERT_TRUE(result);
  EXPECT_THAT(result->forgiven, ElementsAre(Forgiven{Sin::obsolete_key, 6}, Forgiven{Sin::obsolete_key, 8}));
  EXPECT_EQ(to_text(result->session)->find("secret"), std::string::npos);
}

TEST(Sdp, ReadsPacketsOfPipeWire) {
  const auto result = parse(vector_text("pipewire.sdp"));
  ASSERT_TRUE(result);
  EXPECT_EQ(result->session.origin.host, host(*parse_address("fe80::1")));
  EXPECT_EQ(result->session.connection->groups, 1);
  EXPECT_THAT(result->forgiven, ElementsAre(Forgiven{Sin::interface_zone, 2}, Forgiven{Sin::ttl_on_ipv6, 4}));
}

// --- limits ---

TEST(Sdp, RefusesWhatIsOverTheLimits) {
  const std::string base = with("c=IN IP4 192.0.2.1\r\nt=0 0\r\n");
  std::string many_lines = base, many_media = base, many_formats = base + "m=audio 9 RTP/AVP";
  for (int i = 0; i < 4'096; ++i) many_lines += "a=x\r\n";
  for (int i = 0; i < 65; ++i) many_media += "m=audio 9 RTP/AVP 0\r\n";
  for (int i = 0; i < 257; ++i) many_formats += " 0";
  EXPECT_EQ(parse(std::string(65'537, 'x')).error(), (LineError{ParseErrc::over_limit, 1}));
  EXPECT_EQ(parse(many_lines).error(), (LineError{ParseErrc::over_limit, 4'097}));
  EXPECT_EQ(parse(many_media).error(), (LineError{ParseErrc::over_limit, 70}));
  EXPECT_EQ(parse(many_formats + "\r\n").error(), (LineError{ParseErrc::over_limit, 6}));
}

TEST(Sdp, ListsNoMoreSinsThanAsked) {
  std::string text = with("c=IN IP4 192.0.2.1\r\nt=0 0\r\n");
  for (int i = 0; i < 100; ++i) text += "nonsense\r\n";
  EXPECT_EQ(parse(text)->forgiven.size(), 64u);
}

TEST(Sdp, RefusesWhatIsNoDescription) {
  EXPECT_EQ(parse("").error(), (LineError{ParseErrc::missing, 2}));
  EXPECT_EQ(parse("<html>\r\n<a href=x>\r\n").error().code, ParseErrc::missing);
  EXPECT_EQ(parse("v=1\r\n").error(), (LineError{ParseErrc::unsupported_version, 1}));
  EXPECT_EQ(parse("v=0\r\no=- 1 1 IN IP4\r\n").error(), (LineError{ParseErrc::bad_value, 2}));
  EXPECT_EQ(parse(with("c=IN IP4 999.2.3.4\r\n")).error(), (LineError{ParseErrc::bad_address, 4}));
  EXPECT_EQ(parse(with("c=IN IP4 239.1.2.3/1/17\r\n")).error(), (LineError{ParseErrc::over_limit, 4}));
  EXPECT_EQ(parse(with("m=audio 65536 RTP/AVP 0\r\n")).error(), (LineError{ParseErrc::bad_value, 4}));
  EXPECT_EQ(parse(with("m=audio 5004 RTP/AVP\r\n")).error(), (LineError{ParseErrc::bad_value, 4}));
}

TEST(Sdp, SurvivesEveryTruncationAndEveryTruncationCanBeWrittenAgain) {
  for (const char* name : {"radio.sdp", "aes67.sdp", "tv.sdp", "every_line.sdp", "srtp.sdp", "pipewire.sdp"}) {
    const std::string whole = vector_text(name);
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const std::vector<char> cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
      const auto tolerant = parse({cut.data(), cut.size()});
      if (!tolerant) continue;
      EXPECT_EQ(parsed_strictly(*to_text(tolerant->session)), tolerant->session) << name << size;
    }
  }
}

}  // namespace
}  // namespace joincast::sdp
