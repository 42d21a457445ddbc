// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <future>
#include <iterator>
#include <memory>

#include "tests/fetch/client_fixture.h"
#include "tests/fetch/scripted_server.h"
#include "tests/fetch/stream_record.h"

namespace joincast::fetch {
namespace {

using namespace std::chrono_literals;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string vector_of(const std::string& name) {
  std::ifstream file(std::string(JOINCAST_VECTORS "/fetch/") + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// Octets of sound in the recorded answers: a pattern.
std::string pattern(std::size_t rounds) {
  std::string sound;
  for (std::size_t i = 0; i < rounds * 1024; ++i) sound += static_cast<char>((i % 1024 * 7) & 0xff);
  return sound;
}

TEST_F(FetchClient, ReadsIcyOfEveryDialect) {
  for (const char* name : {"icy_v1_response.bin", "icecast2_response.bin", "icy_chunked_response.bin"}) {
    SCOPED_TRACE(name);
    ScriptedServer server(vector_of(name));
    StreamRecord record(client_, asking(server.url()));
    EXPECT_EQ(record.end().reason, EndReason::end_of_stream) << record.ended->text;
    EXPECT_EQ(record.order, "HOMOMOME");
    EXPECT_EQ(record.headers.metaint, 1024u);
    EXPECT_EQ(record.headers.content_type, "audio/mpeg");
    EXPECT_THAT(record.headers.name, EndsWith(" FM"));
    EXPECT_EQ(record.sound, pattern(5));
    ASSERT_EQ(record.metadata.size(), 3u);
    EXPECT_EQ(record.metadata[1].title(), "It's A Sample - Don't");
    EXPECT_EQ(record.metadata[2].title(), "Café del Mar - Año");
  }
}

TEST_F(FetchClient, TakesAMetaintOfZeroForNone) {
  ScriptedServer server(vector_of("icy_metaint0_response.bin"));
  StreamRecord record(client_, asking(server.url()));
  record.end();
  EXPECT_EQ(record.order, "HOE");
  EXPECT_EQ(record.sound, pattern(2));
}

TEST_F(FetchClient, AsksForMetadataAndSaysWhoItIs) {
  ScriptedServer server{std::string(kOk)};
  end_of(server.url("/a/b?c=d"));
  ASSERT_EQ(server.requests().size(), 1u);
  EXPECT_THAT(server.requests()[0], StartsWith("GET /a/b?c=d HTTP/1.1\r\n"));
  EXPECT_THAT(server.requests()[0], HasSubstr("\r\nIcy-MetaData: 1\r\n"));
  EXPECT_THAT(server.requests()[0], HasSubstr("\r\nUser-Agent: Joincast/"));
  EXPECT_THAT(server.requests()[0], Not(HasSubstr("Authorization")));
}

TEST_F(FetchClient, SendsThePasswordOfTheUrlAndTellsItNobody) {
  ScriptedServer server(std::string(kOk) + "sound");
  StreamRecord record(client_, asking("http://me:secret@127.0.0.1:" + std::to_string(server.port()) + "/"));
  record.end();
  EXPECT_THAT(server.requests().at(0), HasSubstr("Authorization: Basic bWU6c2VjcmV0\r\n"));
  EXPECT_EQ(record.headers.url, server.url("/"));
}

TEST_F(FetchClient, KeepsThePasswordFromOtherHosts) {
  ScriptedServer other(std::string(kOk) + "sound");
  ScriptedServer first("HTTP/1.0 302 Found\r\nLocation: http://localhost:" + std::to_string(other.port()) +
                       "/\r\n\r\n");
  StreamRecord record(client_, asking("http://me:secret@127.0.0.1:" + std::to_string(first.port()) + "/"));
  record.end();
  EXPECT_THAT(other.requests().at(0), Not(HasSubstr("Authorization")));
}

TEST_F(FetchClient, IgnoresProxiesOfTheEnvironment) {
  ::setenv("http_proxy", "http://127.0.0.1:1", 1);
  ScriptedServer server(std::string(kOk) + "sound");
  StreamRecord record(client_, asking(server.url()));
  EXPECT_EQ(record.end().reason, EndReason::end_of_stream);
  ::unsetenv("http_proxy");
}

TEST_F(FetchClient, RefusesWhatIsNoWebAddress) {
  EXPECT_EQ(end_of("file:///etc/passwd").reason, EndReason::bad_url);
  EXPECT_EQ(end_of("no address").reason, EndReason::bad_url);
}

TEST_F(FetchClient, TellsAnErrorInTheServersWords) {
  EXPECT_EQ(end_of_answer("HTTP/1.0 404 Not Here\r\n\r\n<html>"),
            (Ended{EndReason::http_error, "answers 404 Not Here"}));
  EXPECT_EQ(end_of_answer(vector_of("icy_v1_full_response.bin")),
            (Ended{EndReason::http_error, "answers 400 Server Full"}));
  EXPECT_EQ(end_of_answer(vector_of("icy_v1_down_response.bin")),
            (Ended{EndReason::http_error, "answers 404 Resource Not Found"}));
}

TEST_F(FetchClient, TellsAWebPageByItsTypeAndByItsContent) {
  EXPECT_EQ(end_of_answer("HTTP/1.0 200 OK\r\nContent-Type: Text/HTML; charset=utf-8\r\n\r\nx"),
            (Ended{EndReason::web_page, "sends a web page (text/html)"}));
  EXPECT_EQ(end_of_answer(std::string(kOk) + vector_of("station_page.html")).reason, EndReason::web_page);
  EXPECT_EQ(end_of_answer(std::string(kOk) + "\xef\xbb\xbf \r\n<!DocType html>").reason, EndReason::web_page);
}

TEST_F(FetchClient, TellsAPlaylist) {
  EXPECT_EQ(end_of_answer("HTTP/1.0 200 OK\r\nContent-Type: audio/x-mpegurl\r\n\r\nhttp://x/").reason,
            EndReason::playlist);
}

TEST_F(FetchClient, TellsWhatIsNoHttp) {
  EXPECT_EQ(end_of_answer("SSH-2.0-OpenSSH_9.2p1\r\n").reason, EndReason::not_http);
  EXPECT_EQ(end_of_answer("").reason, EndReason::connection_lost);
}

TEST_F(FetchClient, TellsWhoIsNotThere) {
  std::string gone;
  {
    ScriptedServer server{std::string()};
    gone = server.url();
  }
  EXPECT_EQ(end_of(gone).reason, EndReason::connect_failed);
  EXPECT_EQ(end_of("http://station.invalid/").reason, EndReason::name_not_found);
}

TEST_F(FetchClient, GivesUpOnAServerThatSaysNothing) {
  ScriptedServer server([](Connection& client) { client.hold_for_ever(); });
  EXPECT_EQ(end_of(hurried(server.url(), &StreamLimits::headers)).reason, EndReason::header_timeout);
}

TEST_F(FetchClient, GivesUpOnAHeaderThatDrips) {
  ScriptedServer server([](Connection& client) {
    client.send("HTTP/1.0 200 OK\r\n");
    while (client.hold(20ms) && client.send("X-A: b\r\n")) {
    }
  });
  EXPECT_EQ(end_of(hurried(server.url(), &StreamLimits::headers)).reason, EndReason::header_timeout);
}

TEST_F(FetchClient, GivesUpOnAnEndlessHeader) {
  const std::string line = "X-Filler: " + std::string(1000, 'x') + "\r\n";
  ScriptedServer server([&line](Connection& client) {
    client.read_request();
    client.send("HTTP/1.0 200 OK\r\n");
    while (client.send(line)) {
    }
  });
  EXPECT_EQ(end_of(server.url()), (Ended{EndReason::header_too_large, "header too large"}));
}

TEST_F(FetchClient, GivesUpOnAnEndlessHeaderLine) {
  const std::string part(64 * 1024, 'x');
  ScriptedServer server([&part](Connection& client) {
    client.read_request();
    client.send("HTTP/1.0 200 OK\r\nX-Filler: ");
    while (client.send(part)) {
    }
  });
  EXPECT_EQ(end_of(server.url()).reason, EndReason::header_too_large);
}

TEST_F(FetchClient, GivesUpOnAHeaderWithoutSound) {
  ScriptedServer server([](Connection& client) {
    client.read_request();
    client.send(kOk);
    client.hold_for_ever();
  });
  EXPECT_EQ(end_of(hurried(server.url(), &StreamLimits::first_octet)),
            (Ended{EndReason::first_octet_timeout, "answers, but sends nothing"}));
}

TEST_F(FetchClient, TellsAStall) {
  ScriptedServer server([](Connection& client) {
    client.read_request();
    client.send(std::string(kOk) + std::string(20'000, 'x'));
    client.hold_for_ever();
  });
  StreamRecord record(client_, hurried(server.url(), &StreamLimits::stall));
  EXPECT_EQ(record.end().reason, EndReason::stalled);
  EXPECT_EQ(record.sound.size(), 20'000u);
}

TEST_F(FetchClient, TakesADripForAStall) {
  ScriptedServer server([](Connection& client) {
    client.read_request();
    client.send(kOk);
    while (client.send("x") && client.hold(50ms)) {  // 20 octets a second, where 100 are asked for
    }
  });
  EXPECT_EQ(end_of(hurried(server.url(), &StreamLimits::stall)).reason, EndReason::stalled);
}

TEST_F(FetchClient, TellsABreakInTheMiddle) {
  EXPECT_EQ(end_of_answer("HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nContent-Length: 1000\r\n\r\nsound").reason,
            EndReason::connection_lost);
}

TEST_F(FetchClient, AsksThePolicyForEachAddress) {
  ClientOptions options;
  std::vector<Endpoint> asked;
  options.address_policy = [&asked](const Endpoint& endpoint) {
    asked.push_back(endpoint);
    return false;
  };
  ScriptedServer server{std::string(kOk)};
  Client strict(options);
  StreamRecord record(strict, asking(server.url()));
  EXPECT_EQ(record.end(), (Ended{EndReason::address_refused, "address not allowed"}));
  EXPECT_EQ(asked, std::vector<Endpoint>{(Endpoint{IpAddress::v4(0x7f00'0001), server.port()})});
  EXPECT_TRUE(server.requests().empty());
}

TEST_F(FetchClient, LeavesAPausedStreamInTheNetworkAndGoesOnLater) {
  ScriptedServer server([](Connection& client) {
    client.read_request();
    client.send(kOk);
    client.send(std::string(8 << 20, 'x'));
  });
  Request request = asking(server.url());
  request.limits.stall = 1s;
  StreamRecord record(client_, request);
  ASSERT_TRUE(record.until([&] { return !record.sound.empty(); }));
  std::size_t at_pause = 0;
  record.run([&] {
    client_.pause(record.id());
    at_pause = record.sound.size();
  });
  ASSERT_LT(at_pause, std::size_t{8 << 20});
  EXPECT_FALSE(record.until_for(1500ms, [&] { return record.sound.size() > at_pause + 4096 || record.ended; }));
  record.run([&] { client_.resume(record.id()); });
  EXPECT_EQ(record.end().reason, EndReason::end_of_stream);
  EXPECT_EQ(record.sound.size(), std::size_t{8 << 20});
}

TEST_F(FetchClient, WakesForATenthOfASecondOfSoundNotForEachFrame) {
  ScriptedServer server([](Connection& client) {
    client.read_request();
    client.send("HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\nicy-br: 128\r\n\r\n");
    for (int frame = 0; frame < 28; ++frame) {
      client.send(std::string(100, 'x'));
      client.hold(5ms);
    }
  });
  const auto began = std::chrono::steady_clock::now();
  StreamRecord record(client_, asking(server.url()));
  record.end();
  EXPECT_EQ(record.sound.size(), 2800u);
  const auto tenths = (std::chrono::steady_clock::now() - began) / 100ms;
  EXPECT_LE(record.pieces, static_cast<std::size_t>(tenths) + 3);
}

TEST_F(FetchClient, TellsABrokenConnectionFromAnEnd) {
  std::atomic<bool> taken{false};
  ScriptedServer server([&taken](Connection& client) {
    client.read_request();
    client.send(std::string(kOk) + std::string(4096, 'x'));
    while (!taken && client.hold(5ms)) continue;  // a reset throws away what was not read
    client.reset();
  });
  StreamRecord record(client_, asking(server.url()));
  taken = record.until([&] { return record.sound.size() == 4096; });
  EXPECT_EQ(record.end(),
            (Ended{EndReason::connection_lost, "connection lost (Recv failure: Connection reset by peer)"}));
  EXPECT_EQ(record.sound.size(), 4096u);
}

TEST_F(FetchClient, ReadsManyStreamsWithoutLosingAnOctet) {
  ScriptedServer server([](Connection& client) {
    client.read_request();
    client.send(kOk);
    for (int piece = 0; piece < 20; ++piece)
      if (!client.send(std::string(1500, 'x')) || !client.hold(5ms)) return;
  });
  std::vector<std::unique_ptr<StreamRecord>> records;
  for (int i = 0; i < 80; ++i) records.push_back(std::make_unique<StreamRecord>(client_, asking(server.url())));
  for (const auto& record : records) {
    EXPECT_EQ(record->end().reason, EndReason::end_of_stream);
    EXPECT_EQ(record->sound.size(), 30'000u);
  }
}

TEST_F(FetchClient, RunsALazyTaskAmongFewStreamsAndMany) {
  ScriptedServer server([](Connection& client) {
    client.read_request();
    client.send(kOk);
    client.hold_for_ever();
  });
  const auto runs = [this] {
    std::promise<void> done;
    client_.post_lazily([&done] { done.set_value(); });
    return done.get_future().wait_for(60s) == std::future_status::ready;
  };
  EXPECT_TRUE(runs());
  std::vector<std::unique_ptr<StreamRecord>> records;
  for (int i = 0; i < 80; ++i) records.push_back(std::make_unique<StreamRecord>(client_, asking(server.url())));
  EXPECT_TRUE(runs());
  for (const auto& record : records) record->run([&] { client_.close(record->id()); });
  EXPECT_TRUE(runs());
}

TEST_F(FetchClient, ClosesAStreamFromInsideOfItsOwnEvent) {
  ScriptedServer server([](Connection& client) {
    client.read_request();
    while (client.send(std::string(kOk) + std::string(4096, 'x'))) {
    }
  });
  struct Closer final : StreamHandler {
    void handle(const StreamEvent&) override {
      ++events;
      client->close(id);
    }
    Client* client = nullptr;
    StreamId id = 0;
    std::atomic<int> events = 0;
  } closer;
  StreamRecord other(client_, asking(server.url()));
  other.run([&] {
    closer.client = &client_;
    closer.id = client_.open(asking(server.url()), closer);
  });
  ASSERT_TRUE(other.until([&] { return closer.events > 0 && other.sound.size() > 100'000; }));
  EXPECT_EQ(closer.events, 1);
}

TEST_F(FetchClient, EndsAStreamTooMany) {
  ClientOptions options;
  options.max_streams = 0;
  Client full(options);
  StreamRecord record(full, asking("http://127.0.0.1:1/"));
  EXPECT_EQ(record.end(), (Ended{EndReason::failed, "too many streams at once"}));
}

TEST_F(FetchClient, KeepsTheNeighboursOfABadStationPlaying) {
  ScriptedServer good([](Connection& client) {
    client.read_request();
    client.send(kOk);
    while (client.send(std::string(100, 'x')) && client.hold(10ms)) {
    }
  });
  ScriptedServer bad([](Connection& client) { client.hold_for_ever(); });
  StreamRecord neighbour(client_, asking(good.url()));
  EXPECT_EQ(end_of(hurried(bad.url(), &StreamLimits::headers)).reason, EndReason::header_timeout);
  const std::size_t before = neighbour.sound.size();
  EXPECT_TRUE(neighbour.until([&] { return neighbour.sound.size() > before + 1000; }));
  EXPECT_FALSE(neighbour.ended);
}

}  // namespace
}  // namespace joincast::fetch
