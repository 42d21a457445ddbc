// SPDX-License-Identifier: LGPL-2.1-or-later
#include "gateway/known_services.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateway/access.h"

namespace joincast::gateway {
namespace {

guide::Entry entry(std::uint32_t number, std::string name) {
  guide::Entry entry;
  entry.number = ServiceNumber(number);
  entry.name = std::move(name);
  return entry;
}

std::vector<libreceiver::GuideItem> items(const std::vector<guide::Entry>& entries) {
  std::vector<libreceiver::GuideItem> made;
  for (const guide::Entry& one : entries) made.emplace_back().entry = one;
  return made;
}

TEST(KnownServices, AreWholeOnceTheGuideWasRead) {
  KnownServices known;
  EXPECT_FALSE(known.complete());
  known.set_guide(items({entry(1, "One"), entry(2, "Two")}), "http://h");
  EXPECT_TRUE(known.complete());
  EXPECT_EQ(known.find(ServiceNumber(1))->name, "One");
  EXPECT_EQ(known.find(ServiceNumber(3)), nullptr);
}

TEST(KnownServices, AreThoseOfTheLastReadingAndTheOperatorsOwn) {
  KnownServices known;
  known.name(ServiceNumber(9), "Own");
  known.set_guide(items({entry(1, "One")}), "");
  known.set_guide(items({entry(4, "Four")}), "");
  EXPECT_EQ(known.find(ServiceNumber(1)), nullptr);
  EXPECT_EQ(known.size(), 2u);
}

TEST(KnownServices, HaveNothingOfSessionsWithoutANumber) {
  KnownServices known;
  auto foreign = items({entry(0, "Stage")});
  foreign[0].numbered = false;
  known.set_guide(foreign, "");
  EXPECT_EQ(known.size(), 0u);
}

TEST(KnownServices, MakeAPlaylist) {
  KnownServices known;
  known.name(ServiceNumber(9), "My \"own\"");
  guide::Entry one = entry(1, "One");
  one.genre = "jazz, soul";
  one.icon = "/icons/1";
  guide::Entry secret = entry(2, "Secret");
  secret.encrypted = true;
  known.set_guide(items({one, secret}), "http://head:9581");
  EXPECT_EQ(known.playlist("http://192.0.2.1:4022"),
            "#EXTM3U\n"
            "#EXTINF:-1 tvg-id=\"8000:0009\" tvg-name=\"My 'own'\" radio=\"true\",My \"own\"\n"
            "http://192.0.2.1:4022/8000:0009\n"
            "#EXTINF:-1 tvg-id=\"8000:0001\" tvg-name=\"One\" tvg-logo=\"http://head:9581/icons/1\" "
            "group-title=\"jazz\" radio=\"true\",One\n"
            "http://192.0.2.1:4022/8000:0001\n");
}

TEST(Access, IsForThisMachineAndItsLinks) {
  net::Interface eth0;
  eth0.up = true;
  eth0.addresses = {{*parse_address("192.0.2.1"), 24}, {*parse_address("2001:db8::1"), 64}};
  net::Interface eth1;
  eth1.up = true;
  eth1.addresses = {{*parse_address("198.51.100.1"), 24}};
  const std::vector<net::Interface> both = {eth0, eth1};
  const auto may = [&](const char* listens, const char* client) {
    return allows(own_links(*parse_address(listens), both), *parse_address(client));
  };
  EXPECT_TRUE(may("192.0.2.1", "192.0.2.77"));
  EXPECT_TRUE(may("192.0.2.1", "2001:db8::77")) << "the same link";
  EXPECT_TRUE(may("192.0.2.1", "127.0.0.1"));
  EXPECT_FALSE(may("192.0.2.1", "198.51.100.7")) << "another interface";
  EXPECT_FALSE(may("192.0.2.1", "203.0.113.1"));
  EXPECT_TRUE(may("::", "198.51.100.7"));
  EXPECT_FALSE(may("::", "203.0.113.1"));
  EXPECT_FALSE(may("127.0.0.1", "192.0.2.77"));
}

}  // namespace
}  // namespace joincast::gateway
