// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/resolver.h"

#include <gmock/gmock.h>

#include "tests/fetch/resolver_fixture.h"

namespace joincast::fetch {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

TEST_F(ResolverTest, HandsSoundOnOverTheConnectionThatIsThere) {
  site_.put("/live", "audio/mpeg", mp3_frames(40));
  WalkRecord walk(client_, walking("/live"));
  EXPECT_EQ(walk.end().reason, EndReason::end_of_stream);
  EXPECT_EQ(walk.sound, mp3_frames(40));
  EXPECT_EQ(walk.headers->content_type, "audio/mpeg");
  EXPECT_EQ(site_.requests(), 1u);
  ASSERT_EQ(walk.steps.size(), 1u);
  EXPECT_EQ(walk.steps[0].result, StepResult::media);
  EXPECT_EQ(walk.steps[0].kind, ContentKind::mpa);
  EXPECT_EQ(walk.steps[0].why, "MPEG audio frames follow each other");
}

TEST_F(ResolverTest, KeepsTitlesWhereTheyStandInTheSound) {
  std::string body = mp3_frames(1).substr(0, 200) + std::string("\x02StreamTitle='A song';\0\0\0\0\0\0\0\0\0\0\0", 33);
  body += mp3_frames(3).substr(200, 200) + std::string(1, '\0') + mp3_frames(3).substr(400);
  site_.put("/live", [body] {
    return "HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\nicy-metaint: 200\r\n\r\n" + body.substr(0, 434);
  });
  WalkRecord walk(client_, walking("/live"));
  std::string order;
  EXPECT_EQ(walk.end().reason, EndReason::end_of_stream);
  EXPECT_EQ(walk.titles, std::vector<std::string>{"A song"});
  EXPECT_EQ(walk.sound, mp3_frames(3).substr(0, 400));
}

TEST_F(ResolverTest, TriesAlternatesInTurn) {
  site_.put("/a.pls", "audio/x-scpls", "[playlist]\nFile1=/gone.mp3\nFile2=/good\nTitle2=Two\nFile3=/never\n");
  site_.put("/good", "audio/mpeg", mp3_frames(4));
  WalkRecord walk(client_, walking("/a.pls"));
  EXPECT_EQ(walk.end().reason, EndReason::end_of_stream);
  ASSERT_EQ(walk.steps.size(), 3u);
  EXPECT_EQ(walk.steps[0].outcome, "names 3 addresses");
  EXPECT_EQ(walk.steps[1].outcome, "answers 404 Not Here");
  EXPECT_EQ(walk.steps[2].result, StepResult::media);
  EXPECT_EQ(walk.steps[2].named_by, "File2");
  EXPECT_EQ(walk.steps[2].depth, 1u);
  EXPECT_EQ(walk.headers->name, "Two");
  EXPECT_EQ(walk.resolver().found_url(), site_.url("/good"));
  EXPECT_EQ(site_.requests("/never"), 0u);
}

TEST_F(ResolverTest, BeginsWithWhatPlayedLastTime) {
  site_.put("/a.m3u", "audio/x-mpegurl", "/one\n/two\n");
  site_.put("/one", "audio/mpeg", mp3_frames(4));
  site_.put("/two", "audio/mpeg", mp3_frames(4));
  ResolveRequest request = walking("/a.m3u");
  request.remembered = site_.url("/two");
  WalkRecord walk(client_, request);
  EXPECT_EQ(walk.end().reason, EndReason::end_of_stream);
  EXPECT_EQ(site_.requests(), 1u);
  request.remembered = site_.url("/gone");
  WalkRecord again(client_, request);
  EXPECT_EQ(again.end().reason, EndReason::end_of_stream);
  EXPECT_EQ(again.resolver().found_url(), site_.url("/one"));
}

TEST_F(ResolverTest, WalksFromAPageOverAPlaylistToSound) {
  site_.put("/", "text/html", "<html><a href=/listen.xspf>listen</a>");
  site_.put("/listen.xspf", "application/xspf+xml",
            "<playlist><trackList><track><location>/live</location></track></trackList></playlist>");
  site_.put("/live", "audio/aac", adts_frames(30, 'a'));
  WalkRecord walk(client_, walking("/"));
  EXPECT_EQ(walk.end().reason, EndReason::end_of_stream);
  ASSERT_EQ(walk.steps.size(), 3u);
  EXPECT_EQ(walk.steps[2].depth, 2u);
  EXPECT_EQ(walk.resolver().found_kind(), ContentKind::adts);
}

TEST_F(ResolverTest, GoesOnWhenTheSoundIsRejected) {
  site_.put("/a.m3u", "audio/x-mpegurl", "/bad\n/good\n");
  site_.put("/bad", "audio/mpeg", std::string(20'000, '\x03'));
  site_.put("/good", "audio/mpeg", mp3_frames(4));
  WalkRecord walk(client_, walking("/a.m3u"));
  bool rejected = false;
  walk.on_event = [&](const StreamEvent& event) {
    if (rejected || !std::holds_alternative<Octets>(event)) return false;
    rejected = true;
    EXPECT_TRUE(walk.resolver().reject("no frames"));
    return true;
  };
  EXPECT_EQ(walk.end().reason, EndReason::end_of_stream);
  EXPECT_EQ(walk.sound, mp3_frames(4));
  EXPECT_EQ(walk.steps[2].outcome, "no frames");
  bool more = true;
  walk.run([&] { more = walk.resolver().reject("once more"); });
  EXPECT_FALSE(more);
}

TEST_F(ResolverTest, SaysWhyThereIsNoSound) {
  site_.put("/error", "audio/mpeg", "<!doctype html><title>Sorry</title>");
  site_.put("/gzip", "audio/x-mpegurl", "\x1f\x8b\x08");
  site_.put("/empty", "audio/mpeg", "");
  EXPECT_EQ(WalkRecord(client_, walking("/error")).end(),
            (Ended{EndReason::web_page, "sends a web page that names no sound"}));
  EXPECT_EQ(WalkRecord(client_, walking("/gzip")).end().text, "sends compressed data, which is no sound");
  EXPECT_EQ(WalkRecord(client_, walking("/empty")).end().text, "sends nothing");
  EXPECT_EQ(WalkRecord(client_, walking("/none")).end(), (Ended{EndReason::http_error, "answers 404 Not Here"}));
}

TEST_F(ResolverTest, SaysWhyNoneOfSeveralGaveSound) {
  site_.put("/a.m3u", "audio/x-mpegurl", "/one\n/two\n");
  EXPECT_EQ(WalkRecord(client_, walking("/a.m3u")).end(),
            (Ended{EndReason::http_error, "none of 3 addresses gave sound; the last: answers 404 Not Here"}));
}

/// A playlist outside that names a host inside: on loopback, where the port tells them apart.
TEST_F(ResolverTest, APlaylistOutsideMayNotLeadInside) {
  Site inside;
  inside.put("/live", "audio/mpeg", mp3_frames(4));
  site_.put("/a.m3u", "audio/x-mpegurl", inside.url("/live") + "\n");
  ClientOptions options;
  options.is_inside = [port = inside.port()](const Endpoint& endpoint) { return endpoint.port == port; };
  Client strict(options);
  ResolveRequest request = walking("/a.m3u");
  WalkRecord refused(strict, request);
  EXPECT_EQ(refused.end().reason, EndReason::address_refused);
  EXPECT_THAT(refused.ended->text, HasSubstr("leads to an inside address (127.0.0.1)"));
  EXPECT_EQ(inside.requests(), 0u);
  request.inside_allowed = true;
  EXPECT_EQ(WalkRecord(strict, request).end().reason, EndReason::end_of_stream);
}

TEST_F(ResolverTest, APlaylistInsideMayNameAHostInside) {
  site_.put("/a.m3u", "audio/x-mpegurl", "/live\n");
  site_.put("/live", "audio/mpeg", mp3_frames(4));
  EXPECT_EQ(WalkRecord(client_, walking("/a.m3u")).end().reason, EndReason::end_of_stream);  // loopback
  ResolveRequest request = walking("/a.m3u");
  request.from_outside = true;
  EXPECT_EQ(WalkRecord(client_, request).end().reason, EndReason::address_refused);
}

}  // namespace
}  // namespace joincast::fetch
