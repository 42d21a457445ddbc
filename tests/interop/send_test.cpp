// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Players that know nothing of Joincast hear what `joincast send` sends, by the description in its announcements.
#include <ostream>

#include "tests/interop/peer_lab.h"

namespace joincast::interop {
namespace {

struct Case {
  const char* name;
  std::vector<std::string> made_by;  ///< ffmpeg's options for the file
  const char* file;
  std::vector<std::string> options;  ///< of `joincast send`
  bool device = false;               ///< the file is what a sound device hears
};

void PrintTo(const Case& what, std::ostream* out) { *out << what.name; }

class SentByUs : public PeerTest, public testing::WithParamInterface<Case> {
 protected:
  static std::string place(const std::string& name) { return peers_->folder / name; }

  static lab::Process send() {
    const std::string file = place(GetParam().file);
    std::vector<std::string> make = {"ffmpeg", "-nostdin", "-loglevel",
                                     "error",  "-y",       "-f",
                                     "lavfi",  "-i",       "sine=frequency=440:sample_rate=48000:duration=30",
                                     "-ac",    "2"};
    make.insert(make.end(), GetParam().made_by.begin(), GetParam().made_by.end());
    make.push_back(file);
    lab::run(make);
    std::vector<std::string> command;
    if (GetParam().device) command = {"env", "SDL_AUDIODRIVER=disk", "SDL_DISKAUDIOFILEIN=" + file};
    command.insert(command.end(), {JOINCAST_PROGRAM, "send", "--service", "8000:0009", "--interface", "eth0"});
    command.push_back(GetParam().device ? "device:" : file);
    command.insert(command.end(), GetParam().options.begin(), GetParam().options.end());
    return peers_->head.spawn(command);
  }
};

TEST_P(SentByUs, IsDecodedByFfmpeg) {
  auto sender = send();
  ASSERT_TRUE(sender.wait_for("8000:0009 on eth0")) << sender.output();
  const std::string sdp = peers_->description("8000:0009", Family::ipv6);
  ASSERT_FALSE(sdp.empty()) << sender.output();
  const std::string heard = place(std::string("heard-") + GetParam().name);
  auto ffmpeg =
      peers_->c1.spawn({"ffmpeg", "-nostdin", "-loglevel", "warning", "-protocol_whitelist", "file,udp,rtp", "-i", sdp,
                        "-ac", "1", "-ar", "48000", "-f", "f32le", "-flush_packets", "1", "-y", heard});
  EXPECT_TRUE(tone_is_heard(heard, ffmpeg)) << sender.output();
}

INSTANTIATE_TEST_SUITE_P(Kinds, SentByUs,
                         testing::Values(Case{"Mp3", {"-c:a", "libmp3lame"}, "send.mp3", {}},
                                         Case{"AacInMpeg4", {"-c:a", "aac"}, "send.m4a", {}},
                                         Case{"Wave", {}, "send.wav", {}},
                                         Case{"FlacAsOpus", {"-c:a", "flac"}, "send.flac", {}},
                                         Case{"DeviceAsOpus", {"-f", "f32le"}, "send.raw", {}, true},
                                         Case{"DeviceAsL16", {"-f", "f32le"}, "send.raw", {"--codec", "l16"}, true}),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace joincast::interop
