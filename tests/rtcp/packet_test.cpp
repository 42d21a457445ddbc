// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/packet.h"

#include <gtest/gtest.h>

#include <array>

namespace joincast::rtcp {
namespace {

Bytes encoded(const Packet& packet) {
  Bytes octets;
  ByteWriter out(octets);
  encode(packet, out);
  EXPECT_EQ(octets.size(), encoded_size(packet));
  return octets;
}

/// Reads one packet with its header.
Result<Packet, ParseError> parsed(const Bytes& octets) {
  return parse_packet(octets[1], octets[0] & 0x1f, ByteView(octets).subspan(4));
}

void expect_both_ways(const Bytes& octets, const Packet& packet) {
  const auto read = parsed(octets);
  ASSERT_TRUE(read.has_value()) << to_string(read.error().code);
  EXPECT_EQ(*read, packet);
  EXPECT_EQ(encoded(packet), octets);
}

const Bytes kSenderReport = {
    0x81, 0xc8, 0x00, 0x0d,                          // version 2, one block; SR; 13 words follow
    0x01, 0x02, 0x03, 0x04,                          // ssrc
    0xe5, 0x06, 0x07, 0x08, 0x89, 0x0a, 0x0b, 0x0c,  // NTP: seconds, fraction
    0x11, 0x12, 0x13, 0x14,                          // RTP timestamp
    0x21, 0x22, 0x23, 0x24,                          // packets
    0x31, 0x32, 0x33, 0x34,                          // octets
    0x41, 0x42, 0x43, 0x44,                          // block: ssrc
    0x51, 0x00, 0x52, 0x53,                          // fraction, lost 0x5253
    0x00, 0x01, 0x61, 0x62,                          // highest sequence number
    0x00, 0x00, 0x71, 0x72,                          // jitter
    0x81, 0x82, 0x83, 0x84,                          // last SR
    0x00, 0x91, 0x92, 0x93,                          // since last SR
    0xde, 0xad, 0xbe, 0xef,                          // profile-specific extension
};

TEST(SenderReport, HasEveryFieldInItsPlace) {
  SenderReport report;
  report.ssrc = 0x01020304;
  report.info = {NtpTime{0xe5060708890a0b0c}, 0x11121314, 0x21222324, 0x31323334};
  report.blocks = {{0x41424344, 0x51, 0x5253, 0x16162, 0x7172, 0x81828384, 0x919293}};
  report.extension = {0xde, 0xad, 0xbe, 0xef};
  expect_both_ways(kSenderReport, report);
}

TEST(SenderReport, RefusesACountBeyondItsLength) {
  Bytes octets = kSenderReport;
  octets[0] = 0x82;
  ASSERT_FALSE(parsed(octets).has_value());
  EXPECT_EQ(parsed(octets).error().code, ParseErrc::bad_length);
}

TEST(ReceiverReport, MayReportOnNobody) {
  expect_both_ways({0x80, 0xc9, 0x00, 0x01, 0x0a, 0x0b, 0x0c, 0x0d}, ReceiverReport{0x0a0b0c0d, {}, {}});
}

const Bytes kDescription = {
    0x82, 0xca, 0x00, 0x0b,                 // two chunks; SDES; 11 words
    0xa1, 0xa2, 0xa3, 0xa4,                 // first ssrc
    0x01, 0x03, 'a',  '@',  'b',            // CNAME
    0x02, 0x02, 'N',  'e',                  // NAME
    0x08, 0x05, 0x02, 'p',  'q', 'v', 'w',  // PRIV: prefix "pq", value "vw"
    0x00, 0x00, 0x00, 0x00,                 // end and padding
    0xb1, 0xb2, 0xb3, 0xb4,                 // second ssrc
    0x01, 0x02, 'x',  'y',                  // CNAME
    0x00, 0x00, 0x00, 0x00,                 // a whole word for the end
    0xc1, 0xc2, 0xc3, 0xc4,                 // (removed below)
};

TEST(SourceDescription, EndsEachChunkOnAWord) {
  Bytes octets(kDescription.begin(), kDescription.end() - 4);
  octets[3] = static_cast<std::uint8_t>(octets.size() / 4 - 1);
  SourceDescription description;
  description.chunks = {
      {0xa1a2a3a4, {{SdesType::cname, "a@b"}, {SdesType::name, "Ne"}, {SdesType::priv, std::string("\x02pqvw")}}},
      {0xb1b2b3b4, {{SdesType::cname, "xy"}}}};
  expect_both_ways(octets, description);
}

TEST(SourceDescription, RefusesOctetsBehindTheLastChunk) {
  Bytes octets = kDescription;
  octets[3] = static_cast<std::uint8_t>(octets.size() / 4 - 1);
  ASSERT_FALSE(parsed(octets).has_value());
  EXPECT_EQ(parsed(octets).error().code, ParseErrc::trailing_octets);
}

TEST(SourceDescription, KeepsEveryItemType) {
  for (const std::uint8_t type : std::to_array<std::uint8_t>({1, 2, 3, 4, 5, 6, 7, 8, 200}))
    expect_both_ways({0x81, 0xca, 0x00, 0x02, 0x0d, 0x0e, 0x0f, 0x10, type, 0x01, 'z', 0x00},
                     SourceDescription{{{0x0d0e0f10, {{static_cast<SdesType>(type), "z"}}}}});
}

TEST(SourceDescription, RefusesAnItemLongerThanItsPacket) {
  const auto read = parsed({0x81, 0xca, 0x00, 0x02, 0x0d, 0x0e, 0x0f, 0x10, 0x01, 0x03, 'z', 0x00});
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().code, ParseErrc::bad_length);
}

TEST(SourceDescription, CutsLongTextAtACharacter) {
  const std::string text = std::string(254, 'a') + "\xc3\xa4";  // 256 octets, the last two one character
  const Bytes octets = encoded(SourceDescription{{{1, {{SdesType::name, text}}}}});
  EXPECT_EQ(octets[9], 254);
}

TEST(PrivateItem, SplitsPrefixAndValue) {
  const SdesItem item{SdesType::priv, std::string("\x02pqvw")};
  ASSERT_TRUE(private_item(item).has_value());
  EXPECT_EQ(private_item(item)->prefix, "pq");
  EXPECT_EQ(private_item(item)->value, "vw");
  EXPECT_EQ(private_item({SdesType::priv, "\x05pq"}).error().code, ParseErrc::bad_length);
}

TEST(Bye, CarriesSourcesAndAReason) {
  expect_both_ways({0x82, 0xcb, 0x00, 0x04,                   // two sources; BYE
                    0x01, 0x02, 0x03, 0x04,                   // first
                    0x05, 0x06, 0x07, 0x08,                   // second
                    0x05, 'd',  'o',  'n',  'e', '!', 0, 0},  // reason, padded
                   Bye{{0x01020304, 0x05060708}, "done!"});
}

TEST(Bye, NeedsNoReason) { expect_both_ways({0x81, 0xcb, 0x00, 0x01, 0x01, 0x02, 0x03, 0x04}, Bye{{0x01020304}, {}}); }

TEST(Bye, RefusesAReasonBeyondThePacket) {
  const auto read = parsed({0x81, 0xcb, 0x00, 0x02, 0x01, 0x02, 0x03, 0x04, 0x04, 'a', 'b', 'c'});
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().code, ParseErrc::bad_length);
}

