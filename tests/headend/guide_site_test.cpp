// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/guide_site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "sdp/crypto.h"
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

const rtp::SrtpKey kKey{rtp::SrtpSuite::aead_aes_128_gcm, Bytes(28, 0x5a)};

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
    http::Reply reply = site.answer({path, std::move(query), etag, gzip_accepted});
    const auto* const now = std::get_if<http::Answer>(&reply);
    EXPECT_TRUE(now) << "it comes later";
    return now ? *now : http::Answer();
  }
  std::string body(std::string_view path, decltype(http::Request::query) query = {}) {
    const http::Answer answer = get(path, std::move(query));
    EXPECT_EQ(answer.status, 200u);
    return *answer.body;
  }

  std::optional<IpAddress> group_v4(ServiceNumber number) const {
    if (number.directory() == 0) return service_group_v4(number, kDefaultPool);
    return allotted == number ? parse_address("239.195.128.1") : std::nullopt;
  }
  std::vector<StandardPlace> places(ServiceNumber number) const {
    if (number.directory() == 0 && number.station() > 20) return {};
    const IpAddress v6 = service_group(number, *parse_prefix("2001:db8:d0be:f00d::/64"));
    std::vector<StandardPlace> all{{{}, v6, *parse_address("2001:db8:d0be:f00d::1")}};
    if (const auto v4 = group_v4(number)) all.push_back({{}, *v4, *parse_address("192.0.2.1")});
    return all;
  }
  static std::optional<Facts> facts(ServiceNumber number) {
    if (number.station() > 20 || number.directory() != 0) return std::nullopt;
    Facts known;
    known.name = "One";
    known.title = "Take Five";
    return known;
  }

  GuideBook book;
  std::vector<guide::Entry> entries;
  IconCache icons;
  std::string fetched;  ///< the address that was to be
  GuideSite site{{[this]() -> const GuideBook& { return book; },
                  &facts,
                  [this](ServiceNumber number) { return places(number); },
                  [this](const std::string& url) {
                    auto answer = icons.ask(url, TimePoint{} + 1h);
                    if (answer.fetch) fetched = url;
                    return answer;
                  },
                  [this](const directory::Query& query, std::function<void(directory::Page)> answer) {
                    asked = query;
                    tell = std::move(answer);
                    return has_catalogue;
                  },
                  [this](ServiceNumber, std::function<void(std::optional<guide::Entry>)> answer) {
                    tell_one = std::move(answer);
                    return has_catalogue;
                  },
                  {},
                  [this](ServiceNumber number, bool allot) {
                    if (allot && number.directory() != 0) allotted = number;
                    return group_v4(number);
                  },
                  [] { return std::uint8_t{16}; },
                  [](ServiceNumber number) { return number.station() == 1 ? std::optional(kKey) : std::nullopt; }}};

  /// An answer that waits for the catalogue's.
  http::Answer get_later(std::string_view path, decltype(http::Request::query) query,
                         const std::function<void()>& answers) {
    http::Reply reply = site.answer({path, std::move(query)});
    const auto* const later = std::get_if<std::shared_ptr<http::LiveBody>>(&reply);
    EXPECT_TRUE(later && !(*later)->head());
    if (!later) return {};
    answers();
    return (*later)->head().value_or(http::Answer());
  }
  static directory::Entry station(std::uint32_t number, const std::string& name) {
    directory::Entry entry;
    entry.number = ServiceNumber{number};
    entry.directory = *entry.number.directory();
    entry.station.name = name;
    entry.station.id = "id-" + name;
    entry.station.tags = {"jazz", "swing"};
    entry.station.icon = "https://icons.example/" + name;
    return entry;
  }

  bool has_catalogue = false;
  std::optional<ServiceNumber> allotted;  ///< has an IPv4 group
  directory::Query asked;
  std::function<void(directory::Page)> tell;
  std::function<void(std::optional<guide::Entry>)> tell_one;
};

