// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/joincast-guide/favourites.h"
#include "app/joincast-guide/find.h"
#include "app/joincast-guide/listing.h"
#include "app/joincast-guide/options.h"
#include "tests/lab/folder.h"
#include "tests/libreceiver/guide_samples.h"

namespace joincast::app {
namespace {

using libreceiver::GuideItem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

Favourite jazz() {
  return {"8100:0001", "Jazz & \"Blues\"", "Jazz", "http://example.org/icon.png", 1, "963ccae5-0601-11e8", false};
}
Favourite stage() { return {"rtp://239.69.1.2:5010", "Stage", "", "", 0, "", true}; }

GuideItem item(std::uint32_t number, std::string name) {
  GuideItem made;
  made.entry = libreceiver::entry_named(number, std::move(name));
  made.told_by.push_back({libreceiver::GuideWay::multicast, "fe80::1", "radio", "eth0", false});
  return made;
}

TEST(GuideOptions, TakesWordsAndWishes) {
  const auto command =
      parse_guide("guide", {"cool", "jazz", "--codec", "mp3", "--on-air", "--url", "http://192.0.2.1:9581/guide.json",
                            "--wait", "5s", "--prefix", "2001:db8::/64"});
  ASSERT_TRUE(command);
  const auto& options = std::get<GuideOptions>(*command);
  EXPECT_THAT(options.filter.words, ElementsAre("cool", "jazz"));
  EXPECT_TRUE(options.filter.on_air);
  EXPECT_THAT(options.look.urls, ElementsAre("http://192.0.2.1:9581"));
  EXPECT_EQ(options.look.wait, std::chrono::seconds(5));
}

TEST(GuideOptions, SaysWhatIsWrong) {
  EXPECT_THAT(parse_guide("guide", {"--url", "ftp://x"}).error().text, HasSubstr("--url 'ftp://x'"));
  EXPECT_THAT(parse_guide("guide", {"--prefix", "2001:db8::/48"}).error().text, HasSubstr("64 bits"));
  EXPECT_EQ(parse_guide("favourites", {}).error().exit_code, 2);
  EXPECT_EQ(parse_guide("guide", {"--help"}).error().exit_code, 0);
}

TEST(GuideOptions, ExportAsTheNameOfTheFileEnds) {
  const auto format = [](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "export");
    return std::get<FavouritesOptions>(parse_guide("favourites", std::move(arguments)).value()).format;
  };
  for (const char* name : {"f.m3u", "f.m3u8", "F.M3U", "-"}) EXPECT_EQ(format({name}), "m3u") << name;
  EXPECT_EQ(format({"f.opml"}), "opml");
  EXPECT_EQ(format({"f.xyz", "--format", "opml"}), "opml");
  const auto refused = parse_guide("favourites", {"export", "f.xyz"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().exit_code, 2);
  EXPECT_THAT(refused.error().text, AllOf(HasSubstr("'f.xyz'"), HasSubstr(".m3u, .m3u8 or .opml")));
}

TEST(GuideListing, HasALineForEachAndCutsWhatIsTooWide) {
  GuideItem one = item(0x8000'0001, "Jazz"), two = item(0x8000'0002, "News");
  one.entry.on_air = true;
  one.entry.title = "So What";
  one.entry.codec = "mp3";
  one.entry.kbps = 128;
  EXPECT_EQ(to_table({&one, &two}, 1'000), "8000:0001  Jazz  mp3 128  on air  So What\n8000:0002  News\n");
  EXPECT_EQ(to_table({&one}, 20), "8000:0001  Jazz  mp…\n");
  EXPECT_EQ(summary({&one, &two}), "2 services, 1 on air; told by radio (multicast, eth0)");
}

TEST(GuideListing, JsonHasNoNumberForASessionWithoutOne) {
  GuideItem foreign = item(0x8000'0000, "Stage");
  foreign.numbered = false;
  foreign.places = {{*parse_address("239.69.1.2"), "eth0", {}, 5010}};
  const GuideItem own = item(0x8000'0001, "Jazz");
  EXPECT_THAT(to_json({&foreign}, true), AllOf(HasSubstr(R"("numbered":false)"), ::testing::Not(HasSubstr("8000:0000")),
                                               HasSubstr(R"("entry":{"name":"Stage")")));
  EXPECT_THAT(to_json({&own}, true), HasSubstr(R"("entry":{"number":"8000:0001")"));
}

TEST(GuideChoices, ANumberMeansItselfAndFavouritesFillUp) {
  const std::vector<GuideItem> items = {item(0x8000'0001, "Jazz"), item(0x8000'0002, "Jazz 24")};
  EXPECT_THAT(choices(items, {}, "8000:0002", {}), SizeIs(1));
  EXPECT_THAT(choices(items, {}, "jazz", {}), SizeIs(1)) << "the whole name";
  EXPECT_THAT(choices(items, {}, "azz", {}), SizeIs(2));
  const auto found = choices(items, {jazz(), stage()}, "blues", {});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].reference, "8100:0001");
  EXPECT_EQ(choices(items, {stage()}, "stage", {}).at(0).reference, "rtp://239.69.1.2:5010");
}

TEST(GuideChoices, TheFamilyWishedComesFirst) {
  GuideItem one = item(0x8000'0001, "Jazz");
  one.places = {{*parse_address("ff3e::8000:1"), "eth0", {}, 5004}, {*parse_address("239.195.1.1"), "eth0", {}, 5004}};
  EXPECT_THAT(choices({one}, {}, "jazz", Family::ipv4).at(0).reference, HasSubstr("239.195.1.1"));
  EXPECT_THAT(choices({one}, {}, "jazz", Family::ipv6).at(0).reference, HasSubstr("ff3e::8000:1"));
}

TEST(Favourites, ComeBackFromM3uAndOpmlAsTheyWere) {
  std::vector<Favourite> all = {jazz(), stage()};
  const auto opml = read_favourites(to_opml(all, {}));
  ASSERT_TRUE(opml) << opml.error();
  EXPECT_EQ(opml->favourites, all);
  const auto m3u = read_favourites(to_m3u(all, {}));
  ASSERT_TRUE(m3u) << m3u.error();
  all[0].name = "Jazz & \"Blues\"";
  EXPECT_EQ(m3u->favourites, all);
}

TEST(Favourites, AreWrittenWithTheGroupsThatOthersJoin) {
  const Favourite own{"8000:0001", "Own"};
  EXPECT_THAT(to_m3u({own}, {}), HasSubstr("\nrtp://@239.195.1.1:5004\n"));
  EXPECT_THAT(to_m3u({own}, {parse_prefix("2001:db8:d0be:f00d::/64")}),
              HasSubstr("\nrtp://[ff3e:40:2001:db8:d0be:f00d:8000:1]:5004\n"));
}

TEST(Favourites, WhatIsNoServiceIsLeftOutAndSaid) {
  const auto read =
      read_favourites("#EXTM3U\n#EXTINF:-1,Web radio\nhttp://radio.example/stream\n#EXTINF:-1,Own\n8000:0001\n");
  ASSERT_TRUE(read);
  EXPECT_THAT(read->favourites, SizeIs(1));
  EXPECT_THAT(read->left_out, ElementsAre(HasSubstr("http://radio.example/stream")));
  EXPECT_FALSE(read_favourites("a letter to my aunt\n"));
  EXPECT_FALSE(read_favourites("<html><body>no</body></html>"));
}

TEST(Favourites, AreTelevisionOnlyWhereSomethingSaysSo) {
  const auto television = [](const std::string& attributes, const std::string& location = "8000:0001") {
    return read_favourites("#EXTM3U\n#EXTINF:-1 " + attributes + ",One\n" + location + "\n")
        ->favourites.at(0)
        .television;
  };
  for (const char* radio : {"", "radio=\"true\"", "tvg-name=\"TV\"", "group-title=\"Activity\"",
                            "radio=\"true\" group-title=\"TV\"", "tvg-type=\"live\""})
    EXPECT_FALSE(television(radio)) << radio;
  for (const char* tv : {"radio=\"false\"", "tvg-type=\"tv\"", "group-title=\"UK TV\"", "codec=\"H264\""})
    EXPECT_TRUE(television(tv)) << tv;
  EXPECT_TRUE(television("tvg-id=\"8000:0001\"", "http://192.0.2.1/one.ts?key=1"));
}

class FavouritesInAFile : public testing::Test {
 protected:
  std::string text() {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void write(const std::string& text) {
    std::filesystem::create_directories(std::filesystem::path(path_).parent_path());
    std::ofstream(path_, std::ios::binary) << text;
  }
  lab::Folder folder_;
  const std::string path_ = folder_ / "data/joincast/favourites.m3u";
};

TEST_F(FavouritesInAFile, AreThereAgain) {
  {
    auto file = FavouritesFile::open(path_);
    ASSERT_TRUE(file) << file.error();
    EXPECT_TRUE(file->add(jazz()));
    EXPECT_FALSE(file->add(jazz()));
    EXPECT_TRUE(file->add(stage()));
    EXPECT_EQ(file->save(), std::nullopt);
  }
  auto file = FavouritesFile::open(path_);
  ASSERT_TRUE(file) << file.error();
  EXPECT_THAT(file->all(), ElementsAre(jazz(), stage()));
}

TEST_F(FavouritesInAFile, AFileThatIsNotUnderstoodIsNeitherReadNorWritten) {
  for (const std::string bad : {"not a list\n", "#EXTM3U\n#EXTINF:-1,Mine\nhttp://radio.example/\n"}) {
    write(bad);
    const auto file = FavouritesFile::open(path_);
    ASSERT_FALSE(file);
    EXPECT_THAT(file.error(), AllOf(HasSubstr(path_), HasSubstr("nothing was changed")));
    EXPECT_EQ(text(), bad);
  }
}

/// Runs a command on the file, as the user's own.
class FavouritesCommands : public FavouritesInAFile {
 protected:
  FavouritesCommands() { ::setenv("XDG_DATA_HOME", (folder_ / "data").c_str(), 1); }
  ~FavouritesCommands() override { ::unsetenv("XDG_DATA_HOME"); }

  /// Exit code, and what stood on both outputs.
  int run(FavouritesOptions::Action action, std::vector<std::string> services) {
    FavouritesOptions options;
    options.action = action;
    options.services = std::move(services);
    options.look.only_urls = true;
    options.look.wait = Duration::zero();
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    const int code = app::run(options);
    std::fflush(stdout);
    out_ = testing::internal::GetCapturedStdout();
    error_ = testing::internal::GetCapturedStderr();
    return code;
  }

  std::string out_, error_;
};

TEST_F(FavouritesCommands, AddAllOrNone) {
  using Action = FavouritesOptions::Action;
  EXPECT_NE(run(Action::add, {"8000:0001", "nowhere"}), 0);
  EXPECT_THAT(out_, IsEmpty());
  EXPECT_THAT(text(), IsEmpty());
  EXPECT_EQ(run(Action::add, {"8000:0001", "8000:0002"}), 0);
  EXPECT_THAT(out_, AllOf(HasSubstr("added  8000:0001"), HasSubstr("added  8000:0002")));
  EXPECT_THAT(text(), AllOf(HasSubstr("8000:0001"), HasSubstr("8000:0002")));
}

TEST_F(FavouritesCommands, RemoveAllOrNoneAndSpeakOfFavourites) {
  using Action = FavouritesOptions::Action;
  write("#EXTM3U\n#EXTINF:-1 tvg-id=\"8000:0001\",Own\n8000:0001\n");
  EXPECT_EQ(run(Action::remove, {"own", "nothere"}), 4);
  EXPECT_THAT(out_, IsEmpty());
  EXPECT_THAT(error_, AllOf(HasSubstr("no favourite has 'nothere'"), HasSubstr("joincast favourites list")));
  EXPECT_THAT(text(), HasSubstr("8000:0001"));
  EXPECT_EQ(run(Action::remove, {"own"}), 0);
  EXPECT_EQ(out_, "removed  8000:0001  Own\n");
  EXPECT_THAT(text(), Not(HasSubstr("8000:0001")));
}

TEST_F(FavouritesInAFile, WithoutRoomTheOldOnesStay) {
  write("#EXTM3U\n#EXTINF:-1 tvg-id=\"8000:0001\",Own\n8000:0001\n");
  auto file = FavouritesFile::open(path_);
  ASSERT_TRUE(file);
  std::filesystem::create_directory(std::filesystem::path(path_).parent_path() / ".favourites.m3u.new");
  file->add(jazz());
  EXPECT_NE(file->save(), std::nullopt);
  EXPECT_THAT(text(), HasSubstr("8000:0001"));
}

}  // namespace
}  // namespace joincast::app
