// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/content_kind.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/fetch/vectors.h"

namespace joincast::fetch {
namespace {

using ::testing::HasSubstr;

constexpr const char* kUrl = "http://radio.example/live";

ContentVerdict whole(std::string_view body, std::string_view type = {}, std::string_view url = kUrl) {
  return content_of(as_bytes(body), true, type, url);
}
ContentVerdict start(std::string_view body, std::string_view type = {}) {
  return content_of(as_bytes(body), false, type, kUrl);
}

/// MPEG 1 layer III, 128 kb/s, 44.1 kHz: 417 octets a frame.
std::string mp3(std::size_t frames) {
  std::string out;
  for (std::size_t i = 0; i < frames; ++i) out += std::string("\xff\xfb\x90\x00", 4) + std::string(413, '\x01');
  return out;
}

/// ADTS, AAC-LC, 44.1 kHz: 100 octets a frame.
std::string adts(std::size_t frames) {
  std::string out;
  for (std::size_t i = 0; i < frames; ++i)
    out += std::string("\xff\xf1\x50\x80\x0c\x9f\xfc", 7) + std::string(93, '\x02');
  return out;
}

std::string transport_stream(std::size_t packets) {
  std::string out;
  for (std::size_t i = 0; i < packets; ++i) out += std::string("\x47\x1f\xff\x10", 4) + std::string(184, '\xff');
  return out;
}

TEST(ContentOf, KnowsSoundByItsFrames) {
  EXPECT_EQ(whole(mp3(2)).kind, ContentKind::mpa);
  EXPECT_EQ(whole(adts(2)).kind, ContentKind::adts);
  EXPECT_EQ(whole(transport_stream(3)).kind, ContentKind::mpegts);
  EXPECT_EQ(whole("OggS and more").kind, ContentKind::ogg);
  EXPECT_EQ(whole("fLaC and more").kind, ContentKind::flac);
  EXPECT_EQ(whole("\x01\x02garbage" + mp3(3)).kind, ContentKind::mpa);
}

TEST(ContentOf, BelievesFramesMoreThanTheServer) {
  EXPECT_EQ(whole(mp3(2), "text/html").kind, ContentKind::mpa);
  EXPECT_EQ(whole(adts(2), "audio/mpeg").kind, ContentKind::adts);
  EXPECT_EQ(whole(mp3(2), "audio/x-scpls").kind, ContentKind::mpa);
}

TEST(ContentOf, LooksBehindATag) {
  const std::string tag("ID3\x04\x00\x00\x00\x00\x00\x05-----", 15);
  EXPECT_EQ(whole(tag + adts(2)),
            (ContentVerdict{ContentKind::adts, false, "ADTS frames follow each other behind an ID3 tag"}));
  EXPECT_TRUE(start(tag).need_more);
}

TEST(ContentOf, BelievesTheServerWhereOctetsTellNothing) {
  const std::string noise(9000, '\x03');
  EXPECT_EQ(start(noise, "audio/aacp"), (ContentVerdict{ContentKind::sound, false, "the server says audio/aacp"}));
  EXPECT_EQ(start(noise, "text/html").kind, ContentKind::unknown);
  EXPECT_EQ(content_of(as_bytes(noise), false, "", "http://x/a.mp3"),
            (ContentVerdict{ContentKind::sound, false, "the address ends in .mp3"}));
  EXPECT_TRUE(start("\x03", "audio/aacp").need_more);
}

TEST(ContentOf, KnowsAnErrorPageOfStatus200) {
  EXPECT_EQ(whole("<html><body>Sorry", "audio/mpeg").kind, ContentKind::html);
  EXPECT_EQ(whole("Station is offline\n", "audio/mpeg"),
            (ContentVerdict{ContentKind::text, false, "is text, although the server says audio/mpeg"}));
}

TEST(ContentOf, KnowsEachPlaylist) {
  EXPECT_EQ(whole(vector_named("sample.pls")).kind, ContentKind::pls);
  EXPECT_EQ(whole(vector_named("sample_quirks.pls")).kind, ContentKind::pls);
  EXPECT_EQ(whole(vector_named("sample.m3u")).kind, ContentKind::m3u);
  EXPECT_EQ(whole(vector_named("sample_iptv.m3u8")).kind, ContentKind::m3u);
  EXPECT_EQ(whole(vector_named("sample.xspf")).kind, ContentKind::xspf);
  EXPECT_EQ(whole(vector_named("sample.asx")).kind, ContentKind::asx);
  EXPECT_EQ(whole(vector_named("sample_reference.asx")).kind, ContentKind::asx);
  EXPECT_EQ(whole(vector_named("radiotime_browse.opml")).kind, ContentKind::opml);
  EXPECT_EQ(whole(vector_named("icecast_status-json.json")).kind, ContentKind::icecast_list);
  EXPECT_EQ(whole(vector_named("hls_master.m3u8")).kind, ContentKind::hls_master);
  EXPECT_EQ(whole(vector_named("hls_media_live.m3u8")).kind, ContentKind::hls_media);
  EXPECT_EQ(whole(vector_named("station_page.html")).kind, ContentKind::html);
  EXPECT_EQ(whole("<rss/>").kind, ContentKind::other_xml);
  EXPECT_EQ(whole("{\"a\": 1}").kind, ContentKind::other_json);
}

TEST(ContentOf, SaysWhy) {
  EXPECT_EQ(whole(vector_named("sample.pls")).why, "begins with [playlist]");
  EXPECT_EQ(whole(vector_named("sample.xspf")).why, "its first element is <playlist>");
  EXPECT_THAT(whole("\x1f\x8b\x08").why, HasSubstr("gzip, which was not asked for"));
}

TEST(ContentOf, FallsBackToTheTypeAndThenToTheSuffix) {
  EXPECT_EQ(whole("live.mp3\n", "audio/x-mpegurl").kind, ContentKind::m3u);
  EXPECT_EQ(whole("live.mp3\n", "text/plain", "http://x/list.M3U?a=b").kind, ContentKind::m3u);
  EXPECT_EQ(whole("live.mp3\n", "text/plain").kind, ContentKind::text);
}

TEST(ContentOf, WaitsForTheWholeOfAPlaylistAndDecidesWithinItsLimit) {
  EXPECT_TRUE(start("#EXTM3U\n").need_more);
  EXPECT_TRUE(start("<").need_more);
  EXPECT_TRUE(start("").need_more);
  for (const char* octet : {"\xff", "\x47", "I", "x", "\x01", "<!--"}) {
    std::string body;
    while (body.size() < kSniffOctets) body += octet;
    const ContentVerdict verdict = start(body);
    EXPECT_TRUE(!verdict.need_more || names_addresses(verdict.kind)) << octet;
  }
}

TEST(ContentOf, IsTotal) {
  for (const char* name : {"sample.asx", "station_page.html", "icecast2_response.bin"}) {
    const std::string body = vector_named(name);
    for (std::size_t size = 0; size < std::min<std::size_t>(body.size(), 800); ++size) {
      const Bytes copy(body.begin(), body.begin() + static_cast<std::ptrdiff_t>(size));
      content_of(copy, false, "audio/mpeg", kUrl);
    }
  }
}

TEST(KindOf, KnowsCodecsByTheirManyNames) {
  EXPECT_EQ(kind_of_codec("AAC+"), ContentKind::adts);
  EXPECT_EQ(kind_of_codec("mp4a.40.5"), ContentKind::adts);
  EXPECT_EQ(kind_of_codec("Opus"), ContentKind::ogg);
  EXPECT_EQ(kind_of_codec("ec-3"), ContentKind::unknown);
}

}  // namespace
}  // namespace joincast::fetch
