// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gtest/gtest.h>

#include "payload/adts_header.h"
#include "payload/audio_specific_config.h"
#include "payload/latm.h"

namespace joincast::payload {
namespace {

using Signalling = AudioSpecificConfig::Signalling;

const Bytes kAdts = {
    0xff, 0xf1,  // sync, MPEG-4, layer 0, no CRC
    0x50,        // LC, 44.1 kHz (index 4), private 0, channel configuration's top bit 0
    0x80,        // channel configuration 2, frame size's top bits
    0x2e, 0x7f,  // frame size 371, fullness 0x7ff
    0xfc,        // one raw block
};

TEST(AdtsHeader, ReadsEveryField) {
  const auto header = parse_adts_header(kAdts);
  ASSERT_TRUE(header);
  EXPECT_EQ(*header, (AdtsHeader{.has_crc = false,
                                 .object_type = 2,
                                 .sample_rate_hz = 44'100,
                                 .channel_configuration = 2,
                                 .frame_size = 371,
                                 .raw_blocks = 1}));
}

TEST(AdtsHeader, IsWrittenAsItIsRead) {
  Bytes octets;
  write_adts_header(octets, *parse_adts_header(kAdts));
  EXPECT_EQ(octets, kAdts);
}

TEST(AdtsHeader, RefusesWhatIsNone) {
  const auto changed = [](std::size_t at, std::uint8_t value) {
    Bytes octets = kAdts;
    octets[at] = value;
    return parse_adts_header(octets).has_value();
  };
  EXPECT_FALSE(changed(0, 0xfe));  // sync
  EXPECT_FALSE(changed(1, 0xfb));  // layer III: MP3
  EXPECT_FALSE(changed(2, 0x74));  // reserved rate 13
  EXPECT_FALSE(changed(4, 0x00));  // frame smaller than its header
  EXPECT_FALSE(parse_adts_header(ByteView(kAdts).first(6)));
}

TEST(AudioSpecificConfig, ReadsPlainLc) {
  const auto config = parse_audio_specific_config(Bytes{0x12, 0x10});
  ASSERT_TRUE(config);
  EXPECT_EQ(*config, (AudioSpecificConfig{.object_type = 2, .sample_rate_hz = 44'100, .channel_configuration = 2}));
  EXPECT_EQ(to_octets(*config), Bytes({0x12, 0x10}));
}

TEST(AudioSpecificConfig, ReadsSbrInFront) {
  // type 5, rate index 7 (22,050), two channels, extension index 4 (44,100), type 2
  const Bytes octets = {0x2b, 0x92, 0x08, 0x00};
  const auto config = parse_audio_specific_config(octets);
  ASSERT_TRUE(config);
  EXPECT_EQ(config->signalling, Signalling::hierarchical);
  EXPECT_TRUE(config->sbr);
  EXPECT_FALSE(config->parametric_stereo);
  EXPECT_EQ(config->sample_rate_hz, 22'050u);
  EXPECT_EQ(config->extension_rate_hz, 44'100u);
  EXPECT_EQ(to_octets(*config), octets);
}

TEST(AudioSpecificConfig, ReadsSbrAndPsBehind) {
  // LC, index 7, mono | 0x2b7, type 5, present, index 4 | 0x548, present
  const Bytes octets = {0x13, 0x88, 0x56, 0xe5, 0xa5, 0x48, 0x80};
  const auto config = parse_audio_specific_config(octets);
  ASSERT_TRUE(config);
  EXPECT_EQ(config->signalling, Signalling::compatible);
  EXPECT_TRUE(config->sbr);
  EXPECT_TRUE(config->parametric_stereo);
  EXPECT_EQ(config->channel_configuration, 1);
  EXPECT_EQ(config->extension_rate_hz, 44'100u);
  EXPECT_EQ(to_octets(*config), octets);
}

TEST(AudioSpecificConfig, ReadsARateWrittenOut) {
  const AudioSpecificConfig config{.object_type = 2, .sample_rate_hz = 50'000, .channel_configuration = 1};
  const Bytes octets = to_octets(config);
  EXPECT_EQ(octets, Bytes({0x17, 0x80, 0x61, 0xa8, 0x08}));
  EXPECT_EQ(parse_audio_specific_config(octets).value(), config);
}

TEST(AudioSpecificConfig, RefusesOtherCodecsAndReservedRates) {
  EXPECT_EQ(parse_audio_specific_config(Bytes{0x42, 0x10}).error().code, ParseErrc::wrong_type);  // CELP
  EXPECT_EQ(parse_audio_specific_config(Bytes{0x16, 0x90}).error().code, ParseErrc::bad_value);   // index 13
  EXPECT_EQ(parse_audio_specific_config(Bytes{0x12}).error().code, ParseErrc::truncated);
  EXPECT_EQ(parse_audio_specific_config(Bytes{}).error().code, ParseErrc::truncated);
}

TEST(StreamMuxConfig, ReadsRfc6416sExample) {
  // RFC 6416 section 7.3: config=400026203fc0, AAC LC, 24 kHz, two channels
  const auto config = parse_stream_mux_config(Bytes{0x40, 0x00, 0x26, 0x20, 0x3f, 0xc0});
  ASSERT_TRUE(config);
  EXPECT_EQ(config->sub_frames, 1);
  EXPECT_EQ(config->audio.object_type, 2);
  EXPECT_EQ(config->audio.sample_rate_hz, 24'000u);
  EXPECT_EQ(config->audio.channel_configuration, 2);
  EXPECT_EQ(to_octets(*config), Bytes({0x40, 0x00, 0x26, 0x20, 0x3f, 0xc0}));
}

TEST(StreamMuxConfig, RefusesEveryTruncation) {
  const Bytes whole = {0x40, 0x00, 0x26, 0x20, 0x3f, 0xc0};
  for (std::size_t size = 0; size < 5; ++size)
    EXPECT_FALSE(parse_stream_mux_config(ByteView(whole).first(size))) << size;
}

}  // namespace
}  // namespace joincast::payload
