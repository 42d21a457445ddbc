// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gtest/gtest.h>

#include "app/joincast/exit_code.h"
#include "app/joincast/options.h"

namespace joincast::app {
namespace {

using namespace std::chrono_literals;
using libreceiver::Split;

RecordOptions parsed(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "record");
  const auto command = parse_command_line(std::move(arguments));
  if (!command || !std::holds_alternative<RecordOptions>(*command)) {
    ADD_FAILURE() << (command ? "another command" : command.error().text);
    return {};
  }
  return std::get<RecordOptions>(*command);
}

std::string refused(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "record");
  const auto command = parse_command_line(std::move(arguments));
  EXPECT_FALSE(command);
  if (command) return {};
  EXPECT_EQ(command.error().exit_code, kUsage);
  return command.error().text;
}

TEST(RecordOptions, RecordsSeveralServices) {
  const auto options = parsed({"8000:0001", "8000:0002", "-i", "eth0"});
  ASSERT_EQ(options.services.size(), 2u);
  EXPECT_EQ(options.services[1].wishes.interface, "eth0");
  EXPECT_EQ(options.services[0].patience, 0s) << "nobody is there to look";
  EXPECT_EQ(options.wishes.name, "{service} {date} {time}");
}

TEST(RecordOptions, SplitsByTitlesTimeOrSize) {
  EXPECT_EQ(parsed({"8000:0001", "--split", "titles"}).wishes.split, Split::titles);
  EXPECT_EQ(parsed({"8000:0001", "--split", "1h30m"}).wishes.split_duration, 90min);
  EXPECT_EQ(parsed({"8000:0001", "--split", "700M"}).wishes.split_octets, 700'000'000u);
  EXPECT_EQ(parsed({"8000:0001", "--split", "2GiB"}).wishes.split_octets, 2'147'483'648u);
  EXPECT_NE(refused({"8000:0001", "--split", "often"}).find("--split 'often': expected titles"), std::string::npos);
}

TEST(RecordOptions, UnderstandsOffsetsBothWays) {
  EXPECT_EQ(parsed({"8000:0001", "--split", "titles", "--title-offset", "2.5"}).wishes.title_offset, 2500ms);
  EXPECT_EQ(parsed({"8000:0001", "--split", "titles", "--title-offset=-3"}).wishes.title_offset, -3s);
}

TEST(RecordOptions, RefusesWhatCannotBe) {
  EXPECT_NE(refused({}).find("expected the services to record, or --schedule FILE"), std::string::npos);
  EXPECT_NE(refused({"8000:0001", "--name", "../{title}"}).find("--name '../{title}'"), std::string::npos);
  EXPECT_NE(refused({"8000:0001", "--skip-first"}).find("only with --split titles"), std::string::npos);
  EXPECT_NE(refused({"8000:0001", "8000:0002", "-o", "-"}).find("one service alone"), std::string::npos);
  EXPECT_NE(refused({"8000:0001", "--until", "2001-01-01 20:00"}).find("that is past"), std::string::npos);
  EXPECT_NE(refused({"8000:0001", "--at", "half past"}).find("--at 'half past'"), std::string::npos);
}

TEST(RecordOptions, TheEndIsBehindTheBeginning) {
  const auto options = parsed({"8000:0001", "--at", "23:30", "--until", "00:30"});
  EXPECT_EQ(*options.wishes.until - *options.wishes.at, 1h);
}

}  // namespace
}  // namespace joincast::app
