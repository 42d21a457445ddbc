// SPDX-License-Identifier: LGPL-2.1-or-later
//
// joincast record on a listener's host, while titles change and things break around it.
#include <gtest/gtest.h>
#include <sys/mount.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "libreceiver/recording_files.h"
#include "tests/lab/radio_lab.h"

namespace joincast::lab {
namespace {

namespace fs = std::filesystem;

const std::string kPiece = JOINCAST_VECTORS "/media/tone_440.mp3";

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// MP3 without the ID3v2 tag in front.
std::string frames_of(const fs::path& path) {
  const std::string all = read(path);
  if (!all.starts_with("ID3")) return all;
  std::size_t size = 0;
  for (std::size_t i = 6; i < 10; ++i) size = size << 7 | static_cast<unsigned char>(all[i]);
  return all.substr(10 + size);
}

/// Whether it is the piece, over and over, from some frame on: nothing is missing and nothing is there twice.
bool is_unbroken(const std::string& sound) {
  constexpr std::size_t kFrame = 192;
  const std::string piece = read(kPiece);
  for (std::size_t begin = 0; begin < piece.size(); begin += kFrame) {
    bool same = true;
    for (std::size_t i = 0; same && i < sound.size(); ++i) same = sound[i] == piece[(begin + i) % piece.size()];
    if (same) return true;
  }
  return false;
}

/// The value behind `"key": ` in a sidecar, up to the end of its line or object; empty: there is none.
std::string value(const std::string& json, const std::string& key, std::size_t from = 0) {
  const std::size_t at = json.find("\"" + key + "\": ", from);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + key.size() + 4;
  return json.substr(begin, json.find_first_of(",}\n", begin) - begin);
}

class Record : public RadioLabTest {
 protected:
  void SetUp() override {
    RadioLabTest::SetUp();
    if (IsSkipped()) return;
    std::string pattern = (fs::temp_directory_path() / "joincast-record-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    RadioLab& lab = make();
    station_.emplace(lab.head.spawn({"python3", JOINCAST_TITLED_STATION, kPiece, "4", "Ada - One", "../Two", "Three"}));
    const auto line = station_->wait_for("port ", 5s);
    ASSERT_TRUE(line) << station_->output();
    lab.headend.emplace(lab.head,
                        quick_headend() + service("8000:0001", "http://127.0.0.1:" + line->text.substr(5) + "/"));
  }
  void TearDown() override {
    if (!folder_.empty()) fs::remove_all(folder_);
    if (HasFailure() && recorder_) ADD_FAILURE() << "The recorder said:\n" << recorder_->output();
    RadioLabTest::TearDown();
  }

  void record(std::vector<std::string> more, const std::string& where = {}) {
    std::vector<std::string> command = {
        JOINCAST_PROGRAM, "record", "8000:0001", "-i", "eth0", "-o", where.empty() ? folder_.string() : where};
    command.insert(command.end(), more.begin(), more.end());
    recorder_.emplace(radio_->c1.spawn(command));
  }
  /// By name, which begins with the index.
  std::vector<fs::path> files() const {
    std::vector<fs::path> all;
    for (const auto& entry : fs::recursive_directory_iterator(folder_))
      if (entry.path().extension() == ".mp3") all.push_back(entry.path());
    std::ranges::sort(all);
    return all;
  }
  /// What ffprobe and a decoder make of it: how long it sounds.
  static double seconds(const fs::path& file) {
    EXPECT_EQ(run({"ffmpeg", "-v", "error", "-xerror", "-i", file.string(), "-f", "null", "-"}), "") << file;
    return std::stod(
        run({"ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", file.string()}));
  }

  fs::path folder_;
  std::optional<Process> station_;
  std::optional<Process> recorder_;
};

TEST_F(Record, EachTitleIsAFileAndTogetherTheyAreTheWhole) {
  record({"--split", "titles", "--name", "{service}/{index} {title}", "--duration", "11"});
  ASSERT_EQ(recorder_->wait(30s), 0) << recorder_->output();
  const auto parts = files();
  ASSERT_GE(parts.size(), 3u) << recorder_->output();
  EXPECT_EQ(parts[1].parent_path().parent_path(), folder_) << "no title leads out";
  std::string whole;
  for (const fs::path& part : parts) whole += frames_of(part);
  EXPECT_TRUE(is_unbroken(whole));
  EXPECT_NEAR(seconds(parts[1]), 4, 0.2);
  const std::string json = read(parts[1].string() + ".json");
  EXPECT_EQ(value(json, "state"), "\"complete\"");
  EXPECT_EQ(value(json, "whole_song"), "true");
  EXPECT_EQ(value(json, "gaps"), "[]");
}

TEST_F(Record, AHeadendThatBeginsAnewIsFollowedAndTheGapIsTold) {
  record({"--name", "{index}"});
  ASSERT_TRUE(recorder_->wait_for("writes ", 8s));
  radio_->until([] { return false; }, 2s);
  radio_->headend->kill();
  radio_->headend->start();
  ASSERT_TRUE(recorder_->wait_for("writes ", 10s)) << recorder_->output();
  radio_->until([] { return false; }, 2s);
  recorder_->signal(SIGINT);
  EXPECT_EQ(recorder_->wait(5s), 128 + SIGINT);
  const auto parts = files();
  ASSERT_EQ(parts.size(), 2u);
  for (const fs::path& part : parts) EXPECT_GT(seconds(part), 0.7);
  EXPECT_EQ(value(read(parts[1].string() + ".json"), "reason"), "\"stream\"");
}

TEST_F(Record, WhatAKilledRecorderLeavesPlaysAndTheNextOneTellsTheGap) {
  record({"--name", "{index}"});
  ASSERT_TRUE(recorder_->wait_for("writes ", 8s));
  radio_->until([] { return false; }, 4s);
  recorder_->signal(SIGKILL);
  recorder_->wait(5s);
  ASSERT_EQ(files().size(), 1u);
  const fs::path killed = files()[0];
  EXPECT_GT(seconds(killed), 2.5);
  EXPECT_EQ(value(read(killed.string() + ".json"), "state"), "\"recording\"");
  record({"--name", "{index}", "--duration", "3"});
  ASSERT_EQ(recorder_->wait(15s), 0);
  EXPECT_EQ(value(read(killed.string() + ".json"), "state"), "\"interrupted\"");
  const fs::path second = folder_ / "001 (2).mp3";
  EXPECT_EQ(value(read(second.string() + ".json"), "reason"), "\"not running\"");
  EXPECT_GT(seconds(second), 1.5);
}

/// A file system of one megabyte.
class SmallDisk {
 public:
  explicit SmallDisk(const fs::path& folder) : folder_(folder) {
    fs::create_directory(folder_);
    if (::mount("none", folder_.c_str(), "tmpfs", 0, "size=1m") != 0) throw std::runtime_error("no tmpfs");
  }
  ~SmallDisk() { ::umount2(folder_.c_str(), MNT_DETACH); }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  void put(const std::string& name, std::size_t octets) const {
    std::ofstream(folder_ / name) << std::string(octets, 'x');
  }

