// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Television through a real headend: from a file in a loop and from groups, recorded by joincast, read by ffmpeg.
#include <algorithm>
#include <csignal>

#include "tests/lab/folder.h"
#include "tests/lab/record_fixture.h"
#include "tests/lab/relay.h"

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
  EXPECT_NEAR(seconds_of_sound(), 7, 1.2 + seconds_missed());
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

TEST_F(TelevisionLab, OthersPlayItThroughTheGateway) {
  auto gateway = radio_->c1.spawn({JOINCAST_PROGRAM, "gateway", "--interface", "eth0"});
  ASSERT_TRUE(gateway.wait_for("gateway at ")) << gateway.output();
  const std::string url = "http://127.0.0.1:4022/8000:0001";
  auto prober = radio_->c1.spawn({"ffprobe", "-v", "error", "-analyzeduration", "2000000", "-show_entries",
                                  "stream=codec_name,width:format=format_name", "-of", "compact", "-i", url});
  EXPECT_EQ(prober.wait(), 0) << prober.output() << gateway.output();
  EXPECT_NE(prober.output().find("codec_name=mpeg2video|width=320"), std::string::npos) << prober.output();
  EXPECT_NE(prober.output().find("codec_name=mp2"), std::string::npos) << prober.output();
  EXPECT_NE(prober.output().find("format_name=mpegts"), std::string::npos) << prober.output();
  const std::string got = (folder_ / "got.ts").string();
  auto reader = radio_->c1.spawn(
      {"ffmpeg", "-nostdin", "-v", "error", "-i", url, "-map", "0:v", "-map", "0:a", "-t", "4", "-c", "copy", got});
  EXPECT_EQ(reader.wait(), 0) << reader.output() << gateway.output();
  EXPECT_NEAR(seconds_of_sound(), 4, 1 + seconds_missed());
}

/// A host behind a relay, whose player shows its pictures to nobody.
class TelevisionBehindARelay : public TelevisionLab {
 protected:
  static constexpr auto kToHost = Relay::Direction::to_host;

  void SetUp() override {
    TelevisionLab::SetUp();
    if (IsSkipped()) return;
    Host& host = radio_->lab.host("r");
    relay_ = &radio_->lab.plug_through_relay(host, radio_->bridge, {}, {});
    radio_->lab.wait_until_ready();
    player_.emplace(host.spawn({JOINCAST_PROGRAM, "play", "8000:0001", "-i", "eth0", "--sink", "null", "--json"},
                               // SDL keeps memory to the end of the program.
                               {"SDL_VIDEODRIVER=dummy", "ASAN_OPTIONS=detect_leaks=0"}));
  }
  void TearDown() override {
    if (HasFailure() && player_) ADD_FAILURE() << "The player said:\n" << player_->output();
    TelevisionLab::TearDown();
  }

  /// In the newest statistics; 0: not there yet.
  std::uint64_t told(const std::string& field) const {
    const std::string all = player_->output();
    const std::string key = "\"" + field + "\":";
    const std::size_t at = all.rfind(key);
    return at == std::string::npos ? 0 : std::stoull(all.substr(at + key.size()));
  }

  Relay* relay_ = nullptr;
  std::optional<Process> player_;
};

TEST_F(TelevisionBehindARelay, BrokenPicturesAreToldAndWholeOnesComeAgain) {
  ASSERT_TRUE(radio_->until([&] { return told("pictures") > 25; }));
  relay_->set(kToHost, {.seed = 9, .loss = 0.03});
  ASSERT_TRUE(radio_->until([&] { return told("pictures_damaged") > 5; }));
  const auto record = relay_->set(kToHost, {});
  EXPECT_TRUE(std::ranges::any_of(record, [](const Passage& passage) { return passage.verdict.lost; }));
  const auto pictures_without_damage = [&](std::uint64_t wanted) {  // in a row of statistics
    const std::uint64_t shown = told("pictures"), damaged = told("pictures_damaged");
    return radio_->until([&] { return told("pictures") >= shown + wanted || told("pictures_damaged") > damaged; }) &&
           told("pictures_damaged") == damaged;
  };
  EXPECT_TRUE(radio_->until([&] { return pictures_without_damage(50); })) << "four whole groups of pictures";
  player_->signal(SIGINT);
  EXPECT_EQ(player_->wait(), 130);
}

}  // namespace
}  // namespace joincast::lab
