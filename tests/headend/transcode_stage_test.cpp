// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/transcode_stage.h"

#include <gtest/gtest.h>
#include <poll.h>

#include <fstream>
#include <iterator>
#include <map>

#include "media/stream_framer.h"

namespace joincast::headend {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr UpstreamId kUpstream = 7;

/// A file of tests/vectors/framer as an upstream would hand it over, in batches of some units each.
std::vector<UpstreamBatch> station(const std::string& name) {
  std::ifstream in(std::string(JOINCAST_VECTORS "/framer/") + name, std::ios::binary);
  const Bytes octets(std::istreambuf_iterator<char>(in), {});
  media::StreamFramer framer;
  framer.push(octets);
  std::vector<UpstreamBatch> batches(1);
  batches.back().items.push_back(UpstreamStateChange{UpstreamState::playing, "", 0});
  while (auto item = framer.poll()) {
    if (auto* format = std::get_if<media::StreamFormat>(&*item))
      batches.back().items.push_back(FormatChange{format->format});
    if (auto* unit = std::get_if<payload::AccessUnit>(&*item)) batches.back().items.push_back(std::move(*unit));
    if (batches.back().items.size() > 8) batches.emplace_back();
  }
  for (UpstreamBatch& batch : batches) batch.upstream = kUpstream;
  return batches;
}

struct Sound {
  std::vector<payload::Format> formats;
  Duration media{};
  std::size_t units = 0;

  void add(const std::vector<UpstreamItem>& items) {
    for (const UpstreamItem& item : items) {
      if (const auto* change = std::get_if<FormatChange>(&item)) formats.push_back(change->format);
      if (const auto* unit = std::get_if<payload::AccessUnit>(&item)) {
        media += payload::ticks_to_time(unit->duration, formats.back().clock_rate_hz);
        ++units;
      }
    }
  }
};

class TranscodeStageTest : public ::testing::Test {
 protected:
  TranscodeStageTest() : stage(seconds(60), [this](UpstreamId, Duration media, std::size_t) { taken += media; }) {}

  /// Everything that comes out until as many batches are done as went in.
  std::vector<UpstreamItem> finish(std::size_t batches) {
    std::vector<UpstreamItem> items;
    while (batches > 0) {
      pollfd wait{stage.wake_fd(), POLLIN, 0};
      if (::poll(&wait, 1, 60'000) != 1) break;
      for (UpstreamBatch& batch : stage.finished()) {
        --batches;
        std::move(batch.items.begin(), batch.items.end(), std::back_inserter(items));
      }
    }
    EXPECT_EQ(batches, 0u);
    return items;
  }

  Duration taken{};
  TranscodeStage stage;
  ServiceConfig service;
};

TEST_F(TranscodeStageTest, MpegAudioGoesByUntouched) {
  for (UpstreamBatch& batch : station("tone_44100_stereo.mp3")) {
    const std::size_t items = batch.items.size();
    const auto direct = stage.route(std::move(batch), service);
    ASSERT_TRUE(direct);
    EXPECT_EQ(direct->items.size(), items);
  }
  EXPECT_FALSE(stage.consumed(kUpstream, seconds(1)));
}

TEST_F(TranscodeStageTest, VorbisBecomesOpusOfTheSameLength) {
  Sound before, after;
  const auto batches = station("tone_vorbis.ogg");
  for (const UpstreamBatch& batch : batches) {
    before.add(batch.items);
    EXPECT_FALSE(stage.route(batch, service));
  }
  after.add(finish(batches.size()));
  ASSERT_EQ(after.formats.size(), 1u);
  EXPECT_EQ(after.formats[0].codec, payload::Codec::opus);
  EXPECT_LE(std::chrono::abs(after.media - before.media), milliseconds(60));
  EXPECT_EQ(taken, before.media);
}

TEST_F(TranscodeStageTest, FlacBecomesWhatTheServiceSays) {
  service.flac = FlacAs::l16;
  const auto batches = station("tone.flac");
  for (const UpstreamBatch& batch : batches) EXPECT_FALSE(stage.route(batch, service));
  Sound after;
  after.add(finish(batches.size()));
  ASSERT_EQ(after.formats.size(), 1u);
  EXPECT_EQ(after.formats[0].codec, payload::Codec::l16);
}

TEST_F(TranscodeStageTest, VorbisPassesByIfTheServiceSaysSo) {
  service.vorbis = VorbisAs::pass;
  for (UpstreamBatch& batch : station("tone_vorbis.ogg")) EXPECT_TRUE(stage.route(std::move(batch), service));
}

TEST_F(TranscodeStageTest, MetadataKeepTheirPlace) {
  auto batches = station("tone_vorbis.ogg");
  batches.resize(2);
  batches[1].items.insert(batches[1].items.begin(), UpstreamMetadata{"Song", "", "", ""});
  for (const UpstreamBatch& batch : batches) stage.route(batch, service);
  const auto items = finish(2);
  std::size_t units_before = 0;
  for (const UpstreamItem& item : items) {
    if (std::holds_alternative<UpstreamMetadata>(item)) break;
    units_before += std::holds_alternative<payload::AccessUnit>(item);
  }
  EXPECT_GT(units_before, 0u);
  EXPECT_LT(units_before, items.size() - 3);
}

TEST_F(TranscodeStageTest, TakesNoMoreThanTheCoreConsumes) {
  TranscodeStage slow(milliseconds(200), [this](UpstreamId, Duration media, std::size_t) { taken += media; });
  for (const UpstreamBatch& batch : station("tone_vorbis.ogg")) slow.route(batch, service);
  const Duration first = taken;
  EXPECT_LT(first, milliseconds(500));
  EXPECT_TRUE(slow.consumed(kUpstream, Duration{}));
  EXPECT_EQ(taken, first);
}

}  // namespace
}  // namespace joincast::headend
