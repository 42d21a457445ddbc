// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "headend/file_url.h"

namespace joincast::headend {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> errors_of(std::string_view text) {
  std::vector<std::string> lines;
  const auto config = parse_config(text, "h.toml");
  if (config) return lines;
  for (const ConfigError& error : config.error()) lines.push_back(to_string(error));
  return lines;
}

constexpr std::string_view kWhole = R"(
[headend]
interfaces = ["eth0", "wlan0"]
prefixes = ["2001:db8:d0be:f00d::77/64"]
pool = "239.196.0.0/16"
scope = "site"
hop-limit = 3
dscp = 46
start-repeat = 1
linger = 0
queue = 2.5
querier = "off"
advertise-router = "on"
query-interval = 20
query-response = 2
last-member-interval = 0.3
starts-per-second = 7
max-streams = 70
announce-interval = 2
announce-on-standard-groups = true
user = "radio"

[test]
enabled = false
rate = 64000
tone = 1000

[status]
enabled = false
address = "::1"
port = 8080
hosts = ["radio.example"]

[control]
enabled = false
socket = "/run/radio.sock"

[[service]]
number = "8000:0001"
name = "Radio Eins"
url = "http://radio.example/eins"
alternates = ["https://backup.example/eins"]
genre = "Rock"
homepage = "https://radio.example/"
frames-per-packet = 3
vorbis = "pass"
flac = "l16"
inside-redirects = true
source-specific = true
)";

TEST(Config, AnEmptyDocumentServesTheTestService) {
  const auto config = parse_config("", "h.toml");
  ASSERT_TRUE(config);
  EXPECT_EQ(*config, Config{});
  const auto services = services_of(*config);
  ASSERT_EQ(services.size(), 1u);
  EXPECT_EQ(services[0].number, kTestService);
}

TEST(Config, ReadsHowTheOperatorLooksIn) {
  const auto config = parse_config(kWhole, "h.toml");
  ASSERT_TRUE(config);
  EXPECT_EQ(config->status, (StatusConfig{false, *parse_address("::1"), 8080, {"radio.example"}}));
  EXPECT_EQ(config->control, (ControlConfig{false, "/run/radio.sock"}));
  EXPECT_EQ(to_string(Config{}.status.address), "127.0.0.1");
  EXPECT_THAT(errors_of("[status]\naddress = \"localhost\"\nport = 0\n[control]\nsocket = \"here\"\n"),
              ElementsAre(HasSubstr("h.toml:2: status.address: expected an IP address"),
                          HasSubstr("h.toml:3: status.port: expected a whole number from 1"),
                          HasSubstr("h.toml:5: control.socket: expected a path")));
}

TEST(Config, ReadsEveryKeyOfTheHeadend) {
  const auto config = parse_config(kWhole, "h.toml");
  ASSERT_TRUE(config);
  EXPECT_THAT(config->interfaces, ElementsAre("eth0", "wlan0"));
  EXPECT_THAT(config->prefixes, ElementsAre(*parse_prefix("2001:db8:d0be:f00d::/64")));
  EXPECT_EQ(to_string(config->pool), "239.196.0.0/16");
  EXPECT_EQ(config->scope, Scope::site);
  EXPECT_EQ(config->hop_limit, 3u);
  EXPECT_EQ(config->dscp, 46u);
  EXPECT_EQ(config->start_repeat, 1u);
  EXPECT_EQ(config->linger, Duration(0));
  EXPECT_EQ(config->queue, std::chrono::milliseconds(2500));
  EXPECT_EQ(config->starts_per_second, 7u);
  EXPECT_EQ(config->max_streams, 70u);
  EXPECT_EQ(config->announce_interval, std::chrono::seconds(2));
  EXPECT_TRUE(config->announce_on_standard_groups);
  EXPECT_EQ(config->user, "radio");
}

