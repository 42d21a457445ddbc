// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/folding.h"

#include <gtest/gtest.h>

namespace joincast::ui {
namespace {

std::string fold(const char* text) { return folded(QString::fromUtf8(text)); }
bool finds(const char* typed, const char* text) { return fits(fold(text), foldedWords(QString::fromUtf8(typed))); }

TEST(Folding, ForgetsCaseDiacriticsAndPunctuation) {
  EXPECT_EQ(fold("Café-Türk 2!"), " cafe turk 2");
  EXPECT_EQ(fold("Radio  ONE"), " radio one");
  EXPECT_EQ(fold("Rock'n'Roll"), " rocknroll");
  EXPECT_EQ(fold("…"), "");
}

TEST(Folding, SpellsLettersThatHaveNoParts) {
  EXPECT_EQ(fold("Großer Øresund Łódź"), " grosser oresund lodz");
  EXPECT_EQ(fold("Æther"), " aether");
}

TEST(Folding, KeepsOtherScripts) {
  EXPECT_EQ(fold("Радио Ёлка"), fold("радио ЕЛКА"));
  EXPECT_TRUE(finds("放送", "日本放送"));
  EXPECT_TRUE(finds("ラジ", "TBSラジオ"));
}

TEST(Folding, WordsBeginWordsInAnyOrder) {
  EXPECT_TRUE(finds("mun jaz", "Jazz Radio München"));
  EXPECT_FALSE(finds("azz", "Jazz Radio"));
  EXPECT_FALSE(finds("jazz rock", "Jazz Radio"));
  EXPECT_TRUE(finds("", "anything"));
  EXPECT_TRUE(finds(" - ", "anything"));
}

}  // namespace
}  // namespace joincast::ui
