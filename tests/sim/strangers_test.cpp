// SPDX-License-Identifier: LGPL-2.1-or-later
// Nothing that a stranger says ends, replaces or blemishes a good stream.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rtcp/compound.h"
#include "sap/packet.h"
#include "tests/sim/world.h"

namespace joincast::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// A listener in the middle of a good stream, and what the headend has said last on each port.
class Stranger : public ::testing::Test {
 protected:
  Stranger() {
    world.station(1).say("Song");
    world.on_sent = [this](const Datagram& datagram) { last[datagram.to.port] = datagram.octets; };
    world.run(seconds(5));
  }

  void say(std::uint16_t port, Bytes octets) {
    world.send({{World::kStranger, 40'000}, {World::group(1).address, port}, std::move(octets)});
  }
  std::uint32_t ssrc() { return listener.statistics().source.value().ssrc; }

  /// The stream goes on for a while as if nothing had been said.
  void expect_undisturbed() {
    const auto source = listener.statistics().source;
    const std::size_t described = listener.events<libreceiver::Described>().size();
    const std::size_t from = listener.heard.size();
    world.run(seconds(10));
    const libreceiver::Statistics now = listener.statistics();
    EXPECT_EQ(now.source, source);
    EXPECT_EQ(now.missing, 0u);
    EXPECT_EQ(now.phase, libreceiver::Phase::playing);
    EXPECT_EQ(listener.events<libreceiver::MediaCame>().size(), 1u);
    EXPECT_EQ(listener.events<libreceiver::Described>().size(), described);
    EXPECT_TRUE(listener.events<libreceiver::SenderLeft>().empty());
    EXPECT_TRUE(listener.events<libreceiver::Withdrawn>().empty());
    EXPECT_TRUE(listener.events<libreceiver::Stalled>().empty());
    EXPECT_EQ(listener.session().item()->title, "Song");
    EXPECT_NEAR(static_cast<double>(listener.heard.size() - from), 10 / 0.024, 4);
    for (std::size_t i = 1; i < listener.heard.size(); ++i)
      ASSERT_EQ(listener.heard[i].frame, listener.heard[i - 1].frame + 1);
    EXPECT_EQ(world.station(1).connections(), 1u);
  }

  World world;
  std::map<std::uint16_t, Bytes> last;
  Listener& listener = world.listen(1);
};

TEST_F(Stranger, SaysGoodbyeInTheHeadendsName) {
  const rtcp::Compound compound{{rtcp::ReceiverReport{ssrc(), {}, {}}, rtcp::Bye{{ssrc()}, "over"}}};
  say(headend::kRtcpPort, rtcp::encode(compound));
  expect_undisturbed();
}

TEST_F(Stranger, DeletesTheAnnouncement) {
  Bytes deletion = last.at(sap::kPort);
  deletion[0] |= 0x04;
  say(sap::kPort, deletion);
  expect_undisturbed();
}

TEST_F(Stranger, SendsTheSameAnnouncementWithOtherWords) {
  Bytes buffer;
  const auto packet = sap::parse(last.at(sap::kPort), buffer).value();
  std::string text(as_text(packet.payload));
  text.replace(text.find("i=Song"), 6, "i=Spam");
  Bytes octets = last.at(sap::kPort);
  octets.resize(octets.size() - text.size());
  const ByteView words = as_bytes(text);
  octets.insert(octets.end(), words.begin(), words.end());
  octets[3] ^= 1;  // another hash: a new version
  for (int i = 0; i < 50; ++i) say(sap::kPort, octets);
  expect_undisturbed();
}

TEST_F(Stranger, SendsRtpOfItsOwn) {
  rtp::Header header{.payload_type = 14, .sequence = 1, .timestamp = 1, .ssrc = 0xbad};
  for (int i = 0; i < 400; ++i) {
    Bytes octets;
    rtp::write(octets, header, Bytes(388));
    world.time.in(milliseconds(24 * i), [this, octets] { say(headend::kRtpPort, octets); });
    ++header.sequence;
    header.timestamp += 2160;
  }
  expect_undisturbed();
}

TEST_F(Stranger, SendsRtpWithTheHeadendsSsrcAndSequence) {
  for (int i = 0; i < 400; ++i) {
    world.time.in(milliseconds(24 * i), [this] {
      Bytes octets = last.at(headend::kRtpPort);
      octets[3] = static_cast<std::uint8_t>(octets[3] + 1);  // ahead of it by one
      octets.back() ^= 0xff;
      say(headend::kRtpPort, octets);
    });
  }
  expect_undisturbed();
}

TEST_F(Stranger, ClaimsTheHeadendsSsrcInReports) {
  const rtcp::Compound compound{{rtcp::SenderReport{ssrc(), {NtpTime{1}, 2, 3, 4}, {}, {}},
                                 rtcp::SourceDescription{{{ssrc(), {{rtcp::SdesType::cname, "mallory"}}}}}}};
  for (int i = 0; i < 100; ++i) say(headend::kRtcpPort, rtcp::encode(compound));
  expect_undisturbed();
  EXPECT_EQ(world.notices<headend::SourceCollision>().size(), 1u);
}

TEST_F(Stranger, LeavesAGroupThatOthersListenTo) {
  Host& other = world.add_host();
  other.join(World::group(1).address);
  world.run(seconds(20));
  other.leave(World::group(1).address);
  expect_undisturbed();
}

TEST_F(Stranger, SendsNoise) {
  Rng rng(7);
  for (int i = 0; i < 3'000; ++i) {
    Bytes octets(rng.below(200));
    for (auto& octet : octets) octet = static_cast<std::uint8_t>(rng.u32());
    if (!octets.empty() && rng.below(2)) octets[0] = static_cast<std::uint8_t>(rng.below(2) ? 0x80 : 0x30);
    const std::uint16_t ports[] = {headend::kRtpPort, headend::kRtcpPort, sap::kPort};
    say(ports[rng.below(3)], std::move(octets));
  }
  expect_undisturbed();
}

}  // namespace
}  // namespace joincast::sim