TEST(Config, ReadsQueriesTestAndServices) {
  const auto config = parse_config(kWhole, "h.toml");
  ASSERT_TRUE(config);
  EXPECT_EQ(config->query, (QueryConfig{Choice::off, Choice::on, std::chrono::seconds(20), std::chrono::seconds(2),
                                        std::chrono::milliseconds(300)}));
  EXPECT_EQ(config->test, (TestConfig{false, 64'000, 1000}));
  EXPECT_THAT(config->services, ElementsAre(ServiceConfig{ServiceNumber(1),
                                                          "Radio Eins",
                                                          {"http://radio.example/eins", "https://backup.example/eins"},
                                                          "Rock",
                                                          "https://radio.example/",
                                                          3,
                                                          0,
                                                          VorbisAs::pass,
                                                          FlacAs::l16,
                                                          true,
                                                          true}));
  EXPECT_EQ(services_of(*config).size(), 1u);
}

/// `#key = value` becomes `key = value`: the example says that these are the defaults.
std::string with_defaults_written_out(const std::string& file) {
  std::ifstream in(file);
  std::string text;
  for (std::string line; std::getline(in, line);) {
    const bool names_a_machine = line.starts_with("#interfaces") || line.starts_with("#prefixes") ||
                                 line.starts_with("#hosts") || line.starts_with("#socket") || line.starts_with("#srtp");
    const bool value = line.size() > 1 && line[0] == '#' && line[1] != ' ' && !names_a_machine;
    text += (value ? line.substr(1) : line) + "\n";
  }
  return text;
}

TEST(ConfigExample, ShowsTheDefaults) {
  const std::string text = with_defaults_written_out(JOINCAST_VECTORS "/../../packaging/joincast-headend.toml");
  auto config = parse_config(text, "example");
  ASSERT_TRUE(config) << to_string(config.error().at(0));
  ASSERT_EQ(config->services.size(), 2u);
  EXPECT_EQ(config->services[1].vorbis, ServiceConfig{}.vorbis);
  config->services.clear();
  EXPECT_EQ(*config, Config{});
}

TEST(ConfigGuide, SaysWhoMayReadItAndWhatIsRecommended) {
  const auto config = parse_config(
      "[guide]\nrate = 64000\naddress = \"::\"\nport = 80\nfavourites = [\"8000:0001\", \"8000:0002\"]\n", "h.toml");
  ASSERT_TRUE(config);
  EXPECT_EQ(config->guide.rate_bps, 64'000u);
  EXPECT_EQ(config->guide.address, IpAddress());
  EXPECT_EQ(config->guide.port, 80);
  EXPECT_THAT(config->guide.favourites, ElementsAre(ServiceNumber(1), ServiceNumber(2)));
}

TEST(ConfigErrors, KeepTheGuidesOwnNumbersFree) {
  EXPECT_THAT(
      errors_of("[guide]\nfavourites = [\"one\"]\n"),
      ElementsAre("h.toml:2: guide.favourites[1]: expected a service number such as \"8000:0001\", found \"one\""));
  EXPECT_THAT(errors_of("[[service]]\nnumber = \"bf00:0010\"\nname = \"n\"\nurl = \"http://a.example/\"\n"),
              ElementsAre(HasSubstr("bf00:0010 is built in; expected a number that is free")));
}

TEST(ConfigErrors, NameFileLineKeyAndWhatWasExpected) {
  EXPECT_THAT(errors_of("[headend]\nhop-limit = 300\n"),
              ElementsAre("h.toml:2: headend.hop-limit: expected a whole number from 1 to 255, found 300"));
  EXPECT_THAT(errors_of("[headend]\nstart-repeat = 4\n"),
              ElementsAre("h.toml:2: headend.start-repeat: expected a whole number from 0 to 3, found 4"));
  EXPECT_THAT(errors_of("[headend]\nquerier = \"maybe\"\n"),
              ElementsAre("h.toml:2: headend.querier: expected one of \"auto\", \"on\", \"off\", found 'maybe'"));
  EXPECT_THAT(errors_of("[headend]\nprefixes = [\"2001:db8::/64\", \"10.0.0.0/8\"]\n"),
              ElementsAre(HasSubstr("h.toml:2: headend.prefixes[2]: expected an IPv6 unicast prefix of 64 bits")));
}

TEST(ConfigErrors, AreAllReportedInTheOrderOfTheFile) {
  const auto errors = errors_of(
      "[[service]]\nnumber = \"0001\"\nurl = \"ftp://x/\"\n\n[headend]\nscope = 5\nlinger = -1\ninterface = "
      "\"eth0\"\n");
  ASSERT_EQ(errors.size(), 6u);
  EXPECT_THAT(errors[0], HasSubstr("h.toml:1: service[1].name: missing"));
  EXPECT_THAT(errors[1], HasSubstr("h.toml:2: service[1].number: expected a service number such as \"8000:0001\""));
  EXPECT_THAT(errors[2], HasSubstr("h.toml:3: service[1].url: expected an address that begins with http"));
  EXPECT_THAT(errors[3], HasSubstr("h.toml:6: headend.scope: expected one of"));
  EXPECT_THAT(errors[4], HasSubstr("h.toml:7: headend.linger: expected seconds from 0 to 3600"));
  EXPECT_THAT(errors[5], HasSubstr("h.toml:8: headend.interface: no such key; expected one of"));
}

TEST(Config, AServiceMayBeAProgrammeOfAGroup) {
  const auto config = parse_config(
      "[[service]]\nnumber = \"8000:0001\"\nname = \"n\"\nurl = \"udp://@239.1.2.3%eth0:5000\"\nprogramme = 28106\n",
      "h.toml");
  ASSERT_TRUE(config);
  EXPECT_EQ(config->services[0].urls, std::vector<std::string>{"udp://@239.1.2.3%eth0:5000"});
  EXPECT_EQ(config->services[0].programme, 28106);
}

/// It would serve itself.
TEST(ConfigErrors, AHeadendsOwnGroupIsNoUpstream) {
  const std::string service = "[[service]]\nnumber = \"8000:0001\"\nname = \"n\"\nurl = ";
  EXPECT_THAT(
      errors_of(service + "\"rtp://@239.195.1.2%eth0:5004\"\n"),
      ElementsAre("h.toml:4: service[1].url: expected a group that is none of this headend's own services, found "
                  "239.195.1.2"));
  EXPECT_THAT(errors_of("[headend]\nprefixes = [\"2001:db8::/64\"]\n" + service +
                        "\"rtp://@[ff3e:40:2001:db8::8000:2%eth0]:5004\"\n"),
              ElementsAre(HasSubstr("expected a group that is none of this headend's own services")));
  EXPECT_THAT(errors_of(service + "\"rtp://239.1.2.3\"\n"), ElementsAre(HasSubstr("a group with its interface")));
}

TEST(ConfigErrors, SyntaxNamesTheLine) {
  EXPECT_THAT(errors_of("[headend]\nlinger = \n"), ElementsAre(HasSubstr("h.toml:2: ")));
}

TEST(ConfigErrors, EachNumberStandsOnce) {
  constexpr std::string_view kTwice =
      "[[service]]\nnumber = \"8000:0001\"\nname = \"a\"\nurl = \"http://a/\"\n"
      "[[service]]\nnumber = \"0x80000001\"\nname = \"b\"\nurl = \"http://b/\"\n";
  EXPECT_THAT(
      errors_of(kTwice),
      ElementsAre("h.toml:6: service[2].number: expected each number once; 8000:0001 stands in line 2 already"));
}

TEST(ConfigErrors, AFileIsOneThatCanBeSent) {
  const auto with_url = [](const std::string& url) {
    return "[[service]]\nnumber = \"8000:0001\"\nname = \"a\"\nurl = \"" + url + "\"\n";
  };
  const std::string tone = std::string(JOINCAST_VECTORS) + "/media/tone_440.mp3";
  EXPECT_TRUE(parse_config(with_url("file://" + tone), "h.toml"));
  EXPECT_TRUE(parse_config(with_url("file://localhost" + tone), "h.toml"));
  EXPECT_THAT(errors_of(with_url("file:///nonexistent.mp3")),
              ElementsAre("h.toml:4: service[1].url: expected a file of sound or a transport stream; "
                          "/nonexistent.mp3: No such file or directory"));
  EXPECT_THAT(errors_of(with_url("file:///proc/self/status")),
              ElementsAre(HasSubstr("holds nothing that can be sent")));
  EXPECT_THAT(errors_of(with_url("file:///tmp")), ElementsAre(HasSubstr("/tmp: is a folder")));
  for (const char* relative : {"file:music/a.mp3", "file://music/a.mp3", "file:/music/a.mp3"})
    EXPECT_THAT(errors_of(with_url(relative)), ElementsAre(HasSubstr("expected an absolute path"))) << relative;
  EXPECT_THAT(errors_of(with_url("file://" + tone) + "alternates = [\"http://b/\"]\n"),
              ElementsAre(HasSubstr("service[1].alternates: expected none beside a file")));
}

TEST(FileUrl, IsAPathWithItsEscapesUndone) {
  EXPECT_EQ(path_of_file_url("file:///a%20song%C3%A9.mp3").value(), "/a song\xc3\xa9.mp3");
  EXPECT_FALSE(path_of_file_url("file:///a%2"));
  EXPECT_FALSE(path_of_file_url("file:///a%zz"));
  EXPECT_FALSE(path_of_file_url("file:///a%00"));
  EXPECT_FALSE(path_of_file_url("file://host/a"));
}

TEST(ConfigErrors, BuiltInNumbersAreTaken) {
  EXPECT_THAT(errors_of("[[service]]\nnumber = \"8000:00ff\"\nname = \"a\"\nurl = \"http://a/\"\n"),
              ElementsAre(HasSubstr("service[1].number: 8000:00ff is built in")));
}

TEST(ConfigErrors, AMissingFileIsNamed) {
  const auto config = load_config("/nonexistent/headend.toml");
  ASSERT_FALSE(config);
  EXPECT_EQ(to_string(config.error().at(0)), "/nonexistent/headend.toml: cannot be read: No such file or directory");
}

}  // namespace
}  // namespace joincast::headend
