// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/joincast-gateway/options.h"

namespace joincast::app {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

GatewayOptions read(std::vector<std::string> arguments) {
  auto options = parse_gateway(std::move(arguments));
  EXPECT_TRUE(options) << options.error().text;
  return options.value_or(GatewayOptions{});
}

std::string refused(std::vector<std::string> arguments) {
  const auto options = parse_gateway(std::move(arguments));
  EXPECT_FALSE(options);
  return options ? std::string() : options.error().text;
}

TEST(GatewayOptions, TellItsVersion) {
  const auto refused = parse_gateway({"--version"});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().exit_code, 0);
  EXPECT_EQ(refused.error().text.rfind("joincast-gateway 0.", 0), 0u) << refused.error().text;
}

TEST(GatewayOptions, ListenOnAllAddressesUnlessToldOtherwise) {
  EXPECT_EQ(to_string(read({}).settings.listen), "[::]:4022");
  EXPECT_EQ(to_string(read({"--listen", "192.0.2.1"}).settings.listen), "192.0.2.1:4022");
  EXPECT_EQ(to_string(read({"--listen", "192.0.2.1:80"}).settings.listen), "192.0.2.1:80");
  EXPECT_EQ(to_string(read({"--listen", "[2001:db8::1]:80"}).settings.listen), "[2001:db8::1]:80");
  EXPECT_EQ(to_string(read({"--listen", "::1"}).settings.listen), "[::1]:4022");
  EXPECT_EQ(to_string(read({"--listen", ":8080"}).settings.listen), "[::]:8080");
  for (const char* wrong : {"radio", "192.0.2.1:", "192.0.2.1:x", "[::1", "[::1]80", "239.1.1.1", ":70000"})
    EXPECT_THAT(refused({"--listen", wrong}), HasSubstr("--listen '")) << wrong;
}

TEST(GatewayOptions, NameWhoMayAskAndWhatFor) {
  const auto options = read({"--allow", "192.0.2.0/24", "--allow", "2001:db8::/32", "--groups", "239.195.0.0/16",
                             "--host", "radio.example", "--clients", "3", "--services", "2", "--backlog", "64"});
  EXPECT_EQ(options.settings.clients.size(), 2u);
  EXPECT_EQ(options.settings.groups.size(), 1u);
  EXPECT_THAT(options.settings.hosts, Contains("radio.example"));
  EXPECT_EQ(options.settings.most_clients, 3u);
  EXPECT_EQ(options.settings.most_services, 2u);
  EXPECT_EQ(options.settings.most_octets, 64u * 1024);
  EXPECT_THAT(refused({"--allow", "everybody"}), HasSubstr("--allow 'everybody'"));
  EXPECT_THAT(refused({"--clients", "0"}), HasSubstr("--clients"));
}

TEST(GatewayOptions, NameServices) {
  const auto options = read({"--service", "8000:0001=Radio Morning", "--service", "8000:0002"});
  ASSERT_EQ(options.services.size(), 2u);
  EXPECT_EQ(options.services[0].second, "Radio Morning");
  EXPECT_EQ(options.services[1].second, "");
  EXPECT_THAT(refused({"--service", "Radio"}), HasSubstr("--service 'Radio'"));
  EXPECT_THAT(refused({"--guide", "ftp://h/"}), HasSubstr("--guide 'ftp://h/'"));
}

}  // namespace
}  // namespace joincast::app
