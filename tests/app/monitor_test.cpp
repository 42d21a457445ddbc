// SPDX-License-Identifier: LGPL-2.1-or-later
// What `joincast monitor` says, and how it is told what to do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "app/joincast/announcement_scan.h"
#include "app/joincast/exit_code.h"
#include "app/joincast/monitor_options.h"
#include "app/joincast/monitor_row.h"
#include "app/joincast/words.h"
#include "libreceiver/announced.h"

namespace joincast::app {
namespace {

using namespace std::chrono_literals;
using libreceiver::Phase;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

MonitorRow row(std::string service, Phase phase = Phase::playing, std::uint64_t missing = 0) {
  MonitorRow row;
  row.service = std::move(service);
  row.group = "ff3e::1%eth0";
  row.interface = "eth0";
  row.station = "Radio One";
  row.title = "Artist - A Song";
  row.state = name_of(phase);
  row.figures.phase = phase;
  row.figures.packets = 1000 - missing;
  row.figures.expected = 1000;
  row.figures.missing = missing;
  row.figures.bit_rate = 128'000;
  row.figures.jitter = 1500us;
  row.figures.source = rtp::SourceId{*parse_address("2001:db8::1"), 7};
  return row;
}

std::vector<std::string> names(const std::vector<MonitorRow>& rows) {
  std::vector<std::string> names;
  for (const MonitorRow& one : rows) names.push_back(one.service);
  return names;
}

TEST(MonitorTable, ShowsEverythingWhereThereIsRoom) {
  auto one = row("8000:0001", Phase::playing, 5);
  one.figures.loss_runs = {{}, 2, 5, 3};
  one.figures.reordered = 4;
  one.figures.receivers = 6;
  one.members = 8;
  const auto lines = table_of({one}, {.width = 0, .keys = {}, .notes = {"a note"}});
  ASSERT_EQ(lines.size(), 4u);
  for (const char* heading : {"SERVICE", "STATE", "TITLE", "BITRATE", "LOSS", "RUNS", "JITTER", "REORD", "BUFFER",
                              "MEMBERS", "RECEIVERS", "SOURCE"})
    EXPECT_THAT(lines[0], HasSubstr(heading));
  for (const char* text :
       {"8000:0001", "playing", "Artist - A Song", "128 kbit/s", "5 (0.50 %)", "2 (<=3)", "1.5 ms", "2001:db8::1"})
    EXPECT_THAT(lines[1], HasSubstr(text));
  EXPECT_EQ(lines[2], "a note");
  EXPECT_EQ(lines[3], "1 service, 1 playing, 128 kbit/s, lost 5 of 1000 (0.50 %)");
}

TEST(MonitorTable, LeavesOutTheLeastTellingColumnsFirst) {
  const auto narrow = table_of({row("8000:0001")}, {.width = 60, .keys = {}, .notes = {}});
  EXPECT_THAT(narrow[0], HasSubstr("LOSS"));
  EXPECT_THAT(narrow[0], HasSubstr("TITLE"));
  EXPECT_THAT(narrow[0], Not(HasSubstr("SOURCE")));
  EXPECT_THAT(narrow[0], Not(HasSubstr("BUFFER")));
  const auto tiny = table_of({row("8000:0001")}, {.width = 20, .keys = {}, .notes = {}});
  EXPECT_THAT(tiny[0], StartsWith("SERVICE    STATE"));
}

TEST(MonitorTable, LeavesATitleRoomBeforeWhatTellsLess) {
  auto one = row("8000:0001");
  one.title = "A Long Name of an Artist - A Song";
  const auto lines = table_of({one}, {.width = 80, .keys = {}, .notes = {}});
  EXPECT_THAT(lines[1], HasSubstr("A Long Name of an Ar"));
  EXPECT_THAT(lines[0], HasSubstr("JITTER"));
  EXPECT_THAT(lines[0], Not(HasSubstr("REORD")));
}

TEST(MonitorTable, NeverTakesMoreRoomThanThereIs) {
  std::vector<MonitorRow> rows;
  for (int i = 0; i < 100; ++i) rows.push_back(row(std::string("8000:00") + std::to_string(10 + i % 90)));
  for (std::size_t width = 1; width < 160; ++width)
    for (const std::string& line : table_of(rows, {.width = width, .keys = "q: quit", .notes = {"note"}}))
      EXPECT_LE(columns(line), width) << line;
  for (std::size_t height = 1; height < 30; ++height)
    EXPECT_LE(table_of(rows, {.width = 80, .height = height, .keys = "q: quit", .notes = {"note"}}).size(), height);
}

TEST(MonitorTable, TellsHowManyFoundNoRoom) {
  const std::vector<MonitorRow> rows(10, row("8000:0001"));
  const auto lines = table_of(rows, {.width = 80, .height = 6, .keys = {}, .notes = {}});
  EXPECT_EQ(lines[4], "... and 7 more");
}

TEST(MonitorTable, ColoursOnlyWhenAsked) {
  const auto plain = table_of({row("8000:0001", Phase::stalled)}, {.keys = {}, .notes = {}});
  EXPECT_THAT(plain[1], Not(HasSubstr("\x1b")));
  const auto coloured = table_of({row("8000:0001", Phase::stalled)}, {.colour = true, .keys = {}, .notes = {}});
  EXPECT_THAT(coloured[1], StartsWith("\x1b[31m"));
}

TEST(MonitorOrder, PutsTheWorstFirst) {
  auto lately = row("lossy lately");
  lately.recent_loss = 0.01;
  std::vector<MonitorRow> rows = {row("fine"),
                                  row("lossy before", Phase::playing, 3),
                                  row("silent", Phase::silent),
                                  lately,
                                  row("stalled", Phase::stalled),
                                  row("fine too"),
                                  row("unknown", Phase::undescribed)};
  sort_worst_first(rows);
  EXPECT_THAT(names(rows),
              ElementsAre("stalled", "silent", "unknown", "lossy lately", "lossy before", "fine", "fine too"));
}

TEST(MonitorJson, HasStableFields) {
  auto one = row("8000:0001");
  one.members = 3;
  one.sources = 1;
  const auto json = nlohmann::json::parse(to_json(one, "statistics", WallTime{1'000'000h + 250ms}, 1500us));
  EXPECT_EQ(json, nlohmann::json::parse(R"({"event":"statistics","ms":1.5,"time":"2084-01-29T16:00:00.250Z",
      "service":"8000:0001","group":"ff3e::1%eth0","interface":"eth0","state":"playing","reason":"",
      "station":"Radio One","title":"Artist - A Song","bit_rate":128000,"received":1000,"expected":1000,"lost":0,
      "recent_loss":0.0,"loss_runs":0,"longest_loss":0,"dropped_here":0,"jitter_ms":1.5,"reordered":0,"duplicates":0,
      "buffer_ms":0.0,"stalls":0,"members":3,"receivers":0,"source":"2001:db8::1","sources":1})"));
  one.members.reset();
  EXPECT_TRUE(nlohmann::json::parse(to_json(one, "summary", {}, 0s))["members"].is_null());
}

TEST(MonitorCsv, HasTheFieldsOfItsHeaderAndQuotesTheirTexts) {
  auto one = row("8000:0001");
  one.title = "A \"B\", C";
  const std::string line = to_csv(one, WallTime{});
  EXPECT_THAT(csv_header(), StartsWith("time,service,group,interface,state,reason,station,title,bit_rate,"));
  EXPECT_THAT(line, StartsWith("1970-01-01T00:00:00.000Z,8000:0001,ff3e::1%eth0,eth0,playing,,Radio One,"
                               "\"A \"\"B\"\", C\",128000,"));
}

Result<Command, Refusal> read(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "monitor");
  return parse_command_line(std::move(arguments));
}

TEST(MonitorCommandLine, TakesEveryOption) {
  const auto command =
      read({"8000:0001", "ff3e::8000:2%eth1", "--all", "-i", "eth0", "--prefix", "2001:db8::/64", "--family", "6",
            "--interval", "500ms", "--for", "2m", "--csv=out.csv", "--worst-first", "--no-reports"});
  ASSERT_TRUE(command) << command.error().text;
  const auto& options = std::get<MonitorOptions>(*command);
  EXPECT_EQ(options.services.size(), 2u);
  EXPECT_EQ(options.wishes.interface, "eth0");
  EXPECT_EQ(options.wishes.prefix, parse_prefix("2001:db8::/64"));
  EXPECT_EQ(options.wishes.family, Family::ipv6);
  EXPECT_TRUE(options.all && options.worst_first && !options.reports && !options.json);
  EXPECT_EQ(options.interval, 500ms);
  EXPECT_EQ(options.duration, 2min);
  EXPECT_EQ(options.csv, "out.csv");
}

TEST(MonitorCommandLine, ValuesGoToStandardOutputWithoutAFile) {
  EXPECT_EQ(std::get<MonitorOptions>(*read({"8000:0001", "--csv"})).csv, "-");
  EXPECT_FALSE(std::get<MonitorOptions>(*read({"8000:0001"})).csv);
}

TEST(MonitorCommandLine, RefusesWhatCannotBeMeant) {
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{},
                                             {"192.0.2.1"},
                                             {"8000:0001", "--json", "--csv"},
                                             {"--services", "/nonexistent"},
                                             {"8000:0001", "--interval", "0"},
                                             {"8000:0001", "--prefix", "2001:db8::/32"}}) {
    const auto command = read(words);
    ASSERT_FALSE(command);
    EXPECT_EQ(command.error().exit_code, kUsage);
  }
}

