// SPDX-License-Identifier: LGPL-2.1-or-later
//
// SRTP with programs that know nothing of Joincast, both ways.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <ostream>

#include "base/base64.h"
#include "net/private_file.h"
#include "rtp/srtp_key.h"
#include "tests/interop/peer_lab.h"

namespace joincast::interop {
namespace {

struct Suite {
  rtp::SrtpSuite suite;
  const char* cipher;  ///< as GStreamer calls it
  const char* auth;
};
constexpr Suite kCm128{rtp::SrtpSuite::aes_cm_128_hmac_sha1_80, "aes-128-icm", "hmac-sha1-80"};
constexpr Suite kCm256{rtp::SrtpSuite::aes_256_cm_hmac_sha1_80, "aes-256-icm", "hmac-sha1-80"};
constexpr Suite kGcm128{rtp::SrtpSuite::aead_aes_128_gcm, "aes-128-gcm", "null"};
constexpr Suite kGcm256{rtp::SrtpSuite::aead_aes_256_gcm, "aes-256-gcm", "null"};
void PrintTo(const Suite& what, std::ostream* out) { *out << what.cipher; }

std::string hex(const Bytes& octets) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t octet : octets) (text += kDigits[octet >> 4]) += kDigits[octet & 15];
  return text;
}

class SecretPeer : public PeerTest {
 protected:
  /// A key of ours; its file is `file`.
  static rtp::SrtpKey make_key(rtp::SrtpSuite suite, const std::string& file) {
    std::filesystem::remove(file);
    auto program =
        peers_->c1.spawn({JOINCAST_PROGRAM, "srtp-key", "--suite", std::string(to_string(suite)), "-o", file});
    EXPECT_EQ(program.wait(), 0) << program.output();
    const auto text = net::read_private_file(file, rtp::kLongestSrtpKeyText);
    return rtp::parse_srtp_key(text.value_or("")).value_or(rtp::SrtpKey{});
  }
  static void serve(const std::string& key_file) {
    peers_->headend.reset();
    peers_->headend.emplace(peers_->head, lab::quick_headend() + lab::service("8000:0001", peers_->station->url()) +
                                              "srtp = { key-file = \"" + key_file + "\" }\n");
  }
  void TearDown() override {
    if (!peers_ || !peers_->headend) return;
    if (HasFailure()) ADD_FAILURE() << "The headend's log:\n" << peers_->headend->log();
    peers_->headend.reset();
  }
  static void expect_tone(const std::vector<std::string>& words, const std::string& name, lab::Process& sender) {
    const std::string wave = peers_->folder / (name + ".wav");
    auto program = play(peers_->c1, words.front(), wave, {words.begin() + 1, words.end()});
    EXPECT_TRUE(tone_is_heard(wave, program)) << sender.output();
    program.signal(SIGINT);
    EXPECT_EQ(program.wait(), 130) << program.output();
  }
};

