// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "fetch/candidate.h"
#include "fetch/hls.h"
#include "fetch/playlist_html.h"
#include "fetch/playlist_icecast.h"
#include "fetch/playlist_m3u.h"
#include "fetch/playlist_opml.h"
#include "fetch/url.h"
#include "tests/fetch/vectors.h"

namespace joincast::fetch {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

constexpr const char* kBase = "http://radio.example/lists/a.pls?x=1";

CandidateList list_of(ContentKind kind, const std::string& name) {
  return read_candidates(kind, vector_named(name), kBase);
}
std::vector<std::string> urls(const CandidateList& list) {
  std::vector<std::string> out;
  for (const Candidate& candidate : list.candidates) out.push_back(candidate.url);
  return out;
}

TEST(Pls, ReadsEntriesInTheirNumbersOrder) {
  const CandidateList list = list_of(ContentKind::pls, "sample_quirks.pls");
  EXPECT_THAT(urls(list), ElementsAre("http://ice1.example.org:8000/one", "http://ice1.example.org:8000/two",
                                      "http://radio.example/relative/path.mp3", "http://ice1.example.org:8000/ten"));
  EXPECT_EQ(list.candidates[0].title, "One = first; really");
  EXPECT_EQ(list.candidates[3].why, "File10");
  EXPECT_EQ(list_of(ContentKind::pls, "sample.pls").candidates.size(), 24u);
}

TEST(M3u, ReadsPlainAndExtended) {
  EXPECT_EQ(list_of(ContentKind::m3u, "sample.m3u").candidates.size(), 24u);
  const CandidateList extended = list_of(ContentKind::m3u, "sample_extended.m3u8");
  EXPECT_EQ(extended.candidates.back().url, "http://radio.example/lists/sub/dir/stream.mp3");
  EXPECT_EQ(extended.candidates[0].title, "Retro Halcyon 24/7");
  EXPECT_EQ(extended.candidates[0].declared, ContentKind::ogg);
}

TEST(M3u, ReadsLatin1) {
  EXPECT_EQ(list_of(ContentKind::m3u, "sample_latin1.m3u").candidates.at(0).title, "Café Müller - ½");
}

TEST(M3u, ReadsWhatTelevisionPlayersWrite) {
  const playlist::M3u playlist = playlist::parse_m3u(vector_named("sample_iptv.m3u8"), kMaxEntries);
  ASSERT_EQ(playlist.entries.size(), 25u);
  EXPECT_EQ(playlist.attributes[0].second, "https://epg.example.org/guide.xml.gz");
  EXPECT_EQ(playlist.entries[5].attribute("tvg-id"), "ch05.example");
  EXPECT_EQ(playlist.entries[5].group, "folk world");
  EXPECT_TRUE(playlist.entries[5].is_radio());
  EXPECT_EQ(playlist.entries[24].title, "Example TV, HD");
  EXPECT_FALSE(playlist.entries[24].is_radio());
  EXPECT_EQ(candidates_of(playlist, kBase).unusable, 1u);  // rtp://
}

TEST(Xspf, ReadsTracks) {
  const CandidateList list = list_of(ContentKind::xspf, "sample.xspf");
  EXPECT_EQ(list.title, "Sample stations");
  EXPECT_EQ(list.candidates.at(5).url, "http://stream.example.com:8080/radio.flac");
  EXPECT_EQ(list.candidates[5].kbps, 900u);
}

TEST(Asx, ReadsItAsItIsReallyWritten) {
  const CandidateList list = list_of(ContentKind::asx, "sample.asx");
  EXPECT_EQ(list.title, "Sample & unescaped");
  EXPECT_THAT(urls(list), ElementsAre("http://wm.example.com/one?a=1&b=2", "http://wm.example.com/one",
                                      "http://wm.example.com/two.wma", "http://wm.example.com/more.asx"));
  EXPECT_EQ(list.candidates[2].title, "Station Two");
  EXPECT_THAT(urls(list_of(ContentKind::asx, "sample_reference.asx")),
              ElementsAre("http://wm.example.com/live?MSWMExt=.asf", "http://192.0.2.55:80/live?MSWMExt=.asf"));
}

TEST(Opml, PutsReliableSoundFirst) {
  const CandidateList list = list_of(ContentKind::opml, "radiotime_tune_ebrowse.opml");
  EXPECT_THAT(urls(list),
              ElementsAre("http://radio.example.net:8080/live.opus", "https://live.station.example/hls/master.m3u8"));
  EXPECT_EQ(list.candidates[0].kbps, 128u);
}

TEST(Opml, KeepsOutlinesAsTheyStand) {
  const auto document = parse_opml(vector_named("radiotime_browse.opml"));
  ASSERT_TRUE(document);
  EXPECT_EQ(document->title, "Local Radio");
  EXPECT_EQ(document->outlines.at(0).depth, 0u);
  EXPECT_EQ(document->outlines.at(1).depth, 1u);
  EXPECT_EQ(document->outlines[1].attribute("guide_id"), "s900000");
  EXPECT_EQ(document->outlines[3].attribute("subtext"), "DJ Lorem vs. MC Ipsum - Drop <Extended>");
}

TEST(Opml, TellsTheServersFault) {
  const CandidateList list = list_of(ContentKind::opml, "radiotime_error.opml");
  EXPECT_EQ(list.problem, "Invalid root category");
  EXPECT_TRUE(list.candidates.empty());
}

TEST(IcecastList, ReadsItsSources) {
  const auto list = parse_icecast_list(vector_named("icecast_status-json.json"));
  ASSERT_TRUE(list);
  EXPECT_EQ(list->server, "Icecast 2.4.4");
  ASSERT_EQ(list->sources.size(), 2u);
  EXPECT_EQ(list->sources[0].name, "Retro Halcyon 24/7");
  EXPECT_EQ(list->sources[0].kbps, 128u);
  EXPECT_EQ(list->sources[0].listeners, 3u);
  EXPECT_EQ(list->sources[0].title, "Mara Venn - Glass & Iron");
  EXPECT_EQ(candidates_of(*list, kBase).candidates[1].declared, ContentKind::ogg);
}

TEST(IcecastList, ReadsOneSourceAndWhatIsCutOff) {
  const std::string one = R"({"icestats":{"source":{"listenurl":"http://a/b","title":"t","artist":"a"}}})";
  EXPECT_EQ(parse_icecast_list(one)->sources.at(0).title, "a - t");
  const std::string all = vector_named("icecast_status-json.json");
  EXPECT_EQ(parse_icecast_list(all.substr(0, all.find("b.ogg")))->sources.size(), 1u);
  EXPECT_FALSE(parse_icecast_list(R"({"source": {"listenurl":"http://a/b"}})"));
}

TEST(Page, FindsEverythingThatMayBeSoundTheSurestFirst) {
  const CandidateList list = read_page(vector_named("station_page.html"), "https://www.station00.example/de/");
  EXPECT_EQ(list.title, "Retro Halcyon 24/7 – Livestream");
  const auto found = urls(list);
  EXPECT_EQ(found[0], "https://www.station00.example/live/direct.mp3");
  EXPECT_EQ(found[1], "https://live.station.example/hls/master.m3u8");
  EXPECT_EQ(found[2], "https://cdn.example.net/live.aac");
  for (const char* url :
       {"https://stream.example.com/og.mp3", "https://stream.example.com/tw.aac", "https://stream.example.com/ld.mp3",
        "https://stream.example.com/js.aac", "http://ice1.example.org:8000/b.ogg", "https://stream.example.com/js2.mp3",
        "https://stream.example.com/flash.mp3", "https://www.station00.example/de/listen.pls",
        "https://www.station00.example/de/listen.m3u?x=1&y=2", "http://ice1.example.org:8000/live.xspf",
        "https://player.example.com/embed/station00", "https://shop.example/cd.mp3"})
    EXPECT_THAT(found, Contains(url));
  EXPECT_THAT(found, Not(Contains("https://stream.example.com/commented-out.mp3")));
  EXPECT_LT(std::ranges::find(found, "https://www.station00.example/de/listen.pls"),
            std::ranges::find(found, "https://shop.example/cd.mp3"));
}

TEST(Page, FollowsARefreshAndReadsLatin1) {
  const CandidateList list = list_of(ContentKind::html, "station_page_latin1_refresh.html");
  EXPECT_EQ(list.title, "Weiterleitung - Hörfunk");
  EXPECT_THAT(urls(list), ElementsAre("http://radio.example/lists/live.pls", "http://www.station01.example/player/"));
}

TEST(Page, OfTenThousandLinksKeepsTheLimits) {
  std::string page = "<html><body>";
  for (int i = 0; i < 10'000; ++i) page += "<a href=/" + std::to_string(i) + ".pls>x</a>";
  const CandidateList list = read_page(page, "http://radio.example/");
  EXPECT_EQ(list.candidates.size(), kMaxCandidates);
  EXPECT_EQ(list.entries, 10'000u);
  EXPECT_EQ(list.left_out, 10'000 - kMaxCandidates);
}

TEST(HlsMaster, PrefersSoundAloneThenRenditionsThenPictures) {
  const CandidateList list = list_of(ContentKind::hls_master, "hls_master.m3u8");
  EXPECT_THAT(urls(list),
              ElementsAre("http://radio.example/lists/low/index.m3u8", "http://radio.example/lists/audio/en/index.m3u8",
                          "http://radio.example/lists/audio/de/index.m3u8", "http://radio.example/lists/mid/index.m3u8",
                          "https://cdn.example.net/hi/index.m3u8?tok=a,b"));
  EXPECT_EQ(list.candidates[0].kbps, 64u);
  EXPECT_EQ(list.candidates[0].declared, ContentKind::adts);
}

TEST(HlsMaster, TakesTheHighestRateThatIsSensible) {
  const CandidateList list = read_hls_master(
      "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=48000,CODECS=\"mp4a.40.5\"\na\n"
      "#EXT-X-STREAM-INF:BANDWIDTH=320000,CODECS=\"mp4a.40.2\"\nb\n#EXT-X-STREAM-INF:BANDWIDTH=192000,CODECS=\"mp4a.40."
      "2\"\nc\n"
      "#EXT-X-STREAM-INF:BANDWIDTH=192000,CODECS=\"ec-3\"\nd\n",
      "http://x/");
  EXPECT_THAT(urls(list), ElementsAre("http://x/c", "http://x/a", "http://x/b", "http://x/d"));
}

TEST(HlsMedia, ReadsALiveWindow) {
  const auto media = parse_hls_media(vector_named("hls_media_live.m3u8"), "http://x/live/index.m3u8");
  ASSERT_TRUE(media);
  EXPECT_EQ(media->target, 10s);
  EXPECT_EQ(media->first, 88213u);
  EXPECT_FALSE(media->ended);
  ASSERT_EQ(media->segments.size(), 7u);
  EXPECT_EQ(media->segments[0].url, "http://x/live/seg_88213.aac");
  EXPECT_EQ(media->segments[0].title, "Mara Venn - Glass & Iron");
  EXPECT_EQ(media->segments[0].duration, 9984ms);
  EXPECT_TRUE(media->segments[5].discontinuity);
  EXPECT_EQ(media->segments[6].sequence, 88219u);
  EXPECT_EQ(media->obstacle, "");
}

TEST(HlsMedia, SaysWhatStandsInTheWay) {
  const auto media = parse_hls_media(vector_named("hls_media_vod.m3u8"), "http://x/");
  ASSERT_TRUE(media);
  EXPECT_EQ(media->obstacle, "its segments are encrypted (AES-128)");
  EXPECT_TRUE(media->ended);
  EXPECT_EQ(media->segments.at(1).range, (HlsRange{75232, 51000}));
  EXPECT_EQ(
      parse_hls_media("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-MAP:URI=\"i\"\n#EXTINF:1\na\n", "http://x/")->obstacle,
      "its segments are MP4 (EXT-X-MAP)");
}

TEST(HlsMedia, KeepsTheLastOfVeryManySegments) {
  std::string text = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:5\n";
  for (int i = 0; i < 1500; ++i) text += "#EXTINF:2,\n" + std::to_string(i) + ".ts\n";
  const auto media = parse_hls_media(text, "http://x/");
  EXPECT_EQ(media->segments.size(), kMaxHlsSegments);
  EXPECT_EQ(media->segments.back().sequence, 1504u);
  EXPECT_EQ(media->segments.back().url, "http://x/1499.ts");
}

TEST(ResolveUrl, TakesWebAddressesOnly) {
  EXPECT_EQ(resolve_url("http://a/b/c?d", "../e f#g"), "http://a/e%20f");
  EXPECT_EQ(resolve_url("https://a/b", "//c/d"), "https://c/d");
  EXPECT_EQ(resolve_url("", "HTTP://A/x"), "http://A/x");
  for (const char* reference : {"", "file:///etc/passwd", "ftp://a/b", "javascript:alert(1)", "data:audio/mpeg,x",
                                "mailto:a@b", "rtp://@239.1.1.1:5004", "http://", "gopher://a"})
    EXPECT_EQ(resolve_url("http://a/", reference), std::nullopt) << reference;
  EXPECT_EQ(resolve_url("http://a/", std::string(kMaxUrl + 1, 'x')), std::nullopt);
}

TEST(Playlists, AreReadHoweverTheyAreCutOff) {
  const std::pair<ContentKind, const char*> all[] = {{ContentKind::pls, "sample_quirks.pls"},
                                                     {ContentKind::m3u, "sample_latin1.m3u"},
                                                     {ContentKind::asx, "sample.asx"},
                                                     {ContentKind::opml, "radiotime_tune_ebrowse.opml"},
                                                     {ContentKind::html, "station_page.html"},
                                                     {ContentKind::icecast_list, "icecast_status-json.json"},
                                                     {ContentKind::hls_master, "hls_master.m3u8"}};
  for (const auto& [kind, name] : all) {
    const std::string text = vector_named(name);
    for (std::size_t size = 0; size < text.size(); size += 1 + text.size() / 300) {
      const std::vector<char> copy(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(size));
      read_candidates(kind, {copy.data(), copy.size()}, kBase);
      parse_hls_media({copy.data(), copy.size()}, kBase);
    }
  }
}

}  // namespace
}  // namespace joincast::fetch
