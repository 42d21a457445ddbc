// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/refresher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "fetch/download.h"
#include "tests/directory/catalogue_fixture.h"
#include "tests/directory/parsed.h"
#include "tests/fetch/scripted_server.h"

namespace joincast::directory {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

using fetch::Connection;
using fetch::ScriptedServer;
using Outcome = Refresher::Outcome;

std::string answer(std::string_view body, std::string_view fields = "") {
  return "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         std::string(fields) + "\r\n" + std::string(body);
}

std::string yp(std::initializer_list<const char*> names) {
  std::string list = "<directory>";
  for (const char* name : names)
    list += std::string("<entry><server_name>") + name + "</server_name><listen_url>http://a.example/" + name +
            "</listen_url></entry>";
  return list + "</directory>";
}

std::string uuids(int from, int to) {
  std::string list = "[";
  for (int i = from; i < to; ++i) {
    const std::string n = std::to_string(i);
    list += (i == from ? "" : ",") +
            ("{\"stationuuid\":\"u" + n + "\",\"name\":\"s" + n + "\",\"url\":\"http://a/" + n) + "\"}";
  }
  return list + "]";
}

class DirectoryRefresh : public CatalogueTest {
 protected:
  RefresherOptions options() {
    RefresherOptions options;
    options.folder = folder_.path().string();
    options.user_agent = "Joincast-test/1";
    options.now = [] { return kNoon; };
    options.servers = [this](const std::string& name) {
      asked_ = name;
      return servers_;
    };
    return options;
  }
  Refresher::Report refresh_from(const Source& source) {
    Refresher refresher(options(), *writer_, stop_);
    return refresher.refresh(source);
  }
  static Source xiph(const ScriptedServer& server) { return {SourceKind::xiph, kXiph, "Xiph", server.url("/yp.xml")}; }
  static ServerRecord record(const ScriptedServer& server) { return {0, 0, server.port(), "http"}; }

