// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/station.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"

namespace joincast::directory {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CleanText, ReadsBrokenUtf8AsWindows1252) { EXPECT_EQ(clean_text("Caf\xe9", 100), "Café"); }

TEST(CleanText, ResolvesEntitiesThatWereEscapedTwice) {
  EXPECT_EQ(clean_text("R&amp;amp;B &amp;#39;Live&amp;#x27; & more", 100), "R&B 'Live' & more");
}

TEST(CleanText, KeepsWhatIsNoReference) {
  EXPECT_EQ(clean_text("&; &#; &#x; &#xzz; &nothing; &#99999999999; &", 100),
            "&; &#; &#x; &#xzz; &nothing; &#99999999999; &");
}

TEST(CleanText, HasNoControlsAndNoRunsOfBlanks) {
  EXPECT_EQ(clean_text("\t A\r\n\n B\x01\x7f\xc2\x85"
                       "C &#7;&#x85; ",
                       100),
            "A B C");
  EXPECT_EQ(clean_text(std::string_view("A\0B", 3), 100), "A B");
}

TEST(CleanText, IsCutAtACharacter) {
  EXPECT_EQ(clean_text("ééé", 5), "éé");
  for (std::size_t most = 0; most < 40; ++most) {
    const std::string cut = clean_text("東京&#x65e5; Радио \xf0\x9f\x93\xbb zz", most);
    EXPECT_LE(cut.size(), most);
    EXPECT_TRUE(valid_utf8(cut));
  }
}

TEST(WebUrl, IsHttpWithAHost) {
  EXPECT_TRUE(is_web_url("http://a"));
  EXPECT_TRUE(is_web_url("HTTPS://[::1]:8000/x?y=1"));
  for (const char* url : {"", "http://", "http:///a", "http://:80/", "ftp://a/", "file:///etc/passwd", "http://a b/",
                          "http://a/\n", "//a/", "javascript:alert(1)", "http://a/\"x"})
    EXPECT_FALSE(is_web_url(url)) << url;
}

TEST(CodecName, KnowsMediaTypesAndWords) {
  EXPECT_EQ(codec_name("audio/mpeg"), "mp3");
  EXPECT_EQ(codec_name("audio/mpeg; charset=x"), "mp3");
  EXPECT_EQ(codec_name("AAC+"), "aac");
  EXPECT_EQ(codec_name("AAC,H.264"), "aac");
  EXPECT_EQ(codec_name("application/ogg"), "ogg");
  EXPECT_EQ(codec_name("UNKNOWN"), "");
  EXPECT_EQ(codec_name("<script>"), "");
}

TEST(CleanStation, HoldsEveryFieldToItsLimit) {
  Station station;
  station.id = std::string(StationLimits::kId, 'i');
  station.name = std::string(10'000, 'n');
  station.urls.assign(100, "http://a/");
  for (int i = 0; i < 100; ++i) station.urls.push_back("http://a/" + std::to_string(i));
  station.homepage = "javascript:alert(1)";
  station.icon = "http://a/" + std::string(2'000, 'x');
  for (int i = 0; i < 100; ++i) station.tags.push_back("Tag " + std::to_string(i / 2));
  station.country = "de";
  station.language = std::string(1'000, 'L');
  station.kbps = 4'000'000'000;
  ASSERT_TRUE(clean(station));
  EXPECT_EQ(station.name.size(), StationLimits::kName);
  EXPECT_EQ(station.urls.size(), StationLimits::kUrls);
  EXPECT_EQ(station.urls[1], "http://a/0");
  EXPECT_EQ(station.homepage, "");
  EXPECT_EQ(station.icon, "");
  EXPECT_EQ(station.tags.size(), StationLimits::kTags);
  EXPECT_EQ(station.tags[1], "tag 1");
  EXPECT_EQ(station.country, "DE");
  EXPECT_EQ(station.language, std::string(StationLimits::kLanguage, 'l'));
  EXPECT_EQ(station.kbps, 0u);
}

TEST(CleanStation, RefusesWhatCannotBePlayedOrNamed) {
  Station no_url{.id = "1", .name = "n", .urls = {"", "ftp://a/"}};
  EXPECT_FALSE(clean(no_url));
  EXPECT_THAT(no_url.urls, IsEmpty());
  Station no_id{.id = " \t", .urls = {"http://a/"}};
  EXPECT_FALSE(clean(no_id));
  Station long_id{.id = std::string(StationLimits::kId + 1, 'i'), .urls = {"http://a/"}};
  EXPECT_FALSE(clean(long_id));
}

TEST(CleanStation, HasNoCountryButTwoLetters) {
  for (const char* country : {"D", "DEU", "d1", "é"}) {
    Station station{.id = "1", .urls = {" http://a/ "}, .country = country};
    ASSERT_TRUE(clean(station));
    EXPECT_EQ(station.country, "") << country;
    EXPECT_THAT(station.urls, ElementsAre("http://a/"));
  }
}

}  // namespace
}  // namespace joincast::directory
