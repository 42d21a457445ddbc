// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Players without multicast hear services through `joincast gateway`.
#include <csignal>
#include <optional>
#include <ostream>

#include "net/interfaces.h"
#include "tests/interop/peer_lab.h"

namespace joincast::interop {
namespace {

struct Case {
  const char* codec;
  const char* number;
  double tone = kTone;
};
constexpr double kTestTone = 8'000.0 / 18;  // the test service's

void PrintTo(const Case& what, std::ostream* out) { *out << what.codec; }

class GatewayPlayer : public PeerTest, public testing::WithParamInterface<Case> {
 protected:
  static void SetUpTestSuite() {
    PeerTest::SetUpTestSuite();
    if (!peers_) return;
    peers_->start_headend();
    gateway_.emplace(peers_->c1.spawn({JOINCAST_PROGRAM, "gateway", "--interface", "eth0"}));
    if (!gateway_->wait_for("gateway at ")) throw std::runtime_error(gateway_->output());
    const auto inside = peers_->c1.enter();
    const auto interfaces = net::list_interfaces();
    at_ = "http://" + to_string(*net::ipv4_address(*net::find_interface(*interfaces, "eth0"))) + ":4022/";
  }
  static void TearDownTestSuite() {
    gateway_.reset();
    PeerTest::TearDownTestSuite();
  }
  void TearDown() override {
    if (HasFailure() && gateway_) ADD_FAILURE() << "The gateway's words:\n" << gateway_->output();
  }
  static std::string url() { return at_ + GetParam().number; }
  static std::string output(const std::string& program) {
    return peers_->folder / ("gateway-" + program + '-' + GetParam().codec);
  }

  static inline std::optional<lab::Process> gateway_;
  static inline std::string at_;
};

TEST_P(GatewayPlayer, FfmpegDecodesTheTone) {
  auto ffmpeg = peers_->c2.spawn({"ffmpeg", "-nostdin", "-loglevel", "warning", "-i", url(), "-ac", "1", "-ar", "48000",
                                  "-f", "f32le", "-flush_packets", "1", "-y", output("ffmpeg")});
  EXPECT_TRUE(tone_is_heard(output("ffmpeg"), ffmpeg, GetParam().tone));
}

TEST_P(GatewayPlayer, VlcDecodesTheTone) {
  auto player =
      vlc(peers_->c2, peers_->folder,
          {"--sout",
           "#transcode{acodec=fl32,channels=1,samplerate=48000}:std{access=file,mux=wav,dst=" + output("vlc") + "}",
           url()});
  EXPECT_TRUE(tone_is_heard(output("vlc"), player, GetParam().tone));
}

TEST_P(GatewayPlayer, MpvDecodesTheTone) {
  auto player = peers_->c2.spawn({"mpv", "--no-config", "--no-video", "--ao=pcm", "--ao-pcm-file=" + output("mpv"),
                                  "--audio-format=float", "--audio-samplerate=48000", "--audio-channels=mono", url()});
  EXPECT_TRUE(tone_is_heard(output("mpv"), player, GetParam().tone));
}

TEST_P(GatewayPlayer, GstreamerDecodesTheTone) {
  auto gstreamer =
      peers_->c2.spawn({"gst-launch-1.0", "souphttpsrc", "location=" + url(), "!", "decodebin", "!", "audioconvert",
                        "!", "audioresample", "!", "audio/x-raw,format=F32LE,channels=1,rate=48000", "!", "filesink",
                        "buffer-mode=unbuffered", "location=" + output("gstreamer")});
  EXPECT_TRUE(tone_is_heard(output("gstreamer"), gstreamer, GetParam().tone));
}

class GatewayInOgg : public GatewayPlayer {};

/// Each title is a chained stream: players go on with the next one.
TEST_P(GatewayInOgg, PlayersGoOnBehindTheEndOfASong) {
  std::vector<std::string> command = {JOINCAST_PROGRAM, "send", "--service", "8000:0101",
                                      "--interface",    "eth0", "--loop"};
  for (const char* title : {"First Light", "Second Wind"}) {
    command.push_back(peers_->folder / (std::string(title) + ".opus"));
    lab::run({"ffmpeg", "-nostdin", "-loglevel", "error", "-y", "-f", "lavfi", "-i", "sine=440:duration=3", "-ac", "2",
              "-c:a", "libopus", "-metadata", "title=" + std::string(title), command.back()});
  }
  auto cast = peers_->head.spawn(command);
  ASSERT_TRUE(cast.wait_for("8000:0101 on eth0")) << cast.output();
  const std::string url = at_ + "8000:0101";
  auto ffmpeg = peers_->c2.spawn({"ffmpeg", "-nostdin", "-loglevel", "error", "-i", url, "-ac", "1", "-ar", "48000",
                                  "-f", "f32le", "-flush_packets", "1", "-y", output("ffmpeg-songs")});
  auto mpv = peers_->c2.spawn({"mpv", "--no-config", "--no-video", "--ao=pcm", "--ao-pcm-file=" + output("mpv-songs"),
                               "--audio-format=float", "--audio-samplerate=48000", "--audio-channels=mono", url});
  for (const char* player : {"ffmpeg-songs", "mpv-songs"}) {
    const auto heard = [&] { return hear(output(player), kTone); };
    EXPECT_TRUE(lab::eventually([&] { return heard().length >= 10s; })) << player << ": " << mpv.output();
    EXPECT_GT(heard().purity, 0.8) << player;
  }
}

INSTANTIATE_TEST_SUITE_P(Songs, GatewayInOgg, testing::Values(Case{"Opus", "8000:0101"}),
                         [](const auto& test) { return std::string(test.param.codec); });

INSTANTIATE_TEST_SUITE_P(Services, GatewayPlayer,
                         testing::Values(Case{"Mp3", "8000:0001"}, Case{"Opus", "8000:0002"}, Case{"Aac", "8000:0003"},
                                         Case{"L16", "8000:00ff", kTestTone}),
                         [](const auto& test) { return std::string(test.param.codec); });

}  // namespace
}  // namespace joincast::interop
