// SPDX-License-Identifier: LGPL-2.1-or-later
#include "playlist/pls.h"

#include <gtest/gtest.h>

namespace joincast::playlist {
namespace {

TEST(ParsePls, KeepsAddressesOfAnyKindInTheirNumbersOrder) {
  const Pls list =
      parse_pls("[playlist]\nTitle2=Two\nFILE2 = rtp://239.195.1.2:5004\nfile1=sub/one.mp3\nTitle9=None\n", 9);
  EXPECT_EQ(list.entries, (std::vector<PlsEntry>{{1, "sub/one.mp3", ""}, {2, "rtp://239.195.1.2:5004", "Two"}}));
  EXPECT_EQ(list.left_out, 0u);
}

TEST(ParsePls, CountsWhatIsBeyondItsMost) {
  const Pls list = parse_pls("File1=a\nFile2=b\nTitle3=c\nFile4=d\n", 1);
  EXPECT_EQ(list.entries, (std::vector<PlsEntry>{{1, "a", ""}}));
  EXPECT_EQ(list.left_out, 2u);
}

TEST(ParsePls, ReadsWindows1252) { EXPECT_EQ(parse_pls("File1=a\nTitle1=K\xf6ln\n", 9).entries.at(0).title, "Köln"); }

}  // namespace
}  // namespace joincast::playlist
