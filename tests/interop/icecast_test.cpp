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
  ASSERT_TRUE(station.wait_for("First", 10s)) << station.output();
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

}  // namespace
}  // namespace joincast::interop
