// SPDX-License-Identifier: LGPL-2.1-or-later
//
// `joincast gateway` between a real headend and curl.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "net/interfaces.h"
#include "tests/lab/folder.h"
#include "tests/lab/radio_lab.h"

namespace joincast::lab {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Gateway : public RadioLabTest {
 protected:
  /// On c1, for whoever is on its link.
  void start(const std::vector<std::string>& more = {}) {
    std::vector<std::string> command = {JOINCAST_PROGRAM, "gateway", "--interface", "eth0"};
    command.insert(command.end(), more.begin(), more.end());
    gateway_.emplace(radio_->c1.spawn(command));
    ASSERT_TRUE(gateway_->wait_for("gateway at ")) << gateway_->output();
    const auto inside = radio_->c1.enter();
    const auto interfaces = net::list_interfaces();
    at_ = "http://" + to_string(*net::ipv4_address(*net::find_interface(*interfaces, "eth0"))) + ":4022";
  }
  void TearDown() override {
    RadioLabTest::TearDown();
    if (HasFailure() && gateway_) ADD_FAILURE() << "The gateway's words:\n" << gateway_->output();
  }
  /// A whole answer, with its status behind it.
  std::string ask(const std::string& path, std::vector<std::string> more = {}, const Host* host = nullptr) {
    std::vector<std::string> command = {"curl", "-sS", "-m", "60", "-w", "\n%{http_code}"};
    command.insert(command.end(), more.begin(), more.end());
    command.push_back(path.starts_with("http") ? path : at_ + path);
    Process process = (host ? *host : radio_->c2).spawn(command);
    process.wait();
    return process.output();
  }
  /// A client that writes what it hears into a file.
  Process hear(const std::string& path, const std::string& file, std::vector<std::string> more = {}) {
    std::vector<std::string> command = {"curl", "-sSN", "-o", folder_ / file};
    command.insert(command.end(), more.begin(), more.end());
    command.push_back(at_ + path);
    return radio_->c2.spawn(command);
  }
  std::string read(const std::string& file) {
    std::ifstream in(folder_ / file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::uintmax_t size(const std::string& file) {
    std::error_code none;
    const auto size = std::filesystem::file_size(std::filesystem::path(folder_ / file), none);
    return none ? 0 : size;
  }
  /// Until the file has so many octets more.
  bool grows(const std::string& file, std::uintmax_t octets = 16'000) {
    const auto before = size(file);
    return radio_->until([&] { return size(file) >= before + octets; });
  }

  Folder folder_;
  std::optional<Process> gateway_;
  std::string at_;
};

TEST_F(Gateway, JoinsOnceForThreeClientsAndLeavesWithTheLast) {
  RadioLab& lab = make();
  lab.start_headend();
  start();
  std::vector<Process> clients;
  for (const char* file : {"one", "two", "three"}) clients.push_back(hear("/8000:0001", file));
  for (const char* file : {"one", "two", "three"}) EXPECT_TRUE(grows(file)) << file;
  EXPECT_EQ(lab.headend->count("8000:0001 joined by"), 1u);
  EXPECT_EQ(lab.station->asked(), 1u);
  EXPECT_THAT(ask("/status.json"), AllOf(HasSubstr("\"clients\":3,"), HasSubstr("\"path\":\"/8000:0001\""),
                                         HasSubstr("\"type\":\"audio/mpeg\""), HasSubstr("\n200")));
  EXPECT_THAT(ask("/"), AllOf(StartsWith("<!DOCTYPE html>"), HasSubstr("/8000:0001"), HasSubstr("curl/")));

  clients.pop_back();
  clients.pop_back();
  EXPECT_TRUE(grows("one", 32'000)) << "others go on";
  EXPECT_EQ(lab.headend->count("8000:0001 stops"), 0u);
  const TimePoint gone = lab.loop.now().mono;
  clients.clear();
  const auto left = gateway_->wait_for("8000:0001 left: nobody listens");
  ASSERT_TRUE(left);
  EXPECT_LT(left->at - gone, 10s);
  EXPECT_TRUE(lab.headend->says("8000:0001 stops: nobody listens"));
}

TEST_F(Gateway, HandsOnWhatItHearsOctetForOctet) {
  RadioLab& lab = make();
  lab.start_headend();
  start();
  auto client = hear("/8000:0001", "sound");
  ASSERT_TRUE(grows("sound", 60'000));
  client.signal(SIGKILL);
  client.wait();
  const std::string heard = read("sound").substr(0, 60'000);
  const Programme programme = tone("mp3");
  std::string played;
  while (played.size() < heard.size() + 2 * programme.octets.size()) played += as_text(programme.octets);
  EXPECT_NE(played.find(heard), std::string::npos) << "frames are missing or changed";
}

TEST_F(Gateway, PutsTitlesBackForWhoWantsThem) {
  RadioLab& lab = make();
  auto station =
      lab.head.spawn({"python3", JOINCAST_TITLED_STATION, std::string(JOINCAST_VECTORS) + "/media/tone_440.mp3", "3",
                      "Ada - One", "Grace - Two"});
  const auto port = station.wait_for("port ");
  ASSERT_TRUE(port) << station.output();
  lab.headend.emplace(lab.head,
                      quick_headend() + service("8000:0001", "http://127.0.0.1:" + port->text.substr(5) + "/"));
  start();
  auto plain = hear("/8000:0001", "plain", {"-D", folder_ / "plain-head"});
  auto icy = hear("/8000:0001", "icy", {"-D", folder_ / "icy-head", "-H", "Icy-MetaData: 1"});
  ASSERT_TRUE(grows("icy", 60'000));
  EXPECT_THAT(read("plain-head"),
              AllOf(HasSubstr("Content-Type: audio/mpeg"), HasSubstr("icy-name: "), Not(HasSubstr("icy-metaint"))));
  EXPECT_THAT(read("icy-head"), AllOf(HasSubstr("icy-metaint: 16000"), HasSubstr("icy-br: 64")));
  EXPECT_THAT(read("icy"), AllOf(HasSubstr("StreamTitle='Ada - One';"), HasSubstr("StreamTitle='Grace - Two';")));
  EXPECT_THAT(read("plain"), Not(HasSubstr("StreamTitle")));
  EXPECT_THAT(ask("/8000:0001", {"-I"}), AllOf(HasSubstr("200"), HasSubstr("audio/mpeg"))) << "HEAD";
}

TEST_F(Gateway, HandsOnATransportStreamInBareUdp) {
  RadioLab& lab = make();
  lab.start_headend();
  start();
  auto sender = lab.head.spawn({"ffmpeg", "-nostdin", "-loglevel", "error", "-re", "-f", "lavfi", "-i", "sine=440",
                                "-f", "mpegts", "udp://239.1.2.3:1234?pkt_size=1316&ttl=1&localaddr=192.0.2.101"});
  auto client = hear("/udp/239.1.2.3:1234", "ts");
  ASSERT_TRUE(grows("ts", 40'000)) << sender.output();
  const std::string octets = read("ts");
  for (std::size_t at = 0; at + 188 <= octets.size(); at += 188) ASSERT_EQ(octets[at], 0x47) << at;
}

TEST_F(Gateway, OneThatReadsSlowlyHurtsNobodyElse) {
  RadioLab& lab = make();
  lab.start_headend();
  start({"--backlog", "16"});
  auto fast = hear("/8000:0001", "fast");
  ASSERT_TRUE(grows("fast"));
  net::Descriptor slow;
  lab.c1.run([&slow] {  // it asks and never reads
    slow = net::Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int small = 4096;
    ::setsockopt(slow.value(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(4022);
    address.sin_addr.s_addr = htonl(0x7f00'0001);
    (void)!::connect(slow.value(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
    constexpr std::string_view kGet = "GET /8000:0001 HTTP/1.1\r\nHost: localhost\r\n\r\n";
    (void)!::send(slow.value(), kGet.data(), kGet.size(), MSG_NOSIGNAL);
  });
  const auto drops = [&] {
    const std::string status = ask("/status.json");
    std::size_t dropping = 0;
    for (std::size_t at = 0; (at = status.find("\"dropped_frames\":", at)) != status.npos; ++at)
      dropping += status.compare(at, 18, "\"dropped_frames\":0") != 0;
    return dropping == 1;
  };
  EXPECT_TRUE(lab.until(drops)) << ask("/status.json");
  EXPECT_TRUE(grows("fast", 24'000)) << "three seconds of sound";
}

TEST_F(Gateway, TellsWhyThereIsNoSound) {
  RadioLab& lab = make();
  lab.start_headend();
  start({"--patience", "1s", "--services", "1", "--clients", "2", "--groups", "239.195.0.0/16"});
  EXPECT_THAT(ask("/8000:0009"), AllOf(HasSubstr("nothing came within 1 s"), EndsWith("\n504\n")));
  EXPECT_THAT(ask("/0000:0001"), EndsWith("\n400\n"));
  EXPECT_THAT(ask("/favicon.ico"), EndsWith("\n404\n"));
  EXPECT_THAT(ask("/8000:0000"), EndsWith("\n404\n"));
  EXPECT_THAT(ask("/rtp/239.1.2.3:5004"), AllOf(HasSubstr("--groups"), EndsWith("\n403\n")));
  ASSERT_TRUE(gateway_->wait_for("8000:0009 left"));
  auto one = hear("/8000:0001", "one");
  ASSERT_TRUE(grows("one"));
  EXPECT_THAT(ask("/8000:0002"), AllOf(HasSubstr("services"), EndsWith("\n503\n")));
  auto two = hear("/8000:0001", "two");
  ASSERT_TRUE(grows("two"));
  EXPECT_THAT(ask("/8000:0001"), AllOf(HasSubstr("places for clients"), EndsWith("\n503\n")));
}

TEST_F(Gateway, AnswersOnlyWhoMayAsk) {
  RadioLab& lab = make();
  lab.start_headend();
  start({"--allow", "127.0.0.0/8"});
  EXPECT_THAT(ask("/8000:0001"), AllOf(HasSubstr("may not ask here"), EndsWith("\n403\n")));
  EXPECT_THAT(ask("/status"), EndsWith("\n403\n"));
  EXPECT_THAT(ask("http://127.0.0.1:4022/status", {}, &lab.c1), EndsWith("\n200\n"));
  EXPECT_EQ(lab.headend->count("joined by"), 0u);
}

TEST_F(Gateway, SpeaksAsUdpxyDoes) {
  RadioLab& lab = make();
  lab.start_headend();
  start();
  auto v4 = hear("/rtp/239.195.1.1:5004", "v4");
  EXPECT_TRUE(grows("v4"));
  auto v6 = hear("/rtp/[" + to_string(group_of("8000:0002", Family::ipv6)) + "]:5004", "v6", {"-g"});
  EXPECT_TRUE(grows("v6"));
  auto udp = hear("/udp/239.195.1.3:5004", "udp");
  EXPECT_TRUE(grows("udp")) << "RTP is known when it comes";
}

TEST_F(Gateway, KnowsTheGuideOfAHeadend) {
  RadioLab& lab = make();
  lab.start_headend();
  lab.headend->reload(lab.configuration() + "[guide]\naddress = \"0.0.0.0\"\n");
  start({"--guide", "http://192.0.2.101:9581"});
  ASSERT_TRUE(gateway_->wait_for("guide http://192.0.2.101:9581: "));
  EXPECT_THAT(ask("/playlist.m3u"),
              AllOf(StartsWith("#EXTM3U\n"), HasSubstr(at_ + "/8000:0001\n"), EndsWith("\n200\n")));
  EXPECT_THAT(ask("/8000:0009"), AllOf(HasSubstr("not in the guide"), EndsWith("\n404\n")));
  auto client = hear("/8000:0001", "sound");
  EXPECT_TRUE(grows("sound"));
}

TEST_F(Gateway, AGapAndAnotherHeadendEndNothing) {
  RadioLab& lab = make();
  lab.start_headend();
  start();
  auto client = hear("/8000:0001", "sound");
  ASSERT_TRUE(grows("sound"));
  lab.headend->kill();
  lab.headend->start();
  EXPECT_TRUE(grows("sound", 48'000));
  EXPECT_TRUE(client.running());
}

TEST_F(Gateway, AnotherFormatEndsTheStream) {
  RadioLab& lab = make();
  lab.start_headend();
  start();
  auto client = hear("/8000:0001", "sound");
  ASSERT_TRUE(grows("sound"));
  lab.station->set_programme(tone("opus"));
  lab.station->die();
  lab.station->come_back();
  EXPECT_EQ(client.wait(), 0) << "the server closed in good order";
  EXPECT_THAT(ask("/8000:0001", {"-I"}), HasSubstr("audio/ogg"));
}

}  // namespace
}  // namespace joincast::lab
