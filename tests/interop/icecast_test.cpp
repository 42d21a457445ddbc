// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/interop/icecast.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/interop/upstream_probe.h"

namespace joincast::interop {
namespace {

using namespace std::chrono_literals;
using headend::UpstreamState;
using ::testing::Contains;
using ::testing::Field;

class IcecastStation : public ::testing::Test {
 protected:
  static headend::UpstreamOptions reading(std::string url) {
    headend::UpstreamOptions options;
    options.urls = {std::move(url)};
    return options;
  }

  Icecast icecast_;
  fetch::Client client_;
};

TEST_F(IcecastStation, Mp3BringsFramesTitlesAndTheStationsName) {
  auto station = icecast_.station("radio.mp3", 2, {"First - Song", "Second - It's; 'quoted'"});
  ASSERT_TRUE(station.wait_for("First")) << station.output();
  UpstreamProbe probe(client_, reading(icecast_.url("radio.mp3")));
  ASSERT_TRUE(probe.until([&] { return probe.metadata.size() >= 3; })) << icecast_.log();

  EXPECT_EQ(probe.states.back().state, UpstreamState::playing);
  ASSERT_EQ(probe.formats.size(), 1u);
  EXPECT_EQ(probe.formats[0].codec, payload::Codec::mpa);
  EXPECT_EQ(probe.formats[0].sample_rate_hz, 48'000u);
  EXPECT_EQ(probe.metadata[0].station_name, "Joincast Test MP3");
  EXPECT_EQ(probe.metadata[0].genre, "Test tones");
  EXPECT_THAT(probe.metadata, Contains(Field(&headend::UpstreamMetadata::title, "First - Song")));
  EXPECT_THAT(probe.metadata, Contains(Field(&headend::UpstreamMetadata::title, "Second - It's; 'quoted'")));
  EXPECT_EQ(probe.units[0].octets.size(), 384u);
  EXPECT_EQ(probe.units[0].duration, 2160u);
}

struct Encoding {
  const char* name;
  std::vector<std::string> options;
  const char* content_type;
  payload::Codec codec;
};

class IcecastCodec : public IcecastStation, public ::testing::WithParamInterface<Encoding> {};

TEST_P(IcecastCodec, ComesAsUnitsInRealTime) {
  auto source = icecast_.tone("tone", GetParam().options, GetParam().content_type);
  UpstreamProbe probe(client_, reading(icecast_.url("tone")));
  ASSERT_TRUE(probe.until_media(3s)) << source.output() << icecast_.log();
  ASSERT_EQ(probe.formats.size(), 1u);
  EXPECT_EQ(probe.formats[0].codec, GetParam().codec);
  for (const payload::AccessUnit& unit : probe.units) EXPECT_FALSE(unit.after_loss);
}

INSTANTIATE_TEST_SUITE_P(
    Codecs, IcecastCodec,
    ::testing::Values(
        Encoding{"mp3", {"-c:a", "libmp3lame", "-b:a", "128k", "-f", "mp3"}, "audio/mpeg", payload::Codec::mpa},
        Encoding{"aac", {"-c:a", "aac", "-b:a", "96k", "-f", "adts"}, "audio/aac", payload::Codec::aac},
        Encoding{"opus", {"-c:a", "libopus", "-b:a", "96k", "-f", "opus"}, "audio/ogg", payload::Codec::opus},
        Encoding{"vorbis", {"-c:a", "libvorbis", "-q:a", "3", "-f", "ogg"}, "audio/ogg", payload::Codec::vorbis},
        Encoding{"flac", {"-c:a", "flac", "-f", "ogg"}, "audio/ogg", payload::Codec::flac}),
    [](const auto& test) { return std::string(test.param.name); });

TEST_F(IcecastStation, OggOpusBringsEachSongAsALinkOfItsChain) {
  auto station = icecast_.station("radio.opus", 1, {"First - Song", "Second - Song"});
  ASSERT_TRUE(station.wait_for("First")) << station.output();
  UpstreamProbe probe(client_, reading(icecast_.url("radio.opus")));
  const auto titles_of = [&probe](std::string_view title) {
    return std::ranges::count(probe.metadata, title, &headend::UpstreamMetadata::title);
  };
  ASSERT_TRUE(probe.until([&] { return titles_of("First - Song") > 0 && titles_of("Second - Song") > 0; }))
      << icecast_.log();
  EXPECT_EQ(probe.formats.size(), 1u);
  EXPECT_EQ(probe.formats[0].codec, payload::Codec::opus);
  EXPECT_EQ(probe.metadata[0].station_name, "Joincast Test OPUS");
}

TEST_F(IcecastStation, DiesAndComesBack) {
  auto station = icecast_.station("radio.mp3", 2, {"A - B"});
  ASSERT_TRUE(station.wait_for("A - B")) << station.output();
  headend::UpstreamOptions options = reading(icecast_.url("radio.mp3"));
  options.retry_most = 1s;
  UpstreamProbe probe(client_, options);
  ASSERT_TRUE(probe.until([&] { return !probe.units.empty(); }));
  icecast_.stop();
  ASSERT_TRUE(probe.until([&] { return probe.states.back().state == UpstreamState::failed; }));
  EXPECT_THAT(probe.states.back().reason, ::testing::HasSubstr("no connection"));
  icecast_.start();
  auto again = icecast_.station("radio.mp3", 2, {"A - B"});
  EXPECT_TRUE(probe.until([&] { return probe.states.back().state == UpstreamState::playing; })) << icecast_.log();
  EXPECT_EQ(probe.formats.size(), 1u);
}

TEST_F(IcecastStation, AnswersAMountThatIsNotThereWithAReason) {
  UpstreamProbe probe(client_, reading(icecast_.url("nothing")));
  ASSERT_TRUE(probe.until([&] { return probe.states.size() >= 2; }));
  EXPECT_THAT(probe.states[1].reason, ::testing::StartsWith("answers 404"));
}

}  // namespace
}  // namespace joincast::interop
