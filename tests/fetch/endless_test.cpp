// SPDX-License-Identifier: LGPL-2.1-or-later
// Answers that are read without libcurl, one and many, and those that must stay with it.
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <future>
#include <iterator>
#include <memory>

#include "tests/fetch/scripted_server.h"
#include "tests/fetch/stream_record.h"

namespace joincast::fetch {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMany = 70;  // more than are looked at one by one

std::string answer(std::string_view more_headers = {}) {
  return "HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\n" + std::string(more_headers) + "\r\n";
}

/// Each octet tells where it belongs.
std::string numbered(std::size_t size) {
  std::string octets(size, '\0');
  for (std::size_t i = 0; i < size; ++i) octets[i] = static_cast<char>(i * 2654435761u >> 16 & 0xff);
  return octets;
}

class FetchEndless : public ::testing::Test {
 protected:
  using Records = std::vector<std::unique_ptr<StreamRecord>>;

  static Request asking(const ScriptedServer& server, Duration stall = 30s) {
    Request request;
    request.url = server.url();
    for (Duration* limit : {&request.limits.connect, &request.limits.headers, &request.limits.first_octet})
      *limit = 30s;
    request.limits.stall = stall;
    request.limits.min_octets_per_second = 100;
    return request;
  }
  Records open(const ScriptedServer& server, std::size_t count) {
    Records records;
    for (std::size_t i = 0; i < count; ++i) records.push_back(std::make_unique<StreamRecord>(client_, asking(server)));
    return records;
  }

