// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/song_recording.h"
#include "tests/lab/folder.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace joincast::libreceiver {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr std::uint32_t kFrame = 2160;
constexpr std::size_t kOctets = 384;

class SongRecordingTest : public testing::Test {
 protected:
  void SetUp() override { kept.begin({1, payload::mpa_format(48'000, 2), false}); }

  /// Frames whose octets tell their number.
  Bytes octets(std::uint32_t number) const {
    Bytes all(kOctets, static_cast<std::uint8_t>(number));
    all[0] = 0xff, all[1] = 0xfb, all[2] = 0x94, all[3] = 0x00;
    all[5] = static_cast<std::uint8_t>(number >> 8);
    return all;
  }
  void receive(std::uint32_t count) {
    for (; count > 0; --count, ++received) {
      Session::Unit unit;
      unit.stream = 1;
      unit.unit = {octets(received), std::int64_t{received} * kFrame, kFrame, false};
      kept.add(std::move(unit), now);
      now.mono += 24ms;
      now.wall += 24ms;
    }
  }
  void announce(const char* title, std::uint32_t frame) { kept.announce({title, {}, {}}, frame * kFrame, now); }

  RecordingFiles::Settings settings() const {
    RecordingFiles::Settings how;
    how.folder = std::make_shared<const OutputFolder>(std::move(*OutputFolder::open(folder.string())));
    how.name = "{title}";
    how.number = "8000:0001";
    return how;
  }
  /// The file's frames, without the tag in front of them.
  std::string sound(const std::string& name) const {
    std::ifstream in(folder / name, std::ios::binary);
    const std::string all{std::istreambuf_iterator<char>(in), {}};
    std::size_t tag = 0;
    for (std::size_t i = 6; i < 10 && all.size() > 10; ++i) tag = tag << 7 | static_cast<unsigned char>(all[i]);
    return all.size() > 10 ? all.substr(10 + tag) : all;
  }
  std::string frames(std::uint32_t from, std::uint32_t end) const {
    std::string all;
    for (; from < end; ++from) {
      const Bytes one = octets(from);
      all.append(one.begin(), one.end());
    }
    return all;
  }

  lab::Folder own;
  const fs::path folder = own.path();
  TimeShift kept{{.keep = 30min}};
  Now now{TimePoint{1'000s}, WallTime{1'700'000'000s}};
  std::uint32_t received = 0;
};

TEST_F(SongRecordingTest, HoldsTheSongFromItsFirstFrameToItsLast) {
  announce("A", 0);
  receive(100);
  announce("B", 100);
  receive(200);
  SongRecording song(settings(), "Radio", kept, kept.end() - 1, now);
  EXPECT_TRUE(song.from_song_start());
  receive(50);
  announce("C", 360);
  receive(300);
  song.follow(kept, now);
  EXPECT_TRUE(song.done());
  EXPECT_EQ(song.error(), "");
  EXPECT_TRUE(sound("B.mp3") == frames(100, 360));
  EXPECT_FALSE(fs::exists(folder / "C.mp3"));
}

TEST_F(SongRecordingTest, OfASongThatIsLongOverAllIsThereAtOnce) {
  announce("A", 0);
  receive(100);
  announce("B", 100);
  receive(10'000);
  announce("C", 10'100);
  receive(10'000);
  const SongRecording song(settings(), "Radio", kept, 150, now);
  EXPECT_TRUE(song.done());
  EXPECT_TRUE(sound("B.mp3") == frames(100, 10'100));
}

TEST_F(SongRecordingTest, ASongThatHadBegunIsThereAsFarAsItIsKept) {
  announce("A", static_cast<std::uint32_t>(-100));
  receive(100);
  SongRecording song(settings(), "Radio", kept, 99, now);
  EXPECT_FALSE(song.from_song_start());
  song.finish(now);
  EXPECT_TRUE(sound("A.mp3") == frames(0, 100));
}

TEST_F(SongRecordingTest, WithoutTitlesItBeginsWithWhatIsHeard) {
  receive(100);
  SongRecording song(settings(), "Radio", kept, 60, now);
  receive(10);
  song.follow(kept, now);
  song.finish(now);
  const auto only = fs::path(song.path()).filename();
  EXPECT_TRUE(sound(only) == frames(60, 110)) << song.path();
  EXPECT_TRUE(song.done());
}

}  // namespace
}  // namespace joincast::libreceiver
