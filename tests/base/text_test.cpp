// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/text.h"

#include <gtest/gtest.h>

namespace joincast {
namespace {

TEST(Utf8, AcceptsTheFirstAndLastCharacterOfEachLength) {
  EXPECT_TRUE(valid_utf8(""));
  EXPECT_TRUE(valid_utf8(std::string_view("\x00\x7f", 2)));
  EXPECT_TRUE(valid_utf8("\xc2\x80\xdf\xbf"));
  EXPECT_TRUE(valid_utf8("\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf"));
  EXPECT_TRUE(valid_utf8("\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"));
}

TEST(Utf8, RefusesOverlongFormsSurrogatesAndWhatLiesBeyondUnicode) {
  EXPECT_FALSE(valid_utf8("\xc0\x80"));
  EXPECT_FALSE(valid_utf8("\xc1\xbf"));
  EXPECT_FALSE(valid_utf8("\xe0\x9f\xbf"));
  EXPECT_FALSE(valid_utf8("\xed\xa0\x80"));
  EXPECT_FALSE(valid_utf8("\xf0\x8f\xbf\xbf"));
  EXPECT_FALSE(valid_utf8("\xf4\x90\x80\x80"));
  EXPECT_FALSE(valid_utf8("\xf5\x80\x80\x80"));
  EXPECT_FALSE(valid_utf8("\xff"));
}

TEST(Utf8, RefusesTruncatedAndStrayOctets) {
  EXPECT_FALSE(valid_utf8("\x80"));
  EXPECT_FALSE(valid_utf8("a\xe2\x82"));
  EXPECT_FALSE(valid_utf8("\xe2(\xa1"));
}

TEST(Utf8, IsCutBetweenCharacters) {
  constexpr std::string_view kText = "a\xe2\x82\xac\xf0\x9f\x8e\xb5z";  // a, euro, note, z
  EXPECT_EQ(cut_utf8(kText, 0), "");
  EXPECT_EQ(cut_utf8(kText, 1), "a");
  EXPECT_EQ(cut_utf8(kText, 3), "a");
  EXPECT_EQ(cut_utf8(kText, 4), "a\xe2\x82\xac");
  EXPECT_EQ(cut_utf8(kText, 7), "a\xe2\x82\xac");
  EXPECT_EQ(cut_utf8(kText, 8), kText.substr(0, 8));
  EXPECT_EQ(cut_utf8(kText, 99), kText);
}

TEST(Utf8, CuttingOtherOctetsNeverRunsAway) {
  EXPECT_EQ(cut_utf8("\x80\x80\x80\x80\x80\x80", 5), "\x80\x80\x80\x80\x80");
  EXPECT_EQ(cut_utf8("\x80\x80", 1), "\x80");
}

TEST(Latin1, BecomesUtf8) { EXPECT_EQ(latin1_to_utf8("caf\xe9 \x85"), "caf\xc3\xa9 \xc2\x85"); }

TEST(Windows1252, BecomesUtf8) {
  EXPECT_EQ(windows1252_to_utf8("\x80\x85\x93\x94\xe9"), "\xe2\x82\xac\xe2\x80\xa6\xe2\x80\x9c\xe2\x80\x9d\xc3\xa9");
  EXPECT_EQ(windows1252_to_utf8("\x81"), "\xc2\x81");
  EXPECT_EQ(windows1252_to_utf8("\x9f"), "\xc5\xb8");
}

TEST(UndeclaredText, IsUtf8IfItCanBe) {
  EXPECT_EQ(guess_utf8("caf\xc3\xa9"), "caf\xc3\xa9");
  EXPECT_EQ(guess_utf8("caf\xe9"), "caf\xc3\xa9");
}

}  // namespace
}  // namespace joincast
