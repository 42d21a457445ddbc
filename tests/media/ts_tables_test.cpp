// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/ts_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "tests/media/transport.h"

namespace joincast::media {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// The sections of a PID in a stream.
std::vector<Bytes> sections_of(ByteView stream, std::uint16_t pid) {
  TsSections sections;
  std::vector<Bytes> found;
  for (; stream.size() >= kTsPacket; stream = stream.subspan(kTsPacket)) {
    const TsPacketView packet = parse_ts_packet(stream.first<kTsPacket>());
    if (packet.pid != pid) continue;
    sections.push(packet);
    while (const auto section = sections.poll()) found.emplace_back(section->begin(), section->end());
  }
  return found;
}

TEST(TsPacket, TellsEveryField) {
  TransportBuilder stream;
  stream.packet(0x123).packet(0x123, (std::int64_t{0x1'2345'6789} * 300) + 0x12a, 0x55);
  const TsPacketView plain = parse_ts_packet(ByteView(stream.octets()).first<kTsPacket>());
  EXPECT_EQ(plain.pid, 0x123);
  EXPECT_EQ(plain.continuity, 0);
  EXPECT_FALSE(plain.pcr);
  EXPECT_THAT(plain.payload, SizeIs(184));
  const TsPacketView timed = parse_ts_packet(ByteView(stream.octets()).subspan<kTsPacket, kTsPacket>());
  EXPECT_EQ(timed.continuity, 1);
  EXPECT_EQ(timed.pcr, std::int64_t{0x1'2345'6789} * 300 + 0x12a);
  EXPECT_FALSE(timed.discontinuity);
  EXPECT_THAT(timed.payload, SizeIs(176));
}

TEST(TsPacket, HasNoPayloadWhereTheAdaptationFieldFillsOrLeavesIt) {
  std::array<std::uint8_t, kTsPacket> octets{0x47, 0x01, 0x23, 0x30, 183, 0x80};
  EXPECT_THAT(parse_ts_packet(octets).payload, IsEmpty());
  EXPECT_TRUE(parse_ts_packet(octets).discontinuity);
  octets[4] = 184;
  EXPECT_THAT(parse_ts_packet(octets).payload, IsEmpty());
  EXPECT_FALSE(parse_ts_packet(octets).discontinuity);
}

TEST(TsSections, AreWholeWhateverPacketsTheyGoOver) {
  const Bytes stream = transport_vector("dvb_psi.ts");
  EXPECT_THAT(sections_of(stream, 0x11), SizeIs(3));
  EXPECT_THAT(sections_of(stream, 0x00), SizeIs(1));  // the counter stands: the same packet again
}

TEST(TsSections, AreNotGivenWithAPacketMissing) {
  Bytes stream = transport_vector("dvb_psi.ts");
  stream.erase(stream.begin() + 3 * 188, stream.begin() + 4 * 188);  // the end of the first description table
  EXPECT_THAT(sections_of(stream, 0x11), SizeIs(2));
}

TEST(TsSections, SeveralInOnePacketAreGivenInOrder) {
  Bytes both = kMapOfSeven;
  both.insert(both.end(), kMapOfNine.begin(), kMapOfNine.end());
  TransportBuilder stream;
  stream.section(0x100, both);
  EXPECT_THAT(sections_of(stream.octets(), 0x100), ElementsAre(kMapOfSeven, kMapOfNine));
}

TEST(TsTables, PatNamesProgrammesButNotTheNetwork) {
  const auto pat = parse_pat(sections_of(transport_vector("dvb_psi.ts"), 0).front());
  ASSERT_TRUE(pat);
  EXPECT_EQ(pat->stream, 0x3fb);
  EXPECT_THAT(pat->programmes, ElementsAre(TsPat::Programme{28106, 0x1000}, TsPat::Programme{28107, 0x1001},
                                           TsPat::Programme{28400, 0x1002}));
}

TEST(TsTables, PatOfOneProgrammeIsThese) {
  EXPECT_EQ(encode_pat(0x401, 3, {7, 0x100}), with_checksum({
                                                  0x00, 0xb0, 0x0d,              // PAT, 13 octets follow
                                                  0x04, 0x01, 0xc7, 0x00, 0x00,  // stream, version 3
                                                  0x00, 0x07, 0xe1, 0x00,        // programme 7: PID 0x100
                                              }));
}

TEST(TsTables, PmtNamesClockAndStreams) {
  const auto pmt = parse_pmt(kMapOfSeven);
  ASSERT_TRUE(pmt);
  EXPECT_EQ(pmt->programme, 7);
  EXPECT_EQ(pmt->version, 2);
  EXPECT_EQ(pmt->pcr_pid, 0x101);
  EXPECT_THAT(pmt->streams, ElementsAre(TsPmt::Stream{0x02, 0x101}, TsPmt::Stream{0x03, 0x102}));
}

TEST(TsTables, NamesComeInEveryCharacterTable) {
  const Bytes table = sections_of(transport_vector("dvb_psi.ts"), 0x11).front();
  const std::vector<std::string> expected = {"Example HD",  "Café Default 6937", "Südwest 8859-9",  "Česká 8859-2",
                                             "Радио UTF-8", "Радио 8859-5",      "Short Long name", "日本",
                                             "Price €5"};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const auto service = find_service(table, static_cast<std::uint16_t>(28106 + i));
    ASSERT_TRUE(service) << i;
    EXPECT_EQ(service->name, expected[i]);
    EXPECT_TRUE(is_whole_section(service->section));
    EXPECT_EQ(find_service(service->section, static_cast<std::uint16_t>(28106 + i))->name, expected[i]);
    EXPECT_FALSE(find_service(service->section, static_cast<std::uint16_t>(28105 + i)));
  }
}

