// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/keys.h"

#include <gtest/gtest.h>

namespace joincast::app {
namespace {

using Keys = std::vector<Key>;

TEST(Keys, AreCharacters) {
  KeyReader reader;
  EXPECT_EQ(reader.read(" r+=-mi?q"), (Keys{Key::pause, Key::record, Key::louder, Key::louder, Key::softer, Key::mute,
                                            Key::details, Key::help, Key::quit}));
  EXPECT_EQ(reader.read("xyz\n"), Keys{});
}

TEST(Keys, AreSequencesOfAllTerminals) {
  KeyReader reader;
  EXPECT_EQ(reader.read("\x1b[D\x1b[C\x1bOD\x1bOC"), (Keys{Key::back, Key::forward, Key::back, Key::forward}));
  EXPECT_EQ(reader.read("\x1b[H\x1bOH\x1b[1~\x1b[7~"), Keys(4, Key::song_start));
  EXPECT_EQ(reader.read("\x1b[F\x1bOF\x1b[4~\x1b[8~"), Keys(4, Key::live));
}

TEST(Keys, MayComeInPieces) {
  KeyReader reader;
  EXPECT_EQ(reader.read("\x1b"), Keys{});
  EXPECT_EQ(reader.read("["), Keys{});
  EXPECT_EQ(reader.read("D"), Keys{Key::back});
}

TEST(Keys, OthersArePassedOver) {
  KeyReader reader;
  EXPECT_EQ(reader.read("\x1b[1;5D\x1b[200~ q"), (Keys{Key::pause, Key::quit}));
  EXPECT_EQ(reader.read("\x1b["), Keys{});
  EXPECT_EQ(reader.read(std::string(1000, '1')), Keys{});
  EXPECT_EQ(reader.read("q"), Keys{Key::quit});
}

}  // namespace
}  // namespace joincast::app
