// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/file_name.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

#include "base/text.h"

namespace joincast::libreceiver {
namespace {

using namespace std::chrono_literals;

TEST(SafeName, LeavesAnOrdinaryTitleAlone) {
  EXPECT_EQ(safe_name("Sigur Rós - Sæglópur (live) [2005]"), "Sigur Rós - Sæglópur (live) [2005]");
}

TEST(SafeName, HoldsNoSeparator) {
  EXPECT_EQ(safe_name("AC/DC - T.N.T."), "AC-DC - T.N.T");
  EXPECT_EQ(safe_name("a\\b:c*d?e\"f<g>h|i"), "a-b-c-d-e-f-g-h-i");
}

TEST(SafeName, IsNeverDotDotNorHidden) {
  EXPECT_EQ(safe_name(".."), "");
  EXPECT_EQ(safe_name("."), "");
  EXPECT_EQ(safe_name(" . . "), "");
  EXPECT_EQ(safe_name("../../etc/passwd"), "-..-etc-passwd");
  EXPECT_EQ(safe_name(".bashrc"), "bashrc");
}

TEST(SafeName, HoldsNoControls) {
  EXPECT_EQ(safe_name(std::string_view("a\0b\x1b[31mc\x7f", 10)), "ab[31mc");
  EXPECT_EQ(safe_name("a\r\nb\tc"), "a b c");
  EXPECT_EQ(safe_name("a\xc2\x85"
                      "b"),
            "ab")
      << "C1";
}

TEST(SafeName, HoldsNothingThatTurnsTextRound) {
  EXPECT_EQ(safe_name("song\u202egpj.exe"), "songgpj.exe");
  EXPECT_EQ(safe_name("\u2066a\u2069\u200f\u061c\ufeff\u200b"), "a");
}

TEST(SafeName, IsNoDeviceOfWindows) {
  EXPECT_EQ(safe_name("CON"), "_CON");
  EXPECT_EQ(safe_name("nul.mp3"), "_nul.mp3");
  EXPECT_EQ(safe_name("com1"), "_com1");
  EXPECT_EQ(safe_name("LPT9 .txt"), "_LPT9 .txt");
  EXPECT_EQ(safe_name("Concert"), "Concert");
}

TEST(SafeName, IsCutAtACharacter) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "ß";
  EXPECT_EQ(safe_name(text, 255).size(), 254u);
  EXPECT_TRUE(valid_utf8(safe_name(text, 255)));
}

TEST(SafeName, OctetsThatAreNotUtf8AreTakenForLatin) { EXPECT_EQ(safe_name("caf\xe9"), "café"); }

class MakeName : public testing::Test {
 protected:
  void SetUp() override {
    setenv("TZ", "Europe/Berlin", 1);
    tzset();
    fields.number = "8000:0001";
    fields.station = "Radio Morning";
    fields.title = "Ada Lovelace - First Light";
    fields.codec = "mpa";
    fields.index = 7;
    fields.began = WallTime{1'795'253'400s};  // 2026-11-21T09:30:00Z
  }
  void TearDown() override {
    unsetenv("TZ");
    tzset();
  }
  NameFields fields;
};

TEST_F(MakeName, FillsInTheFields) {
  EXPECT_EQ(make_name("{service}/{date} {title}", fields), "Radio Morning/2026-11-21 Ada Lovelace - First Light");
  EXPECT_EQ(make_name("{number} {index} {time} {artist}_{song}", fields),
            "8000-0001 007 10-30-00 Ada Lovelace_First Light");
  EXPECT_EQ(make_name("{year}/{month}/{day}/{hour}{minute}{second} {weekday} {codec}", fields),
            "2026/11/21/103000 6 mpa");
  EXPECT_EQ(make_name("{{{index}}}", fields), "{007}");
}

TEST_F(MakeName, ATitleCannotMakeAFolderNorLeaveOne) {
  for (const char* title : {"../../../tmp/x", "/etc/passwd", "..", ".", "a/../../b", "{service}/x", "....//....//x"}) {
    fields.title = title;
    const std::string name = make_name("{title}", fields);
    EXPECT_EQ(name.find('/'), std::string::npos) << title;
    EXPECT_NE(name.front(), '.') << title;
    EXPECT_FALSE(name.empty()) << title;
  }
}

TEST_F(MakeName, NothingIsLeftOfATitle) {
  fields.title = "...";
  EXPECT_EQ(make_name("{service}/{title}", fields), "Radio Morning/untitled");
  fields.station.clear();
  EXPECT_EQ(make_name("{service}/{date} {title}", fields), "8000-0001/2026-11-21");
}

TEST_F(MakeName, LeavesRoomForANumberAndAnExtension) {
  fields.title.assign(5'000, 'x');
  EXPECT_EQ(make_name("{title}", fields, 24).size(), 231u);
}

TEST(NamePattern, IsCheckedBeforehand) {
  EXPECT_TRUE(check_name_pattern("{service}/{date} {title}"));
  EXPECT_FALSE(check_name_pattern(""));
  EXPECT_FALSE(check_name_pattern("/tmp/{title}"));
  EXPECT_FALSE(check_name_pattern("../{title}"));
  EXPECT_FALSE(check_name_pattern("a//b"));
  EXPECT_FALSE(check_name_pattern("a/"));
  EXPECT_FALSE(check_name_pattern("{titel}"));
  EXPECT_FALSE(check_name_pattern("{title"));
  EXPECT_FALSE(check_name_pattern("title}"));
}

}  // namespace
}  // namespace joincast::libreceiver
