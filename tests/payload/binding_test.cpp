// SPDX-License-Identifier: LGPL-2.1-or-later
#include "payload/binding.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "payload/audio_specific_config.h"
#include "payload/base64.h"
#include "payload/depacketizer.h"
#include "sdp/session.h"

namespace joincast::payload {
namespace {

sdp::Media media(const std::string& type, std::vector<sdp::Attribute> attributes) {
  sdp::Media result;
  result.port = 5004;
  result.formats = {type};
  result.attributes = std::move(attributes);
  return result;
}

std::optional<Binding> bind_one(const std::string& map, const std::string& parameters = "") {
  std::vector<sdp::Attribute> attributes = {{"rtpmap", "96 " + map}};
  if (!parameters.empty()) attributes.push_back({"fmtp", "96 " + parameters});
  return bind(media("96", attributes), 96);
}

/// Describes a binding and binds that again.
std::optional<Binding> again(const Binding& binding) {
  return bind(media(std::to_string(binding.payload_type), describe(binding)), binding.payload_type);
}

TEST(Bind, FallsBackToTheStaticTable) {
  const auto binding = bind(media("14", {}), 14);
  ASSERT_TRUE(binding);
  EXPECT_EQ(binding->payload_type, 14);
  EXPECT_EQ(binding->format, mpa_format());
  EXPECT_EQ(bind(media("10", {}), 10)->format, pcm_format(Codec::l16, 44'100, 2));
  EXPECT_EQ(bind(media("33", {}), 33)->format.codec, Codec::mp2t);
}

TEST(Bind, WantsTheTypeToBeListedAndADynamicOneToBeMapped) {
  EXPECT_FALSE(bind(media("14", {}), 33));
  EXPECT_FALSE(bind(media("96", {}), 96));
}

TEST(Bind, ReadsPcmWithAndWithoutChannels) {
  EXPECT_EQ(bind_one("L24/48000/8")->format, pcm_format(Codec::l24, 48'000, 8));
  EXPECT_EQ(bind_one("l16/44100")->format, pcm_format(Codec::l16, 44'100, 1));
}

TEST(Bind, ReadsOpus) {
  EXPECT_EQ(bind_one("opus/48000/2")->format, opus_format(2));
  EXPECT_EQ(bind_one("opus/48000/2", "sprop-stereo=0")->format.channels, 1);
  EXPECT_FALSE(bind_one("opus/44100/2"));
}

TEST(Bind, ReadsAacHbr) {
  const auto binding = bind_one("mpeg4-generic/44100/2",
                                "streamtype=5; profile-level-id=1; mode=AAC-hbr; config=1210; SizeLength=13; "
                                "IndexLength=3; IndexDeltaLength=3");
  ASSERT_TRUE(binding);
  EXPECT_EQ(binding->packing, Packing::mpeg4_generic);
  EXPECT_EQ(binding->format.codec, Codec::aac);
  EXPECT_EQ(binding->format.config, Bytes({0x12, 0x10}));
  EXPECT_EQ(binding->format.sample_rate_hz, 44'100u);
  EXPECT_EQ(binding->format.samples_per_frame, 1024u);
  EXPECT_EQ(binding->au_headers, AuHeaderLayout{});
}

// ISO/IEC 14496-3 section 1.6.5: 24 kHz core, two channels, 48 kHz by SBR.
constexpr const char* kHierarchical = "2b118800";  // type 5, index 6, 2 channels, extension index 3, type 2
constexpr const char* kCompatible = "131056e598";  // type 2, index 6, 2 channels | 0x2b7, type 5, present, index 3
constexpr const char* kImplicit = "1310";          // type 2, index 6, 2 channels; SBR is found in the frames

/// Ticks of an access unit, as a sender describes HE-AAC.
std::uint32_t he_aac_duration(const std::string& clock, const std::string& config) {
  const auto binding =
      bind_one("mpeg4-generic/" + clock + "/2",
               "mode=AAC-hbr;config=" + config + ";sizelength=13;indexlength=3;" + "indexdeltalength=3");
  const auto depacketizer = binding ? make_depacketizer(*binding) : nullptr;
  const Bytes packet = {0x00, 0x10, 0x00, 0x10, 0xaa, 0xbb};  // one header of 16 bits: two octets
  if (!depacketizer || !depacketizer->push({packet, 0, true, false})) return 0;
  const auto unit = depacketizer->poll();
  return unit ? unit->duration : 0;
}

/// 1,024 samples of the core, 2,048 of what SBR yields: 42.7 ms either way.
TEST(Bind, TimesHeAacRightHoweverItIsSignalled) {
  for (const char* config : {kHierarchical, kCompatible, kImplicit}) {
    EXPECT_EQ(he_aac_duration("24000", config), 1024u) << config;
    EXPECT_EQ(he_aac_duration("48000", config), 2048u) << config;
  }
}

TEST(Bind, KeepsTheConfigurationOfHeAacForTheDecoder) {
  const auto binding = bind_one("mpeg4-generic/48000/2", std::string("mode=AAC-hbr;config=") + kHierarchical +
                                                             ";sizelength=13;indexlength=3;indexdeltalength=3");
  ASSERT_TRUE(binding);
  EXPECT_EQ(binding->format.config, Bytes({0x2b, 0x11, 0x88, 0x00}));
  EXPECT_EQ(binding->format.clock_rate_hz, 48'000u);
}

TEST(Bind, RefusesAacThatItCannotRead) {
  EXPECT_FALSE(bind_one("mpeg4-generic/44100/2", "sizelength=13;indexlength=3;indexdeltalength=3"));  // no config
  EXPECT_FALSE(bind_one("mpeg4-generic/44100/2", "config=1210"));                                     // no sizes
  EXPECT_FALSE(bind_one("mpeg4-generic/44100/2", "config=121;sizelength=13"));
  EXPECT_FALSE(bind_one("mpeg4-generic/44100/2", "config=12x0;sizelength=13"));
  EXPECT_FALSE(bind_one("mpeg4-generic/44100/2", "config=1210;sizelength=99"));
  EXPECT_FALSE(bind_one("mpeg4-generic/44100/2", "config=1210;sizelength=13;CTSDeltaLength=4"));
}

TEST(Bind, ReadsLatmWithItsConfigurationOutOfBand) {
  const auto binding = bind_one("MP4A-LATM/24000/2", "profile-level-id=30; cpresent=0; config=400026203fc0");
  ASSERT_TRUE(binding);
  EXPECT_EQ(binding->packing, Packing::latm);
  EXPECT_EQ(binding->format.sample_rate_hz, 24'000u);
  EXPECT_EQ(binding->format.config, Bytes({0x13, 0x10}));
  EXPECT_FALSE(bind_one("MP4A-LATM/24000/2", "config=400026203fc0"));  // cpresent is 1 unless told otherwise
}

TEST(Bind, NamesWhatItDoesNotKnow) {
  const auto binding = bind_one("H265/90000");
  ASSERT_TRUE(binding);
  EXPECT_EQ(binding->format.codec, Codec::unknown);
  EXPECT_EQ(binding->format.encoding_name, "H265");
  EXPECT_EQ(binding->format.clock_rate_hz, 90'000u);
}

TEST(Describe, WritesWhatPlayersExpect) {
  const Binding aac =
      make_binding(96, aac_format({.object_type = 2, .sample_rate_hz = 48'000, .channel_configuration = 2}));
  EXPECT_EQ(describe(aac), (std::vector<sdp::Attribute>{
                               {"rtpmap", "96 mpeg4-generic/48000/2"},
                               {"fmtp",
                                "96 streamtype=5;profile-level-id=41;mode=AAC-hbr;sizelength=13;indexlength=3;"
                                "indexdeltalength=3;config=1190"}}));
  EXPECT_EQ(describe(*static_binding(14)), (std::vector<sdp::Attribute>{{"rtpmap", "14 MPA/90000"}}));
  EXPECT_EQ(describe(make_binding(97, opus_format())),
            (std::vector<sdp::Attribute>{{"rtpmap", "97 opus/48000/2"}, {"fmtp", "97 sprop-stereo=1;stereo=1"}}));
  EXPECT_EQ(describe(make_binding(98, pcm_format(Codec::l16, 48'000, 1))),
            (std::vector<sdp::Attribute>{{"rtpmap", "98 L16/48000"}}));
}

TEST(Describe, IsTheInverseOfBind) {
  std::ifstream file(JOINCAST_VECTORS "/payload/vorbis_packed_headers.bin", std::ios::binary);
  Format vorbis = pcm_format(Codec::vorbis, 44'100, 2);
  vorbis.config = Bytes(std::istreambuf_iterator<char>(file), {});
  const AudioSpecificConfig he{.object_type = 2,
                               .sample_rate_hz = 24'000,
                               .channel_configuration = 1,
                               .sbr = true,
                               .parametric_stereo = true,
                               .extension_rate_hz = 48'000,
                               .signalling = AudioSpecificConfig::Signalling::hierarchical};
  Binding latm =
      make_binding(103, aac_format({.object_type = 2, .sample_rate_hz = 32'000, .channel_configuration = 1}));
  latm.packing = Packing::latm;
  const std::vector<Binding> bindings = {*static_binding(14),
                                         *static_binding(33),
                                         *static_binding(0),
                                         *static_binding(8),
                                         *static_binding(10),
                                         make_binding(98, opus_format(1)),
                                         make_binding(99, pcm_format(Codec::l24, 96'000, 6)),
                                         make_binding(100, aac_format(he)),
                                         make_binding(101, vorbis),
                                         latm};
  for (const Binding& binding : bindings) EXPECT_EQ(again(binding), binding) << to_string(binding.format.codec);
}

TEST(Base64, AgreesWithRfc4648) {
  EXPECT_EQ(to_base64(as_bytes("foobar")), "Zm9vYmFy");
  EXPECT_EQ(to_base64(as_bytes("fooba")), "Zm9vYmE=");
  EXPECT_EQ(to_base64(as_bytes("foob")), "Zm9vYg==");
  for (const std::string text : {"", "f", "fo", "foo", "foob"})
    EXPECT_EQ(from_base64(to_base64(as_bytes(text))), Bytes(text.begin(), text.end()));
  EXPECT_EQ(from_base64("Zg"), Bytes({'f'}));
  EXPECT_FALSE(from_base64("Z"));
  EXPECT_FALSE(from_base64("Zm 9"));
}

}  // namespace
}  // namespace joincast::payload
