// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Other people's programs at the other end: ffmpeg and GStreamer hear our headend, tshark reads what it
// sends, and `joincast play` hears ffmpeg. What was heard is told by its pitch.
#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <sstream>

#include "tests/lab/radio_lab.h"

namespace joincast::lab {
namespace {

constexpr double kPitch = 440;     // of the vectors
constexpr double kTolerance = 30;  // each half second the piece begins again, with a little noise at the joint
constexpr std::size_t kRate = 48'000;

/// Zero crossings of the second in the middle; 0: too short or silent.
double pitch(const std::vector<float>& samples, std::size_t rate) {
  if (samples.size() < rate) return 0;
  const std::size_t start = (samples.size() - rate) / 2;
  int crossings = 0;
  float loudest = 0;
  for (std::size_t i = start + 1; i < start + rate; ++i) {
    crossings += samples[i - 1] < 0 && samples[i] >= 0;
    loudest = std::max(loudest, samples[i]);
  }
  return loudest < 0.01f ? 0 : crossings;
}

std::vector<float> floats(const std::string& path, std::size_t header = 0) {
  std::ifstream in(path, std::ios::binary);
  const std::string octets(std::istreambuf_iterator<char>(in), {});
  if (octets.size() <= header) return {};
  std::vector<float> samples((octets.size() - header) / sizeof(float));
  std::memcpy(samples.data(), octets.data() + header, samples.size() * sizeof(float));
  return samples;
}

/// The first channel of a WAVE file of floats with two.
std::vector<float> wave(const std::string& path) {
  const auto both = floats(path, 44);
  std::vector<float> left;
  for (std::size_t i = 0; i + 1 < both.size(); i += 2) left.push_back(both[i]);
  return left;
}

struct Case {
  std::string kind;
  std::string family;

