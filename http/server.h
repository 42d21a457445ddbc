// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
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
};

struct Answer {
  unsigned status = 200;
  std::string_view content_type = "text/plain; charset=utf-8";  ///< lives as long as the program
  std::shared_ptr<const std::string> body;                      ///< never null
  std::string etag{};                                           ///< with its quotes; empty: not to be kept by anybody
  std::string_view encoding{};                                  ///< of the body: `gzip`; lives as long as the program
};

struct Options {
  Endpoint listen{};               ///< port zero: any
  std::vector<std::string> hosts;  ///< names by which it may be asked, besides addresses and `localhost`
  unsigned most_connections = 64;
  unsigned most_per_address = 16;
  unsigned idle_seconds = 10;     ///< a connection on which nothing moves is closed
  unsigned request_seconds = 30;  ///< and one whose request and answer take longer, however much moves
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

  /// The error says what was refused, and what to do. The loop must outlive the server.
  static Result<Server, std::string> open(net::EventLoop& loop, Options options, Handler handler);
  static Result<Server, std::string> open(net::EventLoop& loop, Options options, RequestHandler handler);

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
