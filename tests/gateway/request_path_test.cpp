// SPDX-License-Identifier: LGPL-2.1-or-later
#include "gateway/request_path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace joincast::gateway {
namespace {

using ::testing::HasSubstr;

Wanted wanted(std::string_view path) {
  const auto asked = parse_path(path);
  if (asked && std::holds_alternative<Wanted>(*asked)) return std::get<Wanted>(*asked);
  ADD_FAILURE() << path << (asked ? " is a page" : ": " + asked.error().text);
  return {};
}

unsigned refused(std::string_view path) {
  const auto asked = parse_path(path);
  EXPECT_FALSE(asked) << path;
  return asked ? 200 : asked.error().status;
}

TEST(RequestPath, IsAServiceNumber) {
  EXPECT_EQ(wanted("/8000:0001").reference.number, ServiceNumber(1));
  EXPECT_EQ(wanted("/0x80000001/").reference.number, ServiceNumber(1));
  EXPECT_FALSE(wanted("/8000:0001").maybe_raw);
}

TEST(RequestPath, IsAGroupAsUdpxyHasIt) {
  const Wanted v4 = wanted("/rtp/239.1.2.3:5006");
  EXPECT_EQ(to_string(v4.reference.group), "239.1.2.3");
  EXPECT_EQ(v4.reference.port, 5006);
  EXPECT_FALSE(v4.maybe_raw);
  EXPECT_EQ(wanted("/rtp/239.1.2.3/").reference.port, 5004);
  EXPECT_TRUE(wanted("/udp/239.1.2.3:1234").maybe_raw);
  const Wanted v6 = wanted("/rtp/[ff3e:40:2001:db8::8000:1%eth0]:5004");
  EXPECT_EQ(to_string(v6.reference.group), "ff3e:40:2001:db8::8000:1");
  EXPECT_EQ(v6.reference.interface, "eth0");
  EXPECT_EQ(wanted("/rtp/192.0.2.1@232.1.2.3:5004").reference.source, parse_address("192.0.2.1"));
}

TEST(RequestPath, IsAPage) {
  for (const auto& [path, page] :
       std::initializer_list<std::pair<const char*, Page>>{{"/", Page::status},
                                                           {"/status", Page::status},
                                                           {"/status.json", Page::status_json},
                                                           {"/playlist.m3u", Page::playlist}}) {
    const auto asked = parse_path(path);
    ASSERT_TRUE(asked) << path;
    EXPECT_EQ(std::get<Page>(*asked), page) << path;
  }
}

TEST(RequestPath, SaysWhatIsWrongWithAService) {
  for (const char* path :
       {"/0000:0001", "/8000:00012", "/8000:", "/0x1", "/0x", "/rtp/radio", "/rtp/192.0.2.1:5004", "/rtp/239.1.2.3:0",
        "/rtp/239.1.2.3:65535", "/udp/239.128.0.5:5004", "/rtp/[ff3e::1", "/rtp/[ff3e::8000:1%a-name-too-long-x]:5004"})
    EXPECT_EQ(refused(path), 400u) << path;
  EXPECT_THAT(parse_path("/rtp/192.0.2.1").error().text, HasSubstr("expected a multicast group"));
}

TEST(RequestPath, IsNothingElse) {
  for (const char* path :
       {"", "8000:0001", "/favicon.ico", "/rtp", "/rtp/", "/status/", "/../etc/passwd", "//8000:0001"})
    EXPECT_EQ(refused(path), 404u) << path;
  EXPECT_EQ(refused("/8000:" + std::string(1000, '0')), 404u);
}

TEST(RequestPath, IsReadBackFromItsText) {
  for (const char* path : {"/8000:0001", "/rtp/239.1.2.3:5004", "/udp/239.1.2.3%25eth0:1234",
                           "/rtp/[2001:db8::1]@[ff3e::8000:1%25eth0]:5004", "/rtp/192.0.2.1@232.1.2.3:5004"}) {
    EXPECT_EQ(to_path(wanted(path)), path);
    EXPECT_EQ(wanted(to_path(wanted(path))), wanted(path));
  }
}

}  // namespace
}  // namespace joincast::gateway
