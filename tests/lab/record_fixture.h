// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "tests/lab/folder.h"
#include "tests/lab/radio_lab.h"

namespace joincast::lab {

namespace fs = std::filesystem;

inline const std::string kPiece = JOINCAST_VECTORS "/media/tone_440.mp3";

inline std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// MP3 without the ID3v2 tag in front.
inline std::string frames_of(const fs::path& path) {
  const std::string all = read(path);
  if (!all.starts_with("ID3")) return all;
  std::size_t size = 0;
  for (std::size_t i = 6; i < 10; ++i) size = size << 7 | static_cast<unsigned char>(all[i]);
  return all.substr(10 + size);
}

/// Whether it is the piece, over and over, from some frame on: nothing is missing and nothing is there twice.
inline bool is_unbroken(const std::string& sound) {
  constexpr std::size_t kFrame = 192;
  const std::string piece = read(kPiece);
  for (std::size_t begin = 0; begin < piece.size(); begin += kFrame) {
    bool same = true;
    for (std::size_t i = 0; same && i < sound.size(); ++i) same = sound[i] == piece[(begin + i) % piece.size()];
    if (same) return true;
  }
  return false;
}

/// The RTP packets of the MPEG audio frames from this timestamp on, as a bare socket heard them.
inline std::string frames_since(const GroupMember& member, std::uint32_t timestamp) {
  std::string octets;
  bool begun = false;
  std::uint16_t last = 0;
  for (const HeardRtp& packet : member.rtp()) {
    begun = begun || packet.timestamp == timestamp;
    if (!begun || (!octets.empty() && static_cast<std::int16_t>(packet.sequence - last) <= 0)) continue;  // repeated
    last = packet.sequence;
    octets.append(packet.payload.begin() + 4, packet.payload.end());  // RFC 2250 section 3.5
  }
  return octets;
}

/// The value behind `"key": ` in a sidecar, up to the end of its line or object; empty: there is none.
inline std::string value(const std::string& json, const std::string& key, std::size_t from = 0) {
  const std::size_t at = json.find("\"" + key + "\": ", from);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + key.size() + 4;
  return json.substr(begin, json.find_first_of(",}\n", begin) - begin);
}

/// joincast record on a listener's host; 8000:0001 is a station whose titles change every four seconds.
class Record : public RadioLabTest {
 protected:
  void SetUp() override {
    RadioLabTest::SetUp();
    if (IsSkipped()) return;
    RadioLab& lab = make();
    station_.emplace(lab.head.spawn({"python3", JOINCAST_TITLED_STATION, kPiece, "4", "Ada - One", "../Two", "Three"}));
    configuration_ = quick_headend() + service("8000:0001", url_of(*station_));
    lab.headend.emplace(lab.head, configuration_);
  }
  void TearDown() override {
    if (HasFailure() && recorder_) ADD_FAILURE() << "The recorder said:\n" << recorder_->output();
    RadioLabTest::TearDown();
  }

  static std::string url_of(Process& station) {
    const auto line = station.wait_for("port ");
    EXPECT_TRUE(line) << station.output();
    return line ? "http://127.0.0.1:" + line->text.substr(5) + "/" : std::string();
  }
  /// 8000:0002 is this from now on.
  void serve(const std::string& url) { radio_->headend->reload(configuration_ + service("8000:0002", url)); }

  void record(std::vector<std::string> more, const std::string& where = {}) {
    more.insert(more.begin(), "8000:0001");
    record_other(more, where);
  }
  /// Of the service that the first word names.
  void record_other(const std::vector<std::string>& words, const std::string& where = {}) {
    std::vector<std::string> command = {JOINCAST_PROGRAM, "record", "-i",
                                        "eth0",           "-o",     where.empty() ? folder_.string() : where};
    command.insert(command.end(), words.begin(), words.end());
    recorder_.emplace(radio_->c1.spawn(command));
  }
  /// By name, which begins with the index.
  std::vector<fs::path> files(const std::string& type = ".mp3") const {
    std::vector<fs::path> all;
    for (const auto& entry : fs::recursive_directory_iterator(folder_))
      if (entry.path().extension() == type) all.push_back(entry.path());
    std::ranges::sort(all);
    return all;
  }
  /// What ffprobe and a decoder make of it: how long it sounds.
  static double seconds(const fs::path& file) {
    EXPECT_EQ(run({"ffmpeg", "-v", "error", "-xerror", "-i", file.string(), "-f", "null", "-"}), "") << file;
    return std::stod(
        run({"ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", file.string()}));
  }

  const Folder own_;
  const fs::path folder_ = own_.path();
  std::string configuration_;
  std::optional<Process> station_;
  std::optional<Process> recorder_;
};

}  // namespace joincast::lab
