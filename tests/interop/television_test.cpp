// SPDX-License-Identifier: LGPL-2.1-or-later
//
// VLC plays a television service by its static payload type: Debian's reads no description.
#include <cstdlib>
#include <filesystem>

#include "tests/interop/peer_lab.h"

namespace joincast::interop {
namespace {

class ForeignTelevision : public PeerTest, public testing::WithParamInterface<Family> {
 protected:
  static void SetUpTestSuite() {
    PeerTest::SetUpTestSuite();
    if (!peers_) return;
    const std::string file = peers_->folder / "television.ts";
    lab::run({"ffmpeg", "-nostdin", "-v",       "error",
              "-f",     "lavfi",    "-i",       "testsrc=s=320x180:r=25:d=6",
              "-f",     "lavfi",    "-i",       "sine=440:sample_rate=48000:duration=6",
              "-c:v",   "libx264",  "-preset",  "ultrafast",
              "-g",     "25",       "-pix_fmt", "yuv420p",
              "-c:a",   "mp2",      "-b:a",     "128k",
              "-f",     "mpegts",   file});
    peers_->headend.emplace(peers_->head, lab::quick_headend() + lab::service("8000:0006", "file://" + file));
  }
  void TearDown() override {
    if (HasFailure() && peers_ && peers_->headend) ADD_FAILURE() << "The headend's log:\n" << peers_->headend->log();
  }
  static std::string url() {
    const std::string group = to_string(lab::group_of("8000:0006", GetParam()));
    return GetParam() == Family::ipv6 ? "rtp://[" + group + "]:5004" : "rtp://" + group + ":5004";
  }
  static std::string output(const std::string& what) {
    return peers_->folder / (what + (GetParam() == Family::ipv6 ? "-6" : "-4"));
  }
};

TEST_P(ForeignTelevision, VlcDecodesTheSound) {
  auto player =
      vlc(peers_->c1, peers_->folder,
          {"--no-sout-video", "--sout",
           "#transcode{acodec=fl32,channels=1,samplerate=48000}:std{access=file,mux=wav,dst=" + output("sound") + "}",
           url()});
  EXPECT_TRUE(tone_is_heard(output("sound"), player));
}

TEST_P(ForeignTelevision, VlcDecodesThePictures) {
  auto player =
      vlc(peers_->c1, peers_->folder,
          {"--no-sout-audio", "--sout",
           "#transcode{vcodec=mp2v,vb=1000}:std{access=file,mux=ts,dst=" + output("pictures.ts") + "}", url()});
  const auto pictures = [&] {
    auto counter =
        peers_->c1.spawn({"ffprobe", "-v", "quiet", "-count_frames", "-select_streams", "v:0", "-show_entries",
                          "stream=nb_read_frames", "-of", "csv=p=0", output("pictures.ts")});
    counter.wait();
    return std::atoi(counter.output().c_str());
  };
  EXPECT_TRUE(lab::eventually([&] { return !player.running() || pictures() >= 50; })) << player.output();
  EXPECT_GE(pictures(), 50) << player.output();
}

INSTANTIATE_TEST_SUITE_P(Families, ForeignTelevision, testing::Values(Family::ipv6, Family::ipv4),
                         [](const auto& test) { return test.param == Family::ipv6 ? "IPv6" : "IPv4"; });

}  // namespace
}  // namespace joincast::interop
