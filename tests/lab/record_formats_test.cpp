// SPDX-License-Identifier: LGPL-2.1-or-later
//
// What joincast record makes of each kind of stream: it plays, and the parts put together are the whole.
#include <cmath>
#include <cstdint>
#include <cstring>

#include "tests/lab/record_fixture.h"

namespace joincast::lab {
namespace {

/// A codec's frames in the file that they fill.
std::vector<std::string> adts_frames(const std::string& octets) {
  std::vector<std::string> frames;
  for (std::size_t at = 0; at + 7 <= octets.size();) {
    const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(octets[at + i]); };
    const std::size_t size = (octet(3) & 3u) << 11 | octet(4) << 3u | octet(5) >> 5u;
    if (octet(0) != 0xff || size < 7) return {};
    frames.push_back(octets.substr(at + 7, size - 7));
    at += size;
  }
  return frames;
}

/// Samples of 16 bits as a decoder gives them.
std::string samples(const fs::path& file) {
  const std::string pcm = file.string() + ".pcm";
  run({"ffmpeg", "-nostdin", "-v", "error", "-xerror", "-y", "-i", file.string(), "-f", "s16le", pcm});
  return read(pcm);
}

using RecordFormats = Record;

TEST_F(RecordFormats, OggOpusPlaysAndItsPartsAreAChain) {
  const Station opus(radio_->head, tone("opus"));
  serve(opus.url());
  record_other({"8000:0002", "--split", "2s", "--name", "{index}", "--duration", "5"});
  ASSERT_EQ(recorder_->wait(), 0) << recorder_->output();
  const auto parts = files(".opus");
  ASSERT_EQ(parts.size(), 3u) << recorder_->output();
  double sum = 0;
  for (const fs::path& part : parts) {
    sum += seconds(part);
    std::ofstream(folder_ / "chain", std::ios::binary | std::ios::app) << read(part);
  }
  EXPECT_NEAR(seconds(parts[0]), 2, 0.021 + seconds_missed());
  EXPECT_NEAR(static_cast<double>(samples(folder_ / "chain").size()) / (48'000 * 2 * 2), sum, 0.001);
}

TEST_F(RecordFormats, AacInAdtsIsOctetForOctetTheStations) {
  const Station aac(radio_->head, tone("aac"));
  serve(aac.url());
  record_other({"8000:0002", "--split", "20k", "--name", "{index}", "--duration", "5"});
  ASSERT_EQ(recorder_->wait(), 0) << recorder_->output();
  const auto parts = files(".aac");
  ASSERT_GE(parts.size(), 2u) << recorder_->output();
  std::string whole;
  for (const fs::path& part : parts) {
    EXPECT_GT(seconds(part), 0.1);
    EXPECT_LE(fs::file_size(part), 20'000u);
    whole += frames_of(part);
  }
  const auto came = adts_frames(whole);
  const auto sent = adts_frames(read(JOINCAST_VECTORS "/media/tone_440.aac"));
  ASSERT_GT(came.size(), 150u);
  const auto begin = std::ranges::find(sent, came.front()) - sent.begin();
  for (std::size_t i = 0; i < came.size(); ++i)
    ASSERT_EQ(came[i], sent[(static_cast<std::size_t>(begin) + i) % sent.size()]) << i;
}

TEST_F(RecordFormats, AacInMpeg4Plays) {
  const Station aac(radio_->head, tone("aac"));
  serve(aac.url());
  record_other({"8000:0002", "--format", "m4a", "--split", "2s", "--name", "{index}", "--duration", "5"});
  ASSERT_EQ(recorder_->wait(), 0) << recorder_->output();
  const auto parts = files(".m4a");
  ASSERT_EQ(parts.size(), 3u) << recorder_->output();
  EXPECT_NEAR(seconds(parts[0]), 2, 0.05 + seconds_missed());
  EXPECT_NEAR(seconds(parts[1]), 2, 0.05 + seconds_missed());
}

TEST_F(RecordFormats, NoPartIsLargerThanAskedThoughMpeg4WritesInFragments) {
  const Station aac(radio_->head, tone("aac"));
  serve(aac.url());
  record_other({"8000:0002", "--format", "m4a", "--split", "24k", "--name", "{index}", "--duration", "6"});
  ASSERT_EQ(recorder_->wait(), 0) << recorder_->output();
  const auto parts = files(".m4a");
  ASSERT_GE(parts.size(), 2u) << recorder_->output();
  for (const fs::path& part : parts) EXPECT_LE(fs::file_size(part), 24'000u);
  EXPECT_GT(fs::file_size(parts[0]), 22'000u);
}

/// The test service's tone without the silence that stands for what the headend missed: behind it the tone goes on
/// where it was. A missing or doubled sample shows, since the tone has a period of 18.
struct Tone {
  static constexpr std::size_t kPeriod = 18;

  explicit Tone(const std::string& octets) {
    std::vector<std::int16_t> all(octets.size() / 2);
    std::memcpy(all.data(), octets.data(), all.size() * 2);
    for (std::size_t at = 0; at < all.size(); ++at) {
      const bool begun = sound.size() >= kPeriod;
      if (begun && all[at] == 0 && sound[sound.size() - kPeriod] != 0)
        silent_s += 1.0 / 8'000;
      else
        sound.push_back(all[at]);
    }
  }

  std::vector<std::int16_t> sound;
  double silent_s = 0;
};

TEST_F(RecordFormats, PcmIsTheSameSampleForSampleInWavAndFlac) {
  for (const std::string type : {"wav", "flac"}) {
    record_other({"8000:00ff", "--format", type, "--split", "2s", "--name", "{index}", "--duration", "5"});
    ASSERT_EQ(recorder_->wait(), 0) << recorder_->output();
    std::string whole;
    for (const fs::path& part : files("." + type)) whole += samples(part);
    const Tone tone(whole);
    EXPECT_LE(tone.silent_s, seconds_missed() + 0.002) << type;
    EXPECT_GT(static_cast<double>(tone.sound.size()) / 8'000, 4 - seconds_missed()) << type;
    for (std::size_t i = Tone::kPeriod; i < tone.sound.size(); ++i)
      ASSERT_EQ(tone.sound[i], tone.sound[i - Tone::kPeriod]) << type << ' ' << i;
  }
}

TEST_F(RecordFormats, StandardOutputPlaysInAPipe) {
  const Station opus(radio_->head, tone("opus"));
  serve(opus.url());
  for (const std::string number : {"8000:0001", "8000:0002", "8000:00ff"}) {
    const fs::path wav = folder_ / "pipe.wav";
    // A pipe of WAV has no sizes, and ffmpeg takes the last packet of such for a broken one.
    const std::string strictness = number == "8000:00ff" ? "fatal" : "error -xerror";
    Process pipe = radio_->c1.spawn({"sh", "-c",
                                     JOINCAST_PROGRAM " record " + number + " -i eth0 -o - --duration 3 2>" +
                                         (folder_ / "words").string() + " | ffmpeg -y -v " + strictness +
                                         " -i - -f wav " + wav.string()});
    ASSERT_EQ(pipe.wait(), 0) << pipe.output();
    EXPECT_EQ(pipe.output(), "") << number;
    EXPECT_NEAR(seconds(wav), 3, 0.3 + seconds_missed()) << number;
    EXPECT_NE(read(folder_ / "words").find("writes -"), std::string::npos);
  }
}

/// Four seconds of a tone that pauses half a second before their end, where the title changes.
TEST_F(RecordFormats, TheCutIsMadeWhereItIsQuiet) {
  const std::string piece = (folder_ / "piece").string();
  run({"ffmpeg",
       "-nostdin",
       "-v",
       "error",
       "-f",
       "lavfi",
       "-i",
       "sine=440:sample_rate=48000:duration=4",
       "-af",
       "volume='if(between(t,3,3.5),0,1)':eval=frame",
       "-c:a",
       "libmp3lame",
       "-b:a",
       "64k",
       "-id3v2_version",
       "0",
       "-write_xing",
       "0",
       "-f",
       "mp3",
       piece});
  Process station = radio_->head.spawn({"python3", JOINCAST_TITLED_STATION, piece, "4", "One", "Two", "Three"});
  serve(url_of(station));
  record_other({"8000:0002", "--split", "titles", "--quiet-cut", "1.5", "--name", "{index}", "--duration", "13"});
  ASSERT_EQ(recorder_->wait(), 0) << recorder_->output();
  const auto parts = files();
  ASSERT_GE(parts.size(), 3u) << recorder_->output();
  const std::string sound = read(piece);
  for (std::size_t i = 1; i < 3; ++i) {
    const std::size_t at = sound.find(frames_of(parts[i]).substr(0, 192));
    ASSERT_NE(at, std::string::npos);
    if (seconds_missed() > 0) continue;  // the quietest moment may be the one in which nothing came
    EXPECT_GE(static_cast<double>(at) / 8'000, 2.97);
    EXPECT_LE(static_cast<double>(at) / 8'000, 3.6);
  }
  EXPECT_TRUE(seconds_missed() > 0 || std::abs(seconds(parts[1]) - 4) < 0.1) << seconds(parts[1]);
}

}  // namespace
}  // namespace joincast::lab
