// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/ts_framer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/media/framing.h"
#include "tests/media/transport.h"

namespace joincast::media {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::int64_t kTenMs = kPcrRate / 100;

struct Result {
  Bytes octets;
  std::vector<payload::AccessUnit> units;
  std::vector<std::string> titles, names;
  std::string trouble;

  std::set<std::uint16_t> pids() const {
    std::set<std::uint16_t> pids;
    for (std::size_t at = 0; at < octets.size(); at += kTsPacket)
      pids.insert(parse_ts_packet(ByteView(octets).subspan(at).first<kTsPacket>()).pid);
    return pids;
  }
  std::vector<TsPacketView> packets(std::uint16_t pid) const {
    std::vector<TsPacketView> packets;
    for (std::size_t at = 0; at < octets.size(); at += kTsPacket) {
      packets.push_back(parse_ts_packet(ByteView(octets).subspan(at).first<kTsPacket>()));
      if (packets.back().pid != pid) packets.pop_back();
    }
    return packets;
  }
  std::int64_t ticks() const {
    std::int64_t sum = 0;
    for (const auto& unit : units) sum += unit.duration;
    return sum;
  }
};

void drain(FramerQueue& queue, Result& result) {
  for (FramerItem& item : queue) {
    if (auto* unit = std::get_if<payload::AccessUnit>(&item)) {
      result.octets.insert(result.octets.end(), unit->octets.begin(), unit->octets.end());
      result.units.push_back(std::move(*unit));
    } else if (const auto* said = std::get_if<StreamMetadata>(&item)) {
      result.titles.push_back(said->title);
      result.names.push_back(said->station_name);
    }
  }
  queue.clear();
}

Result of(ByteView stream, std::uint16_t programme = 0, std::size_t piece = 1400) {
  TsFramer framer(programme);
  Result result;
  FramerQueue queue;
  for (; !stream.empty(); stream = stream.subspan(std::min(piece, stream.size())))
    framer.push(stream.first(std::min(piece, stream.size())), queue);
  framer.splice(queue);
  drain(queue, result);
  result.trouble = framer.trouble();
  return result;
}

/// Tables, then the clock every ten packets, which take ten milliseconds.
TransportBuilder steady(std::int64_t first, int intervals, std::int64_t interval = kTenMs) {
  TransportBuilder stream;
  stream.section(kPatPid, kTwoProgrammes).section(0x100, kMapOfSeven).section(0x200, kMapOfNine);
  for (int i = 0; i <= intervals; ++i) {
    stream.packet(0x101, (first + i * interval) % kPcrWrap);
    for (int j = 0; j < 9; ++j) stream.packet(j % 3 == 0 ? 0x201 : j % 3 == 1 ? 0x102 : kTsNullPid);
  }
  return stream;
}

TEST(TsFramer, TakesOneProgrammeAndDropsOthersAndNullPackets) {
  const Result seven = of(steady(0, 20).octets(), 7);
  EXPECT_THAT(seven.pids(), ElementsAre(0x00, 0x100, 0x101, 0x102));
  EXPECT_THAT(seven.trouble, IsEmpty());
  const auto pat = seven.packets(kPatPid).front();
  EXPECT_EQ(parse_pat(pat.payload.subspan(1, 16))->programmes, (std::vector{TsPat::Programme{7, 0x100}}));
}

TEST(TsFramer, TakesTheFirstProgrammeUnlessToldWhich) {
  EXPECT_EQ(of(steady(0, 20).octets()).pids(), of(steady(0, 20).octets(), 7).pids());
}

TEST(TsFramer, SaysWhichProgrammesThereAre) {
  const Result result = of(steady(0, 20).octets(), 8);
  EXPECT_THAT(result.units, IsEmpty());
  EXPECT_EQ(result.trouble, "has no programme 8, but 7, 9");
}

TEST(TsFramer, UnitsAreSevenPackets) {
  const Result result = of(steady(0, 20).octets());
  ASSERT_GT(result.units.size(), 3u);
  for (std::size_t i = 0; i + 1 < result.units.size(); ++i) EXPECT_THAT(result.units[i].octets, SizeIs(1316));
}

/// Twenty intervals of ten packets in ten milliseconds each, and what is left behind the last clock at the same pace.
TEST(TsFramer, TakesAsLongAsItsClockSays) {
  const Result result = of(steady(0, 20).octets());
  EXPECT_EQ(result.ticks(), 21 * 900);
  for (std::size_t i = 1; i < result.units.size(); ++i)
    EXPECT_EQ(result.units[i].timestamp, result.units[i - 1].timestamp + result.units[i - 1].duration);
}

TEST(TsFramer, GoesOnThroughTheClocksWrap) {
  EXPECT_EQ(of(steady(kPcrWrap - 5 * kTenMs, 20).octets()).ticks(), 21 * 900);
}

TEST(TsFramer, GoesOnAtThePaceKnownThroughAJump) {
  TransportBuilder stream = steady(0, 10);
  for (int i = 0; i <= 10; ++i) {
    stream.packet(0x101, 3600 * kPcrRate + i * kTenMs);
    for (int j = 0; j < 9; ++j) stream.packet(0x102);
  }
  EXPECT_EQ(of(stream.octets()).ticks(), 22 * 900);
}

TEST(TsFramer, AFileAnewTellsTheJumpAndKeepsTheCounters) {
  TsFramer framer;
  FramerQueue queue;
  Result result;
  for (int i = 0; i < 2; ++i) {
    framer.push(steady(0, 10).octets(), queue);
    framer.splice(queue);
  }
  drain(queue, result);
  EXPECT_EQ(result.ticks(), 22 * 900 + 3 * 90);  // the tables in front of the second
  for (const int pid : {0x00, 0x100, 0x101, 0x102}) {
    const auto packets = result.packets(static_cast<std::uint16_t>(pid));
    for (std::size_t i = 1; i < packets.size(); ++i)
      EXPECT_EQ(packets[i].continuity, (packets[i - 1].continuity + 1) & 15) << pid << " " << i;
  }
  std::vector<std::size_t> jumps;
  const auto clocked = result.packets(0x101);
  for (std::size_t i = 0; i < clocked.size(); ++i)
    if (clocked[i].discontinuity) jumps.push_back(i);
  EXPECT_THAT(jumps, ElementsAre(0u, 11u));
}

TEST(TsFramer, TitleIsTheEventThatIsOn) {
  TransportBuilder stream = steady(0, 2);
  stream.section(kEitPid, event_of(9, 0, 0, "Of another service"));
  stream.section(kEitPid, event_of(7, 0, 0, "Tagesschau")).section(kEitPid, event_of(7, 1, 0, "Wetter"));
  for (int i = 3; i < 12; ++i) stream.packet(0x101, i * kTenMs).packet(0x102).packet(0x102);
  stream.section(kEitPid, event_of(7, 0, 1, "Wetter"));
  for (int i = 12; i < 30; ++i) stream.packet(0x101, i * kTenMs).packet(0x102).packet(0x102);
  const Result result = of(stream.octets());
  EXPECT_THAT(result.titles, ElementsAre("Tagesschau", "Wetter"));
  for (const TsPacketView& packet : result.packets(kEitPid))
    EXPECT_EQ(packet.begins ? packet.payload[5] : 7, 7);  // the service
}

TEST(TsFramer, GoesOnBehindGarbage) {
  const Bytes stream = steady(0, 20).octets();
  Bytes broken(stream.begin(), stream.begin() + 40 * 188 + 50);
  broken.insert(broken.end(), 300, 0x00);
  broken.insert(broken.end(), stream.begin() + 50 * 188, stream.end());
  const Result result = of(broken);
  EXPECT_GT(result.units.size(), 8u);
  for (std::size_t at = 0; at < result.octets.size(); at += kTsPacket) EXPECT_EQ(result.octets[at], kTsSync);
}

TEST(TsFramer, IsTheSameHoweverItIsCut) {
  const Bytes stream = transport_vector("three_programmes.ts");
  const Result whole = of(stream, 28107, stream.size());
  EXPECT_GT(whole.units.size(), 20u);
  for (const std::size_t piece : {1u, 187u, 188u, 1316u, 4096u}) EXPECT_EQ(of(stream, 28107, piece).units, whole.units);
}

TEST(TsFramer, ThreeProgrammesEachByItsNumber) {
  const Bytes stream = transport_vector("three_programmes.ts");
  EXPECT_THAT(of(stream, 28106).names, ElementsAre("Example One HD"));
  EXPECT_THAT(of(stream, 28107).names, ElementsAre("Example Two"));
  EXPECT_THAT(of(stream, 28400).names, ElementsAre("Radio Muster"));
  EXPECT_THAT(of(stream, 28400).pids(), ElementsAre(0x00, 0x11, 0x104, 0x1002));
}

TEST(TsFramer, NoTruncationIsATrap) {
  const Bytes stream = steady(0, 3).octets();
  for (std::size_t size = 0; size < stream.size(); size += 7) {
    const Bytes cut(stream.begin(), stream.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_LE(of(cut).octets.size(), size + 2 * kTsPacket);
  }
}

TEST(StreamFramer, KnowsATransportStreamByItsContent) {
  const Framed result = framed(transport_vector("three_programmes.ts"));
  EXPECT_EQ(result.container, Container::ts);
  ASSERT_THAT(result.formats, SizeIs(1));
  EXPECT_EQ(result.formats[0], payload::mp2t_format());
  EXPECT_EQ(container_of_type("video/mp2t"), Container::ts);
}

}  // namespace
}  // namespace joincast::media
