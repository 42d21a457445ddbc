// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/fetch/scripted_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace joincast::fetch {

bool Connection::wait(short events, Duration time) {
  std::array<pollfd, 2> fds = {{{socket_, events, 0}, {stop_fd_, POLLIN, 0}}};
  const auto ms = std::chrono::ceil<std::chrono::milliseconds>(time).count();
  ::poll(fds.data(), fds.size(), static_cast<int>(ms));
  return fds[1].revents == 0 && fds[0].revents != 0;
}

void Connection::reset() {
  sockaddr nobody{};  // AF_UNSPEC: disconnects by a reset
  ::connect(socket_, &nobody, sizeof nobody);
}

std::string Connection::read_request() {
  std::string request;
  while (request.find("\r\n\r\n") == std::string::npos) {
    std::array<char, 1024> part;
    if (!wait(POLLIN, std::chrono::minutes{1})) break;
    const auto size = ::recv(socket_, part.data(), part.size(), 0);
    if (size <= 0) break;
    request.append(part.data(), static_cast<std::size_t>(size));
  }
  if (keep_) keep_(request);
  return request;
}

bool Connection::send(std::string_view octets) {
  while (!octets.empty()) {
    if (!wait(POLLOUT, std::chrono::hours{1})) return false;
    const auto sent = ::send(socket_, octets.data(), octets.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent <= 0) return false;
    octets.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool Connection::hold(Duration time) {
  std::array<pollfd, 2> fds = {{{socket_, POLLRDHUP, 0}, {stop_fd_, POLLIN, 0}}};
  const auto ms = std::chrono::ceil<std::chrono::milliseconds>(time).count();
  return ::poll(fds.data(), fds.size(), static_cast<int>(ms)) == 0;
}

ScriptedServer::ScriptedServer(std::string answer)
    : ScriptedServer([answer = std::move(answer)](Connection& client) {
        client.read_request();
        client.send(answer);
      }) {}

ScriptedServer::ScriptedServer(Script script) : script_(std::move(script)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  stop_fd_ = ::eventfd(0, EFD_CLOEXEC);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
  ::listen(listener_, 256);
  ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_clients(); });
}

ScriptedServer::~ScriptedServer() {
  ::eventfd_write(stop_fd_, 1);
  acceptor_.join();
  for (std::thread& client : clients_) client.join();
  ::close(listener_);
  ::close(stop_fd_);
}

std::string ScriptedServer::url(std::string_view path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
}

std::vector<std::string> ScriptedServer::requests() const {
  const std::scoped_lock lock(mutex_);
  return requests_;
}

void ScriptedServer::accept_clients() {
  for (;;) {
    std::array<pollfd, 2> fds = {{{listener_, POLLIN, 0}, {stop_fd_, POLLIN, 0}}};
    ::poll(fds.data(), fds.size(), -1);
    if (fds[1].revents) return;
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) continue;
    clients_.emplace_back([this, socket] {
      Connection client(socket, stop_fd_);
      client.on_request([this](const std::string& request) {
        const std::scoped_lock lock(mutex_);
        requests_.push_back(request);
      });
      script_(client);
      ::shutdown(socket, SHUT_WR);
      client.hold(std::chrono::minutes{1});
      ::close(socket);
    });
  }
}

}  // namespace joincast::fetch