  std::atomic<bool> stop_{false};
  std::vector<ServerRecord> servers_;
  std::string asked_;
};

TEST_F(DirectoryRefresh, AsksForWhatChangedOnly) {
  ScriptedServer server([](Connection& client) {
    const std::string request = client.read_request();
    if (request.find("If-None-Match: \"one\"") != request.npos)
      client.send("HTTP/1.1 304 Not Modified\r\nETag: \"one\"\r\nConnection: close\r\n\r\n");
    else
      client.send(answer(yp({"a", "b"}), "ETag: \"one\"\r\nLast-Modified: Sat, 21 Nov 2026 04:00:00 GMT\r\n"));
  });
  const auto first = refresh_from(xiph(server));
  EXPECT_EQ(first.outcome, Outcome::refreshed) << first.reason;
  EXPECT_EQ(first.count.added, 2u);
  EXPECT_EQ(refresh_from(xiph(server)).outcome, Outcome::unchanged);
  ASSERT_THAT(server.requests(), SizeIs(2));
  EXPECT_THAT(server.requests()[0], HasSubstr("User-Agent: Joincast-test/1"));
  EXPECT_THAT(server.requests()[0], Not(HasSubstr("If-")));
  EXPECT_THAT(server.requests()[1], HasSubstr("If-Modified-Since: Sat, 21 Nov 2026 04:00:00 GMT"));
}

TEST_F(DirectoryRefresh, KeepsTheLastCopyWhenTheDirectoryIsGone) {
  Source source;
  {
    ScriptedServer server(answer(yp({"a"})));
    source = xiph(server);
    ASSERT_EQ(refresh_from(source).outcome, Outcome::refreshed);
  }
  const auto report = refresh_from(source);
  EXPECT_EQ(report.outcome, Outcome::failed);
  EXPECT_THAT(names({}), ElementsAre("a"));
  EXPECT_THAT(open_reader()->directories().at(0).last_error, Not(IsEmpty()));
}

TEST_F(DirectoryRefresh, KeepsTheLastCopyWhenAnAnswerBreaksOff) {
  ScriptedServer server([n = 0](Connection& client) mutable {
    client.read_request();
    const std::string whole = answer(yp({"a", "b", "c"}));
    client.send(n++ == 0 ? whole : whole.substr(0, whole.size() - 60));
  });
  ASSERT_EQ(refresh_from(xiph(server)).outcome, Outcome::refreshed);
  EXPECT_EQ(refresh_from(xiph(server)).outcome, Outcome::failed);
  EXPECT_THAT(names({}), SizeIs(3));
}

TEST_F(DirectoryRefresh, KeepsTheLastCopyWhenTheAnswerIsAnErrorOrAWebPage) {
  ScriptedServer server([n = 0](Connection& client) mutable {
    client.read_request();
    const int which = n++;
    if (which == 0) client.send(answer(yp({"a"})));
    if (which == 1) client.send("HTTP/1.1 503 Busy\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbusy");
    if (which == 2) client.send(answer("<html>Down for maintenance</html>"));
  });
  ASSERT_EQ(refresh_from(xiph(server)).outcome, Outcome::refreshed);
  EXPECT_THAT(refresh_from(xiph(server)).reason, HasSubstr("503"));
  EXPECT_THAT(refresh_from(xiph(server)).reason, HasSubstr("no list"));
  EXPECT_THAT(names({}), ElementsAre("a"));
}

TEST_F(DirectoryRefresh, ReadsRadioBrowserPageByPage) {
  ScriptedServer server([](Connection& client) {
    const std::string request = client.read_request();
    const bool first = request.find("offset=0 ") != request.npos;
    client.send(answer(first ? uuids(0, 3) : uuids(3, 5)));
  });
  Source source{SourceKind::radio_browser, kRadioBrowser, "radio-browser",
                "http://127.0.0.1:" + std::to_string(server.port())};
  source.page = 3;
  const auto report = refresh_from(source);
  EXPECT_EQ(report.outcome, Outcome::refreshed) << report.reason;
  EXPECT_EQ(report.count.added, 5u);
  EXPECT_THAT(server.requests(), SizeIs(2));
}

TEST_F(DirectoryRefresh, GoesOnWithTheNextServerWhereOneFails) {
  ScriptedServer bad("HTTP/1.1 500 Broken\r\nConnection: close\r\n\r\n");
  ScriptedServer cut(answer("[{\"stationuuid\":\"x\","));
  ScriptedServer good(answer(uuids(0, 2)));
  Source source{SourceKind::radio_browser, kRadioBrowser, "radio-browser"};
  for (const ScriptedServer* server : {&bad, &cut, &good})
    source.url += "http://127.0.0.1:" + std::to_string(server->port()) + " ";
  const auto report = refresh_from(source);
  EXPECT_EQ(report.outcome, Outcome::refreshed) << report.reason;
  EXPECT_EQ(report.count.added, 2u);
}

TEST_F(DirectoryRefresh, FindsRadioBrowsersServersBySrv) {
  ScriptedServer server(answer(uuids(0, 2)));
  const Source source{SourceKind::radio_browser, kRadioBrowser, "radio-browser"};
  EXPECT_THAT(refresh_from(source).reason, HasSubstr("no SRV record"));
  EXPECT_EQ(asked_, "_api._tcp.radio-browser.info");
  servers_ = {{0, 0, server.port(), "localhost"}};
  EXPECT_THAT(refresh_from(source).reason, HasSubstr("https://localhost:" + std::to_string(server.port())))
      << "by TLS, which this server has not";
}

TEST_F(DirectoryRefresh, CountsAClick) {
  ScriptedServer server(answer("{\"ok\":true}"));
  Refresher refresher(options(), *writer_, stop_);
  refresher.click({SourceKind::radio_browser, kRadioBrowser, "rb", "http://127.0.0.1:" + std::to_string(server.port())},
                  "u-1/?");
  ASSERT_THAT(server.requests(), SizeIs(1));
  EXPECT_THAT(server.requests()[0], HasSubstr("GET /json/url/u-1%2F%3F HTTP/1.1"));
}

TEST_F(DirectoryRefresh, FollowsRadioTimesLinksOnItsOwnHost) {
  std::string base;
  ScriptedServer server([&base](Connection& client) {
    const std::string request = client.read_request();
    const bool root = request.find("GET /Browse.ashx?c=local") != request.npos;
    const std::string outlines =
        root ? "<outline type=\"link\" URL=\"" + base +
                   "/More\"/><outline type=\"link\" URL=\"http://other.example/x\"/>" +
                   "<outline type=\"audio\" text=\"A\" guide_id=\"s1\" URL=\"" + base + "/Tune?id=s1\"/>"
             : "<outline type=\"audio\" text=\"B\" guide_id=\"s2\" URL=\"" + base + "/Tune?id=s2\"/>";
    client.send(answer("<opml><head><status>200</status></head><body>" + outlines + "</body></opml>"));
  });
  base = "http://127.0.0.1:" + std::to_string(server.port());
  Source source{SourceKind::radiotime, kRadioTime, "RadioTime", base + "/Browse.ashx?c=local"};
  source.partner_id = "a&b";
  const auto report = refresh_from(source);
  EXPECT_EQ(report.outcome, Outcome::refreshed) << report.reason;
  EXPECT_EQ(report.count.added, 2u);
  EXPECT_EQ(number(kRadioTime, "s2"), 0x100'0002u);
  ASSERT_THAT(server.requests(), SizeIs(2));
  EXPECT_THAT(server.requests()[0], HasSubstr("&partnerId=a%26b "));
}

TEST_F(DirectoryRefresh, ReadsAFileAgainWhenItChanged) {
  const std::string path = folder_ / "stations.m3u";
  const Source source{SourceKind::file, kFirstFree, "mine", path};
  EXPECT_THAT(refresh_from(source).reason, HasSubstr("No such file"));
  std::ofstream(path) << "#EXTM3U\n#EXTINF:-1,One\nhttp://a.example/1\n";
  EXPECT_EQ(refresh_from(source).count.added, 1u);
  EXPECT_EQ(refresh_from(source).outcome, Outcome::unchanged);
  std::ofstream(path) << "#EXTM3U\n#EXTINF:-1,Two of them\nhttp://a.example/2\n";
  EXPECT_EQ(refresh_from(source).count.added, 1u);
  EXPECT_THAT(names({}), ElementsAre("Two of them"));
}

TEST_F(DirectoryRefresh, EndsSoonWhenItIsToldTo) {
  ScriptedServer server([](Connection& client) {
    client.read_request();
    client.send("HTTP/1.1 200 OK\r\n\r\n<directory>");
    client.hold_for_ever();
  });
  std::thread stopper([this] { stop_.store(true); });
  EXPECT_EQ(refresh_from(xiph(server)).outcome, Outcome::failed);
  stopper.join();
}

TEST_F(DirectoryRefresh, RefusesAnAnswerThatIsTooLarge) {
  ScriptedServer server(answer(std::string(10'000, 'x')));
  std::size_t taken = 0;
  const auto got = fetch::download(
      {.url = server.url(), .most_octets = 5'000},
      [&taken](std::string_view piece) {
        taken += piece.size();
        return true;
      },
      stop_);
  EXPECT_EQ(got.outcome, fetch::DownloadOutcome::failed);
  EXPECT_THAT(got.reason, HasSubstr("larger than"));
  EXPECT_LE(taken, 5'000u);
}

/// Whatever moment the writer is killed at: readers see the copy before, whole, and the next writer goes on.
TEST_F(DirectoryRefresh, LosesNothingToAKillInItsMiddle) {
  std::vector<Station> before;
  for (int i = 0; i < 500; ++i) before.push_back(station("s" + std::to_string(i)));
  ASSERT_TRUE(refresh(kXiph, before));
  const auto kept = number(kXiph, "id-s7");
  for (int round = 0; round < 5; ++round) {
    writer_.reset();
    int ready[2];
    ASSERT_EQ(::pipe(ready), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      auto writer = CatalogueWriter::open(path_);
      (*writer)->begin(kXiph, "test");
      for (int i = 0;; ++i) {
        (*writer)->add(station("other" + std::to_string(i)));
        if (i == 2'000 * round && ::write(ready[1], "x", 1) != 1) ::_exit(1);
      }
    }
    char byte = 0;
    ASSERT_EQ(::read(ready[0], &byte, 1), 1);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(ready[0]);
    ::close(ready[1]);
    writer_ = open_writer();
    EXPECT_EQ(open_reader()->directories().at(0).stations, 500u);
    EXPECT_EQ(number(kXiph, "id-s7"), kept);
    EXPECT_THAT(names({.text = "other"}), IsEmpty());
  }
  before.pop_back();
  EXPECT_EQ(refresh(kXiph, before)->gone, 1u);
}

TEST(NextRefresh, IsAnIntervalAfterTheLastOne) {
  const Source source{.kind = SourceKind::xiph, .interval = 6h};
  EXPECT_EQ(next_refresh(source, {}, 0, 0, kNoon), kNoon) << "never asked";
  DirectoryState state{.refreshed = kNoon, .tried = kNoon};
  EXPECT_EQ(next_refresh(source, state, 0, 0, kNoon + 1h), kNoon + 6h) << "also after a restart";
  EXPECT_EQ(next_refresh(source, state, 0, 1, kNoon), kNoon + 6h + 36min) << "at most a tenth later";
  EXPECT_EQ(next_refresh(source, state, 0, 0, kNoon - 1h), kNoon - 1h) << "the clock went back";
}

TEST(NextRefresh, IsNeverSoonerThanPolite) {
  const DirectoryState good{.tried = kNoon};
  EXPECT_EQ(next_refresh({.kind = SourceKind::xiph, .interval = 1min}, good, 0, 0, kNoon), kNoon + 1h);
  const DirectoryState bad{.tried = kNoon, .last_error = "x"};
  EXPECT_EQ(next_refresh({.kind = SourceKind::xiph, .interval = 24h}, bad, 1, 0, kNoon), kNoon + 1h);
  EXPECT_EQ(next_refresh({.kind = SourceKind::icecast, .interval = 1h}, bad, 1, 0, kNoon), kNoon + 5min);
  EXPECT_EQ(next_refresh({.kind = SourceKind::icecast, .interval = 1h}, bad, 3, 0, kNoon), kNoon + 20min);
  EXPECT_EQ(next_refresh({.kind = SourceKind::icecast, .interval = 1h}, bad, 4'000'000, 0, kNoon), kNoon + 1h);
}

}  // namespace
}  // namespace joincast::directory
