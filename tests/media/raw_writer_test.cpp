// SPDX-License-Identifier: LGPL-2.1-or-later
// Files whose frames stand in them as they came: MP3, ADTS, MPEG transport streams.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "framing.h"
#include "memory_sink.h"
#include "payload/audio_specific_config.h"

namespace joincast::media {
namespace {

using namespace std::chrono_literals;
using payload::AccessUnit;

const Tags kTags = {
    .title = "Tïtle", .artist = {}, .station = "S", .genre = {}, .date = "2026", .link = "http://a/", .track = 7};

// id3v2.4.0-structure sections 3 and 4, by hand.
const Bytes kTag = {
    'I', 'D', '3', 4,   0, 0, 0, 0,  0, 77,  // version 4.0, no flags, 77 octets follow
    'T', 'I', 'T', '2', 0, 0, 0, 7,  0, 0,  3, 'T', 0xc3, 0xaf, 't', 'l', 'e',  // UTF-8
    'T', 'R', 'S', 'N', 0, 0, 0, 2,  0, 0,  3, 'S',                             //
    'T', 'D', 'R', 'C', 0, 0, 0, 5,  0, 0,  3, '2', '0',  '2',  '6',            //
    'T', 'R', 'C', 'K', 0, 0, 0, 2,  0, 0,  3, '7',                             //
    'W', 'X', 'X', 'X', 0, 0, 0, 11, 0, 0,  3, 0,   'h',  't',  't', 'p', ':', '/', '/', 'a', '/',
};

Bytes joined(std::span<const AccessUnit> units) {
  Bytes all;
  for (const AccessUnit& unit : units) all.insert(all.end(), unit.octets.begin(), unit.octets.end());
  return all;
}

TEST(Id3Tag, StandsInFrontOfTheFrames) { EXPECT_EQ(file_of(payload::mpa_format(), {}, kTags), kTag); }

TEST(Id3Tag, TellsItsSizeInSevenBitsAnOctet) {
  Tags tags;
  tags.title = std::string(200, 'x');
  const Bytes file = file_of(payload::mpa_format(), {}, tags);
  ASSERT_EQ(file.size(), 10u + 10 + 201);
  EXPECT_EQ(Bytes(file.begin() + 6, file.begin() + 10), (Bytes{0, 0, 1, 0x53}));   // 211 = 1 * 128 + 0x53
  EXPECT_EQ(Bytes(file.begin() + 14, file.begin() + 18), (Bytes{0, 0, 1, 0x49}));  // 201
}

TEST(Id3Tag, IsLeftOutWithoutAnyText) { EXPECT_TRUE(file_of(payload::mpa_format(), {}).empty()); }

TEST(Tags, AreCleanedWhateverTheyAre) {
  const Tags tags = clean({.title = std::string(" a\r\nb\0c ", 8),
                           .artist = "\xe9",
                           .station = std::string(2000, 'x'),
                           .genre = {},
                           .date = {},
                           .link = "javascript:x",
                           .track = 0});
  EXPECT_EQ(tags.title, "a b c");
  EXPECT_EQ(tags.artist, "é");
  EXPECT_EQ(tags.station.size(), Tags::kMaxText);
  EXPECT_EQ(tags.link, "");
}

class Mp3Writer : public testing::Test {
 protected:
  const Framed source_ = framed(vector_of("tone_44100_stereo.mp3"));
};

TEST_F(Mp3Writer, PartsWithoutTheirTagsAreTheWhole) {
  const std::span<const AccessUnit> units = source_.units;
  const Bytes whole = file_of(source_.formats[0], units);
  EXPECT_EQ(whole, joined(units));
  for (const std::size_t cut : {std::size_t{0}, std::size_t{1}, units.size() / 2}) {
    const Bytes first = file_of(source_.formats[0], units.first(cut), kTags);
    const Bytes second = file_of(source_.formats[0], units.subspan(cut), kTags);
    const Bytes together = Bytes(first.begin() + std::ssize(kTag), first.end()) + ByteView(second).subspan(kTag.size());
    EXPECT_EQ(together, whole) << cut;
  }
}

TEST_F(Mp3Writer, TellsTheTimeOfItsSamples) {
  MemorySink sink;
  const auto writer = writer_for(source_.formats[0], sink);
  for (const AccessUnit& unit : source_.units) EXPECT_EQ(writer->put(unit).frames, 1u);
  EXPECT_EQ(writer->duration(), payload::ticks_to_time(std::ssize(source_.units) * 1152, 44'100));
  EXPECT_EQ(writer->octets(), joined(source_.units).size());
}

TEST_F(Mp3Writer, HandsOverWhatIsASecondOld) {
  MemorySink sink;
  const auto writer = writer_for(source_.formats[0], sink);
  Bytes put;
  for (std::size_t i = 0; writer->duration() < 1s; ++i) {
    EXPECT_EQ(sink.octets.size(), 0u);
    const AccessUnit& unit = source_.units[i % source_.units.size()];
    (void)writer->put(unit);
    put.insert(put.end(), unit.octets.begin(), unit.octets.end());
  }
  EXPECT_EQ(sink.octets, put);
}

TEST_F(Mp3Writer, LosesNothingWhenTheDiskIsFullForAWhile) {
  MemorySink sink;
  const auto writer = writer_for(source_.formats[0], sink, kTags);
  sink.room = 1000;  // the first flush ends inside a frame
  for (const AccessUnit& unit : source_.units) EXPECT_EQ(writer->put(unit).frames, 1u);
  EXPECT_EQ(writer->finish(), std::errc::no_space_on_device);
  EXPECT_EQ(sink.octets.size(), 1000u);
  sink.room = 1u << 30;
  EXPECT_FALSE(writer->finish());
  EXPECT_EQ(sink.octets, kTag + joined(source_.units));
}

TEST_F(Mp3Writer, RefusesFramesWhenTheDiskIsFullForLong) {
  MemorySink sink;
  const auto writer = writer_for(source_.formats[0], sink);
  sink.room = 0;
  std::uint64_t taken = 0;
  ContainerWriter::Took took;
  do {
    took = writer->put(source_.units[0]);
    taken += took.frames;
  } while (took.frames == 1 && taken < 100'000);
  EXPECT_EQ(took.frames, 0u);
  EXPECT_EQ(took.error, std::errc::no_space_on_device);
  EXPECT_GE(writer->octets(), ContainerWriter::kMaxHeld);
  EXPECT_LT(writer->octets(), ContainerWriter::kMaxHeld + 2 * source_.units[0].octets.size());
  sink.room = 1u << 30;
  EXPECT_EQ(writer->put(source_.units[0]).frames, 1u);
  EXPECT_FALSE(writer->finish());
  EXPECT_EQ(sink.octets.size(), (taken + 1) * source_.units[0].octets.size());
}

TEST(AdtsWriter, PutsAHeaderBeforeEachAccessUnit) {
  const AccessUnit unit = {{0xab, 0xcd, 0xef}, 0, 1024, false};
  payload::AudioSpecificConfig config;
  config.sample_rate_hz = 44'100;
  config.channel_configuration = 2;
  const Bytes expected = {
      0xff, 0xf1,        // sync word, MPEG-4, no CRC
      0x50,              // LC, 44,100 Hz (4), channels' first bit
      0x80, 0x01, 0x5f,  // two channels; 10 octets in 13 bits; fullness 0x7ff (11) ...
      0xfc,              // ... one block
      0xab, 0xcd, 0xef,
  };
  EXPECT_EQ(file_of(payload::aac_format(config), std::span(&unit, 1)), expected);
}

TEST(AdtsWriter, WritesTheOctetsThatAStationSent) {
  const Bytes station = vector_of("tone_44100_stereo.aac");
  const Framed source = framed(station);
  const Framed again = framed(file_of(source.formats[0], source.units, kTags));
  EXPECT_EQ(again.units, source.units);
  EXPECT_EQ(again.formats, source.formats);
}

TEST(AdtsWriter, TellsTheCoreOfHeAac) {
  payload::AudioSpecificConfig config;
  config.sample_rate_hz = 24'000;
  config.channel_configuration = 1;
  config.sbr = true;
  config.extension_rate_hz = 48'000;
  config.signalling = payload::AudioSpecificConfig::Signalling::hierarchical;
  const AccessUnit unit = {{1}, 0, 1024, false};
  const Bytes file = file_of(payload::aac_format(config), std::span(&unit, 1));
  const auto header = payload::parse_adts_header(file);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->object_type, 2);
  EXPECT_EQ(header->sample_rate_hz, 24'000u);
}

TEST(AdtsWriter, RefusesShortFramesByName) {
  payload::AudioSpecificConfig config;
  config.sample_rate_hz = 48'000;
  config.channel_configuration = 2;
  config.short_frames = true;
  MemorySink sink;
  const auto writer = make_container_writer(payload::aac_format(config), FileType::aac, {}, sink);
  ASSERT_FALSE(writer);
  EXPECT_THAT(writer.error(), testing::HasSubstr(".m4a"));
}

/// A datagram's seven packets.
Bytes ts_packets(std::uint8_t mark) {
  Bytes octets(7 * 188, mark);
  for (std::size_t i = 0; i < octets.size(); i += 188) octets[i] = 0x47;
  return octets;
}

TEST(TsWriter, HandsABatchOverInOneCallUncopied) {
  MemorySink sink;
  const auto writer = writer_for(payload::mp2t_format(), sink, kTags);
  std::vector<Bytes> datagrams;
  std::vector<FrameView> frames;
  Bytes all;
  for (std::uint8_t i = 0; i < 64; ++i) datagrams.push_back(ts_packets(i));
  for (std::size_t i = 0; i < datagrams.size(); ++i) {
    frames.emplace_back(datagrams[i], static_cast<std::int64_t>(90 * i));
    all.insert(all.end(), datagrams[i].begin(), datagrams[i].end());
  }
  const auto took = writer->put(frames);
  EXPECT_EQ(took.frames, 64u);
  EXPECT_EQ(sink.calls, 1);
  EXPECT_EQ(sink.octets, all);  // no tag: there is no place for it
  EXPECT_EQ(writer->duration(), 63ms);
}

TEST(TsWriter, KeepsTheRestOfABatchThatTheDiskDidNotTake) {
  MemorySink sink;
  sink.room = 2000;
  const auto writer = writer_for(payload::mp2t_format(), sink);
  const std::vector<Bytes> datagrams(20, ts_packets(9));
  std::vector<FrameView> frames;
  for (const Bytes& datagram : datagrams) frames.emplace_back(datagram, 0);
  EXPECT_EQ(writer->put(frames).error, std::errc::no_space_on_device);
  EXPECT_EQ(writer->octets(), 20u * 1316);
  EXPECT_EQ(writer->written(), 2000u);
  sink.room = 1u << 20;
  EXPECT_FALSE(writer->flush());
  EXPECT_EQ(sink.octets.size(), 20u * 1316);
}

TEST(TsWriter, HoldsNoMoreThanItsLimitWhateverTheBatches) {
  MemorySink sink;
  sink.room = 0;
  const auto writer = writer_for(payload::mp2t_format(), sink);
  const std::vector<Bytes> datagrams(64, ts_packets(9));
  std::vector<FrameView> frames;
  for (const Bytes& datagram : datagrams) frames.emplace_back(datagram, 0);
  for (int i = 0; i < 100; ++i) (void)writer->put(frames);
  EXPECT_LT(writer->octets(), ContainerWriter::kMaxHeld + 64 * 1316);
}

}  // namespace
}  // namespace joincast::media
