// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "headend/config.h"

namespace joincast::headend {
namespace {

using namespace std::chrono_literals;
using directory::SourceKind;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string errors_of(std::string_view text) {
  const auto config = parse_config(text, "x.toml");
  std::string all;
  if (!config)
    for (const ConfigError& error : config.error()) all += to_string(error) + '\n';
  return all;
}

TEST(ConfigDirectories, AreOffUnlessNamed) {
  EXPECT_FALSE(parse_config("", "x")->directories.enabled());
  EXPECT_FALSE(parse_config("[directories]\nuser-agent = \"me\"\n", "x")->directories.enabled());
  EXPECT_FALSE(parse_config("[directories.xiph]\nenabled = false\n", "x")->directories.enabled());
}

TEST(ConfigDirectories, AreReadWithAllThatTheyHave) {
  const auto config = parse_config(R"(
    [headend]
    state-directory = "/srv/joincast"
    [directories]
    user-agent = "House/1"
    [directories.xiph]
    interval = 7200
    [directories.radio-browser]
    servers = ["https://one.example", "https://two.example"]
    [directories.radiotime]
    partner-id = "abc"
    [[directories.icecast]]
    name = "Club"
    number = 8
    url = "http://club.example:8000/status-json.xsl"
    [[directories.file]]
    name = "Mine"
    number = 9
    path = "/etc/joincast/stations.m3u"
    [[directories.pin]]
    directory = "Mine"
    id = "http://a.example/1"
    number = "8900:0001"
  )",
                                   "x.toml");
  ASSERT_TRUE(config) << to_string(config.error().at(0));
  EXPECT_EQ(config->state_directory, "/srv/joincast");
  const auto& directories = config->directories;
  EXPECT_EQ(directories.user_agent, "House/1");
  ASSERT_EQ(directories.sources.size(), 5u);
  EXPECT_EQ(directories.sources[0].partner_id, "abc");
  EXPECT_EQ(directories.sources[0].interval, 24h);
  EXPECT_EQ(directories.sources[1].kind, SourceKind::xiph);
  EXPECT_EQ(directories.sources[1].interval, 2h);
  EXPECT_EQ(directories.sources[2].url, "https://one.example https://two.example ");
  EXPECT_EQ(directories.sources[3].id, 8);
  EXPECT_EQ(directories.sources[4].url, "/etc/joincast/stations.m3u");
  EXPECT_THAT(directories.pins, ElementsAre(directory::Pin{9, "http://a.example/1", ServiceNumber(0x0900'0001)}));
}

TEST(ConfigDirectories, SayWhatIsWrong) {
  EXPECT_THAT(errors_of("[directories.xiph]\ninterval = 60\n"),
              HasSubstr("x.toml:2: directories.xiph.interval: expected"));
  EXPECT_THAT(errors_of("[directories.xiph]\nurl = \"file:///etc/passwd\"\n"),
              HasSubstr("directories.xiph.url: expected"));
  EXPECT_THAT(errors_of("[directories.xyph]\n"), HasSubstr("directories.xyph"));
  EXPECT_THAT(errors_of("[[directories.icecast]]\nname = \"a\"\n"), HasSubstr("icecast[1].number: missing"));
  EXPECT_THAT(errors_of("[[directories.file]]\nname = \"a\"\nnumber = 3\npath = \"x\"\n"), HasSubstr("begins with /"));
  EXPECT_THAT(errors_of("[[directories.file]]\nname = \"a\"\nnumber = 8\npath = \"/x\"\n"
                        "[[directories.file]]\nname = \"b\"\nnumber = 8\npath = \"/y\"\n"),
              HasSubstr("each number once"));
  EXPECT_THAT(
      errors_of("[directories.xiph]\n[[directories.pin]]\ndirectory = \"xiph\"\nid = \"a\"\nnumber = \"8300:0001\"\n"),
      HasSubstr("expected a number of that directory, as \"8200:0001\""));
  EXPECT_THAT(errors_of("[headend]\nstate-directory = \"here\"\n"), HasSubstr("begins with /"));
}

TEST(DirectoriesConfig, NamesOlderHeadends) {
  const auto config = parse_config(
      "[directories]\nelders = [\"http://192.0.2.1:9581/guide.json\", \"https://radio.example\"]\n[directories.xiph]\n",
      "h.toml");
  ASSERT_TRUE(config);
  EXPECT_EQ(config->directories.elders, (std::vector<std::string>{"http://192.0.2.1:9581", "https://radio.example"}));
  EXPECT_FALSE(parse_config("[directories]\nelders = [\"192.0.2.1\"]\n", "h.toml"));
}

}  // namespace
}  // namespace joincast::headend
