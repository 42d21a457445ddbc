// SPDX-License-Identifier: LGPL-2.1-or-later
//
// A session of pictures alone, H.264 as foreign programs send it, is received and shown.
#include <atomic>
#include <fstream>
#include <iterator>
#include <sstream>

#include "libreceiver/receiver.h"
#include "tests/interop/peer_lab.h"

namespace joincast::interop {
namespace {

/// A window that counts.
class Window final : public VideoSink {
 public:
  struct Seen {
    std::atomic<int> pictures{0}, damaged{0};
    std::atomic<std::uint32_t> width{0};
  };
  explicit Window(Seen& seen) : seen_(seen) {}
  Result<void, std::string> show(const VideoFrame& frame) override {
    seen_.width = frame.width;
    seen_.damaged += frame.damaged ? 1 : 0;
    ++seen_.pictures;
    return {};
  }
  void set_title(const std::string&) override {}
  void clear() override {}
  bool poll() override { return true; }

 private:
  Seen& seen_;
};

class Pictures : public PeerTest {
 protected:
  static std::string description(const std::string& group) {
    return "v=0\r\no=- 7 1 IN IP4 192.0.2.101\r\ns=Pictures\r\nc=IN IP4 " + group +
           "/4\r\nt=0 0\r\nm=video 5004 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1\r\n";
  }

  /// Until two seconds of pictures were shown.
  void expect_pictures(const std::string& group, const std::string& text, lab::Process& sender) {
    std::unique_ptr<Receiver> receiver;
    bool began = false;
    peers_->c1.run([&] {
      Receiver::Options options;
      options.make_sink = []() -> Result<std::unique_ptr<AudioSink>, std::string> { return media::make_null_sink(); };
      options.make_video = [this]() -> Result<std::unique_ptr<VideoSink>, std::string> {
        return std::make_unique<Window>(seen_);
      };
      receiver = std::make_unique<Receiver>(peers_->loop, options, [&](const libreceiver::Event& event) {
        began = began || std::holds_alternative<libreceiver::SoundBegan>(event.what);
      });
      libreceiver::Target target;
      target.group = {*parse_address(group), peers_->c1.interface_index("eth0")};
      target.interface = "eth0";
      target.description = text;
      ASSERT_FALSE(receiver->play(target));
    });
    EXPECT_TRUE(peers_->until([&] { return seen_.pictures >= 50; }))
        << seen_.pictures << " pictures; " << sender.output();
    EXPECT_TRUE(began);
    EXPECT_EQ(seen_.width, 320u);
    EXPECT_EQ(seen_.damaged, 0);
    const auto figures = receiver->snapshot();
    EXPECT_EQ(figures.session.payload.unplayable, 0u);
    peers_->c1.run([&] { receiver.reset(); });
  }

  /// A picture of 320 x 180 in H.264; `more`: how it is sent, and where to.
  lab::Process ffmpeg(const std::vector<std::string>& more) {
    std::vector<std::string> words = {
        "ffmpeg", "-nostdin", "-loglevel", "warning",   "-re", "-f", "lavfi",    "-i",     "testsrc=s=320x180:r=25",
        "-c:v",   "libx264",  "-preset",   "ultrafast", "-g",  "25", "-pix_fmt", "yuv420p"};
    words.insert(words.end(), more.begin(), more.end());
    return peers_->head.spawn(words);
  }

  Window::Seen seen_;
};

/// The parameter sets stand in the description alone.
TEST_F(Pictures, OfFfmpegAreShownByItsDescription) {
  const std::string sdp = peers_->folder / "h264.sdp";
  auto sender = ffmpeg({"-flags", "+global_header", "-sdp_file", sdp, "-f", "rtp", "rtp://239.9.9.50:5004?ttl=4"});
  ASSERT_TRUE(lab::eventually([&] { return std::filesystem::exists(sdp) && std::filesystem::file_size(sdp) > 0; }));
  std::ifstream file(sdp);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  text.erase(0, text.find("v=0"));
  EXPECT_NE(text.find("sprop-parameter-sets="), text.npos) << text;
  expect_pictures("239.9.9.50", text, sender);
}

TEST_F(Pictures, OfFfmpegInSingleUnitsAreShown) {
  auto sender = ffmpeg({"-x264-params", "slice-max-size=1100", "-bsf:v", "dump_extra", "-rtpflags", "h264_mode0", "-f",
                        "rtp", "rtp://239.9.9.51:5004?ttl=4"});
  expect_pictures("239.9.9.51", description("239.9.9.51"), sender);
}

TEST_F(Pictures, OfGstreamerAreShown) {
  std::vector<std::string> command = {"gst-launch-1.0", "-q"};
  std::istringstream words(
      "videotestsrc is-live=true ! video/x-raw,format=I420,width=320,height=180,framerate=25/1 ! x264enc "
      "tune=zerolatency "
      "key-int-max=25 ! rtph264pay pt=96 config-interval=1 ! udpsink host=239.9.9.52 port=5004 multicast-iface=eth0 "
      "auto-multicast=false ttl-mc=4");
  command.insert(command.end(), std::istream_iterator<std::string>(words), {});
  auto sender = peers_->head.spawn(command);
  expect_pictures("239.9.9.52", description("239.9.9.52"), sender);
}

}  // namespace
}  // namespace joincast::interop
