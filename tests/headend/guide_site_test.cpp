// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/guide_site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "sdp/parse.h"

namespace joincast::headend {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

std::string gunzip(std::string_view octets) {
  std::string out(1 << 20, '\0');
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(octets.data()));
  stream.avail_in = static_cast<uInt>(octets.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

struct GuideSiteTest : testing::Test {
  GuideSiteTest() {
    for (std::uint32_t i = 1; i <= 20; ++i) {
      guide::Entry one;
      one.number = ServiceNumber{0x8000'0000 + i};
      one.name = "Station \"" + std::to_string(i) + "\"";
      one.genre = i == 1 ? "Jazz,Blues" : "Rock";
      if (i == 1) one.icon = "https://one.example/icon.png";
      if (i == 2) one.kind = guide::Kind::television;
      entries.push_back(one);
    }
    update(0s);
  }
  void update(Duration since) { book.update(entries, {}, {TimePoint{} + 1h, WallTime(1'790'000'000s) + since}); }

  http::Answer get(std::string_view path, decltype(http::Request::query) query = {}, std::string_view etag = {},
                   bool gzip_accepted = false) {
    return site.answer({path, std::move(query), etag, gzip_accepted});
  }
  std::string body(std::string_view path, decltype(http::Request::query) query = {}) {
    const http::Answer answer = get(path, std::move(query));
    EXPECT_EQ(answer.status, 200u);
    return *answer.body;
  }

  static std::vector<StandardPlace> places(ServiceNumber number) {
    if (number.station() > 20) return {};
    const IpAddress v6 = service_group(number, *parse_prefix("2001:db8:d0be:f00d::/64"));
    return {{{}, v6, *parse_address("2001:db8:d0be:f00d::1")},
            {{}, *service_group_v4(number, kDefaultPool), *parse_address("192.0.2.1")}};
  }
  static std::optional<Facts> facts(ServiceNumber number) {
    if (number.station() > 20) return std::nullopt;
    Facts known;
    known.name = "One";
    known.title = "Take Five";
    return known;
  }

  GuideBook book;
  std::vector<guide::Entry> entries;
  IconCache icons;
  std::string fetched;  ///< the address that was to be
  GuideSite site{{[this]() -> const GuideBook& { return book; }, &facts, &places,
                  [this](const std::string& url) {
                    auto answer = icons.ask(url, TimePoint{} + 1h);
                    if (answer.fetch) fetched = url;
                    return answer;
                  }}};
};

TEST_F(GuideSiteTest, AnswersInTheGuidesOwnSchema) {
  const auto page = guide::parse_page(body("/guide.json", {{"limit", "2"}, {"offset", "3"}}));
  ASSERT_TRUE(page);
  EXPECT_EQ(page->total, 20u);
  EXPECT_EQ(page->entries.size(), 2u);
  EXPECT_EQ(page->entries[0].number, ServiceNumber{0x8000'0004});
  EXPECT_EQ(page->next, 5u);
  EXPECT_EQ(page->revision, book.revision());
}

TEST_F(GuideSiteTest, SearchesAndFilters) {
  EXPECT_EQ(guide::parse_page(body("/guide.json", {{"search", "jazz"}}))->entries.size(), 1u);
  EXPECT_EQ(guide::parse_page(body("/guide.json", {{"kind", "tv"}}))->entries.size(), 1u);
}

TEST_F(GuideSiteTest, SaysWhatIsWrongWithAQuestion) {
  for (const char* name : {"limit", "offset", "since"}) {
    const http::Answer answer = get("/guide.json", {{name, "many"}});
    EXPECT_EQ(answer.status, 400u);
    EXPECT_THAT(*answer.body, HasSubstr(name));
  }
  EXPECT_EQ(get("/guide.json", {{"kind", "film"}}).status, 400u);
  EXPECT_EQ(get("/guide").status, 404u);
  EXPECT_EQ(get("/sdp/8000:0063.sdp").status, 404u);
}

TEST_F(GuideSiteTest, SendsNothingAgainToWhoHasIt) {
  const std::string etag = get("/guide.json").etag;
  EXPECT_THAT(etag, testing::MatchesRegex("W/\"[0-9a-f]{16}\""));
  const http::Answer again = get("/guide.json", {}, "\"other\", " + etag);
  EXPECT_EQ(again.status, 304u);
  EXPECT_EQ(*again.body, "");
  entries[0].title = "Take Five";
  update(1s);
  EXPECT_EQ(get("/guide.json", {}, etag).status, 200u);
}

TEST_F(GuideSiteTest, CompressesForWhoReadsThat) {
  const http::Answer plain = get("/guide.json");
  const http::Answer compressed = get("/guide.json", {}, {}, true);
  EXPECT_EQ(compressed.encoding, "gzip");
  EXPECT_LT(compressed.body->size(), plain.body->size() / 2);
  EXPECT_EQ(gunzip(*compressed.body), *plain.body);
  EXPECT_EQ(get("/guide.json", {{"limit", "1"}}, {}, true).encoding, "");
}

TEST_F(GuideSiteTest, TellsADeltaToWhoSaysTheRevision) {
  const std::uint64_t before = book.revision();
  entries[4].name = "Other";
  entries.pop_back();
  update(1s);
  const auto delta = guide::parse_page(body("/guide.json", {{"since", std::to_string(before)}}));
  ASSERT_EQ(delta->entries.size(), 1u);
  EXPECT_EQ(delta->entries[0].name, "Other");
  EXPECT_EQ(delta->removed.size(), 1u);
}

TEST_F(GuideSiteTest, ThePlaylistIsWhatPlayersExpect) {
  const std::string list = body("/playlist.m3u", {{"genre", "jazz"}});
  EXPECT_EQ(list,
            "#EXTM3U\n"
            "#EXTINF:-1 tvg-id=\"8000:0001\" tvg-name=\"Station '1'\" tvg-logo=\"https://one.example/icon.png\" "
            "group-title=\"Jazz\" radio=\"true\",Station \"1\"\n"
            "rtp://@239.195.1.1:5004\n");
  EXPECT_THAT(body("/playlist.m3u", {{"family", "ipv6"}}),
              HasSubstr("\nrtp://@[ff3e:40:2001:db8:d0be:f00d:8000:2]:5004\n"));
  EXPECT_THAT(body("/playlist.m3u", {{"kind", "tv"}}), Not(HasSubstr("radio=")));
}

TEST_F(GuideSiteTest, AnIconIsFetchedWhenFirstAskedFor) {
  EXPECT_EQ(get("/icons/8000:0002").status, 404u) << "it has none";
  EXPECT_EQ(get("/icons/8000:0001").status, 503u);
  EXPECT_EQ(fetched, "https://one.example/icon.png");
  icons.finish(fetched, "GIF89a and so on", TimePoint{} + 1h);
  const http::Answer answer = get("/icons/8000:0001");
  EXPECT_EQ(answer.status, 200u);
  EXPECT_EQ(answer.content_type, "image/gif");
  EXPECT_EQ(get("/icons/8000:0001", {}, answer.etag).status, 304u);
}

TEST_F(GuideSiteTest, EachServiceHasADescriptionWithoutTheSong) {
  const http::Answer answer = get("/sdp/8000:0001.sdp");
  EXPECT_EQ(answer.content_type, "application/sdp");
  const auto session = sdp::parse(*answer.body);
  ASSERT_TRUE(session);
  EXPECT_EQ(session->session.name, "One");
  EXPECT_EQ(session->session.information, "");
  EXPECT_THAT(*answer.body, HasSubstr("c=IN IP4 239.195.1.1/16\r\n"));
  EXPECT_THAT(body("/sdp/8000:0001.sdp", {{"family", "ipv6"}}),
              HasSubstr("c=IN IP6 ff3e:40:2001:db8:d0be:f00d:8000:1\r\n"));
}

}  // namespace
}  // namespace joincast::headend
