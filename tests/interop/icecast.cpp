// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/interop/icecast.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pwd.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <system_error>

#include "net/descriptor.h"

namespace joincast::interop {
namespace {

constexpr int kPatience_ms = 5'000;
constexpr std::string_view kPassword = "first-light";

std::uint16_t free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ::bind(socket, reinterpret_cast<sockaddr*>(&address), size);
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(socket);
  return ntohs(address.sin_port);
}

bool answers(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  const bool connected = ::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  ::close(socket);
  return connected;
}

std::string configuration(const std::filesystem::path& folder, std::uint16_t port) {
  // icecast2 refuses root: as root it changes to its own user.
  const std::string owner =
      ::geteuid() == 0 ? "<changeowner><user>icecast2</user><group>icecast</group></changeowner>" : "";
  std::ostringstream text;
  text << "<icecast><limits><clients>100</clients><sources>8</sources><queue-size>262144</queue-size>"
          "<burst-size>65536</burst-size></limits><authentication><source-password>"
       << kPassword << "</source-password><admin-user>admin</admin-user><admin-password>" << kPassword
       << "</admin-password></authentication><hostname>localhost</hostname><listen-socket><port>" << port
       << "</port><bind-address>127.0.0.1</bind-address></listen-socket><fileserve>0</fileserve><paths><logdir>"
       << folder.string()
       << "</logdir><webroot>/usr/share/icecast2/web</webroot><adminroot>/usr/share/icecast2/admin</adminroot></paths>"
          "<logging><accesslog>access.log</accesslog><errorlog>error.log</errorlog><loglevel>3</loglevel></logging>"
          "<security><chroot>0</chroot>"
       << owner << "</security></icecast>";
  return text.str();
}

}  // namespace

Icecast::Icecast() : folder_(std::filesystem::perms(0055)), port_(free_port()) {
  if (const passwd* owner = ::getpwnam("icecast2"); owner && ::geteuid() == 0)
    if (::chown(folder_.path().c_str(), owner->pw_uid, owner->pw_gid) != 0) throw std::runtime_error("chown");
  std::ofstream(folder_ / "icecast.xml") << configuration(folder_.path(), port_);
  start();
}

Icecast::~Icecast() { stop(); }

void Icecast::start() {
  // It writes its log once it listens.
  const net::Descriptor log{::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)};
  if (!log || ::inotify_add_watch(log.value(), folder_.path().c_str(), IN_CREATE | IN_MODIFY) < 0)
    throw std::system_error(errno, std::system_category(), "inotify");
  process_.emplace(lab::spawn({"icecast2", "-c", folder_ / "icecast.xml"}));
  pollfd written{log.value(), POLLIN, 0};
  while (!answers(port_)) {
    if (::poll(&written, 1, kPatience_ms) <= 0)
      throw std::runtime_error("icecast2 does not answer: " + process_->output());
    std::array<char, 4096> events;
    while (::read(log.value(), events.data(), events.size()) > 0) {
    }
  }
}

void Icecast::stop() {
  if (process_) process_->terminate();
  process_.reset();
}

std::string Icecast::url(std::string_view mount) const {
  return "http://127.0.0.1:" + std::to_string(port_) + '/' + std::string(mount);
}

std::string Icecast::source_url(std::string_view mount) const {
  return "http://source:" + std::string(kPassword) + "@127.0.0.1:" + std::to_string(port_) + '/' + std::string(mount);
}

std::string Icecast::log() const {
  std::ostringstream text;
  text << std::ifstream(folder_ / "error.log").rdbuf();
  return text.str();
}

lab::Process Icecast::station(std::string_view mount, int seconds, const std::vector<std::string>& titles) const {
  std::vector<std::string> command = {JOINCAST_TOOLS "/station.py", source_url(mount), std::to_string(seconds)};
  command.insert(command.end(), titles.begin(), titles.end());
  return lab::spawn(command);
}

lab::Process Icecast::tone(std::string_view mount, const std::vector<std::string>& encoding,
                           std::string_view content_type) const {
  std::vector<std::string> command = {
      "ffmpeg", "-nostdin", "-loglevel", "error", "-re", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000",
      "-ac",    "2"};
  command.insert(command.end(), encoding.begin(), encoding.end());
  std::string url = source_url(mount);
  url.replace(0, 4, "icecast");
  for (std::string_view word : {std::string_view("-content_type"), content_type, std::string_view(url)})
    command.emplace_back(word);
  return lab::spawn(command);
}

}  // namespace joincast::interop
