// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "tests/directory/parsed.h"

namespace joincast::directory {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Sample {
  MakeParser make;
  const char* file;
};

const Sample kSamples[] = {
    {xiph_parser, "yp.xml"},
    {xiph_parser, "yp_invalid_utf8.xml"},
    {radio_browser_parser, "radiobrowser_stations.json"},
    {radiotime_parser, "radiotime_browse.opml"},
    {radiotime_parser, "radiotime_browse.json"},
    {radiotime_parser, "radiotime_describe.opml"},
    {icecast_parser, "icecast_status-json.json"},
    {file_parser, "sample_iptv.m3u8"},
    {file_parser, "radiotime_browse.opml"},
};

TEST(DirectoryParser, SaysTheSameWhateverThePieces) {
  for (const auto& [make, file] : kSamples) {
    const std::string document = vector_file(file);
    ASSERT_FALSE(document.empty()) << file;
    const Parsed whole = parsed(make, document, document.size());
    EXPECT_FALSE(whole.stations.empty()) << file;
    for (const std::size_t piece : {1, 2, 7, 61}) {
      const Parsed pieces = parsed(make, document, piece);
      EXPECT_EQ(pieces.stations, whole.stations) << file << " by " << piece;
      EXPECT_EQ(pieces.ending, whole.ending) << file << " by " << piece;
    }
  }
}

TEST(DirectoryParser, GoesOnWhereverADocumentIsCut) {
  for (const auto& [make, file] : kSamples) {
    const std::string document = vector_file(file);
    const Parsed whole = parsed(make, document);
    for (std::size_t size = 0; size<document.size(); size += document.size()> 8'000 ? 37 : 1) {
      const std::string heap(document.substr(0, size));
      const Parsed part = parsed(make, heap);
      EXPECT_LE(part.stations.size(), whole.stations.size()) << file << " cut at " << size;
      for (const Station& station : part.stations) EXPECT_TRUE(valid_utf8(station.name));
    }
  }
}

TEST(Xiph, ReadsEveryEntryThatCanBePlayed) {
  const Parsed list = parsed(xiph_parser, vector_file("yp.xml"));
  EXPECT_TRUE(list.ending.whole);
  EXPECT_EQ(list.ending.stations, 48u);
  EXPECT_EQ(list.ending.skipped, 1u) << "the one without a URL";
  const Station& first = list.stations.at(0);
  EXPECT_EQ(first.name, "Retro Halcyon 24/7");
  EXPECT_EQ(first.id, "http://radio.example.net:8080/live.opus");
  EXPECT_THAT(first.urls, ElementsAre("http://radio.example.net:8080/live.opus"));
  EXPECT_EQ(first.codec, "ogg");
  EXPECT_EQ(first.kbps, 32u);
  EXPECT_THAT(first.tags, ElementsAre("jazz"));
}

TEST(Xiph, ReadsFieldsInAnyOrder) {
  const Parsed list = parsed(xiph_parser, vector_file("yp.xml"));
  const Station* old = list.named("Old Field Order");
  ASSERT_TRUE(old);
  EXPECT_EQ(old->urls.at(0), "http://old.example.net:8000/live");
  EXPECT_EQ(old->kbps, 64u);
}

TEST(Xiph, TakesBackWhatWasEscapedTwice) {
  const Parsed list = parsed(xiph_parser, vector_file("yp.xml"));
  const Station* twice = list.named("R&B 'Twice Escaped'");
  ASSERT_TRUE(twice);
  EXPECT_THAT(twice->urls, ElementsAre("http://cast.radio.test:8000/rnb?x=1&y=2"));
  EXPECT_THAT(twice->tags, ElementsAre("r&b"));
  EXPECT_TRUE(list.named("Café Mojibake"));
}

TEST(Xiph, ReadsCdataAsItStands) {
  const Parsed list = parsed(xiph_parser, vector_file("yp.xml"));
  const Station* section = list.named("CDATA <Radio> & Co");
  ASSERT_TRUE(section);
  EXPECT_EQ(section->urls.at(0), "http://ice1.example.org/cdata?a=1&b=2");
}

TEST(Xiph, EndsASectionThatNeverEndsAtTheSamePlaceInWhateverPieces) {
  const std::string list = "<directory><entry><genre><![CDATA[" + std::string(20'000, 'x') +
                           "</genre><server_name>A]]></server_name><listen_url>http://a.example/</listen_url></entry>"
                           "</directory>";
  const Parsed whole = parsed(xiph_parser, list, list.size());
  ASSERT_EQ(whole.stations.size(), 1u);
  EXPECT_EQ(parsed(xiph_parser, list, 7).stations, whole.stations);
}

TEST(Xiph, NamesWhatHasNoNameByItsUrl) {
  EXPECT_TRUE(parsed(xiph_parser, vector_file("yp.xml")).named("other.example:8000/a.ogg"));
}

TEST(Xiph, TellsTelevisionFromRadio) {
  const Parsed list = parsed(xiph_parser, vector_file("yp.xml"));
  EXPECT_EQ(list.named("Example TV")->kind, Kind::television);
  EXPECT_EQ(list.named("Home Lab")->kind, Kind::radio);
}

TEST(Xiph, ReadsABitrateOutOfFreeText) {
  const auto kbps = [](const char* text) {
    const std::string list = std::string("<directory><entry><listen_url>http://a/</listen_url><bitrate>") + text +
                             "</bitrate></entry></directory>";
    return parsed(xiph_parser, list).stations.at(0).kbps;
  };
  EXPECT_EQ(kbps("128"), 128u);
  EXPECT_EQ(kbps(" 128kbps"), 128u);
  EXPECT_EQ(kbps("128000"), 128u);
  for (const char* text : {"", "Quality 5,00", "null", "-1", "99999999999999"}) EXPECT_EQ(kbps(text), 0u) << text;
}

TEST(Xiph, ReadsOnBehindBrokenUtf8) {
  const Parsed list = parsed(xiph_parser, vector_file("yp_invalid_utf8.xml"));
  EXPECT_TRUE(list.ending.whole);
  EXPECT_EQ(list.ending.stations, 48u);
  for (const Station& station : list.stations) EXPECT_TRUE(valid_utf8(station.name));
}

TEST(Xiph, SaysThatItWasCut) {
  const Parsed list = parsed(xiph_parser, vector_file("yp_truncated.xml"));
  EXPECT_FALSE(list.ending.whole);
  EXPECT_EQ(list.ending.fault, "");
  EXPECT_GT(list.ending.stations, 20u);
}

TEST(Xiph, SaysThatAWebPageIsNoList) {
  EXPECT_THAT(parsed(xiph_parser, "<html><body>Down for maintenance").ending.fault, HasSubstr("no list"));
  EXPECT_THAT(parsed(xiph_parser, "").ending.fault, HasSubstr("no list"));
}

TEST(Xiph, HoldsALongFieldToItsLimit) {
  const std::string list = "<directory><entry><server_name>" + std::string(1 << 20, 'n') +
                           "</server_name><listen_url>http://a/</listen_url></entry></directory>";
  const Parsed read = parsed(xiph_parser, list);
  ASSERT_THAT(read.stations, SizeIs(1));
  EXPECT_EQ(read.stations[0].name.size(), StationLimits::kName);
}

TEST(RadioBrowser, ReadsAStation) {
  const Parsed list = parsed(radio_browser_parser, vector_file("radiobrowser_stations.json"));
  EXPECT_TRUE(list.ending.whole);
  EXPECT_THAT(list.stations, SizeIs(40));
  const Station& first = list.stations.at(0);
  EXPECT_EQ(first.id, "48df4bef-ea67-4aa2-8670-96f6e6329a0f");
  EXPECT_EQ(first.name, "Retro Halcyon 24/7");
  EXPECT_THAT(first.urls,
              ElementsAre("http://radio.example.net:8080/live.opus", "http://radio.example.net/listen.pls"));
  EXPECT_EQ(first.country, "CZ");
  EXPECT_EQ(first.country_name, "Czechia");
  EXPECT_EQ(first.language, "czech");
  EXPECT_EQ(first.codec, "ogg");
  EXPECT_EQ(first.kbps, 32u);
  EXPECT_EQ(first.votes, 43604u);
  EXPECT_EQ(first.clicks, 2780u);
  EXPECT_EQ(list.stations.at(5).codec, "hls");
}

TEST(RadioBrowser, BearsNullsAndNumbersAsTexts) {
  const Parsed list = parsed(radio_browser_parser,
                             R"([{"stationuuid":"u","name":null,"url":"http://a.example/x","url_resolved":"",
                             "bitrate":"128","votes":null,"clickcount":"17","hls":"true","tags":null,"geo":{"lat":null},
                             "countrycode":null,"list":[1,{"stationuuid2":2}]}])");
  ASSERT_THAT(list.stations, SizeIs(1));
  EXPECT_EQ(list.stations[0].name, "a.example/x");
  EXPECT_EQ(list.stations[0].kbps, 128u);
  EXPECT_EQ(list.stations[0].clicks, 17u);
  EXPECT_EQ(list.stations[0].codec, "hls");
}

