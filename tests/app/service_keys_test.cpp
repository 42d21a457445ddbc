// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/service_keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/joincast/options.h"

namespace joincast::app {
namespace {

using ::testing::HasSubstr;

TEST(ServiceKeys, AreOfOneServiceOrOfAll) {
  auto keys = ServiceKeys::parse({"all.key", "8000:0001=one.key", "rtp://239.69.1.2:5010=group.key"}, {});
  ASSERT_TRUE(keys);
  EXPECT_EQ(keys->file_of("0x80000001"), "one.key") << "however the number is written";
  EXPECT_EQ(keys->file_of("rtp://239.69.1.2:5010"), "group.key");
  EXPECT_EQ(keys->file_of("8000:0002"), "all.key");
}

TEST(ServiceKeys, AnEqualsSignMayBePartOfAFilesName) {
  auto keys = ServiceKeys::parse({"a=b.key", "cool=jazz=c=d.key"}, {"cool=jazz"});
  ASSERT_TRUE(keys);
  EXPECT_EQ(keys->file_of("8000:0001"), "a=b.key");
  EXPECT_EQ(keys->file_of("cool=jazz"), "c=d.key");
}

TEST(ServiceKeys, SayWhatIsWrong) {
  EXPECT_THAT(ServiceKeys::parse({"a.key", "b.key"}, {}).error(), HasSubstr("SERVICE=FILE"));
  EXPECT_THAT(ServiceKeys::parse({"8000:0001="}, {}).error(), HasSubstr("a file"));
}

Result<MonitorOptions, Refusal> monitor(std::vector<std::string> words) {
  words.insert(words.begin(), "monitor");
  const auto command = parse_command_line(std::move(words));
  if (!command) return fail(command.error());
  return std::get<MonitorOptions>(*command);
}

TEST(ServiceKeys, GoToTheServicesOfMonitor) {
  const auto options = monitor({"8000:0001", "8000:0002", "--srtp-key-file", "8000:0002=two.key"});
  ASSERT_TRUE(options) << options.error().text;
  EXPECT_EQ(options->services[0].srtp_key_file, "");
  EXPECT_EQ(options->services[1].srtp_key_file, "two.key");
  EXPECT_THAT(monitor({"8000:0001", "--srtp-key-file", "8000:0003=two.key"}).error().text,
              HasSubstr("one of the services named"));
}

TEST(ServiceKeys, MayBeOfWhatIsFoundLater) {
  const auto options = monitor({"--all", "--srtp-key-file", "8000:0003=three.key"});
  ASSERT_TRUE(options) << options.error().text;
  ASSERT_EQ(options->found_keys.size(), 1u);
  libreceiver::Target target;
  target.number = parse_service_number("8000:0003");
  EXPECT_TRUE(means(options->found_keys[0].service, target));
  target.number = parse_service_number("8000:0004");
  EXPECT_FALSE(means(options->found_keys[0].service, target));
}

}  // namespace
}  // namespace joincast::app
