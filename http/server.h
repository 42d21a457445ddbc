// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/address.h"
#include "base/export.h"
#include "base/result.h"
#include "net/event_loop.h"

namespace joincast::http {

/// A request, its strings alive while it is being answered.
struct Request {
  std::string_view path;                                    ///< begins with a slash, percent signs decoded
  std::map<std::string, std::string, std::less<>> query{};  ///< the first of each name; at most 32
  std::string_view if_none_match{};                         ///< empty: not asked
  bool gzip = false;                                        ///< the answer may be compressed
  std::string_view host{};                                  ///< as the client calls this server; empty: not said
  std::string_view accept{};                                ///< media types; empty: not said
  std::string_view agent{};                                 ///< what the client calls itself: any octets
  bool icy = false;                                         ///< `Icy-MetaData: 1`: titles between the sound, please
  bool head = false;                                        ///< the body is not wanted
  bool was_https = false;                                   ///< `X-Forwarded-Proto: https`: so says who passed it on
  Endpoint from{};  ///< the client; an IPv4 address as such, even on a socket for both families
};

struct Answer {
  unsigned status = 200;
  std::string_view content_type = "text/plain; charset=utf-8";  ///< lives as long as the program
  std::shared_ptr<const std::string> body;                      ///< never null
  std::string etag{};                                           ///< with its quotes; empty: not to be kept by anybody
  std::string_view encoding{};                                  ///< of the body: `gzip`; lives as long as the program
  std::vector<std::pair<std::string, std::string>> headers{};   ///< further ones; what HTTP forbids in them is left out
};

/// An answer that is made while it is sent, to one client, for as long as both like: sound. Everything happens on the
/// loop's thread. It goes out as HTTP/1.0 without a length or chunks, which every player understands.
class JOINCAST_EXPORT LiveBody {
 public:
  virtual ~LiveBody();
  LiveBody(const LiveBody&) = delete;
  LiveBody& operator=(const LiveBody&) = delete;

  /// How the answer begins. With a body: that is all of it. Without: read() gives the body, unless only the head was
  /// wanted. None: not known yet, to be asked again after wake().
  virtual std::optional<Answer> head() = 0;

  /// Fills the front of `room`; how many octets, zero: none now, to be asked again after wake(). Called only when the
  /// client has taken what came before.
  virtual std::size_t read(std::span<std::uint8_t> room) = 0;

  /// Asked when read() gave nothing: whether nothing more will come, so that the connection ends.
  virtual bool ended() const = 0;

  /// The last call: the client is gone, or has everything.
  virtual void closed() noexcept = 0;

 protected:
  LiveBody() = default;
  void wake();  ///< something is new; harmless at any time

 private:
  friend class Server;
  std::function<void()> waker_;
};

/// What becomes of a request.
using Reply = std::variant<Answer, std::shared_ptr<LiveBody>>;

struct Options {
  Endpoint listen{};               ///< `::`: all addresses of both families; port zero: any
  std::vector<std::string> hosts;  ///< names by which it may be asked, besides addresses and `localhost`
  unsigned most_connections = 64;
  unsigned most_per_address = 16;
  unsigned idle_seconds = 10;  ///< a connection on which nothing moves is closed
  unsigned request_seconds =
      30;                      ///< and one whose request and answer take longer, however much moves; but not live ones
  unsigned live_seconds = 30;  ///< a client of a LiveBody who takes nothing of what is there is dropped
  bool host_needed = true;     ///< false: whoever says no Host at all (no browser does that) is answered
};

/// Whether a Host header names this server: an address, `localhost`, or one of `hosts`, each with or without a port.
/// Any other name may be a stranger's that was made to point here, so that a page of his in the operator's browser
/// could read what this server says (DNS rebinding).
JOINCAST_EXPORT bool is_own_host(std::string_view header, const std::vector<std::string>& hosts);

/// Answers GET and HEAD on the one loop (libmicrohttpd, its epoll watched from outside): no thread, and nothing that a
/// stranger can make grow beyond `Options` and 16 KiB a connection. What handlers return is sent with headers
/// that keep browsers from framing it, guessing its type, or loading anything from elsewhere.
class JOINCAST_EXPORT Server {
 public:
  /// `path` begins with a slash; the query is cut off. Called on the loop's thread.
  using Handler = std::function<Answer(std::string_view path)>;
  using RequestHandler = std::function<Answer(const Request& request)>;
  using LiveHandler = std::function<Reply(const Request& request)>;

  /// The error says what was refused, and what to do. The loop must outlive the server.
  static Result<Server, std::string> open(net::EventLoop& loop, Options options, Handler handler);
  static Result<Server, std::string> open(net::EventLoop& loop, Options options, RequestHandler handler);
  /// A client that went while nothing was to be sent is noticed within 250 ms.
  static Result<Server, std::string> open_live(net::EventLoop& loop, Options options, LiveHandler handler);

  Server(Server&&) noexcept;
  Server& operator=(Server&&) noexcept;
  ~Server();

  std::uint16_t port() const noexcept;  ///< that it listens on

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl) noexcept;
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::http
