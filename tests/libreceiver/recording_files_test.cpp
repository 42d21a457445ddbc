// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/recording_files.h"
#include "tests/lab/folder.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace joincast::libreceiver {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// MP3 as it comes, into a folder of its own.
class RecordingFilesTest : public testing::Test {
 protected:
  RecordingFiles::Settings settings() const {
    RecordingFiles::Settings how;
    how.folder = std::make_shared<const OutputFolder>(std::move(*OutputFolder::open(root.string())));
    how.name = "{service}/{index} {title}";
    how.number = "8000:0001";
    return how;
  }
  Part part(const char* title) {
    Part one;
    one.index = ++parts;
    one.format = payload::mpa_format(48'000, 2);
    one.item.title = title;
    one.began = now.wall;
    return one;
  }
  /// MPEG-1 layer III, 128 kbit/s, 48 kHz: 384 octets, 24 ms.
  static TimeShift::Frame frame(int number) {
    TimeShift::Frame one;
    one.unit.octets.assign(384, static_cast<std::uint8_t>(number));
    one.unit.octets[0] = 0xff;
    one.unit.octets[1] = 0xfb;
    one.unit.octets[2] = 0x94;
    one.unit.octets[3] = 0x00;
    one.unit.timestamp = number * std::int64_t{2160};
    one.unit.duration = 2160;
    return one;
  }
  void write(RecordingFiles& files, int from, int to) {
    std::vector<TimeShift::Frame> frames;
    std::vector<const TimeShift::Frame*> pointers;
    for (int i = from; i < to; ++i) frames.push_back(frame(i));
    for (TimeShift::Frame& one : frames) {
      one.arrived = now;
      pointers.push_back(&one);
    }
    files.write(pointers, now);
  }

  lab::Folder own;
  const fs::path root = own.path();
  Now now{TimePoint{1'000s}, WallTime{1'795'253'400s}};
  std::uint32_t parts = 0;
};

TEST_F(RecordingFilesTest, APartIsAFileWithItsSidecars) {
  RecordingFiles files(settings(), {});
  files.set_station("Radio/Morning");
  files.begin_part(part("Ada - First Light"), now);
  write(files, 0, 100);
  files.end_part(now);
  const fs::path file = root / "Radio-Morning/001 Ada - First Light.mp3";
  ASSERT_TRUE(fs::exists(file));
  std::string whole;
  for (int i = 0; i < 100; ++i) {
    const auto one = frame(i);
    whole.append(one.unit.octets.begin(), one.unit.octets.end());
  }
  EXPECT_TRUE(read(file).ends_with(whole)) << "every frame as it came, behind the tag";
  EXPECT_NE(read(file.string() + ".json").find("\"state\": \"complete\""), std::string::npos);
  EXPECT_NE(read(file.string() + ".cue").find("TITLE \"First Light\""), std::string::npos);
}

TEST_F(RecordingFilesTest, TheSidecarIsThereFromTheBeginningOn) {
  RecordingFiles files(settings(), {});
  files.begin_part(part("A"), now);
  write(files, 0, 10);
  EXPECT_NE(read(root / "8000-0001/001 A.mp3.json").find("\"state\": \"recording\""), std::string::npos);
}

TEST_F(RecordingFilesTest, AGapIsToldAtItsPlaceInTheFile) {
  RecordingFiles files(settings(), {});
  files.begin_part(part("A"), now);
  write(files, 0, 100);
  const std::uint64_t octets = files.octets();
  files.note_gap({Gap::network, 216'000, 3, 72ms, now.wall});
  write(files, 103, 110);
  files.end_part(now);
  const std::string json = read(root / "8000-0001/001 A.mp3.json");
  EXPECT_NE(json.find("{\"ms\": 2400.000,\"octets\": " + std::to_string(octets) + ",\"rtp_timestamp\": 216000"),
            std::string::npos)
      << json;
}

TEST_F(RecordingFilesTest, AFileBegunWithoutATitleIsCalledByTheFirstOne) {
  std::vector<std::string> told;
  RecordingFiles files(settings(), [&](const RecordingFiles::Change& change) {
    if (change.kind == RecordingFiles::Change::Kind::renamed) told.push_back(change.path);
  });
  files.begin_part(part(""), now);
  write(files, 0, 200);
  const std::string before = files.path();
  ASSERT_TRUE(fs::exists(before));
  files.name_part({"Ada - One", "", {}}, now);
  write(files, 200, 400);
  files.end_part(now);
  const fs::path named = root / "8000-0001" / "001 Ada - One.mp3";
  EXPECT_EQ(told, std::vector<std::string>{named.string()});
  EXPECT_GE(fs::file_size(named), 400u * 384);
  const std::string sidecar = read(named.string() + ".json");
  EXPECT_NE(sidecar.find("\"file\": \"001 Ada - One.mp3\""), std::string::npos);
  EXPECT_NE(sidecar.find("\"title\": \"Ada - One\""), std::string::npos);
  for (const char* end : {"", ".json", ".cue"}) EXPECT_FALSE(fs::exists(before + end)) << end;
}

TEST_F(RecordingFilesTest, ARecordingThatWasKilledIsFoundAndMarked) {
  {
    auto killed = std::make_unique<RecordingFiles>(settings(), nullptr);
    EXPECT_EQ(killed->recover(), std::nullopt);
    killed->begin_part(part("A"), now);
    write(*killed, 0, 100);
    // As after kill -9: the file is open and nothing more is written.
  }
  RecordingFiles files(settings(), {});
  EXPECT_TRUE(files.recover());
  EXPECT_NE(read(root / "8000-0001/001 A.mp3.json").find("\"state\": \"interrupted\""), std::string::npos);
  files.begin_part(part("A"), now);
  write(files, 200, 300);
  files.end_part(now);
  EXPECT_TRUE(fs::exists(root / "8000-0001/001 A (2).mp3")) << "what was recorded is not touched";
}

TEST_F(RecordingFilesTest, NothingIsLeftBehindByARecordingThatEnded) {
  {
    RecordingFiles files(settings(), {});
    files.recover();
    files.begin_part(part("A"), now);
    write(files, 0, 10);
    files.end_part(now);
  }
  EXPECT_EQ(std::distance(fs::directory_iterator(root), {}), 1) << "the service's folder";
  EXPECT_EQ(RecordingFiles(settings(), {}).recover(), std::nullopt);
}

TEST_F(RecordingFilesTest, AFileTheUserNamedIsCalledSo) {
  auto how = settings();
  how.name = "my {song}";
  how.plain_name = true;
  RecordingFiles files(how, {});
  files.begin_part(part("A"), now);
  write(files, 0, 10);
  files.end_part(now);
  EXPECT_TRUE(fs::exists(root / "my {song}.mp3"));
}

}  // namespace
}  // namespace joincast::libreceiver