  friend void PrintTo(const Case& c, std::ostream* out) { *out << c.kind << " by " << c.family; }
};

class Peers : public RadioLabTest {
 protected:
  void SetUp() override {
    RadioLabTest::SetUp();
    if (IsSkipped()) return;
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override {
    RadioLabTest::TearDown();
    radio_.reset();
    std::filesystem::remove_all(folder_);
  }

  std::string file(const std::string& name) const { return (folder_ / name).string(); }

  /// Foreign programs go by the routing table.
  void make_with_routes() {
    make();
    for (Host* host : {&radio_->head, &radio_->c1}) host->ip("route add 224.0.0.0/4 dev eth0");
  }

  void serve(const std::string& kind) {
    make_with_routes();
    radio_->station.emplace(radio_->head, tone(kind));
    radio_->start_headend();
  }

  /// The session description of 8000:0001 in a file.
  std::string description(const std::string& family) {
    Process sdp = radio_->c1.spawn(
        {JOINCAST_PROGRAM, "sdp", "8000:0001", "-i", "eth0", "--family", family, "-o", file("service.sdp")});
    EXPECT_EQ(sdp.wait(10s), 0) << sdp.output();
    return file("service.sdp");
  }

  /// Runs it on the first listener's host to its end, or ends it after a while.
  std::string run_on_c1(const std::vector<std::string>& command, Duration longest) {
    Process process = radio_->c1.spawn(command);
    if (!process.wait(longest)) process.terminate();
    return process.output();
  }

  std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) / ("joincast-peers-" + std::to_string(getpid()));
};

class Receivers : public Peers, public testing::WithParamInterface<Case> {};

TEST_P(Receivers, FfmpegHearsTheStation) {
  serve(GetParam().kind);
  const std::string sdp = description(GetParam().family);
  const std::string said = run_on_c1({"ffmpeg", "-nostdin", "-v", "error", "-protocol_whitelist", "file,udp,rtp", "-i",
                                      sdp, "-t", "2", "-f", "f32le", "-ac", "1", "-ar", "48000", file("heard.raw")},
                                     15s);
  EXPECT_NEAR(pitch(floats(file("heard.raw")), kRate), kPitch, kTolerance) << said;
}

TEST_P(Receivers, GstreamerHearsTheStation) {
  serve(GetParam().kind);
  const std::string sdp = description(GetParam().family);
  const std::string said =
      run_on_c1({"gst-launch-1.0", "-q", "filesrc", "location=" + sdp, "!", "sdpdemux", "!", "decodebin", "!",
                 "audioconvert", "!", "audioresample", "!", "audio/x-raw,format=F32LE,rate=48000,channels=1", "!",
                 "filesink", "buffer-mode=unbuffered", "location=" + file("heard.raw")},
                6s);
  EXPECT_NEAR(pitch(floats(file("heard.raw")), kRate), kPitch, kTolerance) << said;
}

INSTANTIATE_TEST_SUITE_P(Codecs, Receivers,
                         testing::Values(Case{"mp3", "ipv4"}, Case{"mp3", "ipv6"}, Case{"opus", "ipv4"},
                                         Case{"aac", "ipv4"}),
                         [](const auto& instance) { return instance.param.kind + instance.param.family; });

TEST_F(Peers, TsharkFindsNothingWrongInWhatTheHeadendAndAReceiverSend) {
  serve("mp3");
  Process capture = radio_->c1.spawn({"tshark", "-q", "-i", "eth0", "-w", file("seen.pcap"), "-a", "duration:9"});
  ASSERT_TRUE(capture.wait_for("Capturing", 5s)) << capture.output();
  run_on_c1({JOINCAST_PROGRAM, "play", "8000:0001", "-i", "eth0", "--sink", "null", "--duration", "7"}, 12s);
  ASSERT_EQ(capture.wait(10s), 0) << capture.output();
  const auto matching = [&](const std::string& filter) {
    const std::string said = lab::run(
        {"tshark", "-r", file("seen.pcap"), "-d", "udp.port==5004,rtp", "-d", "udp.port==5005,rtcp", "-Y", filter});
    std::string packets;  // without tshark's own warning about root
    std::istringstream lines(said);
    for (std::string line; std::getline(lines, line);)
      if (!line.starts_with("Running as user")) packets += line + '\n';
    return packets;
  };
  EXPECT_EQ(matching("_ws.malformed || _ws.expert.severity == error"), "");
  for (const std::string there :
       {"rtp.p_type == 14", "rtcp.pt == 200", "rtcp.pt == 201", "rtcp.pt == 202", "rtcp.pt == 203",
        "sap && sdp.session_name", "icmpv6.type == 130", "icmpv6.type == 143", "igmp.type == 0x11"})
    EXPECT_NE(matching(there), "") << there;
  EXPECT_EQ(matching("rtp && !(ipv6.hlim == 16)"), "");
  EXPECT_EQ(matching("sap && !(ipv6.hlim == 255)"), "");
}

class Senders : public Peers {
 protected:
  void SetUp() override {
    Peers::SetUp();
    if (!IsSkipped()) make_with_routes();
  }

  std::string hear(const std::string& service) {
    return run_on_c1({JOINCAST_PROGRAM, "play", service, "--sink", file("heard.wav"), "--duration", "5"}, 12s);
  }

  static std::vector<std::string> ffmpeg(const std::string& vector, std::vector<std::string> to) {
    std::vector<std::string> command = {"ffmpeg", "-nostdin", "-v",
                                        "error",  "-re",      "-stream_loop",
                                        "-1",     "-i",       std::string(JOINCAST_VECTORS) + "/media/" + vector,
                                        "-vn"};
    command.insert(command.end(), to.begin(), to.end());
    return command;
  }
};

TEST_F(Senders, FfmpegsMp3IsPlayedWithoutAnyDescription) {
  Process sender =
      radio_->head.spawn(ffmpeg("tone_440.mp3", {"-c", "copy", "-f", "rtp", "rtp://239.195.9.9:5004?ttl=4"}));
  const std::string said = hear("rtp://239.195.9.9%eth0:5004");
  EXPECT_NEAR(pitch(wave(file("heard.wav")), kRate), kPitch, kTolerance) << said << sender.output();
}

TEST_F(Senders, FfmpegsOpusIsPlayedByItsAnnouncement) {
  Process sender = radio_->head.spawn(ffmpeg(
      "tone_440.opus", {"-c:a", "libopus", "-f", "sap", "sap://239.195.9.9:5004?announce_addr=239.195.9.9&ttl=4"}));
  const std::string said = hear("239.195.9.9%eth0");
  EXPECT_NEAR(pitch(wave(file("heard.wav")), kRate), kPitch, kTolerance) << said << sender.output();
}

}  // namespace
}  // namespace joincast::lab