TEST(App, KeepsNameSubtypeAndData) {
  expect_both_ways({0x9f, 0xcc, 0x00, 0x03, 0x01, 0x02, 0x03, 0x04, 'J', 'o', 'i', 'n', 0x05, 0x06, 0x07, 0x08},
                   App{31, 0x01020304, {'J', 'o', 'i', 'n'}, {0x05, 0x06, 0x07, 0x08}});
}

TEST(Feedback, IsRecognisedOfBothKinds) {
  const Bytes generic_nack = {0x81, 0xcd, 0x00, 0x03, 1, 2, 3, 4, 5, 6, 7, 8, 0x12, 0x34, 0x00, 0x05};
  expect_both_ways(generic_nack, Feedback{false, 1, 0x01020304, 0x05060708, {0x12, 0x34, 0x00, 0x05}});
  const Bytes picture_loss = {0x81, 0xce, 0x00, 0x02, 1, 2, 3, 4, 5, 6, 7, 8};
  expect_both_ways(picture_loss, Feedback{true, 1, 0x01020304, 0x05060708, {}});
}

TEST(OtherPacket, IsKeptAsItCame) {
  expect_both_ways({0x83, 0xd1, 0x00, 0x01, 9, 8, 7, 6}, OtherPacket{209, 3, {9, 8, 7, 6}});
}

TEST(Packet, RefusesEveryTruncationOfWhatHasAFixedHead) {
  const Bytes body(kSenderReport.begin() + 4, kSenderReport.end() - 4);
  for (std::size_t size = 0; size < body.size(); ++size) {
    const Bytes cut(body.begin(), body.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_FALSE(parse_packet(200, 1, cut).has_value()) << size;
  }
}

}  // namespace
}  // namespace joincast::rtcp
