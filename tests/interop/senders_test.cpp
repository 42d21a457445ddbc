// SPDX-License-Identifier: LGPL-2.1-or-later
//
// `joincast play` hears what programs that know nothing of Joincast send.
#include <csignal>
#include <fstream>
#include <iterator>
#include <ostream>
#include <sstream>

#include "net/multicast_receiver.h"
#include "net/multicast_sender.h"
#include "sap/packet.h"
#include "sdp/parse.h"
#include "tests/interop/peer_lab.h"

namespace joincast::interop {
namespace {

/// There is no headend: the sender's host only runs the foreign program.
class ForeignSender : public PeerTest {
 protected:
  /// ffmpeg with an endless tone, encoded and sent as `output` says.
  static lab::Process ffmpeg(const std::vector<std::string>& output) {
    std::vector<std::string> command = {"ffmpeg",  "-nostdin", "-loglevel",
                                        "warning", "-re",      "-f",
                                        "lavfi",   "-i",       "sine=frequency=440:sample_rate=48000",
                                        "-ac",     "2"};
    command.insert(command.end(), output.begin(), output.end());
    return peers_->head.spawn(command);
  }

  static void expect_tone(const std::string& service, const std::string& name, lab::Process& sender) {
    const std::string wave = peers_->folder / (name + ".wav");
    auto program = play(peers_->c1, service, wave);
    EXPECT_TRUE(tone_is_heard(wave, program)) << sender.output();
    program.signal(SIGINT);
    EXPECT_EQ(program.wait(), 130) << program.output();
  }
};

TEST_F(ForeignSender, FfmpegsMp3NeedsNoDescriptionByIpv4) {
  auto sender = ffmpeg({"-c:a", "libmp3lame", "-f", "rtp", "rtp://239.9.9.1:5004?ttl=4"});
  expect_tone("rtp://[239.9.9.1%eth0]:5004", "mp3-4", sender);
}

TEST_F(ForeignSender, FfmpegsMp3NeedsNoDescriptionByIpv6) {
  auto sender = ffmpeg({"-c:a", "libmp3lame", "-f", "rtp", "rtp://[ff1e::9:1]:5004?ttl=4"});
  expect_tone("rtp://[ff1e::9:1%25eth0]:5004", "mp3-6", sender);
}

TEST_F(ForeignSender, FfmpegsMp3IsHeardBySourceToo) {
  auto sender = ffmpeg({"-c:a", "libmp3lame", "-f", "rtp", "rtp://232.9.9.2:5004?ttl=4"});
  expect_tone("rtp://192.0.2.101@[232.9.9.2%eth0]:5004", "mp3-source", sender);
}

/// VLC announces to the SAP group of the scope, 239.195.255.255 (RFC 2974 section 3), and sends payload type 14.
TEST_F(ForeignSender, VlcsAnnouncementIsReadAndItsMp3Heard) {
  const std::string tone = peers_->folder / "tone.mp3";
  lab::run({"ffmpeg", "-nostdin", "-loglevel", "error", "-f", "lavfi", "-i",
            "sine=frequency=440:sample_rate=48000:duration=20", "-ac", "2", "-c:a", "libmp3lame", "-y", tone});
  std::vector<Bytes> announcements;
  std::optional<net::MulticastReceiver> socket;
  peers_->c1.run([&] {
    net::ReceiverOptions options;
    options.group = {*parse_address("239.195.255.255"), peers_->c1.interface_index("eth0")};
    options.port = 9875;
    auto opened = net::MulticastReceiver::open(peers_->loop, options, [&](std::span<const net::Datagram> batch) {
      for (const net::Datagram& datagram : batch)
        announcements.emplace_back(datagram.octets.begin(), datagram.octets.end());
    });
    ASSERT_TRUE(opened);
    socket = std::move(*opened);
  });
  auto sender = vlc(peers_->head, peers_->folder,
                    {"--ttl", "4", tone, "--sout", "#rtp{dst=239.195.9.9,port=5004,sap,name=Tone of VLC}"});
  expect_tone("rtp://[239.195.9.9%eth0]:5004", "vlc", sender);
  ASSERT_TRUE(peers_->until([&] { return !announcements.empty(); })) << sender.output();
  Bytes inflated;
  const auto packet = sap::parse(announcements.front(), inflated);
  ASSERT_TRUE(packet);
  const auto description = sdp::parse(as_text(packet->payload));
  ASSERT_TRUE(description);
  EXPECT_EQ(description->session.name, "Tone of VLC");
}

struct Encoding {
  const char* name;
  std::vector<std::string> ffmpeg;
  const char* gstreamer;  ///< encoder and payloader
  const char* sdp;        ///< rtpmap and fmtp
};
void PrintTo(const Encoding& what, std::ostream* out) { *out << what.name; }

class Described : public ForeignSender, public testing::WithParamInterface<Encoding> {};

/// ffmpeg announces by itself what it sends (RFC 2974), here in the group where it sends.
TEST_P(Described, FfmpegIsUnderstoodByItsAnnouncement) {
  const std::string group = std::string("239.9.9.") + std::to_string(10 + GetParam().name[0] % 32);
  std::vector<std::string> output = GetParam().ffmpeg;
  output.insert(output.end(), {"-f", "sap", "sap://" + group + ":5004?announce_addr=" + group + "&ttl=4"});
  auto sender = ffmpeg(output);
  expect_tone("rtp://[" + group + "%eth0]:5004", std::string("ffmpeg-") + GetParam().name, sender);
}

/// GStreamer announces nothing: somebody else on its host does.
TEST_P(Described, GstreamerIsUnderstoodByAnAnnouncementFromItsHost) {
  const std::string group = "ff1e::9:" + std::to_string(10 + GetParam().name[0] % 32);
  std::vector<std::string> command = {
      "gst-launch-1.0", "-q", "audiotestsrc", "is-live=true", "freq=440", "volume=0.2", "!", "audioconvert", "!",
      "audioresample",  "!"};
  std::istringstream words(GetParam().gstreamer);
  command.insert(command.end(), std::istream_iterator<std::string>(words), {});
  command.insert(command.end(), {"!", "udpsink", "host=" + group, "port=5004", "multicast-iface=eth0",
                                 "auto-multicast=false", "ttl-mc=4"});
  auto sender = peers_->head.spawn(command);

  const std::string description = "v=0\r\no=- 7 1 IN IP6 2001:db8:d0be:f00d::101\r\ns=GStreamer\r\nc=IN IP6 " + group +
                                  "\r\nt=0 0\r\nm=audio 5004 RTP/AVP 96\r\n" + GetParam().sdp;
  sap::PacketView packet;
  packet.origin = *parse_address("2001:db8:d0be:f00d::101");
  packet.payload = as_bytes(description);
  packet.id_hash = sap::id_hash(packet.payload);
  const Bytes announcement = *sap::encode(packet);
  const std::string wave = peers_->folder / (std::string("gstreamer-") + GetParam().name + ".wav");
  auto program = play(peers_->c1, "rtp://[" + group + "%25eth0]:5004", wave);
  ASSERT_TRUE(program.wait_for("\"joined\"")) << program.output();
  peers_->head.run([&] {
    net::SenderOptions options;
    options.interface = peers_->head.interface_index("eth0");
    auto socket = net::MulticastSender::open(options);
    const net::Outgoing datagram{.octets = announcement, .to = {*parse_address(group), 9875}, .hop_limit = 255};
    ASSERT_TRUE(socket);
    // The report may not have opened the switch's port yet.
    EXPECT_TRUE(lab::eventually([&] {
      socket->send({&datagram, 1});
      return program.wait_for("\"described\"", 200ms).has_value();
    })) << program.output();
  });
  EXPECT_TRUE(tone_is_heard(wave, program)) << sender.output();
}

INSTANTIATE_TEST_SUITE_P(
    Codecs, Described,
    testing::Values(Encoding{"Opus",
                             {"-c:a", "libopus"},
                             "audio/x-raw,channels=2 ! opusenc ! rtpopuspay pt=96",
                             "a=rtpmap:96 opus/48000/2\r\n"},
                    Encoding{
                        "Aac",
                        {"-c:a", "aac", "-b:a", "96k"},
                        "audio/x-raw,rate=48000,channels=2 ! avenc_aac ! aacparse ! rtpmp4gpay pt=96",
                        "a=rtpmap:96 mpeg4-generic/48000/2\r\na=fmtp:96 streamtype=5;profile-level-id=2;mode=AAC-hbr;"
                        "sizelength=13;indexlength=3;indexdeltalength=3;config=1190\r\n"},
                    Encoding{"L16",
                             {"-c:a", "pcm_s16be"},
                             "audio/x-raw,rate=48000,channels=2 ! rtpL16pay pt=96",
                             "a=rtpmap:96 L16/48000/2\r\n"}),
    [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace joincast::interop
