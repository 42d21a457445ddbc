// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Answers that are made while they are sent.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "http/server.h"
#include "net/descriptor.h"

namespace joincast::http {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// Says how it begins when it is told to, and then whatever it is given.
class Tap final : public LiveBody {
 public:
  void open(Answer answer) {
    head_ = std::move(answer);
    wake();
  }
  void pour(std::string_view text) {
    octets_ += text;
    wake();
  }
  void shut() {
    shut_ = true;
    wake();
  }
  bool closed_ = false;

  std::optional<Answer> head() override { return head_; }
  std::size_t read(std::span<std::uint8_t> room) override {
    const std::size_t now = std::min(room.size(), octets_.size());
    std::copy_n(octets_.begin(), now, room.begin());
    octets_.erase(0, now);
    return now;
  }
  bool ended() const override { return shut_; }
  void closed() noexcept override { closed_ = true; }

 private:
  std::optional<Answer> head_;
  std::string octets_;
  bool shut_ = false;
};

Answer sound() {
  Answer answer;
  answer.content_type = "audio/mpeg";
  answer.headers = {{"icy-name", "Radio"}, {"icy-genre", "line\r\nbreak"}};
  return answer;
}

struct Live : testing::Test {
  explicit Live(int seconds = 60) {
    Options options;
    options.listen = {*parse_address("127.0.0.1"), 0};
    options.host_needed = false;
    options.idle_seconds = seconds;
    options.request_seconds = seconds;
    auto opened = Server::open_live(loop, std::move(options), [this](const Request& request) -> Reply {
      asked.push_back(std::string(request.path));
      icy = request.icy;
      from = request.from.address;
      return std::static_pointer_cast<LiveBody>(tap);
    });
    if (!opened) throw std::runtime_error(opened.error());
    server.emplace(std::move(*opened));
  }
  net::Descriptor ask(const std::string& request) {
    net::Descriptor socket{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(server->port());
    address.sin_addr.s_addr = htonl(0x7f00'0001);
    (void)!::connect(socket.value(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
    turn(10ms);
    (void)!::send(socket.value(), request.data(), request.size(), MSG_NOSIGNAL);
    turn(10ms);
    return socket;
  }
  void turn(Duration time) { loop.run_until(loop.now().mono + time); }
  template <typename Holds>
  bool until(Holds&& holds) {
    for (int i = 0; i < 6'000 && !holds(); ++i) turn(10ms);
    return holds();
  }
  /// What came by now; `over` tells whether the server has closed.
  std::string got(const net::Descriptor& socket) {
    char chunk[4096];
    ssize_t count = 0;
    while ((count = ::read(socket.value(), chunk, sizeof chunk)) > 0)
      so_far.append(chunk, static_cast<std::size_t>(count));
    over = count == 0;
    return so_far;
  }

  net::EventLoop loop;
  std::shared_ptr<Tap> tap = std::make_shared<Tap>();
  std::optional<Server> server;
  std::vector<std::string> asked;
  IpAddress from;
  bool icy = false;
  std::string so_far;
  bool over = false;
};

constexpr const char* kGet = "GET /8000:0001 HTTP/1.1\r\nHost: 127.0.0.1\r\nIcy-MetaData: 1\r\n\r\n";

TEST_F(Live, AnswersWhenItKnowsHow) {
  const auto client = ask(kGet);
  turn(50ms);
  EXPECT_EQ(got(client), "");
  tap->open(sound());
  EXPECT_TRUE(until([&] { return !got(client).empty(); }));
  EXPECT_THAT(so_far, AllOf(StartsWith("HTTP/1.0 200 "), HasSubstr("Content-Type: audio/mpeg\r\n"),
                            HasSubstr("icy-name: Radio\r\n"), Not(HasSubstr("icy-genre")), Not(HasSubstr("chunked")),
                            Not(HasSubstr("Content-Length"))));
  EXPECT_EQ(asked, std::vector<std::string>{"/8000:0001"}) << "once";
  EXPECT_TRUE(icy);
  EXPECT_EQ(from, parse_address("127.0.0.1"));
}

TEST_F(Live, SendsWhatComesAsItComes) {
  tap->open(sound());
  const auto client = ask(kGet);
  for (const char* part : {"one ", "two ", "three"}) {
    tap->pour(part);
    EXPECT_TRUE(until([&] { return got(client).ends_with(part); })) << part;
  }
  EXPECT_FALSE(over);
  tap->shut();
  EXPECT_TRUE(until([&] { return got(client), over; }));
  EXPECT_THAT(so_far, EndsWith("\r\n\r\none two three"));
  EXPECT_TRUE(tap->closed_);
}

struct HurriedLive : Live {
  HurriedLive() : Live(1) {}
};

TEST_F(HurriedLive, OutlivesTheTimesOfOtherAnswers) {
  tap->open(sound());
  const auto client = ask(kGet);
  turn(2500ms);
  tap->pour("late");
  EXPECT_TRUE(until([&] { return got(client).ends_with("late"); }));
}

TEST_F(Live, MayBeRefusedInTheEnd) {
  const auto client = ask(kGet);
  Answer answer;
  answer.status = 504;
  answer.body = std::make_shared<const std::string>("nothing came\n");
  tap->open(answer);
  EXPECT_TRUE(until([&] { return got(client).ends_with("nothing came\n"); }));
  EXPECT_THAT(so_far, StartsWith("HTTP/1.1 504 "));
  EXPECT_TRUE(tap->closed_);
}

TEST_F(Live, TellsTheHeadAlone) {
  tap->open(sound());
  tap->pour("sound");
  const auto client = ask("HEAD /8000:0001 HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_TRUE(until([&] { return tap->closed_; }));
  EXPECT_THAT(got(client), AllOf(HasSubstr("Content-Type: audio/mpeg"), Not(HasSubstr("sound"))));
}

TEST_F(Live, KnowsSoonThatAWaitingClientWent) {
  auto client = ask(kGet);
  client.close();
  const TimePoint began = loop.now().mono;
  EXPECT_TRUE(until([&] { return tap->closed_; }));
  EXPECT_LT(loop.now().mono - began, 10s) << "long before its time is over";
}

TEST_F(Live, KnowsSoonThatAClientWentWhileNothingWasToBeSent) {
  tap->open(sound());
  auto client = ask(kGet);
  tap->pour("sound");
  ASSERT_TRUE(until([&] { return got(client).ends_with("sound"); }));
  client.close();
  const TimePoint began = loop.now().mono;
  EXPECT_TRUE(until([&] { return tap->closed_; }));
  EXPECT_LT(loop.now().mono - began, 10s) << "long before its time is over";
}

TEST_F(Live, EndsWithTheServer) {
  const auto waiting = ask(kGet);
  server.reset();
  EXPECT_TRUE(tap->closed_);
  tap->pour("harmless");
}

TEST_F(Live, AnswersAClientOfOldWithoutHost) {
  tap->open(sound());
  const auto client = ask("GET /8000:0001 HTTP/1.0\r\n\r\n");
  EXPECT_TRUE(until([&] { return !got(client).empty(); }));
  EXPECT_THAT(so_far, StartsWith("HTTP/1.0 200 "));
  const auto stranger = ask("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
  so_far.clear();
  EXPECT_TRUE(until([&] { return !got(stranger).empty(); }));
  EXPECT_THAT(so_far, StartsWith("HTTP/1.1 421 "));
}

}  // namespace
}  // namespace joincast::http
