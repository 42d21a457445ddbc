// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/guide_filter.h"

#include <gtest/gtest.h>

#include "tests/libreceiver/guide_samples.h"

namespace joincast::libreceiver {
namespace {

GuideItem item(std::string name) {
  GuideItem made;
  made.entry = entry_named(0x8000'0001, std::move(name));
  made.entry.genre = "Smooth Jazz, Blues";
  made.entry.country = "DE";
  made.entry.codec = "mp3";
  return made;
}

TEST(GuideFilter, EachWordBeginsAWordOfNameOrGenre) {
  const GuideItem one = item("Radio Bremen");
  EXPECT_TRUE(fits(one, {.words = {"brem", "BLUES"}}));
  EXPECT_TRUE(fits(one, {.words = {"radio bremen"}}));
  EXPECT_FALSE(fits(one, {.words = {"remen"}}));
  EXPECT_TRUE(fits(one, {}));
}

TEST(GuideFilter, TheOtherWishesAreWholeValues) {
  const GuideItem one = item("Radio Bremen");
  EXPECT_TRUE(fits(one, {.genre = "smooth jazz", .country = "de", .codec = "MP3"}));
  EXPECT_FALSE(fits(one, {.genre = "jazz"}));
  EXPECT_FALSE(fits(one, {.country = "FR"}));
  EXPECT_FALSE(fits(one, {.on_air = true}));
}

TEST(GuideFilter, TheWholeNameComesBeforeAPartOfIt) {
  const std::vector<GuideItem> items = {item("Jazz"), item("Jazz 24"), item("Cool jazz")};
  EXPECT_EQ(named(items, "jazz").size(), 1u);
  EXPECT_EQ(named(items, "azz").size(), 3u);
  EXPECT_TRUE(named(items, "rock").empty());
  EXPECT_TRUE(named(items, "").empty());
}

TEST(GuideFilter, CaseDoesNotCountBeyondAsciiEither) { EXPECT_EQ(fold_case("ÖSTERREICH × É"), "österreich × é"); }

}  // namespace
}  // namespace joincast::libreceiver
