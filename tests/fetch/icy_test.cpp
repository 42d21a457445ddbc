// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/icy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>

namespace joincast::fetch {
namespace {

using namespace std::string_view_literals;
using ::testing::ElementsAre;
using ::testing::SizeIs;

struct Case {
  std::string_view text;
  std::optional<std::string_view> title;
  std::optional<std::string_view> url;
};

class IcyCase : public ::testing::TestWithParam<Case> {};

TEST_P(IcyCase, IsReadAsPeopleMeantIt) {
  const IcyMetadata metadata = parse_icy_metadata(as_bytes(GetParam().text));
  EXPECT_EQ(metadata.title(), GetParam().title);
  EXPECT_EQ(metadata.url(), GetParam().url);
}

INSTANTIATE_TEST_SUITE_P(
    Stations, IcyCase,
    ::testing::Values(Case{"StreamTitle='Mara Venn - Glass & Iron';StreamUrl='';", "Mara Venn - Glass & Iron", ""},
                      Case{"StreamTitle='It's A Sample - Don't';StreamUrl='http://x.example/a';\0\0"sv,
                           "It's A Sample - Don't", "http://x.example/a"},
                      Case{"StreamTitle='Tricky'; quote - inside';StreamUrl='';", "Tricky'; quote - inside", ""},
                      Case{"StreamTitle='No url at all';", "No url at all", std::nullopt},
                      Case{"StreamTitle='No terminator\0\0\0"sv, "No terminator", std::nullopt},
                      Case{"StreamTitle='No semicolon'", "No semicolon", std::nullopt},
                      Case{"StreamTitle='';", "", std::nullopt},
                      Case{"StreamUrl='http://x.example/first';StreamTitle='Order swapped';", "Order swapped",
                           "http://x.example/first"},
                      Case{"StreamTitle='A - text=\"B\" song_spot=\"M\" MediaBaseId=\"1\"';StreamUrl='';",
                           "A - text=\"B\" song_spot=\"M\" MediaBaseId=\"1\"", ""},
                      Case{"StreamTitle='Tomáš Říha - Půlnoční vlak';", "Tomáš Říha - Půlnoční vlak", std::nullopt},
                      Case{"StreamTitle='Caf\xe9 del Mar - A\xf1o'; ", "Café del Mar - Año", std::nullopt},
                      Case{"StreamTitle='\x93quoted\x94 \x80';", "“quoted” €", std::nullopt},
                      Case{"StreamTitle=unquoted title;", "unquoted title", std::nullopt},
                      Case{"adw_ad='true';durationMilliseconds='15000';StreamTitle='';", "", std::nullopt},
                      Case{"streamtitle='any case';", "any case", std::nullopt}, Case{"", std::nullopt, std::nullopt},
                      Case{"no field here", std::nullopt, std::nullopt},
                      Case{"='nameless';", std::nullopt, std::nullopt}));

TEST(ParseIcyMetadata, KeepsFieldsInTheirOrder) {
  EXPECT_THAT(parse_icy_metadata(as_bytes("b='1';a='2';b='3';")).fields,
              ElementsAre(IcyField{"b", "1"}, IcyField{"a", "2"}, IcyField{"b", "3"}));
}

TEST(ParseIcyMetadata, StopsAtItsLimitOfFields) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "a='1';";
  EXPECT_THAT(parse_icy_metadata(as_bytes(text)).fields, SizeIs(kMaxIcyFields));
}

/// Sound and titles of a stream that comes in pieces.
std::string demuxed(std::uint32_t metaint, std::string_view stream, std::size_t piece) {
  IcyDemuxer demuxer(metaint);
  std::string out;
  for (std::size_t at = 0; at < stream.size(); at += piece) {
    ByteView input = as_bytes(stream.substr(at, piece));
    while (auto next = demuxer.next(input)) {
      if (const auto* sound = std::get_if<ByteView>(&*next)) {
        out += as_text(*sound);
      } else {
        out += '<' + std::string(std::get<IcyMetadata>(*next).title().value_or("?")) + '>';
      }
    }
    EXPECT_TRUE(input.empty());
  }
  return out;
}

constexpr std::string_view kStream =
    "abcd"                                                // sound
    "\x02StreamTitle='One';\0\0\0\0\0\0\0\0\0\0\0\0\0\0"  // 2 x 16 octets
    "efgh"
    "\x00"  // nothing new
    "ijkl"
    "\x02StreamTitle='Two';\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    "mn"sv;

TEST(IcyDemuxer, TakesBlocksOutOfTheSound) {
  EXPECT_EQ(demuxed(4, kStream, kStream.size()), "abcd<One>efghijkl<Two>mn");
}

TEST(IcyDemuxer, DoesNotCareHowTheStreamIsCut) {
  for (std::size_t piece = 1; piece < kStream.size(); ++piece)
    EXPECT_EQ(demuxed(4, kStream, piece), "abcd<One>efghijkl<Two>mn") << piece;
}

TEST(IcyDemuxer, LetsEverythingPassWithoutMetaint) { EXPECT_EQ(demuxed(0, kStream, 10), kStream); }

TEST(IcyDemuxer, CountsBlocksWithoutOneField) {
  IcyDemuxer demuxer(1);
  const Bytes stream = {'a', 1, 0xff, 0xfb, 0x90, 0x64, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 'b'};
  ByteView input(stream);
  while (demuxer.next(input)) {
  }
  EXPECT_EQ(demuxer.blocks(), 1u);
  EXPECT_EQ(demuxer.malformed(), 1u);
}

}  // namespace
}  // namespace joincast::fetch
