// SPDX-License-Identifier: LGPL-2.1-or-later
#include "gateway/icy.h"

#include <gtest/gtest.h>

namespace joincast::gateway {
namespace {

Bytes octets(std::string_view text) { return Bytes(text.begin(), text.end()); }

std::string text_of(const Bytes& block) { return std::string(as_text(ByteView(block).subspan(1))).c_str(); }

TEST(IcyBlock, CountsSixteensAndEndsInZeros) {
  const Bytes expected = {
      0x02,                                                                               // 2 x 16 octets
      'S',  't', 'r',  'e', 'a', 'm', 'T', 'i', 't', 'l', 'e', '=', '\'', 'A', ' ', '-',  // the title's name
      ' ',  'B', '\'', ';', 0,   0,   0,   0,   0,   0,   0,   0,   0,    0,   0,   0,    // its end, and zeros
  };
  EXPECT_EQ(icy_block("A - B", ""), expected);
}

TEST(IcyBlock, TellsALinkBehindTheTitle) {
  EXPECT_EQ(text_of(icy_block("A", "http://a.example/")), "StreamTitle='A';StreamUrl='http://a.example/';");
  EXPECT_EQ(text_of(icy_block("", "")), "StreamTitle='';");
}

TEST(IcyBlock, NoTitleEndsEarly) {
  EXPECT_EQ(text_of(icy_block("It's A';StreamUrl='x", "")), "StreamTitle='It's A’;StreamUrl='x';");
  EXPECT_EQ(text_of(icy_block("Rockin'", "")), "StreamTitle='Rockin’';");
}

TEST(IcyBlock, CutsWhatIsTooLongAtACharacter) {
  std::string title;
  while (title.size() < 5000) title += "ä";
  const Bytes block = icy_block(title, "http://a.example/" + std::string(1000, 'x'));
  EXPECT_LE(block.size(), 1u + 255 * 16);
  EXPECT_EQ(block.size(), 1u + block[0] * 16u);
  EXPECT_EQ(text_of(block), "StreamTitle='" + title.substr(0, 3072) + "';") << "and a link without room is left out";
}

TEST(IcyInterleaver, PutsABlockBehindEachInterval) {
  IcyInterleaver icy(4);
  icy.set_title("T", "");
  Bytes out;
  icy.write(octets("abc"), out);
  icy.write(octets("defghijk"), out);
  // clang-format off
  const Bytes expected = {
      'a', 'b', 'c', 'd',
      0x01,                                                                                 // 1 x 16 octets
      'S', 't', 'r', 'e', 'a', 'm', 'T', 'i', 't', 'l', 'e', '=', '\'', 'T', '\'', ';',
      'e', 'f', 'g', 'h',
      0x00,                                                                                 // nothing new
      'i', 'j', 'k'};
  // clang-format on
  EXPECT_EQ(out, expected);
}

TEST(IcyInterleaver, TellsATitleOnceAndItsChange) {
  IcyInterleaver icy(1);
  Bytes out;
  icy.write(octets("ab"), out);
  EXPECT_EQ(out, (Bytes{'a', 0x00, 'b'})) << "nothing is known yet";
  icy.set_title("A", "");
  icy.set_title("B", "");
  out.clear();
  icy.write(octets("c"), out);
  EXPECT_EQ(out.size(), 1u + 16 + 1);
  EXPECT_EQ(out[14], 'B') << "the last before the block counts";
  icy.set_title("B", "");
  out.clear();
  icy.write(octets("d"), out);
  EXPECT_EQ(out, (Bytes{0x00, 'd'}));
}

}  // namespace
}  // namespace joincast::gateway
