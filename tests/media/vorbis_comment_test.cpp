// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/vorbis_comment.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "media/tags.h"

namespace joincast::media {
namespace {

Bytes comments(const std::vector<std::string>& texts) {
  Bytes out = {3, 0, 0, 0, 'm', 'e', '!'};  // vendor
  const auto length = [&out](std::size_t value) {
    for (std::size_t i = 0; i < 4; ++i) out.push_back(static_cast<std::uint8_t>(value >> 8 * i));
  };
  length(texts.size());
  for (const std::string& text : texts) {
    length(text.size());
    out.insert(out.end(), text.begin(), text.end());
  }
  return out;
}

TEST(VorbisComment, ReadsTheFieldsOfASongInAnyCase) {
  const Bytes octets = comments({"title=Song", "ARTIST=One", "Artist=Two", "ALBUM=Long", "GENRE=Jazz", "TITLE=Other",
                                 "ORGANIZATION=Radio", "CONTACT=mail@radio.example", "URL=https://radio.example"});
  EXPECT_EQ(parse_vorbis_comment(octets),
            (StreamMetadata{"Song", "One, Two", "Long", "https://radio.example", "Radio", "Jazz"}));
}

TEST(VorbisComment, OverlooksWhatIsNoFieldAndMendsWhatIsNoUtf8) {
  EXPECT_EQ(parse_vorbis_comment(comments({"no field", "=x", "TITLE=", "TITLE=Caf\xe9"})).title, "Café");
}

TEST(VorbisComment, KeepsWhatCameBeforeATruncation) {
  const Bytes octets = comments({"TITLE=Song", "ARTIST=Singer"});
  for (std::size_t size = 0; size <= octets.size(); ++size) {
    const Bytes cut(octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(size));
    const StreamMetadata metadata = parse_vorbis_comment(cut);
    EXPECT_EQ(metadata.title, size < 7 + 4 + 4 + 10 ? "" : "Song") << size;
    EXPECT_EQ(metadata.artist, size < octets.size() ? "" : "Singer") << size;
  }
}

TEST(VorbisComment, CapsALongText) {
  EXPECT_EQ(parse_vorbis_comment(comments({"TITLE=" + std::string(5000, 'x')})).title.size(), 1024u);
}

TEST(TagSize, CountsHeaderSizeAndFooter) {
  const Bytes plain = {'I', 'D', '3', 3, 0, 0x00, 0x00, 0x00, 0x02, 0x01};  // 7 bits an octet: 257
  const Bytes footed = {'I', 'D', '3', 4, 0, 0x10, 0x00, 0x00, 0x02, 0x01};
  EXPECT_EQ(tag_size(plain), 267u);
  EXPECT_EQ(tag_size(footed), 277u);
  EXPECT_EQ(tag_size(as_bytes("TAGSong")), 128u);
}

TEST(TagSize, IsZeroForWhatIsNone) {
  const Bytes high_bit = {'I', 'D', '3', 3, 0, 0, 0x80, 0, 0, 0};
  EXPECT_EQ(tag_size(high_bit), 0u);
  EXPECT_EQ(tag_size(as_bytes("ID3")), 0u);
  EXPECT_TRUE(may_be_tag(as_bytes("ID3")));
  EXPECT_FALSE(may_be_tag(as_bytes("IDX")));
}

}  // namespace
}  // namespace joincast::media
