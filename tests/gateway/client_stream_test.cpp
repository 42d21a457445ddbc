// SPDX-License-Identifier: LGPL-2.1-or-later
#include "gateway/client_stream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/gateway/samples.h"

namespace joincast::gateway {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::unique_ptr<ClientStream> make(const payload::Format& format, bool icy = false, std::size_t most = 1u << 20) {
  auto stream = ClientStream::make({format, "Radio Morning", icy, most});
  if (!stream) throw std::runtime_error(stream.error());
  return std::move(*stream);
}

/// All there is, a few octets at a time.
Bytes all(ClientStream& stream, std::size_t at_once = 7) {
  Bytes octets;
  Bytes room(at_once);
  while (const std::size_t got = stream.read(room))
    octets.insert(octets.end(), room.begin(), room.begin() + static_cast<std::ptrdiff_t>(got));
  return octets;
}

TEST(ClientStream, HandsMpegAudioOnAsItIs) {
  const auto stream = make(payload::mpa_format());
  stream->push(piece(1, 5, item("A - B")));
  stream->push(piece(2, 3));
  EXPECT_EQ(all(*stream), (Bytes{1, 1, 1, 1, 1, 2, 2, 2}));
  EXPECT_EQ(all(*stream), Bytes());
}

TEST(ClientStream, PutsTitlesBetweenTheSoundOfWhoWantsThem) {
  const auto stream = make(payload::mpa_format(), true);
  stream->push(piece(1, 10'000, item("A - B")));
  stream->push(piece(2, 10'000, item("C - D")));
  const Bytes octets = all(*stream, 999);
  ASSERT_EQ(octets.size(), 20'000u + 1 + 32);
  EXPECT_EQ(octets[15'999], 2);
  EXPECT_EQ(octets[16'000], 2) << "of sixteen octets each";
  EXPECT_EQ(as_text(ByteView(octets).subspan(16'001, 20)), "StreamTitle='C - D';");
}

TEST(ClientStream, TellsTitlesOfOggInTheStream) {
  const auto stream = make(payload::opus_format(), true);
  std::int64_t at = 0;
  const auto push = [&](const std::shared_ptr<const libreceiver::Item>& playing) {
    auto frame = piece(0xfc, 20, playing, at);  // CELT, 20 ms, stereo, one frame
    at += 960;
    stream->push(frame);
  };
  for (int i = 0; i < 20; ++i) push(item("First Light"));
  for (int i = 0; i < 20; ++i) push(item("Second Wind"));
  const std::string text(as_text(all(*stream)));
  EXPECT_THAT(text, ::testing::StartsWith("OggS"));
  EXPECT_THAT(text, HasSubstr("TITLE=First Light"));
  EXPECT_THAT(text, HasSubstr("TITLE=Second Wind"));
  EXPECT_THAT(text, HasSubstr("ORGANIZATION=Radio Morning"));
  EXPECT_THAT(text, Not(HasSubstr("StreamTitle")));
}

TEST(ClientStream, LosesForTheSlowWhatIsOldAndWhole) {
  const auto stream = make(payload::mpa_format(), false, 1000);
  for (std::uint8_t i = 0; i < 100; ++i) stream->push(piece(i, 100));
  const Bytes octets = all(*stream);
  ASSERT_EQ(octets.size(), 1000u);
  for (std::size_t i = 0; i < octets.size(); ++i) EXPECT_EQ(octets[i], 90 + i / 100);
  EXPECT_EQ(stream->dropped(), 90u);
}

TEST(ClientStream, HasATypeForWhatPlayersRead) {
  EXPECT_EQ(mime_type(*stream_type(payload::mpa_format())), "audio/mpeg");
  EXPECT_EQ(mime_type(*stream_type(payload::opus_format())), "audio/ogg");
  EXPECT_EQ(mime_type(*stream_type(payload::mp2t_format())), "video/mp2t");
  EXPECT_EQ(mime_type(*stream_type(payload::pcm_format(payload::Codec::l16, 48'000, 2))), "audio/wav");
  EXPECT_FALSE(stream_type(payload::Format{}));
  EXPECT_FALSE(ClientStream::make({}));
}

}  // namespace
}  // namespace joincast::gateway
