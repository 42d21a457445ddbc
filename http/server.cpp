// SPDX-License-Identifier: LGPL-2.1-or-later
#include "http/server.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unordered_map>
#include <utility>

#include "http/listen.h"

namespace joincast::http {
namespace {

constexpr std::size_t kMemoryPerConnection = 16 * 1024;  // octets, for a request's head above all
constexpr Duration kSweep = std::chrono::seconds(5);
constexpr Duration kAtOnce = std::chrono::milliseconds(2);  // it takes more than one turn to end a connection
constexpr Duration kLook = std::chrono::milliseconds(250);  // whether clients of live bodies are still there
constexpr std::size_t kLiveBlock = 16 * 1024;               // octets that a live body is asked for at a time
constexpr int kLiveUnsent = 32 * 1024;  // octets in the kernel; what lies there is late for a slow client
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

LiveBody::~LiveBody() = default;

void LiveBody::wake() {
  if (waker_) waker_();
}

class Server::Impl {
 public:
  Impl(net::EventLoop& loop, Options options, LiveHandler handler)
      : loop_(loop), options_(std::move(options)), handler_(std::move(handler)) {}

  ~Impl() {
    for (auto& [connection, open] : open_) end(open);
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
        MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, nullptr, nullptr, &Impl::answer, this,
                         MHD_OPTION_LISTEN_SOCKET, its_own, MHD_OPTION_CONNECTION_LIMIT, options_.most_connections,
                         MHD_OPTION_PER_IP_CONNECTION_LIMIT, options_.most_per_address, MHD_OPTION_CONNECTION_TIMEOUT,
                         options_.idle_seconds, MHD_OPTION_CONNECTION_MEMORY_LIMIT, kMemoryPerConnection,
                         MHD_OPTION_NOTIFY_CONNECTION, &Impl::connection, this, MHD_OPTION_NOTIFY_COMPLETED,
                         &Impl::completed, this, MHD_OPTION_EXTERNAL_LOGGER, &Impl::ignore, nullptr, MHD_OPTION_END);
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
  /// One request, from its first line to the end of its answer.
  struct Exchange {
    MHD_Connection* connection = nullptr;
    std::shared_ptr<LiveBody> body;  ///< null: answered at once
    bool suspended = false;
    bool gone = false;  ///< the client, while the body lasted
  };

  struct Open {
    int socket = -1;
    TimePoint since{};             ///< when it was opened, or its last request was answered
    Exchange* exchange = nullptr;  ///< while there is one with a live body
  };

