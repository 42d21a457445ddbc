// SPDX-License-Identifier: LGPL-2.1-or-later
#include "helpers.h"
#include "payload/opus_packet.h"

namespace joincast::payload {
namespace {

constexpr std::uint8_t toc(unsigned configuration, bool stereo, unsigned code) {
  return static_cast<std::uint8_t>(configuration << 3 | (stereo ? 4u : 0u) | code);
}

TEST(OpusPacket, TellsItsLengthByItsFirstOctets) {
  EXPECT_EQ(opus_duration(Bytes{toc(3, false, 0)}), 2880u);            // SILK, 60 ms
  EXPECT_EQ(opus_duration(Bytes{toc(13, false, 1)}), 1920u);           // hybrid, two of 20 ms
  EXPECT_EQ(opus_duration(Bytes{toc(16, true, 0)}), 120u);             // CELT, 2.5 ms
  EXPECT_EQ(opus_duration(Bytes{toc(31, true, 2)}), 1920u);            // CELT, two of 20 ms
  EXPECT_EQ(opus_duration(Bytes{toc(31, true, 3), 0xc6}), 5760u);      // six of 20 ms, flags ignored
  EXPECT_EQ(opus_duration(Bytes{toc(31, true, 3), 7}), std::nullopt);  // 140 ms
  EXPECT_EQ(opus_duration(Bytes{toc(31, true, 3), 0}), std::nullopt);
  EXPECT_EQ(opus_duration(Bytes{toc(31, true, 3)}), std::nullopt);
  EXPECT_EQ(opus_duration(Bytes{}), std::nullopt);
  EXPECT_EQ(opus_channels(Bytes{toc(31, true, 0)}), 2);
  EXPECT_EQ(opus_channels(Bytes{toc(31, false, 0)}), 1);
}

TEST(OpusHead, IsLittleEndian) {
  const Bytes octets = {'O',  'p',  'u',  's',  'H', 'e', 'a', 'd',
                        1,                       // version
                        2,                       // channels
                        0x38, 0x01,              // pre-skip 312
                        0x44, 0xac, 0x00, 0x00,  // 44,100 Hz
                        0xfe, 0xff,              // gain -2/256 dB
                        0};                      // mapping family
  const auto head = parse_opus_head(octets);
  ASSERT_TRUE(head);
  EXPECT_EQ(*head, (OpusHead{2, 312, 44'100, -2, 0}));
  EXPECT_EQ(to_octets(*head), octets);
  for (std::size_t size = 0; size < octets.size(); ++size) EXPECT_FALSE(parse_opus_head(ByteView(octets).first(size)));
}

TEST(Opus, TravelsAsItIs) {
  const Binding binding = make_binding(97, opus_format());
  const std::vector<AccessUnit> units = {{{toc(31, true, 0), 1, 2}, 0, 960, false},
                                         {{toc(31, true, 0), 3}, 960, 960, false}};
  EXPECT_EQ(round_trip(binding, units), units);
  EXPECT_EQ(refusal(*make_depacketizer(binding), {}), ParseErrc::truncated);
  EXPECT_EQ(refusal(*make_depacketizer(binding), {toc(31, true, 3), 63}), ParseErrc::bad_value);
}

TEST(Opus, RefusesToSendWhatDoesNotFit) {
  EXPECT_FALSE(make_packetizer(make_binding(97, opus_format()))->push({Bytes(1329, 0xf8), 0, 960, false}));
}

TEST(Pcm, CutsSamplesToPacketsOfEqualTime) {
  const Binding binding = make_binding(98, pcm_format(Codec::l16, 48'000, 2));
  const auto packetizer = make_packetizer(binding, {.packet_time = std::chrono::milliseconds(1)});
  packetizer->push({patterned({}, 100 * 4), 1000, 100, false});
  packetizer->push({patterned({}, 100 * 4), 1100, 100, false});
  packetizer->flush();
  const auto payloads = drain(*packetizer);
  ASSERT_EQ(payloads.size(), 5u);
  EXPECT_EQ(payloads[1].octets.size(), 48 * 4u);
  EXPECT_EQ(payloads[1].timestamp, 1048);
  EXPECT_EQ(payloads[4].timestamp, 1192);
  EXPECT_EQ(payloads[4].duration, 8u);
  EXPECT_TRUE(payloads[0].marker);
  EXPECT_FALSE(payloads[1].marker);
}

TEST(Pcm, NeverExceedsAPacket) {
  const Binding binding = make_binding(98, pcm_format(Codec::l24, 96'000, 8));
  const auto packetizer = make_packetizer(binding, {.packet_time = std::chrono::milliseconds(20)});
  packetizer->push({Bytes(24 * 1000), 0, 1000, false});
  for (const Payload& payload : drain(*packetizer)) EXPECT_EQ(payload.octets.size(), 1328 / 24 * 24u);
}

TEST(Pcm, RefusesHalfSamples) {
  const auto depacketizer = make_depacketizer(make_binding(98, pcm_format(Codec::l24, 48'000, 2)));
  EXPECT_EQ(take(*depacketizer, Bytes(12), 5), (std::vector<AccessUnit>{{Bytes(12), 5, 2, false}}));
  EXPECT_EQ(refusal(*depacketizer, Bytes(11)), ParseErrc::bad_length);
  EXPECT_TRUE(take(*depacketizer, Bytes(12), 5)[0].after_loss);
}

TEST(Pcm, ReadsTelephony) {
  const auto depacketizer = make_depacketizer(*static_binding(8));
  EXPECT_EQ(take(*depacketizer, Bytes(160, 0xd5))[0].duration, 160u);
}

Bytes ts_packets(std::size_t count) {
  Bytes octets;
  for (std::size_t i = 0; i < count; ++i) {
    const Bytes packet = patterned({0x47, static_cast<std::uint8_t>(i)}, 188);
    octets.insert(octets.end(), packet.begin(), packet.end());
  }
  return octets;
}

TEST(Mp2t, SendsSevenPacketsAtOnce) {
  const auto packetizer = make_packetizer(*static_binding(33));
  packetizer->push({ts_packets(10), 900, 1000, false});
  const auto payloads = drain(*packetizer);
  ASSERT_EQ(payloads.size(), 1u);
  EXPECT_EQ(payloads[0].octets.size(), 7 * 188u);
  EXPECT_EQ(payloads[0].duration, 700u);
  packetizer->flush();
  EXPECT_EQ(drain(*packetizer)[0].timestamp, 1600);
}

TEST(Mp2t, RefusesWhatIsNotAligned) {
  EXPECT_FALSE(make_packetizer(*static_binding(33))->push({Bytes(188), 0, 0, false}));
  const auto depacketizer = make_depacketizer(*static_binding(33));
  EXPECT_EQ(refusal(*depacketizer, Bytes(187, 0x47)), ParseErrc::truncated);
  EXPECT_EQ(refusal(*depacketizer, Bytes(188)), ParseErrc::bad_value);
}

TEST(Mp2t, KeepsWhatStandsInFrontOfAFault) {
  const auto depacketizer = make_depacketizer(*static_binding(33));
  Bytes octets = ts_packets(3);
  octets[376] = 0;
  EXPECT_EQ(take(*depacketizer, octets)[0].octets, ts_packets(2));
  EXPECT_TRUE(take(*depacketizer, ts_packets(1))[0].after_loss);
}

}  // namespace
}  // namespace joincast::payload
