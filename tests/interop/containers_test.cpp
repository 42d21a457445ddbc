// SPDX-License-Identifier: LGPL-2.1-or-later
// What is recorded plays elsewhere, whole and cut short: ffprobe and ffmpeg read our files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numbers>

#include "../media/framing.h"
#include "../media/memory_sink.h"
#include "base/random.h"

namespace joincast::media {
namespace {

using payload::AccessUnit;

constexpr double kSeconds = 6;

/// What a program writes to its standard output.
std::string output_of(const std::string& command) {
  std::string output;
  std::FILE* const pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return output;
  std::array<char, 65'536> buffer;
  for (std::size_t size; (size = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    output.append(buffer.data(), size);
  if (pclose(pipe) != 0) output.clear();
  return output;
}

struct Kind {
  const char* name;
  const char* encoding;  ///< ffmpeg's options; empty: made here
  payload::Codec codec;
  const char* wish;
  const char* ffmpeg_name;  ///< of the format that ffprobe should see
};

struct Source {
  payload::Format format;
  std::vector<AccessUnit> units;
};

/// Frames of 5 ms of a tone.
Source pcm_source(payload::Codec codec) {
  constexpr std::uint32_t kRate = 48'000;
  Source source{payload::pcm_format(codec, kRate, 2), {}};
  const int size = codec == payload::Codec::l24 ? 3 : codec == payload::Codec::l16 ? 2 : 1;
  for (std::uint32_t begins = 0; begins < kSeconds * kRate; begins += 240) {
    AccessUnit unit{{}, begins, 240, false};
    for (std::uint32_t i = begins; i < begins + 240; ++i) {
      const double angle = 2 * std::numbers::pi * 440 * i / kRate;
      const auto value = static_cast<std::int32_t>(std::lround(std::sin(angle) * 0x2000'0000));
      for (int channel = 0; channel < 2; ++channel)
        for (int octet = 0; octet < size; ++octet)
          unit.octets.push_back(static_cast<std::uint8_t>(value >> (24 - 8 * octet)));
    }
    source.units.push_back(std::move(unit));
  }
  return source;
}

/// Seven packets of a transport stream at a time.
Source ts_source(const std::string& stream) {
  Source source{payload::mp2t_format(), {}};
  const auto octets = as_bytes(stream);
  const std::size_t count = octets.size() / 1316;
  for (std::size_t i = 0; i < count; ++i) {
    const auto packet = octets.subspan(i * 1316, 1316);
    source.units.push_back(
        {{packet.begin(), packet.end()},
         static_cast<std::int64_t>(kSeconds * 90'000 * static_cast<double>(i) / static_cast<double>(count)),
         0,
         false});
  }
  return source;
}

Source make_source(const Kind& kind) {
  if (*kind.encoding == 0) return pcm_source(kind.codec);
  const std::string stream = output_of(
      "ffmpeg -v error -nostdin -f lavfi -i sine=frequency=440:duration=6:sample_rate=48000 "
      "-ac 2 " +
      std::string(kind.encoding) + " -");
  if (kind.codec == payload::Codec::mp2t) return ts_source(stream);
  Framed framed_stream = framed(as_bytes(stream));
  if (framed_stream.formats.empty()) return {};
  return {framed_stream.formats[0], std::move(framed_stream.units)};
}

class Files : public testing::TestWithParam<Kind> {
 protected:
  void SetUp() override {
    source_ = make_source(GetParam());
    ASSERT_FALSE(source_.units.empty());
  }
  void TearDown() override { std::filesystem::remove(path_); }

  std::unique_ptr<ContainerWriter> writer(ByteSink& sink) const {
    return writer_for(source_.format, sink, {.title = "Überschrift", .station = "S", .track = 3}, GetParam().wish);
  }

  Bytes whole() const {
    MemorySink sink;
    const auto file = writer(sink);
    for (const AccessUnit& unit : source_.units) (void)file->put(unit);
    EXPECT_FALSE(file->finish());
    return std::move(sink.octets);
  }

  void save(ByteView octets) const {
    std::ofstream(path_, std::ios::binary).write(as_text(octets).data(), std::ssize(octets));
  }

  /// Of the sound that ffmpeg decodes; NaN when it gives up.
  double decoded_seconds(ByteView octets) const {
    save(octets);
    const std::string sound = output_of("ffmpeg -v quiet -nostdin -i " + path_ + " -f s16le -ac 1 -ar 8000 -");
    return sound.empty() ? std::nan("") : static_cast<double>(sound.size()) / 16'000;
  }

  std::string probe(const std::string& what) const {
    return output_of("ffprobe -v error -of default=nw=1 -show_entries " + what + " " + path_);
  }

  Source source_;
  std::string path_ = testing::TempDir() + "jc-" + std::to_string(getpid()) + "." + GetParam().wish;
};

TEST_P(Files, AreWhatTheyAreCalled) {
  save(whole());
  EXPECT_THAT(probe("format=format_name"), testing::HasSubstr(GetParam().ffmpeg_name));
  if (source_.format.codec == payload::Codec::mp2t) return;
  const std::string tags = probe("format_tags:stream_tags");
  EXPECT_THAT(tags, testing::HasSubstr("=Überschrift"));
  EXPECT_THAT(tags, testing::HasSubstr("track=3"));
}

TEST_P(Files, DecodeToAllTheirSoundWithoutAComplaint) {
  const Bytes file = whole();
  EXPECT_NEAR(decoded_seconds(file), kSeconds, 0.15);
  EXPECT_EQ(output_of("ffmpeg -v error -nostdin -i " + path_ + " -f null - 2>&1; echo done"), "done\n");
}

TEST_P(Files, ArePlayableAsTheyLieWheneverTheWriterDies) {
  Rng rng(7);
  for (int i = 0; i < 6; ++i) {
    const std::size_t count = source_.units.size() / 4 + rng.below(source_.units.size() * 3 / 4);
    MemorySink sink;
    const auto file = writer(sink);
    for (std::size_t unit = 0; unit < count; ++unit) (void)file->put(source_.units[unit]);
    const double put = std::chrono::duration<double>(file->duration()).count();
    const double heard = decoded_seconds(sink.octets);
    EXPECT_GE(heard, put - 1.2) << count;
    EXPECT_LE(heard, put + 0.15) << count;
  }
}

TEST_P(Files, TellHowLargeTheyBecomeAtMost) {
  for (std::size_t count = 1; count <= source_.units.size(); count += 1 + count / 8) {
    MemorySink sink;
    const auto file = writer(sink);
    for (std::size_t unit = 0; unit < count; ++unit) (void)file->put(source_.units[unit]);
    const std::uint64_t most = file->most_octets();
    EXPECT_FALSE(file->finish());
    EXPECT_GE(most, sink.octets.size()) << count;
    EXPECT_LE(most, sink.octets.size() + 40'000) << count;
  }
}

TEST_P(Files, HoldAllThatWasFlushed) {
  MemorySink sink;
  const auto file = writer(sink);
  for (std::size_t unit = 0; unit < source_.units.size() / 2; ++unit) (void)file->put(source_.units[unit]);
  EXPECT_FALSE(file->flush());
  EXPECT_NEAR(decoded_seconds(sink.octets), std::chrono::duration<double>(file->duration()).count(), 0.15);
}

TEST_P(Files, DoNotGrowByFlushesWithoutSound) {
  MemorySink sink;
  const auto file = writer(sink);
  EXPECT_FALSE(file->flush());
  EXPECT_EQ(sink.octets.size(), 0u);
  for (std::size_t unit = 0; unit < 100; ++unit) (void)file->put(source_.units[unit]);
  EXPECT_FALSE(file->flush());
  const Bytes before = sink.octets;
  EXPECT_FALSE(file->flush());
  EXPECT_EQ(sink.octets, before);
}

TEST_P(Files, LoseNothingWhenTheDiskIsFullForAWhile) {
  MemorySink sink;
  const auto file = writer(sink);
  for (std::size_t unit = 0; unit < source_.units.size(); ++unit) {
    if (unit == source_.units.size() / 2) sink.room = sink.octets.size();
    ASSERT_EQ(file->put(source_.units[unit]).frames, 1u);
    if (unit == source_.units.size() * 5 / 8) {
      EXPECT_EQ(file->flush(), std::errc::no_space_on_device);
    }
    if (unit == source_.units.size() * 3 / 4) sink.room = 1u << 30;
  }
  EXPECT_FALSE(file->finish());
  EXPECT_NEAR(decoded_seconds(sink.octets), kSeconds, 0.15);
}

TEST_P(Files, ArePlayableWhereverTheDiskCutsThem) {
  const Bytes file = whole();
  Rng rng(11);
  for (int i = 0; i < 6; ++i) {
    const std::size_t size = file.size() / 4 + rng.below(file.size() * 3 / 4);
    const double share = kSeconds * static_cast<double>(size) / static_cast<double>(file.size());
    EXPECT_GE(decoded_seconds(ByteView(file).first(size)), share - 1.5) << size;
  }
}

TEST_P(Files, KeepTheTimeOfAGapOrCloseUp) {
  for (std::size_t i = source_.units.size() / 2; i < source_.units.size(); ++i)
    source_.units[i].timestamp += 2 * source_.format.clock_rate_hz;
  const Bytes file = whole();
  const FileType type = *choose_file_type(source_.format, GetParam().wish);
  const bool tells_time = type == FileType::m4a || type == FileType::ogg_vorbis;  // nothing to decode in the gap
  const double heard = kSeconds + (info(type).fills_gaps && !tells_time ? 2 : 0);
  EXPECT_NEAR(decoded_seconds(file), heard, 0.15);
  if (!info(type).fills_gaps) return;
  const std::string told = probe("format=duration");
  ASSERT_THAT(told, testing::StartsWith("duration="));
  EXPECT_NEAR(std::stod(told.substr(9)), kSeconds + 2, 0.15);
}

constexpr Kind kKinds[] = {
    {"Mp3", "-c:a libmp3lame -b:a 128k -f mp3", payload::Codec::mpa, "mp3", "mp3"},
    {"Mp2", "-c:a mp2 -b:a 192k -f mp2", payload::Codec::mpa, "mp3", "mp3"},
    {"Adts", "-c:a aac -b:a 96k -f adts", payload::Codec::aac, "aac", "aac"},
    {"M4a", "-c:a aac -b:a 96k -f adts", payload::Codec::aac, "m4a", "m4a"},
    {"Opus", "-c:a libopus -b:a 96k -f ogg", payload::Codec::opus, "opus", "ogg"},
    {"Vorbis", "-c:a libvorbis -b:a 96k -f ogg", payload::Codec::vorbis, "ogg", "ogg"},
    {"Ts", "-c:a mp2 -b:a 192k -f mpegts", payload::Codec::mp2t, "ts", "mpegts"},
    {"Wav16", "", payload::Codec::l16, "wav", "wav"},
    {"Wav24", "", payload::Codec::l24, "wav", "wav"},
    {"WavMuLaw", "", payload::Codec::pcmu, "wav", "wav"},
    {"Flac16", "", payload::Codec::l16, "flac", "flac"},
    {"Flac24", "", payload::Codec::l24, "flac", "flac"},
};

INSTANTIATE_TEST_SUITE_P(All, Files, testing::ValuesIn(kKinds),
                         [](const auto& kind) { return std::string(kind.param.name); });

std::string hash_of_sound(const std::string& options, const std::string& path, const char* raw) {
  return output_of("ffmpeg -v error -nostdin " + options + " -i " + path + " -f " + raw + " - | sha256sum");
}

TEST(Flac, HoldsTheVerySamples) {
  for (const auto codec : {payload::Codec::l16, payload::Codec::l24}) {
    const Source source = pcm_source(codec);
    const bool wide = codec == payload::Codec::l24;
    const std::string base = testing::TempDir() + "jc-same-" + std::to_string(getpid());
    Bytes raw;
    for (const AccessUnit& unit : source.units) raw.insert(raw.end(), unit.octets.begin(), unit.octets.end());
    const Bytes flac = file_of(source.format, source.units, {}, "flac");
    std::ofstream(base + ".raw", std::ios::binary).write(as_text(raw).data(), std::ssize(raw));
    std::ofstream(base + ".flac", std::ios::binary).write(as_text(flac).data(), std::ssize(flac));
    const char* const kind = wide ? "s24be" : "s16be";
    const std::string expected = hash_of_sound(std::string("-f ") + kind + " -ar 48000 -ac 2", base + ".raw", kind);
    EXPECT_FALSE(expected.empty());
    EXPECT_EQ(hash_of_sound("", base + ".flac", wide ? "s24be -c:a pcm_s24be" : "s16be"), expected);
    std::filesystem::remove(base + ".raw");
    std::filesystem::remove(base + ".flac");
  }
}

}  // namespace
}  // namespace joincast::media
