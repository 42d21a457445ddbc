// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/stream_framer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/media/framing.h"

namespace joincast::media {
namespace {

using payload::Codec;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(StreamFramer, CutsMp3IntoFramesAndSkipsTagsAndTheInformationFrame) {
  const Framed result = framed(vector_of("tone_44100_stereo.mp3"));
  EXPECT_EQ(result.container, Container::mpa);
  ASSERT_THAT(result.formats, SizeIs(1));
  EXPECT_EQ(result.formats[0].codec, Codec::mpa);
  EXPECT_EQ(result.formats[0].sample_rate_hz, 44'100u);
  EXPECT_EQ(result.formats[0].channels, 2);
  EXPECT_EQ(result.formats[0].clock_rate_hz, 90'000u);
  EXPECT_THAT(result.units, SizeIs(24));
  EXPECT_EQ(result.counters.skipped_tags, 3u);  // ID3v2, the information frame, ID3v1
  EXPECT_EQ(result.counters.garbage, 0u);
  EXPECT_EQ(result.order, "FU");
}

TEST(StreamFramer, SumsDurationsWithoutDrift) {
  const Framed result = framed(vector_of("tone_44100_stereo.mp3"));
  ASSERT_THAT(result.units, SizeIs(24));
  EXPECT_EQ(ticks_of(result), 24u * 1152 * 90'000 / 44'100);
  EXPECT_EQ(result.units[23].timestamp, std::int64_t{23} * 1152 * 90'000 / 44'100);
}

TEST(StreamFramer, CutsLayerTwo) {
  const Framed result = framed(vector_of("tone_48000_mono.mp2"));
  ASSERT_THAT(result.units, SizeIs(25));
  EXPECT_EQ(result.formats[0].channels, 1);
  EXPECT_EQ(result.units[0].octets.size(), 192u);
  EXPECT_EQ(result.units[0].duration, 2160u);
}

TEST(StreamFramer, CutsAdtsIntoRawUnitsWithTheirConfiguration) {
  const Framed result = framed(vector_of("tone_44100_stereo.aac"), "audio/aacp");
  EXPECT_EQ(result.container, Container::adts);
  ASSERT_THAT(result.formats, SizeIs(1));
  EXPECT_EQ(result.formats[0].codec, Codec::aac);
  EXPECT_THAT(result.formats[0].config, ElementsAre(0x12, 0x10));  // AAC LC, 44,100 Hz, 2 channels
  ASSERT_THAT(result.units, SizeIs(27));
  EXPECT_EQ(result.units[0].duration, 1024u);
  EXPECT_NE(result.units[0].octets[0], 0xff);  // no header left
}

/// HE-AAC in ADTS says nothing of SBR: the header has the core's 24 kHz, a frame is 42.7 ms.
TEST(StreamFramer, TakesHeAacByItsCore) {
  const Bytes frame = {
      0xff, 0xf1,              // sync, MPEG-4, no CRC
      0x58, 0x80,              // LC, 24 kHz (index 6), channel configuration 2
      0x01, 0x7f, 0xfc,        // frame size 11, fullness 0x7ff, one raw block
      0x21, 0x10, 0x04, 0x60,  // some block
  };
  Bytes station;
  for (int i = 0; i < 5; ++i) station = std::move(station) + frame;
  const Framed result = framed(station, "audio/aacp");
  ASSERT_THAT(result.formats, SizeIs(1));
  EXPECT_THAT(result.formats[0].config, ElementsAre(0x13, 0x10));  // type 2, index 6, 2 channels
  EXPECT_EQ(result.formats[0].clock_rate_hz, 24'000u);
  ASSERT_FALSE(result.units.empty());
  EXPECT_EQ(result.units[0].duration, 1024u);
}

TEST(StreamFramer, CutsOggOpusIntoPacketsWithTheirComments) {
  const Framed result = framed(vector_of("tone_opus.ogg"));
  EXPECT_EQ(result.container, Container::ogg);
  EXPECT_EQ(result.order, "FMU");
  EXPECT_EQ(result.formats[0], payload::opus_format(2));
  EXPECT_EQ(result.comments[0].title, "Song");
  EXPECT_EQ(result.comments[0].artist, "Singer");
  ASSERT_THAT(result.units, SizeIs(31));
  EXPECT_EQ(ticks_of(result), 31u * 960);
}

TEST(StreamFramer, FollowsAChainOfOggStreams) {
  const Framed result = framed(vector_of("chained_opus.ogg"));
  EXPECT_EQ(result.order, "FMUFMU");
  EXPECT_THAT(result.comments,
              ElementsAre(Field(&StreamMetadata::title, "Song"), Field(&StreamMetadata::title, "Next")));
  EXPECT_THAT(result.units, SizeIs(62));
}

TEST(StreamFramer, CutsOggVorbisWithItsHeadersAsConfiguration) {
  const Framed result = framed(vector_of("tone_vorbis.ogg"));
  EXPECT_EQ(result.order, "FMU");
  EXPECT_EQ(result.formats[0].codec, Codec::vorbis);
  EXPECT_EQ(result.formats[0].sample_rate_hz, 44'100u);
  EXPECT_EQ(result.formats[0].channels, 2);
  EXPECT_GT(result.formats[0].config.size(), 1000u);
  EXPECT_EQ(result.comments[0].title, "Song");
  EXPECT_THAT(result.units, SizeIs(28));
  EXPECT_NEAR(static_cast<double>(ticks_of(result)), 0.6 * 44'100, 2048);
}

TEST(StreamFramer, CutsFlacInOggAndAlone) {
  for (const char* name : {"tone_flac.ogg", "tone.flac"}) {
    const Framed result = framed(vector_of(name));
    SCOPED_TRACE(name);
    EXPECT_EQ(result.order, "FMU");
    EXPECT_EQ(result.formats[0].codec, Codec::flac);
    EXPECT_EQ(result.formats[0].sample_rate_hz, 44'100u);
    EXPECT_EQ(result.formats[0].channels, 1);
    EXPECT_EQ(result.formats[0].config.size(), 34u);
    EXPECT_EQ(result.comments[0].title, "Song");
    EXPECT_EQ(result.comments[0].artist, "Singer");
    EXPECT_EQ(result.units.at(0).duration, 4608u);
    EXPECT_GE(result.units.size(), 5u);
    EXPECT_EQ(result.counters.garbage, 0u);
  }
}

TEST(StreamFramer, GivesTheSameForAnyCutOfItsInput) {
  for (const char* name : {"tone_44100_stereo.mp3", "tone_44100_stereo.aac", "chained_opus.ogg", "tone_vorbis.ogg",
                           "tone.flac", "tone_flac.ogg"}) {
    const Bytes octets = vector_of(name);
    const Framed whole = framed(octets, {}, octets.size());
    for (const std::size_t piece : {1u, 7u, 4096u}) {
      SCOPED_TRACE(std::string(name) + " in pieces of " + std::to_string(piece));
      const Framed cut = framed(octets, {}, piece);
      EXPECT_EQ(cut.units, whole.units);
      EXPECT_EQ(cut.order, whole.order);
      EXPECT_EQ(cut.counters.garbage, whole.counters.garbage);
    }
  }
}

TEST(StreamFramer, BeginsInTheMiddleOfAFrame) {
  const Bytes octets = vector_of("tone_44100_stereo.mp3");
  const Framed result = framed(ByteView(octets).subspan(1000), "audio/mpeg");
  EXPECT_EQ(result.container, Container::mpa);
  EXPECT_GT(result.units.size(), 18u);
}

TEST(StreamFramer, FindsItsWayBackAfterGarbageAndTellsTheLoss) {
  const Bytes station = vector_of("tone_48000_mono.mp2");
  const Bytes garbage(500, 0x55);
  const Framed result = framed(station + garbage + station);
  EXPECT_THAT(result.units, SizeIs(50));
  EXPECT_EQ(result.counters.garbage, 500u);
  EXPECT_EQ(result.counters.resyncs, 1u);
  EXPECT_TRUE(result.units[25].after_loss);
  EXPECT_FALSE(result.units[26].after_loss);
}

TEST(StreamFramer, FindsOutAgainWhenTheStationTurnsIntoSomethingElse) {
  Bytes change = vector_of("tone_48000_mono.mp2") + vector_of("tone_44100_stereo.aac");
  for (int i = 0; i < 5; ++i) change = std::move(change) + vector_of("tone_44100_stereo.aac");
  const Framed result = framed(change, "audio/mpeg");
  ASSERT_GE(result.formats.size(), 2u);
  EXPECT_EQ(result.formats.front().codec, Codec::mpa);
  EXPECT_EQ(result.formats.back().codec, Codec::aac);
}

TEST(StreamFramer, TellsANewSampleRate) {
  const Framed result = framed(vector_of("tone_48000_mono.mp2") + vector_of("tone_44100_stereo.mp3"));
  EXPECT_EQ(result.order, "FUFU");
  EXPECT_EQ(result.formats.back().sample_rate_hz, 44'100u);
}

TEST(StreamFramer, SkipsAPictureOfMegabytesInFront) {
  Bytes tag = {'I', 'D', '3', 4, 0, 0, 0x01, 0x00, 0x00, 0x00};  // 2 MiB
  tag.resize(tag.size() + (1u << 21), 0xff);
  const Framed result = framed(tag + vector_of("tone_48000_mono.mp2"));
  EXPECT_THAT(result.units, SizeIs(25));
  EXPECT_EQ(result.counters.garbage, 0u);
}

TEST(StreamFramer, RefusesTheFreeFormat) {
  Bytes octets;
  for (int i = 0; i < 200; ++i) {
    const Bytes frame = {0xff, 0xfb, 0x00, 0x00};  // layer III, bit rate index 0
    octets = std::move(octets) + frame + Bytes(413, 0x00);
  }
  const Framed result = framed(octets, "audio/mpeg");
  EXPECT_THAT(result.units, IsEmpty());
}

TEST(StreamFramer, CallsNothingASound) {
  const Bytes zeros(200'000, 0);
  const Framed result = framed(zeros);
  EXPECT_EQ(result.order, "");
  EXPECT_GT(result.counters.garbage, 150'000u);
}

TEST(StreamFramer, SurvivesEveryTruncation) {
  for (const char* name : {"tone_44100_stereo.mp3", "tone_44100_stereo.aac", "tone_opus.ogg", "tone.flac"}) {
    const Bytes octets = vector_of(name);
    for (std::size_t size = 0; size < octets.size(); size += 13) {
      const Bytes cut(octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(size));
      const Framed result = framed(cut);
      EXPECT_EQ(result.counters.access_units, result.units.size());
    }
  }
}

TEST(SniffContainer, NeedsThreeHeadersOrTwoAndAHint) {
  const Bytes station = vector_of("tone_48000_mono.mp2");  // frames of 192 octets
  const ByteView two = ByteView(station).first(192 + 4);
  EXPECT_EQ(sniff_container(two), Container::unknown);
  EXPECT_EQ(sniff_container(two, Container::mpa), Container::mpa);
  EXPECT_EQ(sniff_container(ByteView(station).first(2 * 192 + 4)), Container::mpa);
}

TEST(ContainerOfType, KnowsWhatServersCallThem) {
  EXPECT_EQ(container_of_type("audio/mpeg"), Container::mpa);
  EXPECT_EQ(container_of_type("audio/aacp"), Container::adts);
  EXPECT_EQ(container_of_type("application/ogg"), Container::ogg);
  EXPECT_EQ(container_of_type("audio/flac"), Container::flac);
  EXPECT_EQ(container_of_type("text/plain"), Container::unknown);
}

}  // namespace
}  // namespace joincast::media