TEST_F(SecretPeer, FfmpegHearsAServiceByItsDescriptionWithTheKey) {
  const std::string key = peers_->folder / "ffmpeg-hears.key", sdp = peers_->folder / "ffmpeg-hears.sdp";
  make_key(rtp::SrtpSuite::aes_cm_128_hmac_sha1_80, key);
  serve(key);
  auto describe = peers_->c1.spawn({JOINCAST_PROGRAM, "sdp", "8000:0001", "--interface", "eth0", "--srtp-key-file", key,
                                    "--with-key", "--patience", "60", "-o", sdp});
  ASSERT_EQ(describe.wait(), 0) << describe.output();
  EXPECT_EQ(std::filesystem::status(sdp).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  const std::string sound = peers_->folder / "ffmpeg-hears";
  auto ffmpeg =
      peers_->c1.spawn({"ffmpeg", "-nostdin", "-loglevel", "warning", "-protocol_whitelist", "file,udp,rtp,srtp", "-i",
                        sdp, "-ac", "1", "-ar", "48000", "-f", "f32le", "-flush_packets", "1", "-y", sound});
  EXPECT_TRUE(tone_is_heard(sound, ffmpeg));
  expect_tone({sdp}, "own", ffmpeg);  // the file is a SERVICE as well
}

/// ffmpeg describes what it sends in a file, with a=crypto beside RTP/AVP; nothing is announced.
TEST_F(SecretPeer, FfmpegIsHeardByTheDescriptionItWrites) {
  const std::string sdp = peers_->folder / "ffmpeg.sdp";
  const Bytes key(30, 0x42);
  auto sender = peers_->head.spawn({"ffmpeg",
                                    "-nostdin",
                                    "-loglevel",
                                    "warning",
                                    "-re",
                                    "-f",
                                    "lavfi",
                                    "-i",
                                    "sine=frequency=440:sample_rate=48000",
                                    "-ac",
                                    "2",
                                    "-c:a",
                                    "libopus",
                                    "-f",
                                    "rtp",
                                    "-srtp_out_suite",
                                    "AES_CM_128_HMAC_SHA1_80",
                                    "-srtp_out_params",
                                    to_base64(key),
                                    "-sdp_file",
                                    sdp,
                                    "srtp://239.9.8.1:5004?ttl=4"});
  ASSERT_TRUE(lab::eventually([&] {
    std::ifstream file(sdp);
    return std::string(std::istreambuf_iterator<char>(file), {}).find("crypto") != std::string::npos;
  })) << sender.output();
  std::filesystem::permissions(sdp, std::filesystem::perms::owner_read | std::filesystem::perms::group_read);
  auto refused = play(peers_->c1, sdp, "null");
  EXPECT_EQ(refused.wait(), 2) << refused.output();
  std::filesystem::permissions(sdp, std::filesystem::perms::owner_read);
  expect_tone({sdp}, "ffmpeg-sends", sender);
}

class SecretSuite : public SecretPeer, public testing::WithParamInterface<Suite> {};

/// GStreamer's receiver wants to know the SSRC: another listener of ours tells it.
TEST_P(SecretSuite, GstreamerHearsAService) {
  const std::string file = peers_->folder / (std::string("hears-") + GetParam().cipher + ".key");
  const auto key = make_key(GetParam().suite, file);
  serve(file);
  auto other = play(peers_->c2, "8000:0001", "null", {"--srtp-key-file", file});
  const auto line = other.wait_for("\"event\":\"receiving\"");
  ASSERT_TRUE(line) << other.output();
  const std::string ssrc = line->text.substr(line->text.find("\"ssrc\":") + 7);
  const std::string cipher = GetParam().cipher, auth = GetParam().auth;
  const std::string caps = "application/x-srtp,media=audio,payload=14,clock-rate=90000,encoding-name=MPA,ssrc=(uint)" +
                           ssrc.substr(0, ssrc.find_first_not_of("0123456789")) + ",roc=(uint)0,srtp-key=(buffer)" +
                           hex(key.key_and_salt) + ",srtp-cipher=(string)" + cipher + ",srtp-auth=(string)" + auth +
                           ",srtcp-cipher=(string)" + cipher + ",srtcp-auth=(string)" + auth;
  const std::string sound = peers_->folder / (std::string("hears-") + GetParam().cipher);
  auto gstreamer = peers_->c1.spawn({"gst-launch-1.0",
                                     "udpsrc",
                                     "address=" + to_string(lab::group_of("8000:0001", Family::ipv6)),
                                     "port=5004",
                                     "multicast-iface=eth0",
                                     "caps=" + caps,
                                     "!",
                                     "srtpdec",
                                     "!",
                                     "rtpjitterbuffer",
                                     "!",
                                     "rtpmpadepay",
                                     "!",
                                     "mpegaudioparse",
                                     "!",
                                     "decodebin",
                                     "!",
                                     "audioconvert",
                                     "!",
                                     "audioresample",
                                     "!",
                                     "audio/x-raw,format=F32LE,channels=1,rate=48000",
                                     "!",
                                     "filesink",
                                     "buffer-mode=unbuffered",
                                     "location=" + sound});
  EXPECT_TRUE(tone_is_heard(sound, gstreamer));
}

TEST_P(SecretSuite, GstreamerIsHeardByADescriptionWithTheKey) {
  const std::string file = peers_->folder / (std::string("sends-") + GetParam().cipher + ".key");
  const auto key = make_key(GetParam().suite, file);
  const std::string cipher = GetParam().cipher, auth = GetParam().auth;
  auto sender = peers_->head.spawn({"gst-launch-1.0",
                                    "-q",
                                    "audiotestsrc",
                                    "is-live=true",
                                    "freq=440",
                                    "volume=0.2",
                                    "!",
                                    "audioconvert",
                                    "!",
                                    "audioresample",
                                    "!",
                                    "audio/x-raw,channels=2",
                                    "!",
                                    "opusenc",
                                    "!",
                                    "rtpopuspay",
                                    "pt=96",
                                    "!",
                                    "srtpenc",
                                    "key=" + hex(key.key_and_salt),
                                    "rtp-cipher=" + cipher,
                                    "rtp-auth=" + auth,
                                    "rtcp-cipher=" + cipher,
                                    "rtcp-auth=" + auth,
                                    "!",
                                    "udpsink",
                                    "host=ff1e::8:7",
                                    "port=5004",
                                    "multicast-iface=eth0",
                                    "auto-multicast=false",
                                    "ttl-mc=4"});
  const std::string sdp = peers_->folder / (std::string("sends-") + GetParam().cipher + ".sdp");
  const auto written = net::make_private_file(
      sdp,
      "v=0\r\no=- 7 1 IN IP6 2001:db8:d0be:f00d::101\r\ns=GStreamer\r\nc=IN IP6 ff1e::8:7\r\nt=0 0\r\n"
      "m=audio 5004 RTP/SAVP 96\r\na=rtpmap:96 opus/48000/2\r\na=crypto:1 " +
          std::string(to_string(key.suite)) + " inline:" + to_base64(key.key_and_salt) + "|2^31\r\n");
  ASSERT_TRUE(written);
  expect_tone({sdp}, std::string("gstreamer-sends-") + GetParam().cipher, sender);
}

INSTANTIATE_TEST_SUITE_P(Suites, SecretSuite, testing::Values(kCm128, kCm256, kGcm128, kGcm256), [](const auto& test) {
  std::string name(to_string(test.param.suite));
  std::erase(name, '_');
  return name;
});

}  // namespace
}  // namespace joincast::interop
