// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Television through a real headend: from a file in a loop and from groups, recorded by joincast, read by ffmpeg.
#include "tests/lab/folder.h"
#include "tests/lab/record_fixture.h"

namespace joincast::lab {
namespace {

class TelevisionLab : public RadioLabTest {
 protected:
  void SetUp() override {
    RadioLabTest::SetUp();
    if (IsSkipped()) return;
    RadioLab& lab = make();
    lab.c2.ip("route add 239.0.0.0/8 dev eth0");
    two_programmes();
    lab.headend.emplace(lab.head, quick_headend() + television("file://" + file().string()));
  }
  void TearDown() override {
    if (HasFailure() && recorder_) ADD_FAILURE() << "The recorder said:\n" << recorder_->output();
    RadioLabTest::TearDown();
  }

  fs::path file() const { return folder_ / "sent.ts"; }
  /// Four seconds: programmes 7 and 9, each with a picture and a sound.
  void two_programmes() const {
    run({"ffmpeg",       "-nostdin",
         "-v",           "error",
         "-f",           "lavfi",
         "-i",           "testsrc=s=320x180:r=25:d=4",
         "-f",           "lavfi",
         "-i",           "sine=440:sample_rate=48000:duration=4",
         "-map",         "0:v",
         "-map",         "1:a",
         "-map",         "0:v",
         "-map",         "1:a",
         "-c:v",         "mpeg2video",
         "-g",           "12",
         "-b:v",         "1M",
         "-c:a",         "mp2",
         "-b:a",         "128k",
         "-program",     "title=Seven:program_num=7:st=0:st=1",
         "-program",     "title=Nine:program_num=9:st=2:st=3",
         "-f",           "mpegts",
         file().string()});
  }
  static std::string television(const std::string& url, const std::string& more = "programme = 9\n") {
    return service("8000:0001", url) + more;
  }
  /// Begins to record 8000:0001 for so many seconds.
  void record(const std::string& seconds) {
    recorder_.emplace(radio_->c1.spawn({JOINCAST_PROGRAM, "record", "8000:0001", "-i", "eth0", "-o", folder_.string(),
                                        "--name", "got", "--duration", seconds}));
  }
  /// What ffprobe says of it: one programme with its name, a picture and a sound.
  void expect_television(const std::string& number, const std::string& name) const {
    const fs::path got = folder_ / "got.ts";
    ASSERT_TRUE(fs::exists(got)) << recorder_->output();
    const std::string said =
        run({"ffprobe", "-v", "error", "-show_entries",
             "program=program_num:program_tags=service_name:stream=codec_name", "-of", "compact", got.string()});
    EXPECT_NE(said.find("program_num=" + number), said.npos) << said;
    EXPECT_EQ(said.find("program_num=7"), said.npos) << said;
    EXPECT_NE(said.find("codec_name=mpeg2video"), said.npos) << said;
    EXPECT_NE(said.find("codec_name=mp2"), said.npos) << said;
    EXPECT_NE(said.find(name), said.npos) << said;
  }
  double seconds_of_sound() const {
    const std::string raw = (folder_ / "sound.raw").string();
    run({"ffmpeg", "-nostdin", "-v", "fatal", "-i", (folder_ / "got.ts").string(), "-vn", "-ac", "1", "-ar", "8000",
         "-f", "s16le", raw});
    return static_cast<double>(fs::file_size(raw)) / 16'000;
  }
  /// A sender on another host, as fast as the stream wants it. It makes one programme of its own, number 1.
  Process feed(const std::string& format, const std::string& url) {
    return radio_->c2.spawn({"ffmpeg",       "-nostdin", "-v",    "error",         "-re",
                             "-stream_loop", "-1",       "-i",    file().string(), "-map",
                             "0:v:0",        "-map",     "0:a:0", "-metadata",     "service_name=Fed",
                             "-c",           "copy",     "-f",    format,          url});
  }

  const Folder own_{fs::perms::others_read | fs::perms::others_exec};
  const fs::path folder_ = own_.path();
  std::optional<Process> recorder_;
};

TEST_F(TelevisionLab, AFileGoesRoundAndRoundAtItsOwnPace) {
  record("7");
  EXPECT_EQ(recorder_->wait(), 0) << recorder_->output();
  expect_television("9", "Nine");
  EXPECT_NEAR(seconds_of_sound(), 7, 1.2);
}

TEST_F(TelevisionLab, AGroupBecomesAServiceByUdp) {
  radio_->headend->reload(quick_headend() + television("udp://@239.10.0.1%eth0:5000", ""));
  const Process sender = feed("mpegts", "udp://239.10.0.1:5000?localaddr=192.0.2.2&pkt_size=1316");
  record("5");
  EXPECT_EQ(recorder_->wait(), 0) << recorder_->output();
  expect_television("1", "Fed");
}

TEST_F(TelevisionLab, AGroupBecomesAServiceByRtp) {
  radio_->headend->reload(quick_headend() + television("rtp://@239.10.0.2%eth0:5004", ""));
  const Process sender = feed("rtp_mpegts", "rtp://239.10.0.2:5004?localaddr=192.0.2.2&pkt_size=1328");
  record("5");
  EXPECT_EQ(recorder_->wait(), 0) << recorder_->output();
  expect_television("1", "Fed");
}

/// multicat reads its file by the time stamps of a second one, which ingests writes; each datagram has seven packets.
TEST_F(TelevisionLab, AGroupBecomesAServiceFromMulticat) {
  radio_->headend->reload(quick_headend() + television("udp://@239.10.0.3%eth0:5000"));
  run({"ingests", "-p", "256", file().string()});
  const Process sender =
      radio_->c2.spawn({"sh", "-c", "while multicat -U " + file().string() + " 239.10.0.3:5000@192.0.2.2; do :; done"});
  record("5");
  EXPECT_EQ(recorder_->wait(), 0) << recorder_->output();
  expect_television("9", "Nine");
}

TEST_F(TelevisionLab, FfmpegReadsItByItsDescription) {
  const std::string sdp = (folder_ / "service.sdp").string();
  auto described = radio_->c1.spawn({JOINCAST_PROGRAM, "sdp", "8000:0001", "-i", "eth0", "-o", sdp});
  ASSERT_EQ(described.wait(), 0) << described.output();
  auto reader = radio_->c1.spawn({"ffprobe", "-v", "error", "-protocol_whitelist", "file,rtp,udp", "-analyzeduration",
                                  "2000000", "-show_entries", "stream=codec_name,width", "-of", "compact", "-i", sdp});
  EXPECT_EQ(reader.wait(), 0) << reader.output();
  EXPECT_NE(reader.output().find("codec_name=mpeg2video|width=320"), std::string::npos) << reader.output();
  EXPECT_NE(reader.output().find("codec_name=mp2"), std::string::npos) << reader.output();
}

}  // namespace
}  // namespace joincast::lab
