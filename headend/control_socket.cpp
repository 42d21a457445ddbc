// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/control_socket.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <list>
#include <utility>

#include "base/time.h"
#include "headend/unix_address.h"
#include "net/descriptor.h"

namespace joincast::headend {
namespace {

constexpr Duration kPatience = std::chrono::minutes(1);
constexpr mode_t kMode = 0660;
constexpr mode_t kFolderMode = 0755;
constexpr const char* kName = "headend.sock";

std::string in_folder(const char* folder, const char* below) {
  return folder && *folder ? std::string(folder) + below + kName : std::string();
}

bool somebody_serves(const sockaddr_un& address, socklen_t size) noexcept {
  const net::Descriptor probe{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  if (!probe) return true;
  return ::connect(probe.value(), reinterpret_cast<const sockaddr*>(&address), size) == 0 || errno == EAGAIN;
}

}  // namespace

std::string default_control_socket() {
  if (const std::string given = in_folder(std::getenv("RUNTIME_DIRECTORY"), "/"); !given.empty()) return given;
  if (::geteuid() == 0) return std::string("/run/joincast/") + kName;
  return in_folder(std::getenv("XDG_RUNTIME_DIR"), "/joincast/");
}

std::string find_control_socket() {
  const std::string common = std::string("/run/joincast/") + kName;
  struct stat found {};
  return ::stat(common.c_str(), &found) == 0 && S_ISSOCK(found.st_mode) ? common : default_control_socket();
}

class ControlSocket::Impl {
 public:
  Impl(net::EventLoop& loop, std::string path, Handler handler)
      : loop_(loop), path_(std::move(path)), handler_(std::move(handler)), timer_(loop.timer([this] { expire(); })) {}
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() {
    if (listening_) ::unlink(path_.c_str());
  }