  void run() {
    resumed_ = false;
    MHD_run(daemon_);
    const TimePoint now = loop_.now().mono;
    const bool look = now >= next_look_;
    if (look) next_look_ = now + kLook;
    TimePoint next = open_.empty() ? kNever : now + kSweep;
    for (auto& [connection, open] : open_) {
      if (open.exchange) {
        next = std::min(next, open.exchange->gone ? now + kAtOnce : next_look_);
        if (look && is_gone(open.socket)) end(open);
      } else if (now - open.since > std::chrono::seconds(options_.request_seconds)) {
        ::shutdown(open.socket, SHUT_RDWR);
      }
    }
    MHD_UNSIGNED_LONG_LONG wait = 0;
    if (MHD_get_timeout(daemon_, &wait) == MHD_YES)
      next = std::min<TimePoint>(next, now + std::chrono::milliseconds(std::min<unsigned long long>(wait, 60'000)));
    timer_.expires_at(resumed_ ? now : next);
  }

  /// A player closes its whole connection when it has enough; nothing tells that from closing one half.
  static bool is_gone(int socket) {
    char octet = 0;
    const ssize_t got = ::recv(socket, &octet, 1, MSG_PEEK | MSG_DONTWAIT);
    return got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
  }

  void end(Open& open) {
    if (!open.exchange || open.exchange->gone) return;
    open.exchange->gone = true;
    ::shutdown(open.socket, SHUT_RDWR);
    resume(*open.exchange);
  }

  static void suspend(Exchange& exchange) {
    exchange.suspended = true;
    MHD_suspend_connection(exchange.connection);
  }

  void resume(Exchange& exchange) {
    if (!std::exchange(exchange.suspended, false)) return;
    MHD_resume_connection(exchange.connection);
    resumed_ = true;
    timer_.expires_at(loop_.now().mono);
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

  static void completed(void* self, MHD_Connection* connection, void** request, MHD_RequestTerminationCode) {
    auto& open = static_cast<Impl*>(self)->open_;
    if (const auto found = open.find(connection); found != open.end()) {
      found->second.since = static_cast<Impl*>(self)->loop_.now().mono;
      found->second.exchange = nullptr;
    }
    const std::unique_ptr<Exchange> exchange(static_cast<Exchange*>(std::exchange(*request, nullptr)));
    if (!exchange || !exchange->body) return;
    exchange->body->waker_ = nullptr;
    exchange->body->closed();
  }

  /// Called when a request's head is whole, and again when all of it is: an answer at the first call would end the
  /// connection, which is as it should be for whoever sends a body. Then again each time a live body was woken that
  /// could not say how it begins.
  static MHD_Result answer(void* self, MHD_Connection* connection, const char* url, const char* method, const char*,
                           const char*, std::size_t*, void** request) {
    Impl& server = *static_cast<Impl*>(self);
    const std::string_view called = method;
    const bool reads = called == MHD_HTTP_METHOD_GET || called == MHD_HTTP_METHOD_HEAD;
    if (!*request) {
      *request = new Exchange{connection, nullptr};
      if (reads) return MHD_YES;
    }
    Exchange& exchange = *static_cast<Exchange*>(*request);
    if (exchange.body) return server.go_on(exchange);
    Reply reply = server.reply_to(connection, url, called);
    if (const auto* whole = std::get_if<Answer>(&reply)) return server.respond(connection, *whole);
    server.begin(exchange, std::move(std::get<std::shared_ptr<LiveBody>>(reply)));
    return server.go_on(exchange);
  }

  Answer refusal(unsigned status, const char* text) const {
    return {status, "text/plain; charset=utf-8", std::make_shared<const std::string>(text)};
  }

  Reply reply_to(MHD_Connection* connection, std::string_view url, std::string_view method) {
    if (method != MHD_HTTP_METHOD_GET && method != MHD_HTTP_METHOD_HEAD)
      return refusal(MHD_HTTP_METHOD_NOT_ALLOWED, "Only GET and HEAD are answered.\n");
    const auto header = [connection](const char* name) -> std::string_view {
      const char* const value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
      return value ? value : "";
    };
    Request request;
    request.host = header(MHD_HTTP_HEADER_HOST);
    if (request.host.empty() ? options_.host_needed : !is_own_host(request.host, options_.hosts))
      return refusal(MHD_HTTP_MISDIRECTED_REQUEST,
                     "This server is not known by that name. Ask it by its address, or add the name to the hosts of "
                     "its configuration.\n");
    request.path = url;
    MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, &take_argument, &request.query);
    request.if_none_match = header(MHD_HTTP_HEADER_IF_NONE_MATCH);
    request.gzip = accepts_gzip(header(MHD_HTTP_HEADER_ACCEPT_ENCODING));
    request.accept = header(MHD_HTTP_HEADER_ACCEPT);
    request.agent = header(MHD_HTTP_HEADER_USER_AGENT);
    request.icy = header("Icy-MetaData") == "1";
    request.was_https = header("X-Forwarded-Proto") == "https";
    request.head = method == MHD_HTTP_METHOD_HEAD;
    if (const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS))
      request.from = endpoint_of(*info->client_addr);
    return handler_(request);
  }

  void begin(Exchange& exchange, std::shared_ptr<LiveBody> body) {
    exchange.body = std::move(body);
    exchange.body->waker_ = [this, &exchange] { resume(exchange); };
    Open& open = open_[exchange.connection];
    open.exchange = &exchange;
    ::setsockopt(open.socket, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &kLiveUnsent, sizeof kLiveUnsent);
    MHD_set_connection_option(exchange.connection, MHD_CONNECTION_OPTION_TIMEOUT, options_.live_seconds);
    timer_.expires_at(std::min(timer_.deadline(), loop_.now().mono + kLook));
  }

  MHD_Result go_on(Exchange& exchange) {
    if (exchange.gone) return MHD_NO;
    const auto head = exchange.body->head();
    if (!head) {
      suspend(exchange);
      return MHD_YES;
    }
    if (head->body) return respond(exchange.connection, *head);
    MHD_Response* response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, kLiveBlock, &Impl::read_live, &exchange, nullptr);
    if (!response) return MHD_NO;
    MHD_set_response_options(response, MHD_RF_HTTP_VERSION_1_0_RESPONSE, MHD_RO_END);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    return queue(exchange.connection, response, *head);
  }

  static ssize_t read_live(void* of, std::uint64_t, char* room, std::size_t size) {
    Exchange& exchange = *static_cast<Exchange*>(of);
    if (exchange.gone) return MHD_CONTENT_READER_END_WITH_ERROR;
    const std::size_t got = exchange.body->read({reinterpret_cast<std::uint8_t*>(room), size});
    if (got != 0) return static_cast<ssize_t>(got);
    if (exchange.body->ended()) return MHD_CONTENT_READER_END_OF_STREAM;
    suspend(exchange);
    return 0;
  }

  MHD_Result respond(MHD_Connection* connection, const Answer& answer) {
    auto* kept = new std::shared_ptr<const std::string>(answer.body);
    MHD_Response* response = MHD_create_response_from_buffer_with_free_callback_cls(
        answer.body->size(), const_cast<char*>(answer.body->data()), &release_body, kept);
    if (!response) {
      delete kept;
      return MHD_NO;
    }
    for (const auto& [name, value] : kHeaders) MHD_add_response_header(response, name, value);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, answer.etag.empty() ? "no-store" : "no-cache");
    return queue(connection, response, answer);
  }

