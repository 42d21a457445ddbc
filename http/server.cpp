// SPDX-License-Identifier: LGPL-2.1-or-later
#include "http/server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unordered_map>
#include <utility>

#include "net/descriptor.h"

namespace joincast::http {
namespace {

constexpr std::size_t kMemoryPerConnection = 16 * 1024;  // octets, for a request's head above all
constexpr Duration kSweep = std::chrono::seconds(5);
constexpr int kBacklog = 32;
constexpr std::size_t kMostArguments = 32;

constexpr std::pair<const char*, const char*> kHeaders[] = {
    {"Content-Security-Policy",
     "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; "
     "form-action 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return out;
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Whether `Accept-Encoding` names gzip, and not with a weight of zero.
bool accepts_gzip(std::string_view header) {
  const std::string accepted = lower(header);
  const std::size_t at = accepted.find("gzip");
  if (at == accepted.npos) return false;
  const std::string_view behind = std::string_view(accepted).substr(at + 4, accepted.find(',', at) - at - 4);
  return behind.find("q=0") == behind.npos || behind.find("q=0.") != behind.npos;
}

MHD_Result take_argument(void* query, MHD_ValueKind, const char* name, const char* value) {
  auto& arguments = *static_cast<decltype(Request::query)*>(query);
  if (arguments.size() < kMostArguments) arguments.emplace(name, value ? value : "");
  return MHD_YES;
}

void release_body(void* body) { delete static_cast<std::shared_ptr<const std::string>*>(body); }

/// A bound and listening socket; or why there is none.
Result<net::Descriptor, std::string> listen_on(const Endpoint& at) {
  const auto refuse = [&](const char* what) {
    return fail(fmt::format("{} {}: {}", what, to_string(at), std::strerror(errno)));
  };
  const int family = at.address.is_v4() ? AF_INET : AF_INET6;
  net::Descriptor socket{::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  if (!socket) return refuse("no socket for");
  const int on = 1;
  ::setsockopt(socket.value(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_storage address{};
  socklen_t size = 0;
  const ByteView octets = at.address.octets();
  if (family == AF_INET) {
    auto& v4 = reinterpret_cast<sockaddr_in&>(address);
    v4.sin_family = AF_INET;
    v4.sin_port = htons(at.port);
    std::memcpy(&v4.sin_addr, octets.data(), 4);
    size = sizeof v4;
  } else {
    ::setsockopt(socket.value(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    auto& v6 = reinterpret_cast<sockaddr_in6&>(address);
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(at.port);
    std::memcpy(&v6.sin6_addr, octets.data(), 16);
    size = sizeof v6;
  }
  if (::bind(socket.value(), reinterpret_cast<const sockaddr*>(&address), size) != 0) return refuse("cannot listen on");
  if (::listen(socket.value(), kBacklog) != 0) return refuse("cannot listen on");
  return socket;
}

std::uint16_t port_of(int socket) noexcept {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  return ntohs(address.ss_family == AF_INET ? reinterpret_cast<sockaddr_in&>(address).sin_port
                                            : reinterpret_cast<sockaddr_in6&>(address).sin6_port);
}

}  // namespace

bool is_own_host(std::string_view header, const std::vector<std::string>& hosts) {
  std::string_view name = header;
  if (name.starts_with('[')) {
    const std::size_t end = name.find(']');
    if (end == name.npos) return false;
    const std::string_view behind = name.substr(end + 1);
    if (!behind.empty() && (behind[0] != ':' || !all_digits(behind.substr(1)))) return false;
    const auto address = parse_address(std::string(name.substr(1, end - 1)));
    return address && address->is_v6();
  }
  if (const std::size_t colon = name.find(':'); colon != name.npos) {
    if (!all_digits(name.substr(colon + 1))) return false;
    name = name.substr(0, colon);
  }
  const std::string wanted = lower(name);
  if (wanted == "localhost") return true;
  if (const auto address = parse_address(wanted); address && address->is_v4()) return true;
  return std::any_of(hosts.begin(), hosts.end(), [&](const std::string& own) { return lower(own) == wanted; });
}

class Server::Impl {
 public:
  Impl(net::EventLoop& loop, Options options, RequestHandler handler)
      : loop_(loop), options_(std::move(options)), handler_(std::move(handler)) {}

  ~Impl() {
    watch_.cancel();
    timer_.cancel();
    if (daemon_) MHD_stop_daemon(daemon_);
  }

  Result<void, std::string> open() {
    auto socket = listen_on(options_.listen);
    if (!socket) return fail(socket.error());
    port_ = port_of(socket->value());
    const int its_own = ::fcntl(socket->value(), F_DUPFD_CLOEXEC, 0);  // MHD closes what it was given
    daemon_ =
        MHD_start_daemon(MHD_USE_EPOLL, 0, nullptr, nullptr, &Impl::answer, this, MHD_OPTION_LISTEN_SOCKET, its_own,
                         MHD_OPTION_CONNECTION_LIMIT, options_.most_connections, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
                         options_.most_per_address, MHD_OPTION_CONNECTION_TIMEOUT, options_.idle_seconds,
                         MHD_OPTION_CONNECTION_MEMORY_LIMIT, kMemoryPerConnection, MHD_OPTION_NOTIFY_CONNECTION,
                         &Impl::connection, this, MHD_OPTION_NOTIFY_COMPLETED, &Impl::completed, this,
                         MHD_OPTION_EXTERNAL_LOGGER, &Impl::ignore, nullptr, MHD_OPTION_END);
    if (!daemon_) {
      if (its_own >= 0) ::close(its_own);
      return fail(std::string("the HTTP server does not start"));
    }
    const MHD_DaemonInfo* info = MHD_get_daemon_info(daemon_, MHD_DAEMON_INFO_EPOLL_FD);
    watch_ = info ? loop_.watch_readable(info->epoll_fd, [this] { run(); }) : net::Watch();
    if (!watch_) return fail(std::string("the HTTP server cannot be watched"));
    timer_ = loop_.timer([this] { run(); });
    return {};
  }

  std::uint16_t port() const noexcept { return port_; }

 private:
  void run() {
    MHD_run(daemon_);
    const TimePoint now = loop_.now().mono;
    for (const auto& [connection, open] : open_)
      if (now - open.since > std::chrono::seconds(options_.request_seconds)) ::shutdown(open.socket, SHUT_RDWR);
    TimePoint next = open_.empty() ? kNever : now + kSweep;
    MHD_UNSIGNED_LONG_LONG wait = 0;
    if (MHD_get_timeout(daemon_, &wait) == MHD_YES)
      next = std::min<TimePoint>(next, now + std::chrono::milliseconds(std::min<unsigned long long>(wait, 60'000)));
    timer_.expires_at(next);
  }

  static void ignore(void*, const char*, va_list) {}

  static void connection(void* self, MHD_Connection* connection, void**, MHD_ConnectionNotificationCode what) {
    auto& open = static_cast<Impl*>(self)->open_;
    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
      open.erase(connection);
      return;
    }
    const MHD_ConnectionInfo* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    if (info) open[connection] = {info->connect_fd, static_cast<Impl*>(self)->loop_.now().mono};
  }

  static void completed(void* self, MHD_Connection* connection, void**, MHD_RequestTerminationCode) {
    auto& open = static_cast<Impl*>(self)->open_;
    if (const auto found = open.find(connection); found != open.end())
      found->second.since = static_cast<Impl*>(self)->loop_.now().mono;
  }

  /// Called when a request's head is whole, and again when all of it is: an answer at the first call would end the
  /// connection, which is as it should be for whoever sends a body.
  static MHD_Result answer(void* self, MHD_Connection* connection, const char* url, const char* method, const char*,
                           const char*, std::size_t*, void** request) {
    const std::string_view called = method;
    if (!*request && (called == MHD_HTTP_METHOD_GET || called == MHD_HTTP_METHOD_HEAD)) {
      *request = self;
      return MHD_YES;
    }
    return static_cast<Impl*>(self)->respond(connection, url, called);
  }

  Answer refusal(unsigned status, const char* text) const {
    return {status, "text/plain; charset=utf-8", std::make_shared<const std::string>(text)};
  }

  Answer answer_to(MHD_Connection* connection, std::string_view url, std::string_view method) {
    if (method != MHD_HTTP_METHOD_GET && method != MHD_HTTP_METHOD_HEAD)
      return refusal(MHD_HTTP_METHOD_NOT_ALLOWED, "Only GET and HEAD are answered.\n");
    const char* const host = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_HOST);
    if (!host || !is_own_host(host, options_.hosts))
      return refusal(MHD_HTTP_MISDIRECTED_REQUEST,
                     "This server is not known by that name. Ask it by its address, or add the name to hosts in "
                     "[status] of the headend's configuration.\n");
    Request request;
    request.path = url;
    MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, &take_argument, &request.query);
    const auto header = [connection](const char* name) -> std::string_view {
      const char* const value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
      return value ? value : "";
    };
    request.if_none_match = header(MHD_HTTP_HEADER_IF_NONE_MATCH);
    request.gzip = accepts_gzip(header(MHD_HTTP_HEADER_ACCEPT_ENCODING));
    return handler_(request);
  }

  MHD_Result respond(MHD_Connection* connection, std::string_view url, std::string_view method) {
    const Answer answer = answer_to(connection, url, method);
    auto* kept = new std::shared_ptr<const std::string>(answer.body);
    MHD_Response* response = MHD_create_response_from_buffer_with_free_callback_cls(
        answer.body->size(), const_cast<char*>(answer.body->data()), &release_body, kept);
    if (!response) {
      delete kept;
      return MHD_NO;
    }
    for (const auto& [name, value] : kHeaders) MHD_add_response_header(response, name, value);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, answer.etag.empty() ? "no-store" : "no-cache");
    if (!answer.etag.empty()) {
      MHD_add_response_header(response, MHD_HTTP_HEADER_ETAG, answer.etag.c_str());
      MHD_add_response_header(response, MHD_HTTP_HEADER_VARY, "Accept-Encoding");
    }
    if (!answer.encoding.empty())
      MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_ENCODING, std::string(answer.encoding).c_str());
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, std::string(answer.content_type).c_str());
    if (answer.status == MHD_HTTP_METHOD_NOT_ALLOWED)
      MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
    const MHD_Result queued = MHD_queue_response(connection, answer.status, response);
    MHD_destroy_response(response);
    return queued;
  }

  struct Open {
    int socket = -1;
    TimePoint since{};  ///< when it was opened, or its last request was answered
  };

  net::EventLoop& loop_;
  Options options_;
  RequestHandler handler_;
  std::uint16_t port_ = 0;
  MHD_Daemon* daemon_ = nullptr;
  std::unordered_map<MHD_Connection*, Open> open_;
  net::Watch watch_;
  net::Timer timer_;
};

Server::Server(std::unique_ptr<Impl> impl) noexcept : impl_(std::move(impl)) {}
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;
Server::~Server() = default;

Result<Server, std::string> Server::open(net::EventLoop& loop, Options options, Handler handler) {
  return open(loop, std::move(options),
              RequestHandler([by_path = std::move(handler)](const Request& request) { return by_path(request.path); }));
}

Result<Server, std::string> Server::open(net::EventLoop& loop, Options options, RequestHandler handler) {
  auto impl = std::make_unique<Impl>(loop, std::move(options), std::move(handler));
  if (auto opened = impl->open(); !opened) return fail(opened.error());
  return Server(std::move(impl));
}

std::uint16_t Server::port() const noexcept { return impl_->port(); }

}  // namespace joincast::http