TEST(RadioBrowser, PassesOverWhatItCannotRead) {
  const std::string good = R"({"stationuuid":"u","url":"http://a/"})";
  const std::string large = R"({"stationuuid":"v","url":"http://a/","x":")" + std::string(100'000, 'x') + "\"}";
  const Parsed list = parsed(radio_browser_parser, "[{\"a\":tru}," + large + "," + good + ",{\"no\":1},{}]");
  EXPECT_TRUE(list.ending.whole);
  EXPECT_THAT(list.stations, SizeIs(1));
  EXPECT_EQ(list.ending.skipped, 4u);
}

TEST(RadioBrowser, BearsBracesQuotesAndControlsInTexts) {
  const Parsed list = parsed(radio_browser_parser,
                             "[{\"stationuuid\":\"u\",\"url\":\"http://a/\",\"name\":\"}{ \\\" \\\\ \t\xff Z\"}]");
  ASSERT_THAT(list.stations, SizeIs(1));
  EXPECT_EQ(list.stations[0].name, "}{ \" \\ ÿ Z");
}

TEST(RadioBrowser, SaysThatAnErrorIsNoList) {
  EXPECT_THAT(parsed(radio_browser_parser, R"({"ok":false})").ending.fault, HasSubstr("no array"));
  EXPECT_FALSE(parsed(radio_browser_parser, "[").ending.whole);
  EXPECT_TRUE(parsed(radio_browser_parser, "[]").ending.whole);
}