 private:
  fs::path folder_;
};

TEST_F(Record, ADiskThatIsFullForAMomentLosesNothing) {
  const fs::path small = folder_ / "small";
  const SmallDisk disk(small);
  disk.put("ballast", 600'000);
  record({"--name", "{index}", "--json"}, small.string());
  ASSERT_TRUE(recorder_->wait_for("\"event\":\"file\"", 8s));
  disk.put("more", 400'000);
  EXPECT_TRUE(recorder_->wait_for("\"event\":\"blocked\"", 15s));
  radio_->until([] { return false; }, 2s);
  fs::remove(small / "ballast");
  EXPECT_TRUE(recorder_->wait_for("\"event\":\"unblocked\"", 10s));
  recorder_->signal(SIGTERM);
  EXPECT_EQ(recorder_->wait(5s), 128 + SIGTERM);
  const auto parts = files();
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_TRUE(is_unbroken(frames_of(parts[0])));
  EXPECT_GT(seconds(parts[0]), 3);
}

TEST_F(Record, ADiskThatStaysFullEndsTheFileAndRoomBeginsAnother) {
  const fs::path small = folder_ / "small";
  const SmallDisk disk(small);
  libreceiver::RecordingFiles::Settings settings;
  settings.folder =
      std::make_shared<const libreceiver::OutputFolder>(std::move(*libreceiver::OutputFolder::open(small.string())));
  settings.name = "{index}";
  settings.number = "8000:0001";
  libreceiver::RecordingFiles files_there(settings, {});
  Now now{TimePoint{1'000s}, WallTime{1'795'253'400s}};
  const std::string piece = read(kPiece);
  std::int64_t number = 0;
  const auto write = [&](int frames) {
    for (; frames > 0; --frames, ++number) {
      libreceiver::TimeShift::Frame frame;
      const auto at = static_cast<std::size_t>(number % 22) * 192;
      frame.unit.octets.assign(piece.begin() + static_cast<std::ptrdiff_t>(at),
                               piece.begin() + static_cast<std::ptrdiff_t>(at + 192));
      frame.unit.timestamp = number * 2160;
      frame.unit.duration = 2160;
      frame.arrived = now;
      const libreceiver::TimeShift::Frame* pointer = &frame;
      files_there.write(std::span(&pointer, 1), now);
      now.mono += 24ms;
      now.wall += 24ms;
    }
  };
  libreceiver::Part part;
  part.format = payload::mpa_format(48'000, 1);
  part.began = now.wall;
  files_there.begin_part(part, now);
  write(15'000);  // 2.9 MB
  EXPECT_TRUE(files_there.blocked());
  EXPECT_GT(seconds(small / "001.mp3"), 60) << "what was received plays";
  EXPECT_NE(value(read(small / "001.mp3.json"), "file"), "");
  fs::remove(small / "001.mp3");
  write(1'000);
  EXPECT_FALSE(files_there.blocked());
  files_there.end_part(now);
  EXPECT_EQ(value(read(small / "001.mp3.json"), "state"), "\"interrupted\"") << "told as soon as there was room";
  EXPECT_EQ(value(read(small / "002.mp3.json"), "reason"), "\"disk\"");
  EXPECT_GT(seconds(small / "002.mp3"), 20);
}

TEST_F(Record, AnInterfaceThatWasDownIsNoEnd) {
  record({"--name", "{index}"});
  ASSERT_TRUE(recorder_->wait_for("writes ", 8s));
  radio_->c1.ip("link set eth0 down");
  ASSERT_TRUE(recorder_->wait_for("the interface is gone", 15s));
  radio_->c1.ip("link set eth0 up\naddr replace 2001:db8:d0be:f00d::1/64 dev eth0 nodad");
  ASSERT_TRUE(recorder_->wait_for("the interface is back", 15s));
  radio_->until([] { return false; }, 2s);
  recorder_->signal(SIGINT);
  recorder_->wait(5s);
  ASSERT_FALSE(files().empty());
  EXPECT_EQ(value(read(files().back().string() + ".json"), "reason"), "\"unreachable\"");
}

TEST_F(Record, AnInterfaceThatVanishedIsJoinedAgainWhenAnotherOfItsNameCame) {
  record({"--name", "{index}"});
  ASSERT_TRUE(recorder_->wait_for("writes ", 8s));
  radio_->c1.ip("link del eth0");
  ASSERT_TRUE(recorder_->wait_for("the interface is gone", 15s));
  radio_->lab.plug(radio_->c1, radio_->bridge);
  ASSERT_TRUE(recorder_->wait_for("the interface is back", 15s));
  ASSERT_TRUE(recorder_->wait_for("writes ", 15s));
  radio_->until([] { return false; }, 2s);
  recorder_->signal(SIGINT);
  recorder_->wait(5s);
  const auto parts = files();
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(value(read(parts[1].string() + ".json"), "reason"), "\"unreachable\"");
}

TEST_F(Record, NothingForTooLongIsTold) {
  record({"--stall-after", "2s", "--exec-on-stall",
          "echo \"$JOINCAST_SERVICE $JOINCAST_REASON\" > " + (folder_ / "told").string()});
  ASSERT_TRUE(recorder_->wait_for("writes ", 8s));
  station_->signal(SIGSTOP);
  ASSERT_TRUE(recorder_->wait_for("nothing came for", 12s));
  EXPECT_TRUE(eventually([&] { return read(folder_ / "told") == "8000:0001 nothing\n"; }));
  station_->signal(SIGCONT);
  ASSERT_TRUE(recorder_->wait_for("there is something to record again", 12s));
  recorder_->signal(SIGTERM);
  EXPECT_EQ(recorder_->wait(5s), 128 + SIGTERM);
}

}  // namespace
}  // namespace joincast::lab