  Client client_;
};

/// Plays a little for ever: keeps a stream among the many, without a stall.
void play(Connection& client) {
  client.read_request();
  client.send(answer());
  while (client.send(std::string(400, 'x')) && client.hold(50ms)) continue;
}

TEST_F(FetchEndless, GetsAllThatCameBeforeTheEndThoughItPausedAtTheHeader) {
  class PausesAtOnce : public StreamHandler {
   public:
    PausesAtOnce(Client& client, StreamRecord& record) : client_(client), record_(record) {}
    void handle(const StreamEvent& event) override {
      if (std::holds_alternative<Headers>(event)) client_.pause(id);
      record_.handle(event);
    }
    StreamId id = 0;

   private:
    Client& client_;
    StreamRecord& record_;
  };
  const std::string sound = numbered(100'000);
  ScriptedServer server([&](Connection& client) {
    client.read_request();
    client.send(answer() + sound);
  });
  ScriptedServer nobody([](Connection& client) { client.hold_for_ever(); });
  StreamRecord record(client_, asking(nobody));
  PausesAtOnce handler(client_, record);
  record.run([&] { handler.id = client_.open(asking(server, 400ms), handler); });
  ASSERT_TRUE(record.until([&] { return record.order.starts_with('H'); }));
  EXPECT_FALSE(record.until_for(500ms, [&] { return record.sound.size() > 2048 || record.ended; }));
  record.run([&] { client_.resume(handler.id); });
  EXPECT_EQ(record.end().reason, EndReason::end_of_stream);
  EXPECT_TRUE(record.sound == sound);
}

TEST_F(FetchEndless, EndsWhereTheLengthSaysThoughTheConnectionStays) {
  ScriptedServer server([](Connection& client) {
    client.read_request();
    client.send(answer("Content-Length: 5\r\n") + "sound");
    client.hold_for_ever();
  });
  StreamRecord record(client_, asking(server));
  EXPECT_EQ(record.end().reason, EndReason::end_of_stream);
  EXPECT_EQ(record.sound, "sound");
}

TEST_F(FetchEndless, TakesChunksApartAndTheirEndForTheEnd) {
  ScriptedServer server([](Connection& client) {
    client.read_request();
    client.send(answer("Transfer-Encoding: chunked\r\n") + "3\r\nsou\r\n");
    client.hold(20ms);
    client.send("2\r\nnd\r\n0\r\n\r\n");
    client.hold_for_ever();
  });
  StreamRecord record(client_, asking(server));
  EXPECT_EQ(record.end().reason, EndReason::end_of_stream);
  EXPECT_EQ(record.sound, "sound");
}

TEST_F(FetchEndless, TakesABreakAmongChunksForABreak) {
  ScriptedServer server([](Connection& client) {
    client.read_request();
    client.send(answer("Transfer-Encoding: chunked\r\n") + "3\r\nsou\r\n");
  });
  StreamRecord record(client_, asking(server));
  EXPECT_EQ(record.end().reason, EndReason::connection_lost);
}

TEST_F(FetchEndless, FollowsARedirectToAnotherServerAndReadsOn) {
  const std::string sound = numbered(50'000);
  ScriptedServer there([&](Connection& client) {
    client.read_request();
    client.send(answer());
    for (std::size_t at = 0; at < sound.size(); at += 5000)
      if (!client.send(sound.substr(at, 5000)) || !client.hold(5ms)) return;
  });
  ScriptedServer here("HTTP/1.1 302 Found\r\nLocation: " + there.url() + "\r\nContent-Length: 0\r\n\r\n");
  StreamRecord record(client_, asking(here));
  EXPECT_EQ(record.end().reason, EndReason::end_of_stream);
  EXPECT_TRUE(record.sound == sound);
}

TEST_F(FetchEndless, LetsNoStationStarveItsNeighbours) {
  ScriptedServer quiet([](Connection& client) {
    client.read_request();
    client.send(answer());
    for (int piece = 0; piece < 5; ++piece)
      if (!client.send(std::string(400, 'x')) || !client.hold(10ms)) return;
  });
  const std::string much(1 << 20, 'x');
  ScriptedServer flood([&](Connection& client) {
    client.read_request();
    client.send(answer());
    while (client.send(much)) continue;
  });
  StreamRecord first(client_, asking(flood));
  ASSERT_TRUE(first.until([&] { return first.sound.size() > 100'000; }));
  StreamRecord second(client_, asking(quiet));
  EXPECT_EQ(second.end().reason, EndReason::end_of_stream);
  EXPECT_EQ(second.sound.size(), 2000u);
  EXPECT_FALSE(first.ended);
}

TEST_F(FetchEndless, ReadsAFastOneWholeAmongMany) {
  ScriptedServer others(play);
  const std::string sound = numbered(3'000'000);
  ScriptedServer fast([&](Connection& client) {
    client.read_request();
    client.send(answer());
    client.send(sound);
  });
  const Records records = open(others, kMany);
  for (const auto& record : records) ASSERT_TRUE(record->until([&] { return !record->sound.empty(); }));
  StreamRecord record(client_, asking(fast));
  EXPECT_EQ(record.end().reason, EndReason::end_of_stream) << record.sound.size();
  EXPECT_TRUE(record.sound == sound);
}

TEST_F(FetchEndless, TellsStallsAndEndsAndBreaksAmongMany) {
  ScriptedServer others(play);
  const Records records = open(others, kMany);
  for (const auto& record : records) ASSERT_TRUE(record->until([&] { return !record->sound.empty(); }));
  const auto end_of = [&](ScriptedServer::Script last, Duration stall = 30s) {
    std::atomic<bool> taken{false};
    ScriptedServer server([&](Connection& client) {
      client.read_request();
      client.send(answer() + std::string(4000, 'x'));
      while (!taken && client.hold(5ms)) continue;
      last(client);
    });
    StreamRecord record(client_, asking(server, stall));
    taken = record.until([&] { return record.sound.size() == 4000 || record.ended; });
    const EndReason reason = record.end().reason;
    EXPECT_EQ(record.sound.size(), 4000u);
    return reason;
  };
  EXPECT_EQ(end_of([](Connection&) {}), EndReason::end_of_stream);
  EXPECT_EQ(end_of([](Connection& client) { client.reset(); }), EndReason::connection_lost);
  EXPECT_EQ(end_of([](Connection& client) { client.hold_for_ever(); }, 400ms), EndReason::stalled);
}

TEST_F(FetchEndless, GivesEachDescriptorBack) {
  const auto descriptors = [] {
    const std::filesystem::directory_iterator all("/proc/self/fd");
    return std::distance(begin(all), end(all));
  };
  // Of one process with the server: counted when that has gone as well.
  const auto before = descriptors();
  for (const bool by_server : {true, false}) {
    ScriptedServer server([by_server](Connection& client) {
      client.read_request();
      client.send(answer() + std::string(4000, 'x'));
      if (!by_server) client.hold_for_ever();
    });
    const Records records = open(server, kMany);
    for (const auto& record : records)
      ASSERT_TRUE(record->until([&] { return by_server ? record->ended.has_value() : record->sound.size() == 4000; }));
  }
  EXPECT_EQ(descriptors(), before);
}

}  // namespace
}  // namespace joincast::fetch