TEST(ServiceList, IsOneALineWithRemarks) {
  const auto list = parse_service_list("# ours\r\n8000:0001 # first\n\n  rtp://239.1.2.3:6000\n", "list");
  ASSERT_TRUE(list) << list.error().text;
  ASSERT_EQ(list->size(), 2u);
  EXPECT_EQ((*list)[1].reference.port, 6000);
  const auto wrong = parse_service_list("8000:0001\nnonsense\n", "list");
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error().text, StartsWith("joincast: list:2: 'nonsense': "));
}

TEST(AnnouncedTargets, AreTheRtpMediaThatGoToGroups) {
  const auto targets = libreceiver::announced_targets(
      "v=0\r\no=- 1 1 IN IP6 2001:db8::1\r\ns=-\r\nc=IN IP6 ff3e:40:2001:db8::8000:1\r\nt=0 0\r\n"
      "m=audio 5004 RTP/AVP 14\r\nm=audio 6000 udp 0\r\nm=audio 7000 RTP/AVP 10\r\nc=IN IP4 192.0.2.1\r\n"
      "m=audio 8000 RTP/AVP 10\r\nc=IN IP4 232.1.2.3/16\r\na=source-filter: incl IN IP4 232.1.2.3 192.0.2.9\r\n",
      4, "eth0");
  ASSERT_EQ(targets.size(), 2u);
  EXPECT_EQ(targets[0].group, (Group{*parse_address("ff3e:40:2001:db8::8000:1"), 4}));
  EXPECT_EQ(targets[0].number, parse_service_number("8000:0001"));
  EXPECT_EQ(targets[0].port, 5004);
  EXPECT_FALSE(targets[0].source);
  EXPECT_EQ(targets[1].port, 8000);
  EXPECT_EQ(targets[1].source, parse_address("192.0.2.9"));
  EXPECT_TRUE(libreceiver::announced_targets("nonsense", 4, "eth0").empty());
}

}  // namespace
}  // namespace joincast::app
