// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "headend/control_socket.h"
#include "headend/unix_address.h"
#include "net/descriptor.h"

namespace joincast::headend {
namespace {

constexpr std::size_t kLongestAnswer = std::size_t{64} << 20;

std::string why(int error) {
  if (error == ENOENT || error == ECONNREFUSED) return "no headend serves it";
  if (error == EACCES) return "not allowed: become root, or a member of the socket's group";
  if (error == EAGAIN) return "the headend does not answer";
  return std::strerror(error);
}

}  // namespace

Result<std::string, std::string> ask_headend(const std::string& path, const ControlRequest& request, unsigned seconds) {
  const auto refuse = [&path](const std::string& text) { return fail(fmt::format("{}: {}", path, text)); };
  if (path.empty()) return fail(std::string("no control socket is known: name it with --socket"));
  sockaddr_un address{};
  const socklen_t size = unix_address(path, address);
  if (size == 0) return refuse("expected a path of 1 to 107 octets");
  const net::Descriptor socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  if (!socket) return refuse(why(errno));
  const timeval patience{static_cast<time_t>(seconds), 0};
  ::setsockopt(socket.value(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(socket.value(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  if (::connect(socket.value(), reinterpret_cast<const sockaddr*>(&address), size) != 0) return refuse(why(errno));
  const std::string line = to_line(request) + '\n';
  if (::send(socket.value(), line.data(), line.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(line.size()))
    return refuse(why(errno));
  std::string answer;
  char chunk[16 * 1024];
  while (answer.empty() || answer.back() != '\n') {
    const ssize_t got = ::read(socket.value(), chunk, sizeof chunk);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return refuse(why(errno));
    if (got == 0) return refuse("the headend hung up");
    answer.append(chunk, static_cast<std::size_t>(got));
    if (answer.size() > kLongestAnswer) return refuse("the answer is too long");
  }
  answer.pop_back();
  return answer;
}

}  // namespace joincast::headend
