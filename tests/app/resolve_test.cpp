// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gmock/gmock.h>

#include "app/joincast-resolve/finding.h"
#include "app/joincast-resolve/options.h"
#include "tests/fetch/resolver_fixture.h"

namespace joincast::app {
namespace {

using ::testing::HasSubstr;

class Resolve : public fetch::ResolverTest {};

TEST_F(Resolve, TellsEachStepAndWhatWasFound) {
  site_.put("/a.pls", "audio/x-scpls", "[playlist]\nFile1=/gone\nFile2=/live\nTitle2=A station\n");
  site_.put("/live", [] {
    return "HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\nicy-br: 128\r\nicy-metaint: 417\r\n\r\n" +
           fetch::mp3_frames(1) + std::string("\x02StreamTitle='A song';\0\0\0\0\0\0\0\0\0\0\0", 33) +
           fetch::mp3_frames(1);
  });
  const Finding finding = resolve(walking("/a.pls"));
  ASSERT_TRUE(finding.found) << finding.reason;
  EXPECT_EQ(finding.found->codec, "MP3");
  EXPECT_EQ(finding.found->kbps, 128u);
  EXPECT_EQ(finding.found->title, "A song");
  const std::string text = to_text(finding);
  EXPECT_THAT(text, HasSubstr("is        PLS playlist: begins with [playlist]"));
  EXPECT_THAT(text, HasSubstr("no        answers 404 Not Here"));
  EXPECT_THAT(text, HasSubstr("from      File2"));
  EXPECT_THAT(text, HasSubstr("Sound: MP3, 128 kbit/s"));
  EXPECT_THAT(text, HasSubstr("station   A station"));
  const std::string json = to_json(finding);
  EXPECT_THAT(json, HasSubstr(R"("result":"names","outcome":"names 2 addresses")"));
  EXPECT_THAT(json, HasSubstr(R"("codec":"MP3")"));
}

TEST_F(Resolve, TellsWhyNothingWasFound) {
  site_.put("/", "text/html", "<html>Nothing here");
  const Finding finding = resolve(walking("/"));
  EXPECT_FALSE(finding.found);
  EXPECT_THAT(to_text(finding), HasSubstr("No sound: sends a web page that names no sound\n"));
  EXPECT_THAT(to_json(finding), HasSubstr(R"("found":null,"reason":"sends a web page that names no sound")"));
}

TEST(ResolveOptions, AreRefusedWithTheReason) {
  EXPECT_THAT(parse_resolve({}).error().text, HasSubstr("URL is missing"));
  EXPECT_THAT(parse_resolve({"file:///x"}).error().text, HasSubstr("'file:///x': expected an address"));
  EXPECT_EQ(parse_resolve({"--help"}).error().exit_code, 0);
  const auto options = parse_resolve({"http://a/b", "--json", "--within", "5s"});
  ASSERT_TRUE(options) << options.error().text;
  EXPECT_TRUE(options->json);
  EXPECT_EQ(options->request.walk.total, std::chrono::seconds(5));
}

}  // namespace
}  // namespace joincast::app
