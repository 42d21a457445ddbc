// SPDX-License-Identifier: LGPL-2.1-or-later
#include "http/server.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "net/descriptor.h"

namespace joincast::http {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(HostHeader, NamesThisServer) {
  for (const char* own : {"127.0.0.1", "127.0.0.1:9580", "192.0.2.1:80", "[::1]", "[2001:db8::1]:9580", "localhost",
                          "LocalHost:9580", "Headend.Example", "headend.example:9580"})
    EXPECT_TRUE(is_own_host(own, {"headend.example"})) << own;
}

TEST(HostHeader, MayBeAStrangersTrick) {
  for (const char* other :
       {"", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil.example:9580", "::1", "[::1",
        "[::1]x", "[127.0.0.1]", "127.0.0.1:9580x", "xheadend.example", "headend.example."})
    EXPECT_FALSE(is_own_host(other, {"headend.example"})) << other;
}

struct Http : testing::Test {
  Server serve(Options options = {}, const char* address = "127.0.0.1") {
    options.listen = {*parse_address(address), 0};
    auto opened = Server::open(loop, std::move(options), [](std::string_view path) {
      return Answer{200, "text/plain", std::make_shared<const std::string>("you asked for " + std::string(path))};
    });
    if (!opened) throw std::runtime_error(opened.error());
    port = opened->port();
    return std::move(*opened);
  }
  template <typename Task>
  void clients(Task&& task) {
    std::thread client([&] {
      task();
      loop.stop();
    });
    loop.run_until(loop.now().mono + 60s);
    client.join();
  }
  net::Descriptor connect() const {
    net::Descriptor socket{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(0x7f00'0001);
    (void)!::connect(socket.value(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
    return socket;
  }
  static std::string rest(const net::Descriptor& socket) {
    std::string all;
    char chunk[4096];
    for (ssize_t got; (got = ::read(socket.value(), chunk, sizeof chunk)) > 0;)
      all.append(chunk, static_cast<std::size_t>(got));
    return all;
  }
  std::string ask(const std::string& octets) {
    std::string all;
    clients([&] {
      const net::Descriptor socket = connect();
      (void)!::send(socket.value(), octets.data(), octets.size(), MSG_NOSIGNAL);
      all = rest(socket);
    });
    return all;
  }

  net::EventLoop loop;
  std::uint16_t port = 0;
};

constexpr const char* kGet = "GET /x?y HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";

TEST_F(Http, AnswersWithHeadersThatGuardTheReader) {
  const Server server = serve();
  EXPECT_THAT(ask(kGet),
              AllOf(StartsWith("HTTP/1.1 200 "), HasSubstr("\r\n\r\nyou asked for /x"),
                    HasSubstr("Content-Type: text/plain\r\n"), HasSubstr("Content-Security-Policy: default-src 'none'"),
                    HasSubstr("X-Content-Type-Options: nosniff"), HasSubstr("X-Frame-Options: DENY"),
                    HasSubstr("Cache-Control: no-store"), Not(HasSubstr("Access-Control"))));
}

TEST_F(Http, AnswersIpv4OnAllAddressesOfIpv6) {
  if (!net::Descriptor{::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0)}) GTEST_SKIP() << "no IPv6 here";
  const Server server = serve({}, "::");
  EXPECT_THAT(ask(kGet), StartsWith("HTTP/1.1 200 "));
}

TEST_F(Http, AnswersHeadWithoutABody) {
  const Server server = serve();
  EXPECT_THAT(ask("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
              AllOf(StartsWith("HTTP/1.1 200 "), Not(HasSubstr("you asked"))));
}

TEST_F(Http, TakesNothingFromAnybody) {
  const Server server = serve();
  for (const std::string method : {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"})
    EXPECT_THAT(ask(method + " / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
                AllOf(StartsWith("HTTP/1.1 405 "), HasSubstr("Allow: GET, HEAD")))
        << method;
}

TEST_F(Http, AnswersToNoNameThatIsNotItsOwn) {
  const Server server = serve();
  EXPECT_THAT(ask("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"),
              AllOf(StartsWith("HTTP/1.1 421 "), Not(HasSubstr("you asked"))));
  EXPECT_THAT(ask("GET / HTTP/1.0\r\n\r\n"), StartsWith("HTTP/1.1 421 "));
}

TEST_F(Http, KeepsAConnectionForTheNextRequest) {
  const Server server = serve();
  const std::string two = ask("GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n" + std::string(kGet));
  EXPECT_THAT(two, AllOf(HasSubstr("you asked for /a"), HasSubstr("you asked for /x")));
}

TEST_F(Http, RefusesARequestWithoutEnd) {
  const Server server = serve();
  EXPECT_THAT(ask("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(40'000, 'x') + "\r\n\r\n"),
              Not(HasSubstr("you asked")));
  EXPECT_THAT(ask("GET /" + std::string(40'000, 'x') + " HTTP/1.1\r\nHost: localhost\r\n\r\n"),
              Not(HasSubstr("you asked")));
  EXPECT_THAT(ask(kGet), HasSubstr("you asked for /x")) << "and serves the next";
}

TEST_F(Http, ServesSomeOfOneAddressAtOnceAndNoMore) {
  Options options;
  options.most_per_address = 3;
  const Server server = serve(options);
  std::string beyond;
  clients([&] {
    std::vector<net::Descriptor> silent;
    for (int i = 0; i < 3; ++i) silent.push_back(connect());
    const net::Descriptor socket = connect();
    (void)!::send(socket.value(), kGet, std::string_view(kGet).size(), MSG_NOSIGNAL);
    beyond = rest(socket);
  });
  EXPECT_EQ(beyond, "");
}

TEST_F(Http, EndsAConnectionThatDribbles) {
  Options options;
  options.request_seconds = 0;
  const Server server = serve(options);
  EXPECT_EQ(ask("GET / HTTP/1.1\r\nHost: loc"), "");
}

TEST_F(Http, SaysWhyItCannotListen) {
  const Server server = serve();
  Options options;
  options.listen = {*parse_address("127.0.0.1"), port};
  const auto second = Server::open(loop, options, Server::Handler());
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error(), HasSubstr("cannot listen on 127.0.0.1:" + std::to_string(port)));
}

}  // namespace
}  // namespace joincast::http
