// SPDX-License-Identifier: LGPL-2.1-or-later
//
// usage: station_server FILE BITS_PER_SECOND [PORT [BURST_SECONDS]]
//
// An HTTP server that plays FILE, over and over, in real time to every connection: stations for the
// benchmarks, cheap enough that 3,000 of them leave the processor to what is measured. Listens on
// 127.0.0.1 (port 8100), answers any path, prints `ready` when it listens, then `asked NS` when a request is
// complete and `gone NS` when a connection ends, in nanoseconds of the monotonic clock. Each connection
// begins with two seconds at once, as icecast's burst does, then gets a piece ten times a second; the connections
// take turns, so that what they send is spread as that of many stations is.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <unordered_map>
#include <vector>

namespace {

constexpr int kDefaultPort = 8100;
constexpr double kBurstSeconds = 2.0;
constexpr long kTickNanoseconds = 10'000'000;
constexpr std::size_t kTurns = 10;  // ticks between two pieces of one connection
constexpr std::size_t kMaxRequest = 16 * 1024;
constexpr char kAnswer[] =
    "HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\nicy-name: Bench\r\nicy-br: 128\r\nCache-Control: no-cache\r\n\r\n";

using Clock = std::chrono::steady_clock;

struct Connection {
  std::size_t request_size = 0;
  bool playing = false;
  Clock::time_point began;
  std::uint64_t sent = 0;  // octets of the file, over all its rounds
};

class Server {
 public:
  Server(std::vector<char> file, double octets_per_second, double burst_seconds)
      : file_(std::move(file)), rate_(octets_per_second), burst_(burst_seconds) {}

  int run(int port) {
    const int listener = listen_on(port);
    poll_ = epoll_create1(0);
    timer_ = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    const itimerspec interval{{0, kTickNanoseconds}, {0, kTickNanoseconds}};
    timerfd_settime(timer_, 0, &interval, nullptr);
    watch(listener);
    watch(timer_);
    std::puts("ready");
    std::fflush(stdout);
    epoll_event events[256];
    for (;;) {
      const int count = epoll_wait(poll_, events, 256, -1);
      for (int i = 0; i < count; ++i) {
        if (events[i].data.fd == listener)
          accept_from(listener);
        else if (events[i].data.fd == timer_)
          tick();
        else
          read_request(events[i].data.fd);
      }
    }
  }

 private:
  static int listen_on(int port) {
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    const int on = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 || listen(fd, 4096) != 0) {
      std::perror("station_server: cannot listen");
      std::exit(1);
    }
    return fd;
  }

  void watch(int fd) const {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = fd;
    epoll_ctl(poll_, EPOLL_CTL_ADD, fd, &event);
  }

  void accept_from(int listener) {
    for (int fd; (fd = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK)) >= 0;) {
      connections_[fd];
      turn_of(fd).push_back(fd);
      watch(fd);
    }
  }

  void read_request(int fd) {
    char octets[4096];
    const ssize_t size = read(fd, octets, sizeof octets);
    Connection& connection = connections_[fd];
    if (size > 0) connection.request_size += static_cast<std::size_t>(size);
    if (size == 0 || (size < 0 && errno != EAGAIN) || connection.request_size > kMaxRequest) return drop(fd);
    if (size < 4 || connection.playing || std::memcmp(octets + size - 4, "\r\n\r\n", 4) != 0) return;
    connection.playing = true;
    connection.began = Clock::now();
    tell("asked", connection.began);
    if (send(fd, kAnswer, sizeof kAnswer - 1, MSG_NOSIGNAL) < 0) return drop(fd);
    play(fd, connection, connection.began);
  }

  void tick() {
    std::uint64_t expirations = 0;
    (void)!read(timer_, &expirations, sizeof expirations);
    const auto now = Clock::now();
    std::vector<int> gone;
    for (; expirations != 0; --expirations) {
      turn_ = (turn_ + 1) % kTurns;
      for (const int fd : turns_[turn_]) {
        Connection& connection = connections_[fd];
        if (connection.playing && !play(fd, connection, now)) gone.push_back(fd);
      }
    }
    for (const int fd : gone) drop(fd);
  }

  std::vector<int>& turn_of(int fd) { return turns_[static_cast<std::size_t>(fd) % kTurns]; }

  bool play(int fd, Connection& connection, Clock::time_point now) {
    const double seconds = std::chrono::duration<double>(now - connection.began).count() + burst_;
    const auto due = static_cast<std::uint64_t>(seconds * rate_);
    while (connection.sent < due) {
      const std::size_t at = connection.sent % file_.size();
      const std::size_t size = std::min<std::uint64_t>(due - connection.sent, file_.size() - at);
      const ssize_t written = send(fd, file_.data() + at, size, MSG_NOSIGNAL);
      if (written < 0) return errno == EAGAIN;
      connection.sent += static_cast<std::uint64_t>(written);
    }
    return true;
  }

  static void tell(const char* what, Clock::time_point when) {
    std::printf("%s %lld\n", what, static_cast<long long>(when.time_since_epoch().count()));
    std::fflush(stdout);
  }

  void drop(int fd) {
    if (connections_.erase(fd) == 0) return;
    tell("gone", Clock::now());
    std::erase(turn_of(fd), fd);
    close(fd);
  }

  std::vector<char> file_;
  double rate_;   // octets a second
  double burst_;  // seconds
  int poll_ = -1;
  int timer_ = -1;
  std::unordered_map<int, Connection> connections_;
  std::array<std::vector<int>, kTurns> turns_;
  std::size_t turn_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: station_server FILE BITS_PER_SECOND [PORT [BURST_SECONDS]]\n", stderr);
    return 2;
  }
  std::ifstream in(argv[1], std::ios::binary);
  std::vector<char> file(std::istreambuf_iterator<char>(in), {});
  if (file.empty()) {
    std::fprintf(stderr, "station_server: %s is empty or cannot be read\n", argv[1]);
    return 1;
  }
  Server server(std::move(file), std::atof(argv[2]) / 8, argc > 4 ? std::atof(argv[4]) : kBurstSeconds);
  return server.run(argc > 3 ? std::atoi(argv[3]) : kDefaultPort);
}
