// SPDX-License-Identifier: LGPL-2.1-or-later
// What strangers may send instead of sound: each is refused, with a reason.
#include <gmock/gmock.h>

#include "tests/fetch/resolver_fixture.h"

namespace joincast::fetch {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

using Hostile = ResolverTest;

TEST_F(Hostile, APageOfTenThousandLinksCostsThirtyTwoRequests) {
  std::string page = "<html>";
  for (int i = 0; i < 10'000; ++i) page += "<a href=/" + std::to_string(i) + ".pls>listen</a>";
  site_.put("/", "text/html", page);
  WalkRecord walk(client_, walking("/"));
  EXPECT_THAT(walk.end().text, HasSubstr("none of 32 addresses gave sound"));
  EXPECT_THAT(walk.ended->text, HasSubstr("more are not tried"));
  EXPECT_EQ(site_.requests(), 32u);
  EXPECT_EQ(walk.steps[0].outcome, "names 32 addresses; 9968 more are not tried");
}

/// A gigabyte in pieces; says how much the client took.
TEST_F(Hostile, APlaylistOfAGigabyteIsCutOffAtAMebibyte) {
  std::atomic<std::size_t> sent{0};
  ScriptedServer server([&sent](Connection& client) {
    client.read_request();
    client.send("HTTP/1.0 200 OK\r\nContent-Type: audio/x-mpegurl\r\n\r\n#EXTM3U\n");
    std::string piece;
    while (piece.size() < 65'536) piece += "# a comment that never ends\n";
    while (sent < std::size_t{1} << 30 && client.send(piece)) sent += piece.size();
  });
  ResolveRequest request = walking("/");
  request.url = server.url();
  EXPECT_EQ(WalkRecord(client_, request).end(), (Ended{EndReason::playlist, "is longer than 1 MiB"}));
  EXPECT_LT(sent, std::size_t{32} << 20);
}

TEST_F(Hostile, APlaylistThatDripsIsGivenUp) {
  ScriptedServer server([](Connection& client) {
    client.read_request();
    client.send("HTTP/1.0 200 OK\r\nContent-Type: audio/x-mpegurl\r\n\r\n#EXTM3U\n");
    while (client.send("#\n") && client.hold(10ms)) {
    }
  });
  ResolveRequest request = walking("/");
  request.url = server.url();
  request.walk.document = 300ms;
  EXPECT_EQ(WalkRecord(client_, request).end().text, "does not come to an end in time");
}

TEST_F(Hostile, PlaylistsAHundredDeepAreLeftAtTheFifth) {
  for (int i = 0; i < 100; ++i)
    site_.put("/" + std::to_string(i), "audio/x-mpegurl", "/" + std::to_string(i + 1) + "\n");
  EXPECT_THAT(WalkRecord(client_, walking("/0")).end().text, HasSubstr("is nested deeper than 5"));
  EXPECT_EQ(site_.requests(), 6u);
}

TEST_F(Hostile, PlaylistsInACircleEnd) {
  site_.put("/a", "audio/x-mpegurl", "/b\n");
  site_.put("/b", "audio/x-mpegurl", "/a\n/b\n");
  EXPECT_THAT(WalkRecord(client_, walking("/a")).end().text, HasSubstr("names nothing that was not asked before"));
  EXPECT_EQ(site_.requests(), 2u);
}

TEST_F(Hostile, RedirectsInACircleEnd) {
  site_.put("/a.m3u", "audio/x-mpegurl", "/round\n");
  site_.put("/round", [] { return std::string("HTTP/1.0 302 Found\r\nLocation: /round\r\n\r\n"); });
  EXPECT_THAT(WalkRecord(client_, walking("/a.m3u")).end().text, HasSubstr("redirects for ever"));
}

TEST_F(Hostile, ABombIsNotUnpacked) {
  site_.put("/bomb", [] {
    return "HTTP/1.0 200 OK\r\nContent-Type: audio/x-mpegurl\r\nContent-Encoding: gzip\r\n\r\n" +
           std::string("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10) + std::string(5000, '\x42');
  });
  EXPECT_EQ(WalkRecord(client_, walking("/bomb")).end().text, "sends compressed data, which is no sound");
}

TEST_F(Hostile, NothingButWebAddressesIsFollowed) {
  site_.put("/a.m3u", "audio/x-mpegurl", "file:///etc/passwd\nftp://127.0.0.1/x\nrtsp://127.0.0.1/\n");
  EXPECT_EQ(WalkRecord(client_, walking("/a.m3u")).end().text, "names no address");
  EXPECT_EQ(site_.requests(), 1u);
}

TEST_F(Hostile, AWalkHasItsTime) {
  ScriptedServer silent([](Connection& client) {
    client.read_request();
    client.hold_for_ever();
  });
  ResolveRequest request = walking("/");
  request.url = silent.url();
  request.walk.total = 200ms;
  request.limits.headers = 1h;
  EXPECT_EQ(WalkRecord(client_, request).end(), (Ended{EndReason::first_octet_timeout, "no sound within 0.2 s"}));
}

}  // namespace
}  // namespace joincast::fetch