TEST_F(GuideSiteTest, TheDirectoriesStationsComeBehindTheConfiguredOnes) {
  has_catalogue = true;
  const auto answer = get_later("/guide.json", {{"search", "sta"}, {"limit", "22"}, {"country", ""}}, [this] {
    EXPECT_EQ(asked.text, "sta");
    EXPECT_EQ(asked.limit, 2u) << "what the configured ones leave room for";
    EXPECT_EQ(asked.offset, 0u);
    EXPECT_TRUE(asked.count);
    tell({{station(0x8200'0001, "Far"), station(0x8000'0003, "Hidden")}, true, 70, 1});
  });
  const auto page = guide::parse_page(*answer.body);
  ASSERT_TRUE(page);
  ASSERT_EQ(page->entries.size(), 21u) << "a number of the configuration hides a station";
  const guide::Entry& far = page->entries.back();
  EXPECT_EQ(far.name, "Far");
  EXPECT_EQ(far.genre, "jazz,swing");
  EXPECT_EQ(far.directory, 2u);
  EXPECT_EQ(far.stable_id, "id-Far");
  EXPECT_EQ(page->total, 90u);
  EXPECT_EQ(page->next, 22u);
}

TEST_F(GuideSiteTest, FurtherPagesAreOfTheDirectoriesAlone) {
  has_catalogue = true;
  const auto answer = get_later("/guide.json", {{"offset", "22"}, {"limit", "5"}}, [this] {
    EXPECT_EQ(asked.offset, 2u);
    EXPECT_EQ(asked.limit, 5u);
    tell({{station(0x8200'0003, "Third")}, false, 3, 1});
  });
  const auto page = guide::parse_page(*answer.body);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->entries.size(), 1u);
  EXPECT_EQ(page->total, 23u);
  EXPECT_FALSE(page->next);
}

TEST_F(GuideSiteTest, WhatTheBookAloneKnowsIsNotAskedOfTheCatalogue) {
  has_catalogue = true;
  for (const char* only : {"on_air", "favourites"}) EXPECT_EQ(get("/guide.json", {{only, "1"}}).status, 200u);
  EXPECT_EQ(get("/guide.json", {{"since", std::to_string(book.revision())}}).status, 200u);
  EXPECT_EQ(get("/guide.json", {{"directory", "0"}}).status, 200u);
  EXPECT_EQ(get("/playlist.m3u").status, 200u) << "nobody wants a list of all";
  EXPECT_EQ(get("/guide.json", {{"directory", "64"}}).status, 400u);
}

TEST_F(GuideSiteTest, APlaylistHasTheStationsThatWereAskedFor) {
  has_catalogue = true;
  const auto answer = get_later("/playlist.m3u", {{"genre", "jazz"}, {"directory", "2"}}, [this] {
    EXPECT_EQ(asked.genre, "jazz");
    EXPECT_EQ(asked.directory, directory::kXiph);
    tell({{station(0x8200'0001, "Far")}, false, 1, 1});
  });
  EXPECT_THAT(*answer.body, HasSubstr("tvg-name=\"Far\""));
  EXPECT_THAT(*answer.body, HasSubstr("group-title=\"jazz\""));
}

TEST_F(GuideSiteTest, AnIconOfADirectorysStationIsLookedUp) {
  has_catalogue = true;
  const auto found = get_later("/icons/8200:0001", {}, [this] { tell_one(guide_entry(station(0x8200'0001, "Far"))); });
  EXPECT_EQ(found.status, 503u);
  EXPECT_EQ(fetched, "https://icons.example/Far");
  EXPECT_EQ(get_later("/icons/8200:0002", {}, [this] { tell_one(std::nullopt); }).status, 404u);
}

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

TEST_F(GuideSiteTest, AnOldRevisionGetsTheWholeListAgainTheCataloguesToo) {
  has_catalogue = true;
  const auto answer = get_later("/guide.json", {{"since", "5"}}, [this] {
    tell({{station(0x8200'0001, "Far")}, false, 1, 1});
  });
  const auto page = guide::parse_page(*answer.body);
  ASSERT_TRUE(page);
  EXPECT_FALSE(page->since);
  EXPECT_EQ(page->entries.size(), 21u);
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
  const std::string television = body("/playlist.m3u", {{"kind", "tv"}});
  EXPECT_THAT(television, Not(HasSubstr("radio=")));
  EXPECT_THAT(television, HasSubstr("tvg-type=\"tv\""));
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

TEST_F(GuideSiteTest, AStationThatDoesNotRunHasAStableDescription) {
  has_catalogue = true;
  const auto get_it = [this] {
    return get_later("/sdp/8200:0001.sdp", {{"family", "ipv6"}},
                     [this] { tell_one(guide_entry(station(0x8200'0001, "Far"))); });
  };
  const http::Answer answer = get_it();
  EXPECT_EQ(answer.status, 200u);
  EXPECT_EQ(answer.content_type, "application/sdp");
  const auto session = sdp::parse(*answer.body);
  ASSERT_TRUE(session);
  EXPECT_EQ(session->session.name, "Far");
  EXPECT_THAT(*answer.body, HasSubstr("c=IN IP6 ff3e:40:2001:db8:d0be:f00d:8200:1\r\n"));
  EXPECT_EQ(*get_it().body, *answer.body) << "the same each time";
  EXPECT_EQ(get_later("/sdp/8200:0002.sdp", {}, [this] { tell_one(std::nullopt); }).status, 404u);
}

TEST_F(GuideSiteTest, ADescriptionBeforeTheStreamNamesTheFormatWhereItIsCertain) {
  guide::Entry one = guide_entry(station(0x8200'0001, "Far"));
  one.codec = "opus";
  EXPECT_EQ(facts_before(one, 16).bindings.at(0).format.codec, payload::Codec::opus);
  one.codec = "aac";  // its configuration comes with the stream
  EXPECT_TRUE(facts_before(one, 16).bindings.empty());
  one.kind = guide::Kind::television;
  EXPECT_EQ(facts_before(one, 16).bindings.at(0).payload_type, 33);
}

TEST_F(GuideSiteTest, ADescriptionByIpv4MakesAGroupForTheNumber) {
  has_catalogue = true;
  const auto answer = get_later("/sdp/8200:0001.sdp", {{"family", "ipv4"}},
                                [this] { tell_one(guide_entry(station(0x8200'0001, "Far"))); });
  EXPECT_THAT(*answer.body, HasSubstr("c=IN IP4 239.195.128.1/16\r\n"));
  EXPECT_EQ(allotted, ServiceNumber{0x8200'0001});
}

TEST_F(GuideSiteTest, AStationsEntryHasTheGroupThatItHas) {
  has_catalogue = true;
  const auto list = [this] {
    const auto answer = get_later("/guide.json", {{"search", "far"}}, [this] {
      tell({{station(0x8200'0001, "Far")}, false, 1, 1});
    });
    return guide::parse_page(*answer.body)->entries.at(0).group_v4;
  };
  EXPECT_FALSE(list()) << "80,000 have no room";
  allotted = ServiceNumber{0x8200'0001};
  EXPECT_EQ(list(), parse_address("239.195.128.1"));
}

/// A description as it is answered to a client at `from`, whose request came by TLS to whoever passed it on, or did
/// not.
std::string description_for(const GuideSite& site, const char* from, bool was_https, std::string* etag = nullptr) {
  http::Request request;
  request.path = "/sdp/8000:0001.sdp";
  request.from = {*parse_address(from), 40'000};
  request.was_https = was_https;
  const auto answer = std::get<http::Answer>(site.answer(request));
  if (etag) *etag = answer.etag;
  return *answer.body;
}

TEST_F(GuideSiteTest, AKeyIsToldToATlsProxyOnThisMachineAlone) {
  std::string etag = "some";
  const auto session = sdp::parse(description_for(site, "127.0.0.1", true, &etag));
  ASSERT_TRUE(session);
  const auto cryptos = sdp::cryptos(session->session.media.at(0));
  ASSERT_EQ(cryptos.size(), 1u);
  EXPECT_EQ(cryptos[0].suite, "AEAD_AES_128_GCM");
  EXPECT_EQ(cryptos[0].keys.at(0).key_and_salt, kKey.key_and_salt);
  EXPECT_EQ(etag, "") << "nobody keeps it";
  EXPECT_THAT(description_for(site, "::1", true), HasSubstr("a=crypto:"));
  EXPECT_THAT(description_for(site, "::1", false), Not(HasSubstr("crypto")));
  EXPECT_THAT(description_for(site, "192.0.2.7", true), Not(HasSubstr("crypto")));
}

}  // namespace
}  // namespace joincast::headend
