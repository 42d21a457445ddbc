// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/playlist_file.h"

#include <gtest/gtest.h>

namespace joincast::libreceiver {
namespace {

std::vector<std::string> names(const Result<Playlist, std::string>& list) {
  std::vector<std::string> names;
  if (list)
    for (const PlaylistEntry& entry : list->entries) names.push_back(entry.name + " at " + to_string(entry.reference));
  return names;
}

using Names = std::vector<std::string>;

TEST(PlaylistFile, ReadsExtendedM3u) {
  EXPECT_EQ(names(read_playlist("#EXTM3U\r\n#EXTINF:-1 tvg-name=\"A, B\",Radio Dawn\r\nrtp://239.195.1.2:5004\r\n")),
            Names{"Radio Dawn at 239.195.1.2"});
}

TEST(PlaylistFile, ReadsBareM3u) {
  EXPECT_EQ(names(read_playlist("\xef\xbb\xbf# a list\n8000:0001\n\nrtp://[ff3e::8000:1]:5004")),
            (Names{" at 8000:0001", " at ff3e::8000:1"}));
}

TEST(PlaylistFile, ReadsPlsByItsNumbers) {
  EXPECT_EQ(names(read_playlist("[playlist]\nFile2=8000:0002\nTitle1=One\nfile1=8000:0001\nNumberOfEntries=2\n")),
            (Names{"One at 8000:0001", " at 8000:0002"}));
}

TEST(PlaylistFile, ReadsAnEmptySenderAsNone) {
  EXPECT_EQ(names(read_playlist("rtp://@239.195.1.2:5004\n")), Names{" at 239.195.1.2"});
}

TEST(PlaylistFile, CountsWhatIsNoServiceOfOurs) {
  const auto list = read_playlist("http://example.com/stream\n8000:0001\nudp://@239.195.1.2:1234\n");
  ASSERT_TRUE(list);
  EXPECT_EQ(list->entries.size(), 1u);
  EXPECT_EQ(list->others, 2u);
}

TEST(PlaylistFile, SaysWhatIsMissing) {
  EXPECT_FALSE(read_playlist(""));
  EXPECT_FALSE(read_playlist("#EXTM3U\n"));
  EXPECT_FALSE(read_playlist(std::string_view("8000:0001\n\0", 11)));
  const auto foreign = read_playlist("http://example.com/stream\n");
  ASSERT_FALSE(foreign);
  EXPECT_NE(foreign.error().find("rtp://"), std::string::npos);
}

TEST(PlaylistFile, CleansNames) {
  EXPECT_EQ(names(read_playlist("#EXTINF:-1,K\x07\xf6ln\n8000:0001\n")), Names{"Köln at 8000:0001"});
}

TEST(PlaylistFile, TakesSoManyEntriesAndNoMore) {
  std::string text;
  for (std::size_t i = 0; i < kMostPlaylistEntries + 5; ++i) text += "8000:0001\n";
  const auto list = read_playlist(text);
  ASSERT_TRUE(list);
  EXPECT_EQ(list->entries.size(), kMostPlaylistEntries);
  EXPECT_EQ(list->others, 5u);
}

TEST(PlaylistFile, SurvivesEveryTruncation) {
  const std::string text =
      "[playlist]\nFile2=8000:0002\nTitle1=One, \"two\nFile1=rtp://@239.195.1.2:5004\nFile=\nTitle9";
  for (std::size_t size = 0; size <= text.size(); ++size) {
    const std::string copy(text.data(), size);
    (void)read_playlist(copy);
  }
}

}  // namespace
}  // namespace joincast::libreceiver
