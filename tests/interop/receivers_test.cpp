// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Players that know nothing of Joincast hear its services.
#include <csignal>
#include <ostream>

#include "tests/interop/peer_lab.h"

namespace joincast::interop {
namespace {

struct Case {
  const char* codec;
  const char* number;
  Family family;
  double tone = kTone;
};
constexpr double kTestTone = 8'000.0 / 18;  // the test service's: 440 Hz, as a whole number of samples

void PrintTo(const Case& what, std::ostream* out) { *out << what.codec; }

class ForeignPlayer : public PeerTest {
 protected:
  static void SetUpTestSuite() {
    PeerTest::SetUpTestSuite();
    if (peers_) peers_->start_headend();
  }
  void TearDown() override {
    if (HasFailure() && peers_) ADD_FAILURE() << "The headend's log:\n" << peers_->headend->log();
  }
};

/// It takes any goodbye in the group for its source's.
TEST_F(ForeignPlayer, FfmpegPlaysOnWhenAnotherListenerLeaves) {
  const std::string sdp = peers_->description("8000:0001", Family::ipv6);
  ASSERT_FALSE(sdp.empty());
  const std::string sound = peers_->folder / "ffmpeg-plays-on";
  auto player =
      peers_->c1.spawn({"ffmpeg", "-nostdin", "-loglevel", "warning", "-protocol_whitelist", "file,udp,rtp", "-i", sdp,
                        "-ac", "1", "-ar", "48000", "-f", "f32le", "-flush_packets", "1", "-y", sound});
  ASSERT_TRUE(tone_is_heard(sound, player));

  auto other = play(peers_->c2, "8000:0001", peers_->folder / "other.wav");
  ASSERT_TRUE(other.wait_for("\"reports_sent\":1")) << other.output();
  other.signal(SIGINT);
  ASSERT_EQ(other.wait(), 130) << other.output();

  const Duration before = hear(sound, kTone).length;
  EXPECT_TRUE(lab::eventually([&] { return !player.running() || hear(sound, kTone).length >= before + 3s; }));
  EXPECT_TRUE(player.running()) << player.output();
}

class ForeignReceiver : public ForeignPlayer, public testing::WithParamInterface<Case> {
 protected:
  static std::string output(const std::string& program) {
    return peers_->folder / (program + '-' + GetParam().codec + (GetParam().family == Family::ipv6 ? "-6" : "-4"));
  }
};

TEST_P(ForeignReceiver, FfmpegDecodesTheTone) {
  const std::string sdp = peers_->description(GetParam().number, GetParam().family);
  ASSERT_FALSE(sdp.empty());
  auto ffmpeg =
      peers_->c1.spawn({"ffmpeg", "-nostdin", "-loglevel", "warning", "-protocol_whitelist", "file,udp,rtp", "-i", sdp,
                        "-ac", "1", "-ar", "48000", "-f", "f32le", "-flush_packets", "1", "-y", output("ffmpeg")});
  EXPECT_TRUE(tone_is_heard(output("ffmpeg"), ffmpeg, GetParam().tone));
}

TEST_P(ForeignReceiver, GstreamerDecodesTheTone) {
  const std::string sdp = peers_->description(GetParam().number, GetParam().family);
  ASSERT_FALSE(sdp.empty());
  auto gstreamer =
      peers_->c1.spawn({"gst-launch-1.0", "filesrc", "location=" + sdp, "!", "sdpdemux", "!", "decodebin", "!",
                        "audioconvert", "!", "audioresample", "!", "audio/x-raw,format=F32LE,channels=1,rate=48000",
                        "!", "filesink", "buffer-mode=unbuffered", "location=" + output("gstreamer")});
  EXPECT_TRUE(tone_is_heard(output("gstreamer"), gstreamer, GetParam().tone));
}

INSTANTIATE_TEST_SUITE_P(Services, ForeignReceiver,
                         testing::Values(Case{"Mp3", "8000:0001", Family::ipv6}, Case{"Mp3", "8000:0001", Family::ipv4},
                                         Case{"Opus", "8000:0002", Family::ipv6},
                                         Case{"Opus", "8000:0002", Family::ipv4},
                                         Case{"Aac", "8000:0003", Family::ipv6}, Case{"Aac", "8000:0003", Family::ipv4},
                                         Case{"FlacAsOpus", "8000:0004", Family::ipv6},
                                         Case{"VorbisAsOpus", "8000:0005", Family::ipv4},
                                         Case{"L16", "8000:00ff", Family::ipv6, kTestTone},
                                         Case{"L16", "8000:00ff", Family::ipv4, kTestTone}),
                         [](const auto& test) {
                           return test.param.codec + std::string(test.param.family == Family::ipv6 ? "Ipv6" : "Ipv4");
                         });

class StaticPayloadType : public ForeignReceiver {};

/// Debian's VLC reads no session description: it knows payload type 14 by RFC 3551.
TEST_P(StaticPayloadType, VlcDecodesTheToneWithoutADescription) {
  const bool v6 = GetParam().family == Family::ipv6;
  const std::string group = to_string(lab::group_of(GetParam().number, GetParam().family));
  auto player =
      vlc(peers_->c1, peers_->folder,
          {"--sout",
           "#transcode{acodec=fl32,channels=1,samplerate=48000}:std{access=file,mux=wav,dst=" + output("vlc") + "}",
           v6 ? "rtp://[" + group + "]:5004" : "rtp://" + group + ":5004"});
  EXPECT_TRUE(tone_is_heard(output("vlc"), player, GetParam().tone));
}

INSTANTIATE_TEST_SUITE_P(Mp3, StaticPayloadType,
                         testing::Values(Case{"Mp3", "8000:0001", Family::ipv6},
                                         Case{"Mp3", "8000:0001", Family::ipv4}),
                         [](const auto& test) {
                           return std::string(test.param.family == Family::ipv6 ? "Ipv6" : "Ipv4");
                         });

}  // namespace
}  // namespace joincast::interop
