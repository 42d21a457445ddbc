// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/upstream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <iterator>

#include "tests/fetch/scripted_server.h"
#include "tests/interop/upstream_probe.h"

namespace joincast::headend {
namespace {

using namespace std::chrono_literals;
using fetch::Connection;
using fetch::ScriptedServer;
using interop::UpstreamProbe;
using ::testing::HasSubstr;

/// 0.6 s of layer II, 25 frames of 24 ms.
const std::string& tone() {
  static const std::string octets = [] {
    std::ifstream file(JOINCAST_VECTORS "/framer/tone_48000_mono.mp2", std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }();
  return octets;
}

constexpr std::string_view kOk = "HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\nicy-name: Radio\r\nicy-br: 64\r\n\r\n";

void play_for_ever(Connection& client) {
  client.read_request();
  client.send(kOk);
  while (client.send(tone())) {
  }
}

void play_and_end(Connection& client) {
  client.read_request();
  client.send(std::string(kOk) + tone());
}

/// `patience`: how long nothing may come, or nothing that sounds.
UpstreamOptions reading(std::vector<std::string> urls, Duration patience = 30s) {
  UpstreamOptions options;
  options.urls = std::move(urls);
  options.retry_first = 20ms;
  options.retry_most = 40ms;
  options.settled = 10ms;
  options.limits.stall = patience;
  options.no_sound = patience;
  return options;
}

class UpstreamTest : public ::testing::Test {
 protected:
  fetch::Client client_;
};

std::string order_of(const UpstreamProbe& probe) {
  std::string order;
  for (const UpstreamItem& item : probe.order) order += "UFMS"[item.index()];
  return order;
}

TEST_F(UpstreamTest, TellsStateFormatAndStationInFrontOfTheFirstUnit) {
  ScriptedServer server(play_for_ever);
  UpstreamProbe probe(client_, reading({server.url()}));
  ASSERT_TRUE(probe.until([&] { return !probe.units.empty(); }));
  EXPECT_EQ(order_of(probe), "SSFM");
  EXPECT_EQ(probe.states[0].state, UpstreamState::connecting);
  EXPECT_EQ(probe.states[1].state, UpstreamState::playing);
  EXPECT_EQ(probe.formats[0].codec, payload::Codec::mpa);
  EXPECT_EQ(std::get<FormatChange>(probe.order[2]).declared_kbps, 64u);
  EXPECT_EQ(probe.metadata[0].station_name, "Radio");
}

TEST_F(UpstreamTest, StopsReadingAStationFasterThanRealTimeUntilItIsConsumed) {
  ScriptedServer server(play_for_ever);
  UpstreamOptions options = reading({server.url()}, 1s);
  options.most_ahead = 10s;
  UpstreamProbe probe(client_, options);
  probe.consumes = false;
  ASSERT_TRUE(probe.until_media(10s));
  probe.until([] { return false; }, 1500ms);
  EXPECT_LT(probe.media, 12s);
  probe.consume(probe.media, probe.octets);
  probe.consumes = true;
  EXPECT_TRUE(probe.until_media(60s));
  EXPECT_EQ(probe.states.back().state, UpstreamState::playing);
}

TEST_F(UpstreamTest, ReadsOnWhenItMayBeFurtherAhead) {
  ScriptedServer server(play_for_ever);
  UpstreamOptions options = reading({server.url()});
  options.most_ahead = 2s;
  UpstreamProbe probe(client_, options);
  probe.consumes = false;
  ASSERT_TRUE(probe.until_media(2s));
  probe.upstream().set_most_ahead(20s);
  EXPECT_TRUE(probe.until_media(19s));
}

/// Half a second of three programmes.
void send_television(Connection& client) {
  std::ifstream file(JOINCAST_VECTORS "/transport/three_programmes.ts", std::ios::binary);
  client.read_request();
  client.send("HTTP/1.0 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n");
  client.send(std::string(std::istreambuf_iterator<char>(file), {}));
  client.read_request();
}

TEST_F(UpstreamTest, TakesOneProgrammeOfATransportStream) {
  ScriptedServer server(send_television);
  UpstreamOptions options = reading({server.url()});
  options.programme = 28107;
  UpstreamProbe probe(client_, options);
  ASSERT_TRUE(probe.until([&] { return probe.units.size() >= 10 && !probe.metadata.empty(); }));
  EXPECT_EQ(probe.formats.at(0), payload::mp2t_format());
  EXPECT_EQ(probe.metadata[0].station_name, "Example Two");
}

TEST_F(UpstreamTest, SaysWhichProgrammesThereAre) {
  ScriptedServer server(send_television);
  UpstreamOptions options = reading({server.url()});
  options.programme = 7;
  UpstreamProbe probe(client_, options);
  ASSERT_TRUE(probe.until([&] { return probe.states.size() >= 2; }));
  EXPECT_EQ(probe.states[1].state, UpstreamState::failed);
  EXPECT_EQ(probe.states[1].reason, "has no programme 7, but 28106, 28107, 28400");
}

TEST_F(UpstreamTest, TriesItsAlternatesInTurn) {
  ScriptedServer page("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n");
  ScriptedServer error("HTTP/1.0 503 Full\r\n\r\n");
  ScriptedServer good(play_for_ever);
  UpstreamProbe probe(client_, reading({page.url(), error.url(), good.url()}));
  ASSERT_TRUE(probe.until([&] { return !probe.units.empty(); }));
  EXPECT_EQ(probe.states.back().state, UpstreamState::playing);
  EXPECT_EQ(probe.states.back().url_index, 2u);
}

TEST_F(UpstreamTest, BeginsWithTheUrlThatIsKnownToWork) {
  ScriptedServer first(play_for_ever);
  ScriptedServer second(play_for_ever);
  UpstreamOptions options = reading({first.url(), second.url()});
  options.first_url = 1;
  UpstreamProbe probe(client_, options);
  ASSERT_TRUE(probe.until([&] { return !probe.units.empty(); }));
  EXPECT_EQ(probe.states.back().url_index, 1u);
  EXPECT_TRUE(first.requests().empty());
}

TEST_F(UpstreamTest, FollowsAPlaylistAndRemembersWhatPlayed) {
  ScriptedServer silent("HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n" + std::string(400'000, '\x03'));
  ScriptedServer good(play_and_end);
  ScriptedServer playlist("HTTP/1.0 200 OK\r\nContent-Type: audio/x-scpls\r\n\r\n[playlist]\nFile1=" + silent.url() +
                          "\nFile2=" + good.url() + "\n");
  UpstreamOptions options = reading({playlist.url()});
  options.settled = 1h;
  UpstreamProbe probe(client_, options);
  ASSERT_TRUE(probe.until([&] { return !probe.units.empty(); }));
  EXPECT_EQ(probe.states.at(1).state, UpstreamState::playing);
  EXPECT_EQ(probe.states[1].played_url, good.url());
  ASSERT_TRUE(probe.until([&] { return good.requests().size() >= 2; }));
  EXPECT_EQ(playlist.requests().size(), 1u);
  EXPECT_EQ(silent.requests().size(), 1u);
}

TEST_F(UpstreamTest, BeginsWithWhatIsRememberedOfAPlaylist) {
  ScriptedServer good(play_for_ever);
  ScriptedServer playlist("HTTP/1.0 200 OK\r\nContent-Type: audio/x-mpegurl\r\n\r\nhttp://x.invalid/\n");
  UpstreamOptions options = reading({playlist.url()});
  options.remembered = good.url();
  UpstreamProbe probe(client_, options);
  ASSERT_TRUE(probe.until([&] { return !probe.units.empty(); }));
  EXPECT_TRUE(playlist.requests().empty());
}

TEST_F(UpstreamTest, WhatADirectoryNamesMayNotBeInside) {
  ScriptedServer good(play_for_ever);
  UpstreamOptions options = reading({good.url()});
  options.from_outside = true;
  UpstreamProbe probe(client_, options);
  ASSERT_TRUE(probe.until([&] { return probe.states.size() >= 2; }));
  EXPECT_EQ(probe.states[1].reason, "leads to an inside address (127.0.0.1)");
  EXPECT_TRUE(good.requests().empty());
}

TEST_F(UpstreamTest, FailsWithTheReasonOfTheLastUrlAndKeepsTrying) {
  ScriptedServer page("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<html>No radio here");
  UpstreamProbe probe(client_, reading({page.url()}));
  ASSERT_TRUE(probe.until([&] { return probe.states.size() >= 3; }));
  EXPECT_EQ(probe.states[1].state, UpstreamState::failed);
  EXPECT_EQ(probe.states[1].reason, "sends a web page that names no sound");
  EXPECT_TRUE(probe.until([&] { return page.requests().size() >= 3; }));
}

TEST_F(UpstreamTest, ComesBackWithoutANewFormatAfterABreak) {
  ScriptedServer server(play_and_end);
  UpstreamOptions options = reading({server.url()});
  options.settled = 1h;
  UpstreamProbe probe(client_, options);
  ASSERT_TRUE(probe.until([&] { return probe.units.size() >= 60; }));
  EXPECT_EQ(probe.formats.size(), 1u);
  EXPECT_EQ(probe.states[2].state, UpstreamState::stalled);
  EXPECT_EQ(probe.states[2].reason, "ended");
  EXPECT_EQ(probe.states[3].state, UpstreamState::playing);
  EXPECT_FALSE(probe.units[24].after_loss);
  EXPECT_TRUE(probe.units[25].after_loss);
  EXPECT_EQ(probe.units[25].timestamp, 25 * 2160);
}

TEST_F(UpstreamTest, TakesSilenceForAStall) {
  ScriptedServer server([](Connection& client) {
    client.read_request();
    client.send(std::string(kOk) + tone());
    client.hold_for_ever();
  });
  UpstreamProbe probe(client_, reading({server.url()}, 300ms));
  ASSERT_TRUE(probe.until([&] { return probe.states.size() >= 3; }));
  EXPECT_EQ(probe.states[2].state, UpstreamState::stalled);
  EXPECT_EQ(probe.states[2].reason, "stalled");
}

TEST_F(UpstreamTest, GivesUpOnOctetsThatAreNoSound) {
  ScriptedServer server([](Connection& client) {
    client.read_request();
    client.send(kOk);
    while (client.send(std::string(4096, '\x03'))) {
    }
  });
  UpstreamProbe probe(client_, reading({server.url()}));
  ASSERT_TRUE(probe.until([&] { return probe.states.size() >= 2; }));
  EXPECT_EQ(probe.states[1].reason, "sends nothing known as sound");
}

TEST_F(UpstreamTest, GivesUpOnOctetsThatNeverBecomeAFrame) {
  ScriptedServer server([](Connection& client) {
    client.read_request();
    client.send(kOk);
    while (client.send(std::string(100, '\x03')) && client.hold(20ms)) {
    }
  });
  UpstreamProbe probe(client_, reading({server.url()}, 2s));
  ASSERT_TRUE(probe.until([&] { return probe.states.size() >= 2; }));
  EXPECT_EQ(probe.states[1].reason, "sends nothing that can be played");
}

TEST_F(UpstreamTest, PutsATitleInFrontOfTheSoundBehindIt) {
  ScriptedServer server([](Connection& client) {
    client.read_request();
    client.send("ICY 200 OK\r\ncontent-type:audio/mpeg\r\nicy-metaint:192\r\n\r\n");
    std::string stream;
    for (std::size_t frame = 0; frame < 25; ++frame) {
      stream += tone().substr(192 * frame, 192);
      if (frame == 9) {
        std::string block = "StreamTitle='A - B';";
        block.resize(32, '\0');
        stream += '\x02' + block;
      } else {
        stream += '\0';
      }
    }
    client.send(stream);
    client.hold_for_ever();
  });
  UpstreamProbe probe(client_, reading({server.url()}));
  ASSERT_TRUE(probe.until([&] { return probe.units.size() >= 20; }));
  ASSERT_EQ(probe.metadata.size(), 1u);
  EXPECT_EQ(probe.metadata[0].title, "A - B");
  EXPECT_EQ(probe.units_before_metadata, 10u);
}

/// An ICY station with a block behind every 960 octets, which are five frames; an empty block for an empty text.
std::string icy_station(const std::vector<std::string>& blocks) {
  std::string stream = "ICY 200 OK\r\ncontent-type:audio/mpeg\r\nicy-metaint:960\r\n\r\n";
  for (std::size_t i = 0; i < 5; ++i) {
    stream += tone().substr(960 * i, 960);
    std::string block = i < blocks.size() ? blocks[i] : "";
    block.resize((block.size() + 15) / 16 * 16, '\0');
    stream += static_cast<char>(block.size() / 16) + block;
  }
  return stream;
}

TEST_F(UpstreamTest, TheFirstBlockIsAboutTheWholeConnection) {
  ScriptedServer server([](Connection& client) {
    client.read_request();
    client.send(icy_station({"StreamTitle='A';", "", "StreamTitle='B';"}));
    client.hold_for_ever();
  });
  UpstreamProbe probe(client_, reading({server.url()}));
  ASSERT_TRUE(probe.until([&] { return probe.units.size() >= 20; }));
  ASSERT_EQ(probe.metadata.size(), 2u);
  EXPECT_EQ(probe.metadata[0].title, "A");
  EXPECT_GE(probe.metadata[0].since, 96ms);  // the last of the five frames may come behind it
  EXPECT_LE(probe.metadata[0].since, 120ms);
  EXPECT_EQ(probe.metadata[1].title, "B");
  EXPECT_EQ(probe.metadata[1].since, 0ms);
}

TEST_F(UpstreamTest, ATitleBehindAnEmptyFirstBlockBeginsWhereItStands) {
  ScriptedServer server([](Connection& client) {
    client.read_request();
    client.send(icy_station({"", "StreamTitle='A';"}));
    client.hold_for_ever();
  });
  UpstreamProbe probe(client_, reading({server.url()}));
  ASSERT_TRUE(probe.until([&] { return probe.units.size() >= 15; }));
  ASSERT_EQ(probe.metadata.size(), 1u);
  EXPECT_EQ(probe.metadata[0].since, 0ms);
}

TEST_F(UpstreamTest, ATitleOutlivesAReconnection) {
  ScriptedServer server([](Connection& client) {
    client.read_request();
    client.send(icy_station({"StreamTitle='A';"}));
  });
  UpstreamOptions options = reading({server.url()});
  options.settled = 1h;
  UpstreamProbe probe(client_, options);
  ASSERT_TRUE(probe.until([&] { return probe.units.size() >= 40; }));
  ASSERT_EQ(probe.metadata.size(), 1u);
  EXPECT_EQ(probe.metadata[0].title, "A");
}

TEST_F(UpstreamTest, ATitleEndsWhereTheNextConnectionHasNone) {
  std::atomic<int> connections = 0;
  ScriptedServer server([&connections](Connection& client) {
    client.read_request();
    client.send(icy_station({connections++ == 0 ? "StreamTitle='A';" : ""}));
  });
  UpstreamOptions options = reading({server.url()});
  options.settled = 1h;
  UpstreamProbe probe(client_, options);
  ASSERT_TRUE(probe.until([&] { return probe.units.size() >= 40; }));
  ASSERT_EQ(probe.metadata.size(), 2u);
  EXPECT_EQ(probe.metadata[1].title, "");
}

TEST_F(UpstreamTest, HandsOnNoTitleWithoutSound) {
  ScriptedServer server([](Connection& client) {
    client.read_request();
    client.send("ICY 200 OK\r\ncontent-type:audio/mpeg\r\nicy-metaint:1\r\n\r\n");
    std::string block = "StreamTitle='A';";
    for (int i = 0; client.send('x' + std::string(1, '\x01') + block); ++i) block[13] = static_cast<char>('A' + i % 26);
  });
  UpstreamProbe probe(client_, reading({server.url()}, 300ms));
  ASSERT_TRUE(probe.until([&] { return probe.states.size() >= 2; }));
  EXPECT_TRUE(probe.metadata.empty());
}

TEST_F(UpstreamTest, OverlooksALinkThatIsNoWebAddress) {
  ScriptedServer server([](Connection& client) {
    client.read_request();
    client.send("ICY 200 OK\r\ncontent-type:audio/mpeg\r\nicy-url:javascript:alert(1)\r\n\r\n");
    while (client.send(tone())) {
    }
  });
  UpstreamProbe probe(client_, reading({server.url()}));
  ASSERT_TRUE(probe.until([&] { return !probe.units.empty(); }));
  for (const UpstreamMetadata& metadata : probe.metadata) EXPECT_EQ(metadata.link, "");
}

TEST_F(UpstreamTest, ClosesTheConnectionWhenItGoes) {
  std::atomic<bool> closed = false;
  ScriptedServer server([&closed](Connection& client) {
    client.read_request();
    client.send(kOk);
    while (client.send(tone()) && client.hold(1ms)) {
    }
    closed = true;
  });
  {
    UpstreamProbe probe(client_, reading({server.url()}));
    ASSERT_TRUE(probe.until([&] { return !probe.units.empty(); }));
    EXPECT_FALSE(closed);
  }
  const auto end = std::chrono::steady_clock::now() + 60s;
  while (!closed && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  EXPECT_TRUE(closed);
}

TEST_F(UpstreamTest, OutlivesItsQueueWithoutHarm) {
  ScriptedServer server(play_for_ever);
  for (int i = 0; i < 50; ++i) UpstreamProbe probe(client_, reading({server.url()}));
}

}  // namespace
}  // namespace joincast::headend