TEST(TsTables, EventsArePresentOrFollowing) {
  const auto present = parse_event(event_of(7, 0, 1, "Tagesschau"));
  ASSERT_TRUE(present);
  EXPECT_EQ(present->service, 7);
  EXPECT_TRUE(present->present);
  EXPECT_EQ(present->name, "Tagesschau");
  EXPECT_FALSE(parse_event(event_of(7, 1, 1, "Wetter"))->present);
  EXPECT_FALSE(parse_event(kMapOfSeven));
}

TEST(TsTables, TextHasNoControls) {
  EXPECT_EQ(dvb_text(as_bytes(std::string("A\x01\x86"
                                          "B\x87\x8a"
                                          "C\n"))),
            "AB C");
  EXPECT_EQ(dvb_text(as_bytes(std::string("\x15"
                                          "A\x01\xc2\x9f\xff\n"
                                          "B"))),
            "AB");
  EXPECT_EQ(dvb_text(as_bytes(std::string("\x1f\x01what"))), "");
  EXPECT_EQ(dvb_text({}), "");
}

/// Whatever is cut off, and then even with a right length and checksum, nothing is read behind the end.
TEST(TsTables, ShortenedSectionsAreNoTrap) {
  const Bytes service = sections_of(transport_vector("dvb_psi.ts"), 0x11).front();
  for (const Bytes& table : {kTwoProgrammes, kMapOfSeven, service, event_of(7, 0, 1, "Tagesschau")}) {
    for (std::size_t size = 3; size + 4 < table.size(); ++size) {
      const Bytes cut(table.begin(), table.begin() + static_cast<std::ptrdiff_t>(size));
      EXPECT_FALSE(is_whole_section(cut));
      Bytes shorter = cut;
      shorter[1] = static_cast<std::uint8_t>((shorter[1] & 0xf0) | (size + 1) >> 8);
      shorter[2] = static_cast<std::uint8_t>(size + 1);
      shorter = with_checksum(std::move(shorter));
      const auto copy = std::make_unique<Bytes>(shorter);  // a heap block of its own
      EXPECT_EQ(is_whole_section(*copy), size >= 8);
      if (size < 8) continue;
      static_cast<void>(parse_pat(*copy));
      static_cast<void>(parse_pmt(*copy));
      static_cast<void>(find_service(*copy, 28110));
      static_cast<void>(parse_event(*copy));
    }
  }
}

}  // namespace
}  // namespace joincast::media
