// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/icon_cache.h"

#include <gtest/gtest.h>

#include <optional>

#include "headend/icon_fetcher.h"
#include "tests/fetch/scripted_server.h"

namespace joincast::headend {
namespace {

using namespace std::chrono_literals;

const std::string kPng = "\x89PNG\r\n\x1a\n and what is behind it";

std::string icon_of(std::size_t octets) { return "GIF87a" + std::string(octets - 6, 'x'); }

struct IconCacheTest : testing::Test {
  /// Whether it was to be fetched.
  bool fetch(const std::string& url, std::string octets) {
    if (!cache.ask(url, now).fetch) return false;
    cache.finish(url, std::move(octets), now);
    return true;
  }
  bool has(const std::string& url) { return cache.ask(url, now).icon.has_value(); }

  IconCache cache{{.icon_octets = 1'000, .total_octets = 2'000, .icons = 5, .at_once = 2}};
  TimePoint now = TimePoint{} + 1h;
};

TEST(ImageType, IsWhatTheFirstOctetsSay) {
  const auto type = [](std::string_view octets) { return image_type(as_bytes(octets)); };
  using namespace std::string_view_literals;
  EXPECT_EQ(type("\x89PNG\r\n\x1a\n"), "image/png");
  EXPECT_EQ(type("\xff\xd8\xff\xe0"), "image/jpeg");
  EXPECT_EQ(type("GIF89a"), "image/gif");
  EXPECT_EQ(type("RIFF\x10\0\0\0WEBP"sv), "image/webp");
  EXPECT_EQ(type("\0\0\x01\0\x01\0"sv), "image/x-icon");
  for (const char* other : {"", "R", "RIFF", "RIFF....WAVE", "<svg xmlns=", "<html>", "\x89PN"})
    EXPECT_EQ(type(other), "");
}

TEST_F(IconCacheTest, FetchesOnceForAll) {
  EXPECT_TRUE(fetch("a", kPng));
  EXPECT_FALSE(fetch("a", kPng));
  const auto answer = cache.ask("a", now);
  ASSERT_TRUE(answer.icon);
  EXPECT_EQ(answer.icon->type, "image/png");
  EXPECT_EQ(*answer.icon->octets, kPng);
}

TEST_F(IconCacheTest, IsPendingUntilItCame) {
  EXPECT_TRUE(cache.ask("a", now).fetch);
  EXPECT_TRUE(cache.ask("a", now).pending);
  EXPECT_FALSE(cache.ask("a", now).fetch);
}

TEST_F(IconCacheTest, TriesAgainAnHourAfterAFailure) {
  EXPECT_TRUE(fetch("a", ""));
  now += 59min;
  EXPECT_FALSE(cache.ask("a", now).fetch);
  now += 1min;
  EXPECT_TRUE(cache.ask("a", now).fetch);
}

TEST_F(IconCacheTest, ShowsTheOldOneWhileANewOneComes) {
  fetch("a", kPng);
  now += 24h;
  const auto answer = cache.ask("a", now);
  EXPECT_TRUE(answer.fetch);
  EXPECT_TRUE(answer.icon);
  cache.finish("a", "", now);
  EXPECT_TRUE(has("a"));
}

TEST_F(IconCacheTest, TakesNothingButImagesOfModestSize) {
  fetch("page", "<html>");
  fetch("large", icon_of(1'001));
  EXPECT_FALSE(has("page"));
  EXPECT_FALSE(has("large"));
  EXPECT_EQ(cache.octets(), 0u);
}

TEST_F(IconCacheTest, TheOneNotAskedForLongestMakesWay) {
  fetch("a", icon_of(900));
  fetch("b", icon_of(900));
  EXPECT_TRUE(has("a"));
  fetch("c", icon_of(900));
  EXPECT_EQ(cache.octets(), 1'800u);
  EXPECT_TRUE(has("a"));
  EXPECT_TRUE(cache.ask("b", now).fetch);
}

TEST_F(IconCacheTest, FetchesFewAtOnce) {
  EXPECT_TRUE(cache.ask("a", now).fetch);
  EXPECT_TRUE(cache.ask("b", now).fetch);
  const auto third = cache.ask("c", now);
  EXPECT_FALSE(third.fetch);
  EXPECT_TRUE(third.pending);
  cache.finish("a", kPng, now);
  EXPECT_TRUE(cache.ask("c", now).fetch);
}

struct IconFetcherTest : testing::Test {
  std::optional<std::string> fetch(const std::string& url, IconFetcher::Policy policy) {
    std::optional<std::string> came;
    IconFetcher fetcher(
        loop, 1'000,
        [&](const std::string&, std::string octets) {
          came = std::move(octets);
          loop.stop();
        },
        std::move(policy));
    fetcher.fetch(url);
    loop.run_until(loop.now().mono + 60s);
    return came;
  }
  static bool anywhere(const Endpoint&) { return true; }
  static std::string answer(const std::string& body) {
    return "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\nConnection: close\r\n\r\n" + body;
  }

  net::EventLoop loop;
};

TEST_F(IconFetcherTest, BringsTheOctets) {
  fetch::ScriptedServer server(answer(kPng));
  EXPECT_EQ(fetch(server.url(), &anywhere), kPng);
}

TEST_F(IconFetcherTest, NeverAsksInside) {
  fetch::ScriptedServer server(answer(kPng));
  EXPECT_EQ(fetch(server.url(), {}), "");
  EXPECT_TRUE(server.requests().empty());
}

TEST_F(IconFetcherTest, StopsAtWhatIsTooLong) {
  fetch::ScriptedServer server(answer(std::string(5'000, 'x')));
  EXPECT_EQ(fetch(server.url(), &anywhere), "");
}

TEST_F(IconFetcherTest, MayEndWhileSomethingComes) {
  fetch::ScriptedServer server([](fetch::Connection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG");
    connection.hold_for_ever();
  });
  IconFetcher fetcher(
      loop, 1'000, [](const std::string&, const std::string&) {}, &anywhere);
  fetcher.fetch(server.url());
  loop.run_until(loop.now().mono + 50ms);
}

}  // namespace
}  // namespace joincast::headend
