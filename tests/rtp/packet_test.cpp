// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtp/packet.h"

#include <gtest/gtest.h>

#include <cstring>
#include <memory>

namespace joincast::rtp {
namespace {

const Bytes kPlain = {
    0x80,                    // version 2
    0x8e,                    // marker, type 14
    0x12, 0x34,              // sequence
    0x56, 0x78, 0x9a, 0xbc,  // timestamp
    0xde, 0xf0, 0x13, 0x57,  // SSRC
    0xaa, 0xbb,              // payload
};

const Bytes kFull = {
    0xb2,                    // version 2, padding, extension, two CSRCs
    0x60,                    // type 96
    0x00, 0x07,              // sequence
    0x00, 0x00, 0x00, 0x09,  // timestamp
    0x11, 0x22, 0x33, 0x44,  // SSRC
    0x01, 0x02, 0x03, 0x04,  // first CSRC
    0x05, 0x06, 0x07, 0x08,  // second CSRC
    0xbe, 0xde, 0x00, 0x01,  // extension of one word
    0x10, 0xee, 0x00, 0x00,  // ID 1, one octet, padding
    0xaa, 0xbb, 0xcc,        // payload
    0x00, 0x00, 0x03,        // padding
};

/// In a heap block of its own, so that ASan sees every overread.
Result<PacketView, ParseError> parse_copy(const Bytes& octets, std::unique_ptr<std::uint8_t[]>& block) {
  block = std::make_unique<std::uint8_t[]>(octets.size());
  if (!octets.empty()) std::memcpy(block.get(), octets.data(), octets.size());
  return parse({block.get(), octets.size()});
}

Bytes copy(ByteView octets) { return {octets.begin(), octets.end()}; }

TEST(Packet, ReadsEveryField) {
  const auto packet = parse(kPlain);
  ASSERT_TRUE(packet);
  EXPECT_TRUE(packet->marker);
  EXPECT_EQ(packet->payload_type, 14);
  EXPECT_EQ(packet->sequence, 0x1234);
  EXPECT_EQ(packet->timestamp, 0x5678'9abcu);
  EXPECT_EQ(packet->ssrc, 0xdef0'1357u);
  EXPECT_EQ(packet->csrc_count(), 0u);
  EXPECT_FALSE(packet->has_extension);
  EXPECT_EQ(copy(packet->payload), Bytes({0xaa, 0xbb}));
}

TEST(Packet, ReadsSourcesExtensionAndPadding) {
  const auto packet = parse(kFull);
  ASSERT_TRUE(packet);
  EXPECT_FALSE(packet->marker);
  EXPECT_EQ(packet->payload_type, 96);
  ASSERT_EQ(packet->csrc_count(), 2u);
  EXPECT_EQ(packet->csrc(0), 0x0102'0304u);
  EXPECT_EQ(packet->csrc(1), 0x0506'0708u);
  EXPECT_EQ(packet->extension_profile, 0xbede);
  EXPECT_EQ(copy(packet->extension), Bytes({0x10, 0xee, 0x00, 0x00}));
  EXPECT_EQ(copy(packet->payload), Bytes({0xaa, 0xbb, 0xcc}));
  EXPECT_EQ(packet->padding, 3);
}

TEST(Packet, IsWrittenAsItIsRead) {
  constexpr std::array<std::uint32_t, 2> kCsrcs = {0x0102'0304, 0x0506'0708};
  const Bytes extension = {0x10, 0xee, 0x00, 0x00};
  const Bytes payload = {0xaa, 0xbb, 0xcc};
  Bytes full;
  write(full, {.payload_type = 96, .sequence = 7, .timestamp = 9, .ssrc = 0x1122'3344}, payload,
        {.csrcs = kCsrcs, .has_extension = true, .extension_profile = 0xbede, .extension = extension, .padding = 3});
  EXPECT_EQ(full, kFull);
  const Header plain{
      .marker = true, .payload_type = 14, .sequence = 0x1234, .timestamp = 0x5678'9abc, .ssrc = 0xdef0'1357};
  EXPECT_EQ(copy(encode(plain)), Bytes(kPlain.begin(), kPlain.begin() + 12));
}

TEST(Packet, MayBeEmpty) {
  const auto packet = parse(ByteView(kPlain).first(12));
  ASSERT_TRUE(packet);
  EXPECT_TRUE(packet->payload.empty());
}

TEST(Packet, RefusesOtherVersionsAndRtcp) {
  const auto changed = [](std::size_t at, std::uint8_t value) {
    Bytes octets = kPlain;
    octets[at] = value;
    return parse(octets).error().code;
  };
  EXPECT_EQ(changed(0, 0x40), ParseErrc::unsupported_version);
  EXPECT_EQ(changed(1, 0xc8), ParseErrc::wrong_type);  // 200: a sender report
  EXPECT_EQ(changed(1, 0xcc), ParseErrc::wrong_type);  // 204: APP
}

TEST(Packet, RefusesImpossiblePadding) {
  Bytes octets = kFull;
  octets.back() = 0;
  EXPECT_EQ(parse(octets).error().code, ParseErrc::bad_padding);
  octets.back() = 7;  // payload and padding are six
  EXPECT_EQ(parse(octets).error().code, ParseErrc::bad_padding);
  octets.back() = 6;
  EXPECT_TRUE(parse(octets)->payload.empty());
}

TEST(Packet, RefusesEveryTruncationOfItsHeader) {
  for (std::size_t size = 0; size < 28; ++size) {
    std::unique_ptr<std::uint8_t[]> block;
    const auto packet = parse_copy({kFull.begin(), kFull.begin() + static_cast<std::ptrdiff_t>(size)}, block);
    ASSERT_FALSE(packet) << size;
    EXPECT_EQ(packet.error().code, ParseErrc::truncated);
  }
}

TEST(Packet, IsTheSameSeenElsewhere) {
  const PacketView packet = *parse(kFull);
  const Bytes other = kFull;
  const PacketView moved = rebased(packet, other);
  EXPECT_EQ(moved.payload.data(), other.data() + 28);
  EXPECT_EQ(moved.extension.data(), other.data() + 24);
  EXPECT_EQ(moved.csrc(1), packet.csrc(1));
  EXPECT_EQ(moved.datagram.data(), other.data());
}

}  // namespace
}  // namespace joincast::rtp