TEST(RadioTime, ReadsBrowseAndItsLinks) {
  const Parsed list = parsed(radiotime_parser, vector_file("radiotime_browse.opml"));
  EXPECT_TRUE(list.ending.whole);
  EXPECT_THAT(list.stations, SizeIs(28)) << "the episode of a show is no station";
  EXPECT_EQ(list.stations[0].id, "s900000");
  EXPECT_EQ(list.stations[0].icon, "http://cdn-profiles.example.com/s900000/images/logoq.png");
  EXPECT_EQ(list.stations[0].urls.at(0), "http://opml.example.com/Tune.ashx?id=s900000");
  EXPECT_EQ(list.ending.links.at(0), "http://opml.example.com/Browse.ashx?offset=26&c=local&filter=s");
}

TEST(RadioTime, ReadsTheSameInJson) {
  const Parsed list = parsed(radiotime_parser, vector_file("radiotime_browse.json"));
  EXPECT_TRUE(list.ending.whole);
  EXPECT_THAT(list.stations, SizeIs(6));
  EXPECT_EQ(list.stations[0].id, "s900000");
  EXPECT_EQ(list.stations[0].kbps, 32u);
  const Parsed tune = parsed(radiotime_parser, vector_file("radiotime_tune.json"));
  EXPECT_THAT(tune.stations, SizeIs(2));
  EXPECT_EQ(tune.stations[1].codec, "hls");
}

TEST(RadioTime, ReadsSearchTuneAndDescribe) {
  EXPECT_THAT(parsed(radiotime_parser, vector_file("radiotime_search.opml")).stations, SizeIs(6));
  const Parsed none = parsed(radiotime_parser, vector_file("radiotime_search_none.opml"));
  EXPECT_THAT(none.stations, IsEmpty());
  EXPECT_TRUE(none.ending.whole);
  EXPECT_THAT(parsed(radiotime_parser, vector_file("radiotime_root.opml")).ending.links, SizeIs(7));
  EXPECT_THAT(parsed(radiotime_parser, vector_file("radiotime_tune_ebrowse.opml")).stations, SizeIs(2));
  const Parsed described = parsed(radiotime_parser, vector_file("radiotime_describe.opml"));
  ASSERT_THAT(described.stations, SizeIs(1));
  EXPECT_EQ(described.stations[0].homepage, "https://www.station00.example/");
  EXPECT_EQ(described.stations[0].language, "german");
  EXPECT_THAT(described.stations[0].tags, ElementsAre("jazz"));
}

TEST(RadioTime, TellsItsFault) {
  EXPECT_EQ(parsed(radiotime_parser, vector_file("radiotime_error.opml")).ending.fault,
            "answers 400: Invalid root category");
}

TEST(IcecastList, ReadsItsSources) {
  const Parsed list = parsed(icecast_parser, vector_file("icecast_status-json.json"));
  EXPECT_TRUE(list.ending.whole);
  ASSERT_THAT(list.stations, SizeIs(2));
  EXPECT_EQ(list.stations[0].id, "http://ice1.example.org:8000/live.mp3");
  EXPECT_EQ(list.stations[0].codec, "mp3");
  EXPECT_EQ(list.stations[1].name, "ice1.example.org:8000/b.ogg");
}

TEST(StationFile, MayBeM3u) {
  const Parsed list = parsed(file_parser, vector_file("sample_iptv.m3u8"));
  EXPECT_GT(list.stations.size(), 3u);
}

TEST(StationFile, MayBeToml) {
  const Parsed list = parsed(file_parser, R"(
    [[station]]
    id = "one"
    name = "One"
    url = ["http://a/1", "http://a/2"]
    genre = "jazz"
    country = "de"
    kbps = 128
    [[station]]
    url = "http://a/3"
    kind = "tv"
  )");
  EXPECT_TRUE(list.ending.whole);
  ASSERT_THAT(list.stations, SizeIs(2));
  EXPECT_THAT(list.stations[0].urls, ElementsAre("http://a/1", "http://a/2"));
  EXPECT_EQ(list.stations[0].country, "DE");
  EXPECT_EQ(list.stations[1].id, "http://a/3");
  EXPECT_EQ(list.stations[1].kind, Kind::television);
}

TEST(StationFile, NamesTheLineThatIsWrong) {
  const Parsed list = parsed(file_parser, "[[station]]\nname = \"x\nurl = 1\n");
  EXPECT_FALSE(list.ending.whole);
  EXPECT_THAT(list.ending.fault, HasSubstr("line 2"));
}

}  // namespace
}  // namespace joincast::directory
