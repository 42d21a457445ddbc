// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/id3_reader.h"

#include <gtest/gtest.h>

#include <array>

namespace joincast::media {
namespace {

template <std::size_t kSize>
std::optional<StreamMetadata> parse(const std::array<std::uint8_t, kSize>& octets) {
  return parse_id3v2(octets);
}

/// A tag of this version and these flags around some frames.
Bytes tag(std::uint8_t version, std::uint8_t flags, std::string_view frames) {
  Bytes octets;
  ByteWriter out(octets);
  out.text("ID3");
  out.u8(version);
  out.u8(0);
  out.u8(flags);
  for (const unsigned shift : {21u, 14u, 7u, 0u}) out.u8(static_cast<std::uint8_t>(frames.size() >> shift & 0x7f));
  out.text(frames);
  return octets;
}

constexpr std::array<std::uint8_t, 42> kVersion4 = {
    'I', 'D', '3', 4,   0,    0,                 // ID3v2.4.0, no flags
    0,   0,   0,   32,                           // octets behind this header
    'T', 'I', 'T', '2', 0,    0,    0, 6, 0, 0,  // title, 6 octets, no flags
    3,   'F', 'i', 'r', 0xc3, 0xa9,              // UTF-8
    'T', 'P', 'E', '1', 0,    0,    0, 6, 0, 0,  // artist
    0,   'A', 'd', 'a', 0,    'B',               // ISO 8859-1; two of them
};

TEST(Id3Reader, TellsTitleAndArtistsOfVersion4) {
  const auto said = parse(kVersion4);
  ASSERT_TRUE(said);
  EXPECT_EQ(said->title, "Fir\xc3\xa9");
  EXPECT_EQ(said->artist, "Ada, B");
}

TEST(Id3Reader, KnowsHowLongATagIs) {
  EXPECT_EQ(id3v2_size(kVersion4), 42u);
  EXPECT_EQ(id3v2_size(ByteView(kVersion4).first(9)), 0u);
  constexpr std::array<std::uint8_t, 10> kFooter = {'I', 'D', '3', 4, 0, 0x10, 0, 0, 2, 1};
  EXPECT_EQ(id3v2_size(kFooter), 10u + 257 + 10);
}

TEST(Id3Reader, ReadsUtf16WithItsByteOrderMark) {
  constexpr std::array<std::uint8_t, 35> kOctets = {
      'I', 'D',  '3',  3,   0, 0,    0,    0,    0,    25,  // ID3v2.3
      'T', 'I',  'T',  '2', 0, 0,    0,    15,   0,    0,   // title
      1,   0xff, 0xfe, 'A', 0, 0x3c, 0xd8, 0xb5, 0xdf,      // little endian: A, U+1F3B5
      0,   0xd8, 'B',  0,   0, 0,                           // half a surrogate pair, B, the end
  };
  EXPECT_EQ(parse(kOctets)->title,
            "A\xf0\x9f\x8e\xb5\xef\xbf\xbd"
            "B");
}

TEST(Id3Reader, ReadsUtf16WithoutMarkAsBigEndian) {
  EXPECT_EQ(parse_id3v2(tag(4, 0, std::string_view("TIT2\0\0\0\x05\0\0\2\0A\1\x41", 15)))->title, "A\xc5\x81");
}

TEST(Id3Reader, ReadsVersion2) {
  constexpr std::array<std::uint8_t, 35> kOctets = {
      'I', 'D', '3', 2, 0, 0, 0, 0,   0,   25,        // ID3v2.2
      'T', 'T', '2', 0, 0, 5, 0, 'S', 'o', 'n', 'g',  // title
      'T', 'C', 'O', 0, 0, 5, 0, '(', '1', '7', ')',  // genre 17
      0,   0,   0,                                    // padding
  };
  const auto said = parse(kOctets);
  EXPECT_EQ(said->title, "Song");
  EXPECT_EQ(said->genre, "Rock");
}

TEST(Id3Reader, GenresByNumberAndByName) {
  const auto genre = [](std::string_view text) {
    const std::string frame = std::string("TCON\0\0\0", 7) + static_cast<char>(text.size() + 1) +
                              std::string("\0\0\0", 3) + std::string(text);
    return parse_id3v2(tag(3, 0, frame))->genre;
  };
  EXPECT_EQ(genre("8"), "Jazz");
  EXPECT_EQ(genre("(79)"), "Hard Rock");
  EXPECT_EQ(genre("(80)"), "");
  EXPECT_EQ(genre("(4)Eurodisco"), "Eurodisco");
  EXPECT_EQ(genre("Chanson"), "Chanson");
  EXPECT_EQ(genre("("), "(");
}

TEST(Id3Reader, TakesTheFirstWebAddress) {
  const auto said = parse_id3v2(tag(3, 0,
                                    std::string_view("WOAR\0\0\0\x07\0\0ftp://a"
                                                     "WXXX\0\0\0\x0e\0\0\0why\0http://b/"
                                                     "WOAF\0\0\0\x09\0\0http://cd",
                                                     10 + 7 + 10 + 14 + 10 + 9)));
  EXPECT_EQ(said->url, "http://b/");
}

TEST(Id3Reader, UndoesUnsynchronisation) {
  // 2.3: the whole tag; 2.4: the frame; sizes of 2.4 count what is on disk
  EXPECT_EQ(parse_id3v2(tag(3, 0x80,
                            std::string_view("TIT2\0\0\0\x04\0\0\0\xff\0\xe0"
                                             "A",
                                             15)))
                ->title,
            "\xc3\xbf\xc3\xa0"
            "A");
  EXPECT_EQ(parse_id3v2(tag(4, 0,
                            std::string_view("TIT2\0\0\0\x05\0\2\0\xff\0\xe0"
                                             "A",
                                             15)))
                ->title,
            "\xc3\xbf\xc3\xa0"
            "A");
  EXPECT_EQ(parse_id3v2(tag(4, 0x80,
                            std::string_view("TIT2\0\0\0\x05\0\0\0\xff\0\xe0"
                                             "A",
                                             15)))
                ->title,
            "\xc3\xbf\xc3\xa0"
            "A");
}

TEST(Id3Reader, SkipsTheExtendedHeader) {
  EXPECT_EQ(parse_id3v2(tag(3, 0x40, std::string_view("\0\0\0\6\0\0\0\0\0\0TIT2\0\0\0\2\0\0\0A", 22)))->title, "A");
  EXPECT_EQ(parse_id3v2(tag(4, 0x40, std::string_view("\0\0\0\6\1\0TIT2\0\0\0\2\0\0\0A", 18)))->title, "A");
}

TEST(Id3Reader, OverlooksWhatIsCompressedOrEnciphered) {
  EXPECT_EQ(parse_id3v2(tag(3, 0, std::string_view("TIT2\0\0\0\2\0\x80\0A", 12)))->title, "");
  EXPECT_EQ(parse_id3v2(tag(3, 0, std::string_view("TIT2\0\0\0\2\0\x40\0A", 12)))->title, "");
  EXPECT_EQ(parse_id3v2(tag(4, 0, std::string_view("TIT2\0\0\0\2\0\x08\0A", 12)))->title, "");
  EXPECT_EQ(parse_id3v2(tag(4, 0, std::string_view("TIT2\0\0\0\2\0\x04\0A", 12)))->title, "");
}

TEST(Id3Reader, SkipsGroupAndLength) {
  EXPECT_EQ(parse_id3v2(tag(4, 0,
                            std::string_view("TIT2\0\0\0\7\0\x41"
                                             "g\0\0\0\2\0A",
                                             17)))
                ->title,
            "A");
  EXPECT_EQ(parse_id3v2(tag(3, 0,
                            std::string_view("TIT2\0\0\0\3\0\x20"
                                             "g\0A",
                                             13)))
                ->title,
            "A");
}

TEST(Id3Reader, TakesPlainSizesWhereVersion4ShouldHaveSevenBits) {
  const std::string picture = std::string("APIC\0\0\1\0\0\0", 10) + std::string(256, 'x');
  const auto said = parse_id3v2(tag(4, 0, picture + std::string("TIT2\0\0\0\2\0\0\0A", 12)));
  EXPECT_EQ(said->title, "A");
}

TEST(Id3Reader, AnUndeclaredCharsetIsUtf8WhereItCanBe) {
  EXPECT_EQ(parse_id3v2(tag(3, 0, std::string_view("TIT2\0\0\0\3\0\0\0\xc3\xa9", 13)))->title, "\xc3\xa9");
  EXPECT_EQ(parse_id3v2(tag(3, 0, std::string_view("TIT2\0\0\0\2\0\0\0\xe9", 12)))->title, "\xc3\xa9");
}

TEST(Id3Reader, OtherVersionsAreNotKnown) {
  EXPECT_FALSE(parse_id3v2(tag(5, 0, "")));
  EXPECT_FALSE(parse_id3v2(tag(1, 0, "")));
  EXPECT_FALSE(parse_id3v2(tag(2, 0x40, "")));
  EXPECT_FALSE(parse_id3v2(as_bytes("OggS, no tag at all")));
}

TEST(Id3Reader, EveryTruncationIsTakenAsFarAsItGoes) {
  for (std::size_t size = 0; size < kVersion4.size(); ++size) {
    const Bytes part(kVersion4.begin(), kVersion4.begin() + static_cast<std::ptrdiff_t>(size));
    const auto said = parse_id3v2(part);
    EXPECT_EQ(said.has_value(), size >= 10) << size;
    if (!said) continue;
    EXPECT_EQ(said->title.empty(), size < 26) << size;
    EXPECT_TRUE(said->artist.empty()) << size;
  }
}

TEST(Id3Reader, ValuesAreCapped) {
  std::string frame("TIT2\0\0\x20\0\0\0\0", 11);
  frame += std::string(8191, 'x');
  EXPECT_EQ(parse_id3v2(tag(3, 0, frame))->title.size(), 1024u);
}

TEST(Id3Reader, TellsVersion1) {
  Bytes octets(kId3v1Size, 0);
  const auto put = [&octets](std::size_t at, std::string_view text) {
    std::copy(text.begin(), text.end(), octets.begin() + static_cast<std::ptrdiff_t>(at));
  };
  put(0, "TAG");
  put(3, "Second Wind   ");                   // padded with blanks
  put(33, "A name of thirty octets sharp!");  // no end
  put(63, "Album");
  octets[127] = 17;
  const auto said = parse_id3v1(octets);
  ASSERT_TRUE(said);
  EXPECT_EQ(said->title, "Second Wind");
  EXPECT_EQ(said->artist, "A name of thirty octets sharp!");
  EXPECT_EQ(said->album, "Album");
  EXPECT_EQ(said->genre, "Rock");
  octets[127] = 255;
  EXPECT_EQ(parse_id3v1(octets)->genre, "");
  EXPECT_FALSE(parse_id3v1(ByteView(octets).first(127)));
  octets[0] = 't';
  EXPECT_FALSE(parse_id3v1(octets));
}

}  // namespace
}  // namespace joincast::media
