// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/ts_audio.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/fetch/transport_stream.h"

namespace joincast::fetch {
namespace {

std::string sound_of(TsAudio& audio, const std::string& stream) {
  Bytes out;
  audio.push(as_bytes(stream), out);
  return {out.begin(), out.end()};
}

TEST(TsAudio, TakesTheSoundOfTheFirstProgramme) {
  TsAudio audio;
  EXPECT_EQ(sound_of(audio, transport_of("sound of two packets", 0x0f)), "sound of two packets");
  EXPECT_EQ(audio.kind(), ContentKind::adts);
  EXPECT_FALSE(audio.silent());
}

TEST(TsAudio, KnowsMpegAudioAndWhatIsNone) {
  TsAudio mpa, ac3;
  EXPECT_EQ(sound_of(mpa, transport_of("x", 0x04)), "x");
  EXPECT_EQ(mpa.kind(), ContentKind::mpa);
  EXPECT_EQ(sound_of(ac3, transport_of("x", 0x81)), "");
  EXPECT_TRUE(ac3.silent());
}

TEST(TsAudio, FindsThePacketsAgainBehindGarbage) {
  TsAudio audio;
  EXPECT_EQ(sound_of(audio, "zzz" + transport_of("x", 0x0f)), "x");
}

TEST(TsAudio, DropsTheRestOfACutSegment) {
  TsAudio audio;
  const std::string stream = transport_of("x", 0x0f);
  sound_of(audio, stream.substr(0, 200));
  audio.restart();
  EXPECT_EQ(sound_of(audio, stream), "x");
}

TEST(TsAudio, IsTotal) {
  const std::string stream = transport_of("sound", 0x0f);
  for (std::size_t size = 0; size < stream.size(); ++size) {
    TsAudio audio;
    Bytes out;
    audio.push(Bytes(stream.begin(), stream.begin() + static_cast<std::ptrdiff_t>(size)), out);
  }
  for (std::size_t at = 0; at < 2 * 188; ++at) {
    std::string broken = stream;
    broken[at] = static_cast<char>(0xff);
    TsAudio audio;
    sound_of(audio, broken);
  }
}

}  // namespace
}  // namespace joincast::fetch
