// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/description.h"

#include <gtest/gtest.h>

#include "sap/packet.h"
#include "sdp/parse.h"
#include "sdp/text.h"

namespace joincast::headend {
namespace {

const IpAddress kGroup = *parse_address("ff3e:40:2001:db8:d0be:f00d:8000:1");
const IpAddress kSource = *parse_address("2001:db8:d0be:f00d::1");

Facts facts() {
  Facts facts;
  facts.session_id = 17;
  facts.version = 3;
  facts.name = "Radio Eins";
  facts.title = "Artist - Song";
  facts.link = "http://song.example/1";
  facts.genre = "Rock";
  facts.item_began = WallTime(std::chrono::seconds(1'790'000'000));
  facts.item_timestamp = 2863311530u;
  facts.bindings = {payload::make_binding(96, payload::opus_format(2))};
  facts.state = sdp::State::playing;
  facts.rtcp = {1600, 4800};
  facts.start_repeat = 3;
  return facts;
}

TEST(Description, SaysAllInTheOrderOfTheRfc) {
  EXPECT_EQ(sdp::to_text(describe(facts(), kGroup, kSource)).value(),
            "v=0\r\n"
            "o=- 17 3 IN IP6 2001:db8:d0be:f00d::1\r\n"
            "s=Radio Eins\r\n"
            "i=Artist - Song\r\n"
            "u=http://song.example/1\r\n"
            "c=IN IP6 ff3e:40:2001:db8:d0be:f00d:8000:1\r\n"
            "t=3998988800 0\r\n"
            "a=tool:joincast-headend 0.1\r\n"
            "a=charset:UTF-8\r\n"
            "a=type:broadcast\r\n"
            "a=recvonly\r\n"
            "a=cat:Rock\r\n"
            "m=audio 5004 RTP/AVP 96\r\n"
            "b=RS:1600\r\n"
            "b=RR:4800\r\n"
            "a=rtpmap:96 opus/48000/2\r\n"
            "a=fmtp:96 sprop-stereo=1;stereo=1\r\n"
            "a=rtcp-xr:pkt-loss-rle=200 stat-summary\r\n"
            "a=joincast-item:2863311530\r\n"
            "a=joincast-repeat:3\r\n");
}

TEST(Description, HasNoLineForWhatIsNotKnown) {
  Facts bare;
  bare.name = "Radio";
  bare.state = sdp::State::failed;
  bare.reason = "sends a\r\nweb page";
  const std::string text = sdp::to_text(describe(bare, kGroup, kSource)).value();
  for (const std::string_view line : {"i=", "u=", "a=cat", "joincast-item", "joincast-repeat", "rtpmap"})
    EXPECT_EQ(text.find(line), text.npos) << line;
  EXPECT_NE(text.find("t=0 0\r\n"), text.npos);
  EXPECT_NE(text.find("a=joincast-state:failed\r\na=joincast-reason:sends a web page\r\n"), text.npos);
}

TEST(Description, GivesIpv4GroupsTheirTtl) {
  const auto session = describe(facts(), *parse_address("239.195.1.1"), *parse_address("192.0.2.1"));
  const std::string text = sdp::to_text(session).value();
  EXPECT_NE(text.find("c=IN IP4 239.195.1.1/16\r\n"), text.npos);
}

TEST(Description, ForTheStandardGroupsDoesNotChangeWithTheSong) {
  Facts other = facts();
  other.title = "Another";
  other.item_timestamp = 5;
  other.item_began.reset();
  EXPECT_EQ(describe(facts(), kGroup, kSource, false), describe(other, kGroup, kSource, false));
}

TEST(Announcement, CarriesTheDescriptionAndItsHash) {
  Bytes buffer;
  const auto session = describe(facts(), kGroup, kSource);
  const Bytes octets = announcement(session, kSource);
  const auto packet = sap::parse(octets, buffer).value();
  EXPECT_FALSE(packet.deletion);
  EXPECT_EQ(packet.origin, kSource);
  EXPECT_EQ(packet.id_hash, sap::id_hash(packet.payload));
  EXPECT_EQ(sdp::parse(as_text(packet.payload)).value().session, session);
}

TEST(Announcement, ItsDeletionHasTheSameHash) {
  Bytes buffer;
  const auto session = describe(facts(), kGroup, kSource);
  const Bytes announced = announcement(session, kSource);
  const Bytes deleted = announcement(session, kSource, true);
  EXPECT_TRUE(sap::parse(deleted, buffer)->deletion);
  EXPECT_EQ(sap::parse(deleted, buffer)->id_hash, sap::parse(announced, buffer)->id_hash);
}

TEST(Announcement, CutsLongTextsAtACharacter) {
  Facts facts_of_many_words = facts();
  for (std::string* text : {&facts_of_many_words.name, &facts_of_many_words.title, &facts_of_many_words.reason,
                            &facts_of_many_words.genre}) {
    text->clear();
    for (int i = 0; i < 400; ++i) *text += "\xc3\xa4";  // a-umlaut, two octets
  }
  facts_of_many_words.state = sdp::State::failed;
  facts_of_many_words.link = "http://long.example/" + std::string(200, 'x');
  Bytes buffer;
  const Bytes octets = announcement(describe(facts_of_many_words, kGroup, kSource), kSource);
  EXPECT_LE(octets.size(), 1024u);
  const auto session = sdp::parse(as_text(sap::parse(octets, buffer)->payload)).value().session;
  EXPECT_EQ(session.information.size() % 2, 0u);
  EXPECT_GT(session.information.size(), 70u);
}

}  // namespace
}  // namespace joincast::headend
