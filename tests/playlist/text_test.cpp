// SPDX-License-Identifier: LGPL-2.1-or-later
#include "playlist/text.h"

#include <gtest/gtest.h>

#include <string>

namespace joincast::playlist {
namespace {

TEST(CleanText, LosesControlsAndEndsAtACharacter) {
  EXPECT_EQ(clean_text(" a\x01"
                       "b\r\nc "),
            "abc");
  EXPECT_EQ(clean_text(std::string(1023, 'x') + "é").size(), 1023u);
}

TEST(Words, AreTheSameInAnyCase) {
  EXPECT_TRUE(same_word("Location", "LOCATION"));
  EXPECT_FALSE(same_word("Location", "Locatio"));
  EXPECT_TRUE(begins_with_word("#EXTINF:-1", "#extinf"));
  EXPECT_FALSE(begins_with_word("#EX", "#extinf"));
  EXPECT_EQ(find_word("<A HREF=", "href"), 3u);
  EXPECT_EQ(find_word("<A HREF=", "href", 4), std::string_view::npos);
}

TEST(Lines, EndWithAnyLineEnd) {
  std::string_view text = "one\r\ntwo\rthree\n\nfive";
  for (const char* line : {"one", "two", "three", "", "five"}) EXPECT_EQ(take_line(text), line);
  EXPECT_TRUE(text.empty());
}

TEST(LeadingNumber, IsNoneWhereItIsTooLargeOrNotThere) {
  EXPECT_EQ(leading_number(" 128 kbps"), 128u);
  EXPECT_EQ(leading_number("4294967296"), 0u);
  EXPECT_EQ(leading_number("kbps"), 0u);
}

}  // namespace
}  // namespace joincast::playlist
