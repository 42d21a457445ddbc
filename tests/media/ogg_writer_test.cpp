// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <set>

#include "framing.h"
#include "media/little_endian.h"
#include "media/ogg_demuxer.h"
#include "media/ogg_page_writer.h"
#include "memory_sink.h"
#include "payload/opus_packet.h"

namespace joincast::media {
namespace {

using namespace std::chrono_literals;
using payload::AccessUnit;

const Tags kTags = {
    .title = "T", .artist = "A", .station = "S", .genre = "G", .date = "2026", .link = "http://a/", .track = 2};

/// A page taken apart by RFC 3533's figure.
struct Page {
  std::uint8_t flags = 0;
  std::int64_t granule = 0;
  std::uint32_t serial = 0;
  std::uint32_t sequence = 0;
  Bytes lacing;
  Bytes body;
};

std::vector<Page> pages_of(ByteView file) {
  std::vector<Page> pages;
  while (file.size() >= 27 && as_text(file).starts_with("OggS")) {
    Page page;
    page.flags = file[5];
    page.granule =
        static_cast<std::int64_t>(little_u32(file.subspan(6)) | std::uint64_t{little_u32(file.subspan(10))} << 32);
    page.serial = little_u32(file.subspan(14));
    page.sequence = little_u32(file.subspan(18));
    page.lacing.assign(file.begin() + 27, file.begin() + 27 + file[26]);
    std::size_t size = 0;
    for (const std::uint8_t segment : page.lacing) size += segment;
    const auto body = file.subspan(27 + page.lacing.size(), size);
    page.body.assign(body.begin(), body.end());
    file = file.subspan(27 + page.lacing.size() + size);
    pages.push_back(std::move(page));
  }
  EXPECT_TRUE(file.empty());
  return pages;
}

/// CELT, full band, 20 ms, mono.
constexpr std::uint8_t kToc = 31 << 3;

AccessUnit opus_unit(std::int64_t timestamp) { return {{kToc, 1, 2}, timestamp, 960, false}; }

std::vector<AccessUnit> opus_units(std::size_t count, std::int64_t timestamp = 0) {
  std::vector<AccessUnit> units;
  for (std::size_t i = 0; i < count; ++i) units.push_back(opus_unit(timestamp + 960 * static_cast<std::int64_t>(i)));
  return units;
}

TEST(OggPage, IsLaidOutAsRfc3533Says) {
  OggPageWriter writer(0x0403'0201);
  Bytes out;
  writer.add(as_bytes("ab"), 0x0102'0304'0506'0708, out);
  writer.add(as_bytes("c"), 0x0102'0304'0506'0709, out);
  EXPECT_TRUE(out.empty());
  writer.end(out);
  const Bytes expected = {
      'O',  'g',  'g',  'S',  0,                       // version
      0x06,                                            // first and last page of the stream
      0x09, 0x07, 0x06, 0x05, 0x04, 0x03, 0x02, 0x01,  // granule position, of the last packet
      0x01, 0x02, 0x03, 0x04,                          // serial
      0,    0,    0,    0,                             // page
      0x0f, 0x40, 0x96, 0x60,                          // CRC-32 of all with zeros here
      2,    2,    1,    'a',  'b',  'c',               // segments
  };
  EXPECT_EQ(out, expected);
}

TEST(OggPage, SplitsAPacketThatIsLongerThanAPage) {
  OggPageWriter writer(1);
  Bytes out;
  writer.add(Bytes(255 * 255 + 10), 7, out);
  writer.close(out);
  const auto pages = pages_of(out);
  ASSERT_EQ(pages.size(), 2u);
  EXPECT_EQ(pages[0].granule, -1);  // no packet ends in it
  EXPECT_EQ(pages[0].lacing.size(), 255u);
  EXPECT_EQ(pages[1].flags, 0x01);  // goes on with a packet
  EXPECT_EQ(pages[1].granule, 7);
  EXPECT_EQ(pages[1].lacing, Bytes{10});
}

TEST(OggPage, EndsAPacketOfWholeSegmentsWithAnEmptyOne) {
  OggPageWriter writer(1);
  Bytes out;
  writer.add(Bytes(510), 7, out);
  writer.close(out);
  EXPECT_EQ(pages_of(out)[0].lacing, (Bytes{255, 255, 0}));
  writer.add(Bytes(255 * 255 - 1), 8, out);  // fills a page to its last segment, and ends in it
  writer.add(Bytes(1), 9, out);
  writer.end(out);
  const auto pages = pages_of(out);
  ASSERT_EQ(pages.size(), 3u);
  EXPECT_EQ(pages[1].granule, 8);
  EXPECT_EQ(pages[2].flags, 0x04);
}

TEST(OggOpusWriter, BeginsWithHeadAndTagsOnPagesOfTheirOwn) {
  const auto pages = pages_of(file_of(payload::opus_format(2), opus_units(1), kTags));
  ASSERT_EQ(pages.size(), 3u);
  const Bytes head = {
      'O',  'p',  'u', 's', 'H', 'e', 'a', 'd', 1, 2,  // version, channels
      0,    0,                                         // pre-skip: nothing is hidden
      0x80, 0xbb, 0,   0,                              // 48,000 Hz
      0,    0,    0,                                   // gain, mapping family
  };
  EXPECT_EQ(pages[0].flags, 0x02);
  EXPECT_EQ(pages[0].body, head);
  EXPECT_EQ(pages[0].granule, 0);
  const Bytes tags = Bytes{'O', 'p', 'u', 's', 'T', 'a', 'g', 's', 8, 0, 0, 0} + as_bytes("Joincast") +
                     Bytes{7, 0, 0, 0, 7, 0, 0, 0} + as_bytes("TITLE=T") + Bytes{8, 0, 0, 0} + as_bytes("ARTIST=A") +
                     Bytes{14, 0, 0, 0} + as_bytes("ORGANIZATION=S") + Bytes{7, 0, 0, 0} + as_bytes("GENRE=G") +
                     Bytes{9, 0, 0, 0} + as_bytes("DATE=2026") + Bytes{13, 0, 0, 0} + as_bytes("TRACKNUMBER=2") +
                     Bytes{17, 0, 0, 0} + as_bytes("CONTACT=http://a/");
  EXPECT_EQ(pages[1].body, tags);
  EXPECT_EQ(pages[1].granule, 0);
  EXPECT_EQ(pages[2].body, opus_unit(0).octets);
  EXPECT_EQ(pages[2].granule, 960);
  EXPECT_EQ(pages[2].flags, 0x04);
}

TEST(OggOpusWriter, EndsWithAnEmptyPageWhenAllIsOut) {
  MemorySink sink;
  const auto writer = writer_for(payload::opus_format(1), sink);
  (void)writer->put(opus_unit(0));
  EXPECT_FALSE(writer->flush());
  EXPECT_FALSE(writer->finish());
  const auto pages = pages_of(sink.octets);
  ASSERT_EQ(pages.size(), 4u);
  EXPECT_EQ(pages[3].flags, 0x04);
  EXPECT_EQ(pages[3].granule, 960);
  EXPECT_TRUE(pages[3].lacing.empty());
}

TEST(OggOpusWriter, KeepsGainAndMappingOfTheStation) {
  payload::OpusHead head;
  head.pre_skip = 312;
  head.output_gain = -256;
  payload::Format format = payload::opus_format(2);
  format.config = payload::to_octets(head);
  const auto written = payload::parse_opus_head(pages_of(file_of(format, {}))[0].body);
  ASSERT_TRUE(written);
  EXPECT_EQ(written->output_gain, -256);
  EXPECT_EQ(written->pre_skip, 0);
}

TEST(OggOpusWriter, EndsAPageEachSecond) {
  const auto pages = pages_of(file_of(payload::opus_format(1), opus_units(125)));
  ASSERT_EQ(pages.size(), 5u);
  EXPECT_EQ(pages[2].granule, 48'000);
  EXPECT_EQ(pages[3].granule, 96'000);
  EXPECT_EQ(pages[4].granule, 120'000);
}

TEST(OggOpusWriter, ConcealsAGapWithPacketsWithoutData) {
  const std::vector<AccessUnit> units = {opus_unit(0), opus_unit(960 + 8 * 960 + 240 + 7), opus_unit(960 * 11)};
  const auto pages = pages_of(file_of(payload::opus_format(1), units));
  const Bytes expected = {
      kToc,        1, 2, kToc | 3, 6,  // 120 ms without data
      kToc | 3,    2,                  // 40 ms
      28 << 3 | 3, 2,                  // 5 ms in frames of 2.5 ms
      kToc,        1, 2,               // seven samples early
      28 << 3 | 3, 6,                  // and now seven samples late
      kToc,        1, 2,
  };
  EXPECT_EQ(pages[2].lacing, (Bytes{3, 2, 2, 2, 3, 2, 3}));
  EXPECT_EQ(pages[2].body, expected);
  EXPECT_EQ(pages[2].granule, 960 + 8 * 960 + 240 + 960 + 720 + 960);
}

TEST(OggOpusWriter, ClosesUpAfterAGapThatIsTooLong) {
  MemorySink sink;
  const auto writer = writer_for(payload::opus_format(1), sink, {}, {}, {.longest_gap = 1s});
  (void)writer->put(opus_unit(0));
  (void)writer->put(opus_unit(960 + 48'000));
  EXPECT_EQ(writer->duration(), 1040ms);
  (void)writer->put(opus_unit(2 * 960 + 2 * 48'000 + 1));
  EXPECT_EQ(writer->duration(), 1060ms);
  (void)writer->put(opus_unit(-1'000'000));  // and after a leap back
  EXPECT_EQ(writer->duration(), 1080ms);
}

TEST(OggOpusWriter, LeavesOutWhatIsNoPacket) {
  const std::vector<AccessUnit> units = {{{}, 0, 0, false}, {{kToc | 3, 0}, 0, 0, false}, opus_unit(0)};
  EXPECT_EQ(framed(file_of(payload::opus_format(1), units)).units.size(), 1u);
}

TEST(OggWriters, GiveEachPartASerialOfItsOwn) {
  std::set<std::uint32_t> serials;
  for (std::uint32_t part = 1; part <= 3; ++part)
    for (const std::int64_t begins : {0, 960}) {
      Tags tags;
      tags.track = part;
      serials.insert(pages_of(file_of(payload::opus_format(1), opus_units(1, begins), tags))[0].serial);
    }
  EXPECT_EQ(serials.size(), 6u);
}

TEST(OggWriters, ChainOnePartBehindTheOther) {
  const auto units = opus_units(100);
  const std::span<const AccessUnit> all = units;
  const Bytes chain =
      file_of(payload::opus_format(1), all.first(30)) + file_of(payload::opus_format(1), all.subspan(30));
  const Framed read = framed(chain);
  EXPECT_EQ(read.units.size(), 100u);
  EXPECT_EQ(read.counters.garbage + read.counters.bad_checksums + read.counters.refused, 0u);
}

class OggRoundTrip : public testing::TestWithParam<const char*> {};

TEST_P(OggRoundTrip, GivesBackWhatAStationSent) {
  const Framed source = framed(vector_of(GetParam()));
  const Framed again = framed(file_of(source.formats[0], source.units, kTags));
  ASSERT_EQ(again.units.size(), source.units.size());
  for (std::size_t i = 0; i < again.units.size(); ++i) EXPECT_EQ(again.units[i].octets, source.units[i].octets) << i;
  EXPECT_EQ(again.counters.bad_checksums + again.counters.garbage, 0u);
  ASSERT_EQ(again.comments.size(), 1u);
  EXPECT_EQ(again.comments[0].title, "T");
  EXPECT_EQ(again.comments[0].station_name, "S");
  EXPECT_EQ(again.comments[0].url, "http://a/");
}

INSTANTIATE_TEST_SUITE_P(Codecs, OggRoundTrip, testing::Values("tone_opus.ogg", "tone_vorbis.ogg"));

TEST(OggVorbisWriter, CountsTheSamplesThatPacketsYield) {
  const Framed source = framed(vector_of("tone_vorbis.ogg"));
  const auto pages = pages_of(file_of(source.formats[0], source.units));
  EXPECT_EQ(pages[1].granule, 0);
  EXPECT_EQ(pages.back().granule, static_cast<std::int64_t>(ticks_of(source)));
}

TEST(OggVorbisWriter, AdvancesThePositionByAGap) {
  Framed source = framed(vector_of("tone_vorbis.ogg"));
  constexpr std::int64_t kGap = 12'345;
  const std::size_t half = source.units.size() / 2;
  for (std::size_t i = half; i < source.units.size(); ++i) source.units[i].timestamp += kGap;
  const auto pages = pages_of(file_of(source.formats[0], source.units));
  EXPECT_EQ(pages.back().granule, static_cast<std::int64_t>(ticks_of(source)) + kGap);
}

TEST(OggVorbisWriter, NeedsItsHeaders) {
  payload::Format format;
  format.codec = payload::Codec::vorbis;
  MemorySink sink;
  EXPECT_THAT(make_container_writer(format, FileType::ogg_vorbis, {}, sink).error(), testing::HasSubstr("headers"));
}

}  // namespace
}  // namespace joincast::media
