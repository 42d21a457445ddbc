// SPDX-License-Identifier: LGPL-2.1-or-later
// What FFmpeg 5.1 sends of three seconds of a tone at 48 kHz, with its own session descriptions.
#include <fstream>
#include <iterator>

#include "helpers.h"
#include "rtp/receiver.h"
#include "sdp/parse.h"

namespace joincast::payload {
namespace {

using namespace std::chrono_literals;

Bytes read(const std::string& name) {
  std::ifstream file(std::string(JOINCAST_VECTORS "/payload/ffmpeg_") + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Heard {
  Format format;
  std::vector<AccessUnit> units;
  std::size_t packets = 0;
  std::size_t refused = 0;
};

/// The whole way: description, binding, reception, depacketizer. Each packet stands behind its length (16).
Heard hear(const std::string& name) {
  Heard heard;
  const Bytes description = read(name + ".sdp");
  const auto parsed = sdp::parse(as_text(description));
  if (!parsed || parsed->session.media.size() != 1) return heard;
  const sdp::Media& media = parsed->session.media[0];
  const auto binding = bind(media, static_cast<std::uint8_t>(std::stoi(media.formats[0])));
  if (!binding) return heard;
  const auto depacketizer = make_depacketizer(*binding);
  rtp::Receiver receiver;
  const Bytes packets = read(name + ".rtp");
  ByteReader in(packets);
  TimePoint now{1h};
  while (!in.at_end()) {
    receiver.handle_datagram(in.take(in.u16()), IpAddress::v4(0x7f00'0001), now += 20ms);
    while (const auto packet = receiver.poll_output()) {
      const rtp::PacketView& view = packet->packet.view;
      ++heard.packets;
      if (!depacketizer->push({view.payload, packet->packet.timestamp, view.marker, packet->lost_before != 0}))
        ++heard.refused;
      for (AccessUnit& unit : drain(*depacketizer)) heard.units.push_back(std::move(unit));
    }
  }
  heard.format = depacketizer->format();
  return heard;
}

/// Nothing refused, and each unit begins where the one before ends.
void expect_seamless(const Heard& heard, std::int64_t tolerance = 0) {
  EXPECT_EQ(heard.refused, 0u);
  ASSERT_FALSE(heard.units.empty());
  for (std::size_t i = 1; i < heard.units.size(); ++i) {
    const std::int64_t end = heard.units[i - 1].timestamp + heard.units[i - 1].duration;
    EXPECT_NEAR(static_cast<double>(heard.units[i].timestamp), static_cast<double>(end), static_cast<double>(tolerance))
        << i;
    EXPECT_FALSE(heard.units[i].after_loss);
  }
}

TEST(FFmpeg, SendsMpegAudioThreeFramesAPacket) {
  const Heard heard = hear("mpa");
  EXPECT_EQ(heard.packets, 12u);
  EXPECT_EQ(heard.units.size(), 36u);
  EXPECT_EQ(heard.format.sample_rate_hz, 48'000u);
  EXPECT_EQ(heard.units[0].octets.size(), 384u);
  expect_seamless(heard);
}

TEST(FFmpeg, SendsAacInAacHbr) {
  const Heard heard = hear("aac");
  EXPECT_EQ(heard.format.codec, Codec::aac);
  EXPECT_GT(heard.units.size(), heard.packets);
  EXPECT_EQ(heard.units[0].duration, 1024u);
  expect_seamless(heard);
}

TEST(FFmpeg, SendsAacInLatm) {
  const Heard heard = hear("latm");
  EXPECT_EQ(heard.units.size(), 8u);
  EXPECT_EQ(heard.format.sample_rate_hz, 48'000u);
  expect_seamless(heard);
}

TEST(FFmpeg, SendsOpus) {
  const Heard heard = hear("opus");
  EXPECT_EQ(heard.units.size(), 8u);
  EXPECT_EQ(heard.units[0].duration, 960u);
  expect_seamless(heard);
}

TEST(FFmpeg, SendsVorbisWithItsConfigurationInTheDescription) {
  const Heard heard = hear("vorbis");
  EXPECT_EQ(heard.format.channels, 2);
  EXPECT_GT(heard.units.size(), 8u);
  EXPECT_EQ(heard.refused, 0u);
  for (std::size_t i = 2; i < heard.units.size(); ++i) EXPECT_GT(heard.units[i].duration, 0u) << i;
}

TEST(FFmpeg, SendsL16) {
  const Heard heard = hear("l16");
  EXPECT_EQ(heard.format, pcm_format(Codec::l16, 48'000, 2));
  EXPECT_EQ(heard.units[0].duration, 329u);
  expect_seamless(heard);
}

}  // namespace
}  // namespace joincast::payload
