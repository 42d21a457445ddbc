// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "app/joincast-send/json.h"
#include "app/joincast-send/options.h"

namespace joincast::app {
namespace {

using testing::HasSubstr;

SendOptions parsed(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"--service", "8000:0101"});
  auto options = parse_send(std::move(arguments));
  EXPECT_TRUE(options) << options.error().text;
  return options ? *options : SendOptions{};
}

std::string refused(std::vector<std::string> arguments) {
  const auto options = parse_send(std::move(arguments));
  EXPECT_FALSE(options);
  if (options) return {};
  EXPECT_EQ(options.error().exit_code, 2);
  return options.error().text;
}

TEST(SendOptions, TellsItsVersion) {
  const auto refused = parse_send({"--version"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().exit_code, 0);
  EXPECT_EQ(refused.error().text.rfind("joincast-send 0.", 0), 0u) << refused.error().text;
}

TEST(SendOptions, AFileGivesTheServiceItsName) {
  const SendOptions options =
      parsed({"music/First Light.mp3", "--loop", "--url", "https://radio.example/", "--for", "1m"});
  EXPECT_EQ(options.cast.service.name, "First Light");
  EXPECT_EQ(options.cast.service.homepage, "https://radio.example/");
  EXPECT_TRUE(options.cast.file.loop);
  EXPECT_FALSE(options.cast.file.name_untitled);
  EXPECT_EQ(options.duration, std::chrono::minutes(1));
}

TEST(SendOptions, SeveralFilesAreAList) {
  const SendOptions options = parsed({"-i", "eth0", "a.mp3", "b.mp3"});
  EXPECT_THAT(options.cast.file.paths, testing::ElementsAre("a.mp3", "b.mp3"));
  EXPECT_TRUE(options.cast.file.name_untitled);
  EXPECT_EQ(options.cast.service.name, "joincast send");
}

TEST(SendOptions, ADeviceIsOpusUnlessToldOtherwise) {
  const SendOptions options = parsed({"device:Line In"});
  ASSERT_TRUE(options.cast.device);
  EXPECT_EQ(options.cast.device->device, "Line In");
  EXPECT_EQ(options.cast.device->codec, payload::Codec::opus);
  EXPECT_EQ(options.cast.service.name, "Line In");
  const SendOptions plain = parsed({"device:", "--codec", "l16", "--rate", "44100", "--channels", "1"});
  EXPECT_EQ(plain.cast.device->codec, payload::Codec::l16);
  EXPECT_EQ(plain.cast.device->sample_rate_hz, 44'100u);
  EXPECT_EQ(plain.cast.device->channels, 1);
  EXPECT_FALSE(parsed({"./device:x"}).cast.device);
}

TEST(SendOptions, WhatCannotBeIsRefusedWithItsReason) {
  const std::vector<std::string> service = {"--service", "8000:0101"};
  const auto with = [&service](std::vector<std::string> more) {
    more.insert(more.end(), service.begin(), service.end());
    return refused(more);
  };
  EXPECT_THAT(refused({"a.mp3"}), HasSubstr("--service is missing"));
  EXPECT_THAT(refused(service), HasSubstr("FILE is missing"));
  EXPECT_THAT(refused({"a.mp3", "--service", "8000:00ff"}), HasSubstr("this number is built in"));
  EXPECT_THAT(with({"-", "--loop"}), HasSubstr("standard input cannot begin anew"));
  EXPECT_THAT(with({"-", "a.mp3"}), HasSubstr("can only be sent alone"));
  EXPECT_THAT(with({"device:", "a.mp3"}), HasSubstr("can only be sent alone"));
  EXPECT_THAT(with({"a.mp3", "device:"}), HasSubstr("can only be sent alone"));
  EXPECT_THAT(with({"device:", "--loop"}), HasSubstr("cannot begin anew"));
  EXPECT_THAT(with({"device:", "--rate", "44100"}), HasSubstr("Opus is always 48000 Hz"));
  EXPECT_THAT(with({"device:", "--channels", "3"}), HasSubstr("Opus is sent with 1 or 2"));
  EXPECT_THAT(with({"a.mp3", "--codec", "l16"}), HasSubstr("only with device:"));
  EXPECT_THAT(with({"a.mp3", "--url", "javascript:alert(1)"}), HasSubstr("expected an address that begins with http"));
}

TEST(SendJson, OneObjectALine) {
  headend::ServiceStatus status;
  status.number = ServiceNumber(0x8000'0101);
  status.name = "Radio\n\xff";
  const std::string line = send_statistics_json(status, false, std::chrono::milliseconds(1500));
  EXPECT_EQ(line.find('\n'), std::string::npos);
  const auto object = nlohmann::json::parse(line);
  EXPECT_EQ(object["event"], "statistics");
  EXPECT_EQ(object["ms"], 1500);
  EXPECT_EQ(object["state"], "waiting");
  EXPECT_TRUE(object["members"].is_null()) << "nobody knows";
  const auto title = nlohmann::json::parse(
      send_event_json(headend::NewTitle{status.number, "A \"Song\""}, "", std::chrono::seconds(2)));
  EXPECT_EQ(title["title"], "A \"Song\"");
  EXPECT_EQ(nlohmann::json::parse(send_end_json(1, "x", {}))["exit_code"], 1);
}

}  // namespace
}  // namespace joincast::app
