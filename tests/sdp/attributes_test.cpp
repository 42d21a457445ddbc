// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sdp/attributes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sdp/clock.h"
#include "sdp/crypto.h"
#include "sdp/joincast.h"
#include "sdp/rtp.h"
#include "sdp/source_filter.h"
#include "tests/sdp/samples.h"

namespace joincast::sdp {
namespace {

using testing::ElementsAre;
using namespace std::chrono_literals;

Media media_with(Attributes attributes) {
  Media media;
  media.formats = {"96"};
  media.attributes = std::move(attributes);
  return media;
}

TEST(SdpAttributes, AreSetInPlaceAndOnce) {
  Attributes list = {{"a", "1"}, {"b", ""}, {"a", "2"}};
  set(list, "a", "3");
  set(list, "c");
  EXPECT_THAT(list, ElementsAre(Attribute{"a", "3"}, Attribute{"b", ""}, Attribute{"c", ""}));
  remove(list, "b");
  EXPECT_FALSE(has(list, "b"));
  EXPECT_EQ(value_of(list, "a"), "3");
  EXPECT_EQ(value_of(list, "A"), std::nullopt);
}

TEST(SdpAttributes, TellOfTheSession) {
  const Session session = parsed_strictly(vector_text("radio.sdp"));
  EXPECT_EQ(tool(session), "joincast 0.1");
  EXPECT_EQ(type(session), "broadcast");
  EXPECT_EQ(category(session), "music.jazz");
  EXPECT_EQ(charset(session), "UTF-8");
}

TEST(SdpAttributes, MakeTextReadableFromItsCharset) {
  const Session session = parsed_strictly(vector_text("declared_latin1.sdp"));
  EXPECT_EQ(readable(session, session.name), "Caf\xc3\xa9");
}

TEST(Direction, IsTheMediumsThenTheSessionsThenThatOfItsType) {
  Session session;
  EXPECT_EQ(direction(session, media_with({})), Direction::sendrecv);
  set(session.attributes, "type", "broadcast");
  EXPECT_EQ(direction(session, media_with({})), Direction::recvonly);
  set_direction(session.attributes, Direction::inactive);
  EXPECT_EQ(direction(session, media_with({})), Direction::inactive);
  EXPECT_EQ(direction(session, media_with({{"sendonly", ""}})), Direction::sendonly);
  set_direction(session.attributes, Direction::recvonly);
  EXPECT_FALSE(has(session.attributes, "inactive"));
}

TEST(Ptime, MayBeAFractionOfAMillisecond) {
  EXPECT_EQ(ptime(media_with({{"ptime", "0.125"}})), 125us);
  EXPECT_EQ(ptime(media_with({{"ptime", "20"}})), 20ms);
  EXPECT_EQ(maxptime(media_with({{"maxptime", "1"}})), 1ms);
  for (const char* bad : {"", "0", "-1", "x", "1e3", "nan", "inf", "99999999999"})
    EXPECT_EQ(ptime(media_with({{"ptime", bad}})), std::nullopt) << bad;
  Media media;
  set_ptime(media, 125us);
  EXPECT_EQ(value_of(media.attributes, "ptime"), "0.125");
  set_ptime(media, 24ms);
  EXPECT_EQ(value_of(media.attributes, "ptime"), "24");
}

TEST(RtcpBandwidth, IsTheMediumsElseTheSessions) {
  Session session;
  Media media;
  EXPECT_EQ(rtcp_bandwidth(session, media).receivers_bps, std::nullopt);
  set_bandwidth(session.bandwidths, "RR", 16'000);
  set_bandwidth(session.bandwidths, "RS", 800);
  set_bandwidth(media.bandwidths, "RR", 0);
  EXPECT_EQ(rtcp_bandwidth(session, media).receivers_bps, 0u);
  EXPECT_EQ(rtcp_bandwidth(session, media).senders_bps, 800u);
}

TEST(RtpMap, HasARateAndPerhapsChannels) {
  const Media media = media_with({{"rtpmap", "98 L24/48000/2"}, {"rtpmap", "14 MPA/90000"}, {"rtpmap", "300 X/1"}});
  EXPECT_EQ(rtpmap(media, 98), (RtpMap{98, "L24", 48'000, 2}));
  EXPECT_EQ(rtpmap(media, 14), (RtpMap{14, "MPA", 90'000, 0}));
  EXPECT_TRUE(is_encoding(*rtpmap(media, 14), "mpa"));
  EXPECT_EQ(rtpmap(media, 0), std::nullopt);
  EXPECT_EQ(rtpmaps(media).size(), 2u);
  for (const char* bad :
       {"", "96", "96 L16", "96 L16/0", "128 L16/8000", "96 /8000", "96 L16/8000/x", "96 L16/8000/2/2"})
    EXPECT_EQ(parse_rtpmap(bad), std::nullopt) << bad;
}

TEST(RtpMap, ReplacesItsPayloadTypeOnly) {
  Media media = media_with({{"rtpmap", "96 opus/48000/2"}, {"rtpmap", "97 L16/44100"}});
  set_rtpmap(media, {97, "L16", 48'000, 2});
  set_rtpmap(media, {98, "vorbis", 44'100, 2});
  EXPECT_THAT(media.attributes,
              ElementsAre(Attribute{"rtpmap", "96 opus/48000/2"}, Attribute{"rtpmap", "97 L16/48000/2"},
                          Attribute{"rtpmap", "98 vorbis/44100/2"}));
}

TEST(Fmtp, HasParameters) {
  Media media = media_with({{"fmtp", "96 streamtype=5; Config=1210;sizeLength=13;flag"}});
  const auto parameters = fmtp(media, 96);
  ASSERT_TRUE(parameters);
  EXPECT_EQ(parameter(*parameters, "config"), "1210");
  EXPECT_EQ(parameter(*parameters, "SIZELENGTH"), "13");
  EXPECT_EQ(parameter(*parameters, "flag"), "");
  EXPECT_EQ(parameter(*parameters, "fig"), std::nullopt);
  EXPECT_EQ(fmtp(media, 97), std::nullopt);
  set_fmtp(media, 96, "stereo=1");
  EXPECT_EQ(fmtp(media, 96), "stereo=1");
}

TEST(PayloadTypes, AreThoseOfRtpOnly) {
  Media media;
  media.formats = {"0", "96", "128", "wb"};
  EXPECT_THAT(payload_types(media), ElementsAre(0, 96));
  media.protocol = "UDP/TLS/RTP/SAVPF";
  EXPECT_EQ(payload_types(media).size(), 2u);
  media.protocol = "udp";
  EXPECT_TRUE(payload_types(media).empty());
}

TEST(RtcpPlace, IsReadFromRfc3605) {
  Media media = media_with({{"rtcp", "53020 IN IP6 2001:db8::1"}});
  media.port = 5004;
  EXPECT_EQ(rtcp(media), (RtcpPlace{53'020, host(*parse_address("2001:db8::1"))}));
  EXPECT_EQ(rtcp_port(media), 53'020);
  set_rtcp(media, {53'021, {}});
  EXPECT_EQ(value_of(media.attributes, "rtcp"), "53021");
  set(media.attributes, "rtcp-mux");
  EXPECT_EQ(rtcp_port(media), 5004);
  EXPECT_EQ(rtcp(media_with({{"rtcp", "53020 IN IP4"}})), std::nullopt);
  Media plain;
  plain.port = 5004;
  EXPECT_EQ(rtcp_port(plain), 5005);
}

TEST(Sources, AreReadFromRfc5576) {
  const Media media = parsed_strictly(vector_text("srtp.sdp")).media[0];
  EXPECT_THAT(source_attributes(media), ElementsAre(SourceAttribute{314'159, "cname", "user@example.com"}));
  EXPECT_THAT(source_groups(media), ElementsAre(SourceGroup{"FEC", {314'159, 271'828}}));
  Media copy = media_with({});
  add_source_attribute(copy, source_attributes(media)[0]);
  add_source_group(copy, source_groups(media)[0]);
  EXPECT_EQ(source_attributes(copy), source_attributes(media));
  EXPECT_EQ(source_groups(copy), source_groups(media));
}

TEST(SourceFilter, ReadsTheExamplesOfRfc4570) {
  const auto filter = parse_source_filter(" incl IN IP4 232.3.4.5 192.0.2.10 192.0.2.11");
  ASSERT_TRUE(filter);
  EXPECT_EQ(*filter,
            (SourceFilter{SourceFilter::Mode::include, "IN", "IP4", "232.3.4.5", {"192.0.2.10", "192.0.2.11"}}));
  EXPECT_EQ(to_text(*filter), " incl IN IP4 232.3.4.5 192.0.2.10 192.0.2.11");
  EXPECT_TRUE(parse_source_filter(" excl IN IP4 * 192.0.2.10"));
  EXPECT_TRUE(parse_source_filter(" incl IN * dst-1.example.com src-1.example.com src-2.example.com"));
  for (const char* bad :
       {"", "incl", " incl IN IP4 232.3.4.5", " want IN IP4 * 192.0.2.10", " incl IN ip4 * 192.0.2.1"})
    EXPECT_FALSE(parse_source_filter(bad)) << bad;
}

TEST(SourceFilter, AdmitsByDestination) {
  const IpAddress group = *parse_address("ff3e::8000:1"), good = *parse_address("2001:db8::1"),
                  bad = *parse_address("2001:db8::2");
  Session session;
  Media media;
  EXPECT_TRUE(admits(session, media, group, bad));
  add_source_filter(session.attributes, only_from(good, group));
  EXPECT_TRUE(admits(session, media, group, good));
  EXPECT_FALSE(admits(session, media, group, bad));
  EXPECT_TRUE(admits(session, media, *parse_address("ff3e::8000:2"), bad));
  EXPECT_THAT(included_sources(session, media, group), ElementsAre(good));
  set(media.attributes, "source-filter", " excl IN IP6 * 2001:db8::1");  // stands in the session's place
  EXPECT_FALSE(admits(session, media, group, good));
  EXPECT_TRUE(admits(session, media, group, bad));
}

TEST(Crypto, ReadsTheExampleOfRfc4568) {
  const auto all = cryptos(parsed_strictly(vector_text("srtp.sdp")).media[0]);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].tag, 1u);
  EXPECT_EQ(all[0].suite, "AES_CM_128_HMAC_SHA1_80");
  EXPECT_THAT(all[0].session_parameters, ElementsAre("FEC_ORDER=FEC_SRTP"));
  ASSERT_EQ(all[0].keys.size(), 1u);
  EXPECT_EQ(as_text(all[0].keys[0].key_and_salt), "YS___semctl () {\t220;}\n}\nunles");
  EXPECT_EQ(all[0].keys[0].lifetime, 1u << 20);
  EXPECT_EQ(all[0].keys[0].mki, 1u);
  EXPECT_EQ(all[0].keys[0].mki_octets, 4);
}

TEST(Crypto, WritesWhatItReads) {
  Crypto crypto{7, "AEAD_AES_128_GCM", {}, {"UNENCRYPTED_SRTCP"}};
  crypto.keys.push_back({Bytes(28, 0xa5), 1'000, 0, 0});
  crypto.keys.push_back({Bytes(28, 0x5a), 0, 9, 2});
  EXPECT_EQ(parse_crypto(to_text(crypto)), crypto);
}

TEST(Crypto, RefusesKeysOfTheWrongLengthAndOtherMethods) {
  EXPECT_FALSE(parse_crypto("1 AES_CM_128_HMAC_SHA1_80 inline:AAAA"));
  EXPECT_TRUE(parse_crypto("1 NEW_SUITE inline:AAAA"));
  for (const char* bad :
       {"", "1", "1 X", "1 X other:AAAA", "1 X inline:", "1 X inline:A", "1 X inline:AA!A", "1 X inline:AAAA|2^49",
        "1 X inline:AAAA|0", "1 X inline:AAAA|1:0", "1 X inline:AAAA|1:129", "1234567890 X inline:AAAA"})
    EXPECT_FALSE(parse_crypto(bad)) << bad;
}

TEST(ReferenceClock, ReadsTheFormsOfRfc7273) {
  const auto ptp = parse_reference_clock("ptp=IEEE1588-2008:39-A7-94-FF-FE-07-CB-D0:37");
  ASSERT_TRUE(ptp);
  EXPECT_EQ(ptp->kind, ReferenceClock::Kind::ptp);
  EXPECT_EQ(ptp->ptp_version, "IEEE1588-2008");
  EXPECT_EQ(ptp->ptp_clock, "39-A7-94-FF-FE-07-CB-D0");
  EXPECT_EQ(ptp->ptp_domain, "37");
  EXPECT_TRUE(parse_reference_clock("ntp=/traceable/")->traceable);
  EXPECT_EQ(parse_reference_clock("ntp=203.0.113.10")->server, "203.0.113.10");
  EXPECT_TRUE(parse_reference_clock("ptp=traceable")->traceable);
  for (const char* text : {"ntp=/traceable/", "ntp=[2001:db8::1]:123", "ptp=IEEE1588-2008:39-A7-94-FF-FE-07-CB-D0:37",
                           "ptp=IEEE1588-2008:traceable", "ptp=IEEE802.1AS-2011:39-A7-94-FF-FE-07-CB-D0", "gps", "gal",
                           "glonass", "local", "private", "private:traceable", "localmac=CA-FE-01-CA-FE-02"})
    EXPECT_EQ(to_text(*parse_reference_clock(text)), text);
}

TEST(MediaClock, ReadsTheFormsOfRfc7273) {
  const auto direct = parse_media_clock("direct=963214424 rate=1000/1001");
  ASSERT_TRUE(direct);
  EXPECT_EQ(direct->offset, 963'214'424u);
  EXPECT_EQ(direct->rate_numerator, 1'000u);
  EXPECT_EQ(direct->rate_denominator, 1'001u);
  for (const char* text : {"sender", "direct", "direct=0", "direct=963214424 rate=1000/1001", "id=MDA6NjA= sender",
                           "IEEE1722=38-D6-6D-8E-D2-78-13-2F", "future=1"})
    EXPECT_EQ(to_text(*parse_media_clock(text)), text);
  for (const char* bad : {"", "direct=x", "direct=1 rate=1/0", "direct=1 rate=1/2 more", "id="})
    EXPECT_FALSE(parse_media_clock(bad));
}

TEST(Clocks, OfTheSessionHoldForMediaWithout) {
  Session session;
  Media media;
  add_reference_clock(session.attributes, *parse_reference_clock("gps"));
  set_media_clock(session.attributes, MediaClock{});
  EXPECT_EQ(reference_clocks(session, media)[0].kind, ReferenceClock::Kind::gps);
  EXPECT_EQ(media_clock(session, media)->kind, MediaClock::Kind::sender);
  add_reference_clock(media.attributes, *parse_reference_clock("local"));
  EXPECT_THAT(reference_clocks(session, media), ElementsAre(*parse_reference_clock("local")));
}

TEST(JoincastAttributes, AreWrittenAndRead) {
  Media media;
  EXPECT_EQ(item_timestamp(media), std::nullopt);
  EXPECT_EQ(start_repeat(media), 0u);
  set_item_timestamp(media, 0xffff'ffff);
  set_state(media, State::waiting);
  set_reason(media, "404\r\na=evil");
  set_start_repeat(media, 3);
  set_rollover_counter(media, {0x1234'5678, 7});
  EXPECT_THAT(media.attributes,
              ElementsAre(Attribute{"joincast-item", "4294967295"}, Attribute{"joincast-state", "waiting"},
                          Attribute{"joincast-reason", "404 a=evil"}, Attribute{"joincast-repeat", "3"},
                          Attribute{"joincast-roc", "305419896 7"}));
  EXPECT_EQ(item_timestamp(media), 0xffff'ffffu);
  EXPECT_EQ(state(media), State::waiting);
  EXPECT_EQ(reason(media), "404 a=evil");
  EXPECT_EQ(start_repeat(media), 3u);
  EXPECT_EQ(rollover_counter(media), (RolloverCounter{0x1234'5678, 7}));
}

TEST(JoincastAttributes, OfStrangersAreNotTrusted) {
  EXPECT_EQ(item_timestamp(media_with({{"joincast-item", "4294967296"}})), std::nullopt);
  EXPECT_EQ(state(media_with({{"joincast-state", "resting"}})), std::nullopt);
  EXPECT_EQ(rollover_counter(media_with({{"joincast-roc", "1"}})), std::nullopt);
  EXPECT_EQ(start_repeat(media_with({{"joincast-repeat", "-1"}})), 0u);
}

TEST(ExtendedReportsAttribute, SaysWhatReceiversAreAskedFor) {
  const Session session;
  EXPECT_EQ(
      extended_reports(session, media_with({{"rtcp-xr", "rcvr-rtt=all:10000 pkt-loss-rle=200 stat-summary=loss,TTL"}})),
      (ExtendedReports{.loss_runs = true, .longest_loss_runs = 200, .summary = true}));
  EXPECT_EQ(extended_reports(session, media_with({{"rtcp-xr", "pkt-dup-rle pkt-loss-rle=99999"}})),
            (ExtendedReports{.loss_runs = true, .duplicate_runs = true}));
  EXPECT_EQ(extended_reports(session, media_with({{"rtcp-xr", ""}})), ExtendedReports{});
  EXPECT_EQ(extended_reports(session, media_with({})), ExtendedReports{});
  Session whole;
  set(whole.attributes, "rtcp-xr", "stat-summary");
  EXPECT_TRUE(extended_reports(whole, media_with({})).summary);
  EXPECT_FALSE(extended_reports(whole, media_with({{"rtcp-xr", ""}})).summary);
}

TEST(ExtendedReportsAttribute, IsWritten) {
  Media media;
  set_extended_reports(media, {.loss_runs = true, .longest_loss_runs = 200, .summary = true});
  EXPECT_EQ(value_of(media.attributes, "rtcp-xr"), "pkt-loss-rle=200 stat-summary");
  set_extended_reports(media, {});
  EXPECT_FALSE(has(media.attributes, "rtcp-xr"));
}

TEST(UnicastFeedbackAttribute, IsReadAndWritten) {
  const Session session;
  EXPECT_EQ(unicast_feedback(session, media_with({{"rtcp-unicast", "rsi"}})), UnicastFeedback::summarised);
  EXPECT_EQ(unicast_feedback(session, media_with({{"rtcp-unicast", "reflection"}})), UnicastFeedback::reflected);
  EXPECT_EQ(unicast_feedback(session, media_with({{"rtcp-unicast", "other"}})), UnicastFeedback::none);
  EXPECT_EQ(unicast_feedback(session, media_with({})), UnicastFeedback::none);
  Media media;
  set_unicast_feedback(media, UnicastFeedback::summarised);
  EXPECT_EQ(value_of(media.attributes, "rtcp-unicast"), "rsi");
}

TEST(ConnectionOf, AMediumIsItsOwnElseTheSessionsAndNeverUnspecified) {
  Session session = parsed_strictly(vector_text("rfc8866.sdp"));
  EXPECT_EQ(connection_of(session, session.media[2])->host.ip, parse_address("2001:db8::2"));
  EXPECT_EQ(connection_of(session, session.media[0])->host.ip, parse_address("198.51.100.1"));
  session.connection->host = host(IpAddress::v4(0));
  EXPECT_EQ(connection_of(session, session.media[0]), nullptr);
}

}  // namespace
}  // namespace joincast::sdp
