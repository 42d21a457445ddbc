// SPDX-License-Identifier: LGPL-2.1-or-later
//
// joincast record on a listener's host, while titles change and things break around it.
#include <sys/mount.h>

#include <csignal>
#include <stdexcept>

#include "libreceiver/recording_files.h"
#include "tests/lab/record_fixture.h"

namespace joincast::lab {
namespace {

TEST_F(Record, EachTitleIsAFileAndTogetherTheyAreTheWhole) {
  record({"--split", "titles", "--name", "{service}/{index} {title}", "--duration", "11"});
  ASSERT_EQ(recorder_->wait(), 0) << recorder_->output();
  const auto parts = files();
  ASSERT_GE(parts.size(), 3u) << recorder_->output();
  EXPECT_EQ(parts[1].parent_path().parent_path(), folder_) << "no title leads out";
  std::string whole;
  for (const fs::path& part : parts) whole += frames_of(part);
  EXPECT_TRUE(is_unbroken(whole));
  EXPECT_NEAR(seconds(parts[1]), 4, 0.2 + seconds_missed());
  const std::string json = read(parts[1].string() + ".json");
  EXPECT_EQ(value(json, "state"), "\"complete\"");
  EXPECT_EQ(value(json, "whole_song"), "true");
  EXPECT_TRUE(seconds_missed() > 0 || value(json, "gaps") == "[]") << json;
}

TEST_F(Record, AHeadendThatBeginsAnewIsFollowedAndTheGapIsTold) {
  record({"--name", "{index}"});
  ASSERT_TRUE(recorder_->wait_for("writes "));
  radio_->until([] { return false; }, 2s);
  radio_->headend->kill();
  radio_->headend->start();
  ASSERT_TRUE(recorder_->wait_for("writes ")) << recorder_->output();
  radio_->until([] { return false; }, 2s);
  recorder_->signal(SIGINT);
  EXPECT_EQ(recorder_->wait(), 128 + SIGINT);
  const auto parts = files();
  ASSERT_EQ(parts.size(), 2u);
  for (const fs::path& part : parts) EXPECT_GT(seconds(part), 0.7);
  EXPECT_EQ(value(read(parts[1].string() + ".json"), "reason"), "\"stream\"");
}

TEST_F(Record, WhatAKilledRecorderLeavesPlaysAndTheNextOneTellsTheGap) {
  record({"--name", "{index}"});
  ASSERT_TRUE(recorder_->wait_for("writes "));
  radio_->until([] { return false; }, 4s);
  recorder_->signal(SIGKILL);
  recorder_->wait();
  ASSERT_EQ(files().size(), 1u);
  const fs::path killed = files()[0];
  EXPECT_GT(seconds(killed), 2.5);
  EXPECT_EQ(value(read(killed.string() + ".json"), "state"), "\"recording\"");
  record({"--name", "{index}", "--duration", "3"});
  ASSERT_EQ(recorder_->wait(), 0);
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
  ASSERT_TRUE(recorder_->wait_for("\"event\":\"file\""));
  disk.put("more", 400'000);
  EXPECT_TRUE(recorder_->wait_for("\"event\":\"blocked\""));
  radio_->until([] { return false; }, 2s);
  fs::remove(small / "ballast");
  EXPECT_TRUE(recorder_->wait_for("\"event\":\"unblocked\""));
  recorder_->signal(SIGTERM);
  EXPECT_EQ(recorder_->wait(), 128 + SIGTERM);
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
  ASSERT_TRUE(recorder_->wait_for("writes "));
  radio_->c1.ip("link set eth0 down");
  ASSERT_TRUE(recorder_->wait_for("the interface is gone"));
  radio_->c1.ip("link set eth0 up\naddr replace 2001:db8:d0be:f00d::1/64 dev eth0 nodad");
  ASSERT_TRUE(recorder_->wait_for("the interface is back"));
  radio_->until([] { return false; }, 2s);
  recorder_->signal(SIGINT);
  recorder_->wait();
  ASSERT_FALSE(files().empty());
  EXPECT_EQ(value(read(files().back().string() + ".json"), "reason"), "\"unreachable\"");
}

TEST_F(Record, AnInterfaceThatVanishedIsJoinedAgainWhenAnotherOfItsNameCame) {
  record({"--name", "{index}"});
  ASSERT_TRUE(recorder_->wait_for("writes "));
  radio_->c1.ip("link del eth0");
  ASSERT_TRUE(recorder_->wait_for("the interface is gone"));
  radio_->lab.plug(radio_->c1, radio_->bridge);
  ASSERT_TRUE(recorder_->wait_for("the interface is back"));
  ASSERT_TRUE(recorder_->wait_for("writes "));
  radio_->until([] { return false; }, 2s);
  recorder_->signal(SIGINT);
  recorder_->wait();
  const auto parts = files();
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(value(read(parts[1].string() + ".json"), "reason"), "\"unreachable\"");
}

}  // namespace
}  // namespace joincast::lab
