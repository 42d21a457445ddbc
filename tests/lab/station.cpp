// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/lab/station.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <list>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

namespace joincast::lab {
namespace {

using namespace std::chrono_literals;

constexpr Duration kBurst = 1s;
constexpr int kTickMilliseconds = 10;

/// Listens on 127.0.0.1; port zero: the system chooses, and the number is noted.
net::Descriptor listen_on(std::uint16_t& port) {
  net::Descriptor fd{::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  const int on = 1;
  ::setsockopt(fd.value(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(fd.value(), reinterpret_cast<const sockaddr*>(&address), size) != 0 || ::listen(fd.value(), 64) != 0 ||
      ::getsockname(fd.value(), reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::system_error(errno, std::system_category(), "station");
  port = ntohs(address.sin_port);
  return fd;
}

}  // namespace

Programme tone(const std::string& kind) {
  const std::string path = std::string(JOINCAST_VECTORS) + "/media/tone_440" + (kind == "44100.mp3" ? '_' : '.') + kind;
  std::ifstream in(path, std::ios::binary);
  Programme programme;
  programme.octets.assign(std::istreambuf_iterator<char>(in), {});
  if (programme.octets.empty()) throw std::runtime_error("cannot read " + path);
  if (kind == "mp3")
    programme = {"audio/mpeg", std::move(programme.octets), 528ms};  // 22 frames of 1,152 samples
  else if (kind == "44100.mp3")
    programme = {"audio/mpeg", std::move(programme.octets), 549ms};  // 21 such frames
  else if (kind == "aac")
    programme = {"audio/aac", std::move(programme.octets), 500ms};
  else if (kind == "flac")
    programme = {"audio/flac", std::move(programme.octets), 500ms};
  else
    programme = {"application/ogg", std::move(programme.octets), 500ms};
  return programme;
}

struct Station::Impl {
  struct Connection {
    net::Descriptor fd;
    std::string request{};
    Programme programme{};
    std::optional<Programme> next{};  // behind the piece that plays
    TimePoint began{};
    std::string head{};      // not sent yet
    std::uint64_t sent = 0;  // octets of the programme, over all its rounds
    bool playing = false;
    bool broken = false;

    std::size_t at() const { return sent % programme.octets.size(); }
    std::uint64_t due(TimePoint now) const {
      const auto rounds =
          static_cast<double>((now - began + kBurst).count()) / static_cast<double>(programme.length.count());
      return static_cast<std::uint64_t>(rounds * static_cast<double>(programme.octets.size()));
    }
    void change(TimePoint now) {
      programme = *std::exchange(next, std::nullopt);
      began = now - kBurst;
      sent = 0;
    }
  };

  Impl(const Host& where, Programme first) : host(where), programme(std::move(first)) {}

  void serve();
  void accept_all();
  void read(Connection& connection, TimePoint now);
  void write(Connection& connection, TimePoint now);

  const Host& host;
  std::uint16_t port = 0;
  std::mutex mutex;  // of all below
  net::Descriptor listener;
  Programme programme;
  std::list<Connection> connections;
  std::size_t asked = 0;
  bool silent = false;
  std::atomic<bool> ended = false;
  std::thread thread;
};

void Station::Impl::accept_all() {
  if (!listener) return;
  for (int fd; (fd = ::accept4(listener.value(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;)
    connections.push_back({.fd = net::Descriptor{fd}});
}

void Station::Impl::read(Connection& connection, TimePoint now) {
  std::array<char, 4096> octets;
  const auto size = ::recv(connection.fd.value(), octets.data(), octets.size(), 0);
  if (size == 0 || (size < 0 && errno != EAGAIN)) connection.broken = true;
  if (size <= 0 || connection.playing) return;
  connection.request.append(octets.data(), static_cast<std::size_t>(size));
  if (!connection.request.ends_with("\r\n\r\n")) return;
  ++asked;
  connection.playing = true;
  connection.began = now;
  connection.programme = programme;
  connection.head = "HTTP/1.0 200 OK\r\nContent-Type: " + programme.content_type + "\r\nicy-name: Lab FM\r\n\r\n";
}

void Station::Impl::write(Connection& connection, TimePoint now) {
  if (!connection.playing || silent) return;
  while (!connection.head.empty()) {
    const auto size = ::send(connection.fd.value(), connection.head.data(), connection.head.size(), MSG_NOSIGNAL);
    if (size <= 0) return;
    connection.head.erase(0, static_cast<std::size_t>(size));
  }
  while (connection.sent < connection.due(now)) {
    const std::size_t at = connection.at();
    const Bytes& octets = connection.programme.octets;
    const auto size = ::send(connection.fd.value(), octets.data() + at, octets.size() - at, MSG_NOSIGNAL);
    if (size <= 0) return;
    connection.sent += static_cast<std::uint64_t>(size);
    if (connection.next && connection.at() == 0) connection.change(now);
  }
}

void Station::Impl::serve() {
  while (!ended) {
    ::poll(nullptr, 0, kTickMilliseconds);
    const TimePoint now = std::chrono::steady_clock::now();
    const std::lock_guard lock(mutex);
    accept_all();
    for (Connection& connection : connections) {
      read(connection, now);
      write(connection, now);
    }
    connections.remove_if([](const Connection& connection) { return connection.broken; });
  }
}

Station::Station(const Host& host, Programme programme) : impl_(std::make_unique<Impl>(host, std::move(programme))) {
  come_back();
  impl_->thread = std::thread([p = impl_.get()] { p->serve(); });
}

Station::~Station() {
  impl_->ended = true;
  impl_->thread.join();
}

std::string Station::url() const { return "http://127.0.0.1:" + std::to_string(impl_->port) + "/live"; }

std::size_t Station::asked() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->asked;
}

std::size_t Station::listeners() const {
  const std::lock_guard lock(impl_->mutex);
  return static_cast<std::size_t>(
      std::ranges::count_if(impl_->connections, [](const Impl::Connection& connection) { return connection.playing; }));
}

void Station::set_programme(Programme programme) {
  const std::lock_guard lock(impl_->mutex);
  impl_->programme = std::move(programme);
}

void Station::change_programme(Programme programme) {
  const std::lock_guard lock(impl_->mutex);
  for (Impl::Connection& connection : impl_->connections) connection.next = programme;
  impl_->programme = std::move(programme);
}

void Station::fall_silent() {
  const std::lock_guard lock(impl_->mutex);
  impl_->silent = true;
}

void Station::die() {
  const std::lock_guard lock(impl_->mutex);
  impl_->listener.close();
  impl_->connections.clear();
}

void Station::come_back() {
  const std::lock_guard lock(impl_->mutex);
  impl_->silent = false;
  if (impl_->listener) return;
  const auto inside = impl_->host.enter();
  impl_->listener = listen_on(impl_->port);
}

}  // namespace joincast::lab