  Result<void, std::string> open(std::optional<net::UserIds> later) {
    const auto refuse = [this](const char* what) {
      return fail(fmt::format("control socket {}: {}: {}", path_, what, std::strerror(errno)));
    };
    sockaddr_un address{};
    const socklen_t size = unix_address(path_, address);
    if (size == 0) return fail(fmt::format("control socket {}: expected a path of 1 to 107 octets", path_));
    if (!make_folder(later)) return refuse("its folder cannot be made");
    struct stat there {};
    if (::lstat(path_.c_str(), &there) == 0) {
      if (!S_ISSOCK(there.st_mode)) return fail(fmt::format("control socket {}: something else is there", path_));
      if (somebody_serves(address, size)) return fail(fmt::format("control socket {}: another headend has it", path_));
      ::unlink(path_.c_str());
    }
    listener_ = net::Descriptor{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (!listener_) return refuse("no socket");
    const mode_t before = ::umask(0777 & ~kMode);
    const int bound = ::bind(listener_.value(), reinterpret_cast<const sockaddr*>(&address), size);
    ::umask(before);
    if (bound != 0) return refuse("cannot be made");
    listening_ = true;
    if (::listen(listener_.value(), static_cast<int>(kMostConnections)) != 0) return refuse("cannot be served");
    accepting_ = loop_.watch_readable(listener_.value(), [this] { accept(); });
    return {};
  }

 private:
  /// The last folder of the path, and whose it is.
  bool make_folder(std::optional<net::UserIds> later) {
    const std::string folder = std::filesystem::path(path_).parent_path().string();
    if (folder.empty()) return true;
    const bool made = ::mkdir(folder.c_str(), kFolderMode) == 0;
    if (!made && errno != EEXIST) return false;
    struct stat there {};
    const bool ours = made || (path_ == default_control_socket() && ::lstat(folder.c_str(), &there) == 0 &&
                               S_ISDIR(there.st_mode) && there.st_uid == ::geteuid());
    return !later || !ours || ::lchown(folder.c_str(), later->user, later->group) == 0;
  }

  struct Connection {
    net::Descriptor socket;
    ControlPeer peer;
    std::string in;
    std::string out;
    bool ended = false;  ///< it says nothing more: close it when all is answered
    TimePoint until{};
    net::Watch reading;
    net::Watch writing;
  };
  using Place = std::list<Connection>::iterator;

  void accept() {
    while (true) {
      net::Descriptor socket{::accept4(listener_.value(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK)};
      if (!socket) return;
      ucred credentials{};
      socklen_t size = sizeof credentials;
      const int known = ::getsockopt(socket.value(), SOL_SOCKET, SO_PEERCRED, &credentials, &size);
      if (known != 0 || connections_.size() >= kMostConnections) continue;
      const Place at = connections_.emplace(connections_.end());
      at->socket = std::move(socket);
      at->peer = {credentials.pid, credentials.uid, credentials.gid};
      at->until = loop_.now().mono + kPatience;
      listen_to(at);
      timer_.expires_at(std::min(timer_.deadline(), at->until));
    }
  }

  void listen_to(Place at) {
    at->writing.cancel();
    at->reading = loop_.watch_readable(at->socket.value(), [this, at] { read(at); });
    if (!at->reading) connections_.erase(at);
  }

  void read(Place at) {
    char chunk[kLongestControlLine + 1];
    const ssize_t got = ::read(at->socket.value(), chunk, sizeof chunk - std::min(at->in.size(), sizeof chunk - 1));
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got < 0) return close(at);
    at->ended = got == 0;
    at->in.append(chunk, static_cast<std::size_t>(got));
    serve(at);
  }

  /// One request after the other; the next waits until the answer before it is gone.
  void serve(Place at) {
    while (at->out.empty()) {
      const std::size_t end = at->in.find('\n');
      if (end == at->in.npos && at->in.size() > kLongestControlLine) {
        at->out = control_refused({"too_long", "the line is too long"}) + '\n';
        at->in.clear();
        at->ended = true;
      } else if (end == at->in.npos) {
        if (at->ended) return close(at);
        return;
      } else {
        const auto request = parse_control(std::string_view(at->in).substr(0, end));
        at->out = (request ? handler_(*request, at->peer) : control_refused(request.error())) + '\n';
        at->in.erase(0, end + 1);
        at->until = loop_.now().mono + kPatience;
      }
      if (!write(at)) return;
    }
  }

  /// False: the rest waits, or the connection is gone.
  bool write(Place at) {
    const ssize_t sent = ::send(at->socket.value(), at->out.data(), at->out.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN && errno != EINTR) {
      close(at);
      return false;
    }
    if (sent > 0) at->out.erase(0, static_cast<std::size_t>(sent));
    if (at->out.empty()) return true;
    at->reading.cancel();
    if (!at->writing) at->writing = loop_.watch_writable(at->socket.value(), [this, at] { go_on(at); });
    return false;
  }

  void go_on(Place at) {
    if (!write(at)) return;
    at->writing.cancel();
    at->reading = loop_.watch_readable(at->socket.value(), [this, at] { read(at); });
    serve(at);
  }

  void close(Place at) { connections_.erase(at); }

  void expire() {
    const TimePoint now = loop_.now().mono;
    TimePoint next = kNever;
    for (auto at = connections_.begin(); at != connections_.end();) {
      const auto current = at++;
      if (current->until <= now)
        connections_.erase(current);
      else
        next = std::min(next, current->until);
    }
    timer_.expires_at(next);
  }

  net::EventLoop& loop_;
  std::string path_;
  Handler handler_;
  bool listening_ = false;
  net::Descriptor listener_;
  net::Watch accepting_;
  std::list<Connection> connections_;
  net::Timer timer_;
};

ControlSocket::ControlSocket(std::unique_ptr<Impl> impl) noexcept : impl_(std::move(impl)) {}
ControlSocket::ControlSocket(ControlSocket&&) noexcept = default;
ControlSocket& ControlSocket::operator=(ControlSocket&&) noexcept = default;
ControlSocket::~ControlSocket() = default;

Result<ControlSocket, std::string> ControlSocket::open(net::EventLoop& loop, const std::string& path, Handler handler,
                                                       std::optional<net::UserIds> later) {
  auto impl = std::make_unique<Impl>(loop, path, std::move(handler));
  if (auto opened = impl->open(later); !opened) return fail(opened.error());
  return ControlSocket(std::move(impl));
}

}  // namespace joincast::headend
