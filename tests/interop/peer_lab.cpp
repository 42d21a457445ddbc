// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/interop/peer_lab.h"

namespace joincast::interop {
namespace {

constexpr const char* kNobody = "65534";
constexpr double kQuietest = 0.02;  // the tone is sent at 0.088 or more
constexpr double kPurest = 0.8;

}  // namespace

PeerLab::PeerLab()
    : folder(std::filesystem::perms::all),
      opus(head, lab::tone("opus")),
      aac(head, lab::tone("aac")),
      flac(head, lab::tone("flac")),
      vorbis(head, lab::tone("ogg")) {
  for (const lab::Host* host : {&head, &c1, &c2}) {
    host->ip("route add 224.0.0.0/4 dev eth0");
    host->spawn({"ethtool", "-K", "eth0", "tx", "off", "rx", "off"}).wait();
  }
}

void PeerLab::start_headend() {
  headend.emplace(head, lab::quick_headend() + lab::service("8000:0001", station->url()) +
                            lab::service("8000:0002", opus.url()) + lab::service("8000:0003", aac.url()) +
                            lab::service("8000:0004", flac.url()) + lab::service("8000:0005", vorbis.url()));
}

std::string PeerLab::description(const std::string& number, Family family) {
  const std::string path = folder / ("service-" + number.substr(5) + (family == Family::ipv6 ? "-6.sdp" : "-4.sdp"));
  auto program = c1.spawn({JOINCAST_PROGRAM, "sdp", number, "--interface", "eth0", "--family",
                           family == Family::ipv6 ? "ipv6" : "ipv4", "--patience", "30", "--output", path});
  if (program.wait() != 0) {
    ADD_FAILURE() << program.output();
    return {};
  }
  return path;
}

lab::Process play(const lab::Host& host, const std::string& service, const std::string& wave,
                  const std::vector<std::string>& more) {
  std::vector<std::string> command = {JOINCAST_PROGRAM, "play",   service,  "--interface",
                                      "eth0",           "--json", "--sink", wave};
  command.insert(command.end(), more.begin(), more.end());
  return host.spawn(command);
}

lab::Process vlc(const lab::Host& host, const lab::Folder& folder, const std::vector<std::string>& more) {
  std::vector<std::string> command = {"setpriv", "--reuid", kNobody, "--regid", kNobody,        "--clear-groups",
                                      "vlc",     "-I",      "dummy", "-q",      "--miface=eth0"};
  command.insert(command.end(), more.begin(), more.end());
  return host.spawn(command, {"HOME=" + folder / ".", "LANG=C"});
}

testing::AssertionResult tone_is_heard(const std::string& file, lab::Process& program, double tone_hz) {
  Sound sound;
  const bool heard = lab::eventually([&] {
    const bool ended = !program.running();
    sound = hear(file, tone_hz);
    return ended || (sound.length >= 1s && sound.purity >= kPurest && sound.amplitude >= kQuietest);
  });
  if (heard && sound.length >= 1s && sound.purity >= kPurest && sound.amplitude >= kQuietest)
    return testing::AssertionSuccess();
  return testing::AssertionFailure() << std::chrono::duration<double>(sound.length).count() << " s, amplitude "
                                     << sound.amplitude << ", purity " << sound.purity << "\n"
                                     << program.output();
}

std::unique_ptr<PeerLab> PeerTest::peers_;

void PeerTest::SetUpTestSuite() {
  if (lab::what_is_missing().empty()) peers_ = std::make_unique<PeerLab>();
}

}  // namespace joincast::interop