  /// With all headers that the answer itself asks for.
  static MHD_Result queue(MHD_Connection* connection, MHD_Response* response, const Answer& answer) {
    if (!answer.etag.empty()) {
      MHD_add_response_header(response, MHD_HTTP_HEADER_ETAG, answer.etag.c_str());
      MHD_add_response_header(response, MHD_HTTP_HEADER_VARY, "Accept-Encoding");
    }
    if (!answer.encoding.empty())
      MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_ENCODING, std::string(answer.encoding).c_str());
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, std::string(answer.content_type).c_str());
    for (const auto& [name, value] : answer.headers) MHD_add_response_header(response, name.c_str(), value.c_str());
    if (answer.status == MHD_HTTP_METHOD_NOT_ALLOWED)
      MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
    const MHD_Result queued = MHD_queue_response(connection, answer.status, response);
    MHD_destroy_response(response);
    return queued;
  }

  net::EventLoop& loop_;
  Options options_;
  LiveHandler handler_;
  std::uint16_t port_ = 0;
  MHD_Daemon* daemon_ = nullptr;
  std::unordered_map<MHD_Connection*, Open> open_;
  bool resumed_ = false;   ///< since run() began
  TimePoint next_look_{};  ///< at clients of live bodies
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
  return open_live(loop, std::move(options),
                   [by_request = std::move(handler)](const Request& request) -> Reply { return by_request(request); });
}

Result<Server, std::string> Server::open_live(net::EventLoop& loop, Options options, LiveHandler handler) {
  auto impl = std::make_unique<Impl>(loop, std::move(options), std::move(handler));
  if (auto opened = impl->open(); !opened) return fail(opened.error());
  return Server(std::move(impl));
}

std::uint16_t Server::port() const noexcept { return impl_->port(); }

}  // namespace joincast::http
