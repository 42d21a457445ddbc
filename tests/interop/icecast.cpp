// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/interop/icecast.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace joincast::interop {
namespace {

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

Icecast::Icecast() : port_(free_port()) {
  std::string name = (std::filesystem::temp_directory_path() / "joincast-icecast-XXXXXX").string();
  if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
  folder_ = name;
  std::filesystem::permissions(folder_, std::filesystem::perms(0755));
  if (const passwd* owner = ::getpwnam("icecast2"); owner && ::geteuid() == 0)
    if (::chown(folder_.c_str(), owner->pw_uid, owner->pw_gid) != 0) throw std::runtime_error("chown");
  std::ofstream(folder_ / "icecast.xml") << configuration(folder_, port_);
  start();
}

Icecast::~Icecast() {
  stop();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void Icecast::start() {
  process_.emplace(lab::spawn({"icecast2", "-c", (folder_ / "icecast.xml").string()}));
  for (int tries = 0; tries < 100; ++tries) {
    if (answers(port_)) return;
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
  throw std::runtime_error("icecast2 does not answer: " + process_->output());
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
