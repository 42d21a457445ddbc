// SPDX-License-Identifier: LGPL-2.1-or-later
//
// usage: feedback_bench [RECEIVERS [INTERVAL_S [SECONDS]]]
//
// What unicast feedback costs a headend: RECEIVERS (100,000), each from an address of its own in 127/8, report every
// INTERVAL_S (10) seconds over real UDP sockets on the loopback to a source-specific service that plays, for SECONDS
// (20) after all of them are known. One member keeps it playing. Reports are RR, CNAME and XR summary, one in ten with
// loss runs. Beside it, under the same reports, a loop that calls recvmmsg and nothing else. Prints JSON: the receiving
// thread's share of a core, octets of memory a receiver with the allocator's own, and reports sent and heard. What the
// kernel does in the sender's context is in neither figure.
#include <malloc.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <thread>
#include <vector>

#include "headend/core.h"
#include "membership/codec.h"
#include "net/event_loop.h"
#include "net/unicast_receiver.h"
#include "payload/format.h"
#include "rtcp/compound.h"
#include "rtp/packet.h"

namespace {

using namespace joincast;

constexpr std::uint32_t kInterface = 1;
const IpAddress kHere = IpAddress::v4(0x7f00'0001);
const Group kGroup{IpAddress::v4(0xe800'0101), kInterface};  // 232.0.1.1: service 8000:0101

constexpr ServiceNumber kService{0x8000'0101};

struct Load {
  std::uint32_t receivers = 100'000;
  int interval_s = 10;
  int seconds = 20;
};

/// What the reports are about; set by the headend, read by the reporters.
std::atomic<std::uint32_t> source_ssrc{0};
std::atomic<std::uint16_t> last_sequence{0};

double thread_seconds() {
  rusage usage{};
  getrusage(RUSAGE_THREAD, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::size_t allocated() {
  const auto info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

Bytes report(std::uint32_t n, int interval_s) {
  const std::uint32_t source = source_ssrc;
  const auto end = static_cast<std::uint16_t>(last_sequence - 2);
  const auto packets = static_cast<std::size_t>(interval_s) * 1000 / 24;
  const auto begin = static_cast<std::uint16_t>(end - packets);
  const bool loses = n % 10 == 0;
  const std::vector<rtcp::ReportBlock> blocks = {{.ssrc = source,
                                                  .fraction_lost = static_cast<std::uint8_t>(loses ? n % 50 : 0),
                                                  .highest_seq = end - 1u,
                                                  .jitter = n % 300}};
  std::array<char, 17> cname{};
  std::snprintf(cname.data(), cname.size(), "q9XrT2mB7s%06x", n & 0xff'ffff);
  rtcp::CompoundBuilder builder({.ssrc = n + 1, .info = {}, .blocks = blocks, .cname = cname.data(), .items = {}},
                                1232);
  rtcp::ExtendedReport extended{n + 1, {}};
  rtcp::StatisticsSummaryBlock summary;
  summary.has_loss = summary.has_jitter = true;
  summary.ssrc = source;
  summary.begin_seq = begin;
  summary.end_seq = end;
  summary.lost = loses ? 3 : 0;
  if (loses) {
    std::vector<bool> came(packets, true);
    for (const std::size_t lost : {std::size_t{7}, packets / 2, n % packets}) came[lost] = false;
    rtcp::RunLengthBlock runs;
    runs.ssrc = source;
    runs.begin_seq = begin;
    runs.end_seq = end;
    runs.chunks = rtcp::to_chunks(came);
    extended.blocks.emplace_back(runs);
  }
  extended.blocks.emplace_back(summary);
  builder.add(extended);
  return builder.take();
}

/// All receivers, one a thread's turn: sends their reports evenly, each from its own address.
class Reporters {
 public:
  Reporters(const Load& load, std::uint16_t port) : load_(load) {
    to_.sin_family = AF_INET;
    to_.sin_port = htons(port);
    to_.sin_addr.s_addr = htonl(0x7f00'0001);
    thread_ = std::thread([this] { run(); });
  }
  ~Reporters() {
    stop_ = true;
    thread_.join();
  }
  std::uint64_t sent() const { return sent_; }

 private:
  void run() {
    const int fd = socket(AF_INET, SOCK_DGRAM, 0);
    timespec next{};
    clock_gettime(CLOCK_MONOTONIC, &next);
    std::uint32_t receiver = 0;
    double owed = 0;
    while (!stop_) {
      next.tv_nsec += 2'000'000;
      if (next.tv_nsec >= 1'000'000'000) {
        next.tv_nsec -= 1'000'000'000;
        ++next.tv_sec;
      }
      clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, nullptr);
      for (owed += load_.receivers * 0.002 / load_.interval_s; owed >= 1; owed -= 1) {
        send(fd, receiver);
        receiver = (receiver + 1) % load_.receivers;
      }
    }
    close(fd);
  }

  void send(int fd, std::uint32_t n) {
    Bytes octets = report(n, load_.interval_s);
    iovec data{octets.data(), octets.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(in_pktinfo))> control{};
    msghdr message{};
    message.msg_name = &to_;
    message.msg_namelen = sizeof to_;
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = IPPROTO_IP;
    header->cmsg_type = IP_PKTINFO;
    header->cmsg_len = CMSG_LEN(sizeof(in_pktinfo));
    in_pktinfo info{};
    info.ipi_spec_dst.s_addr = htonl(0x7f10'0000 + n);
    std::memcpy(CMSG_DATA(header), &info, sizeof info);
    if (sendmsg(fd, &message, 0) > 0) ++sent_;
  }

  Load load_;
  sockaddr_in to_{};
  std::atomic<bool> stop_{false};
  std::atomic<std::uint64_t> sent_{0};
  std::thread thread_;
};

class Headend {
 public:
  explicit Headend(net::EventLoop& loop) : loop_(loop), core_(config(), 4711, loop.now()) {
    headend::Link link;
    link.interface = kInterface;
    link.name = "lo";
    link.source_v4 = kHere;
    link.own_addresses = {kHere};
    core_.set_links({link}, loop.now());
    timer_ = loop.timer([this] { expire(); });
    feeder_ = loop.timer([this] { feed(); });
    feed();
  }

  void take(std::span<const net::Datagram> batch) {
    const Now now = loop_.now();
    for (const net::Datagram& datagram : batch) core_.handle_feedback(datagram.octets, datagram.from, now);
    settle();
  }
  headend::ServiceStatus status() const {
    for (const headend::ServiceStatus& one : core_.status(5))
      if (one.number == kService) return one;  // beside it there is the headend's own test service
    return {};
  }

 private:
  static headend::Config config() {
    headend::Config config;
    headend::ServiceConfig service;
    service.number = kService;
    service.name = "Bench";
    service.urls = {"http://127.0.0.1/"};
    service.source_specific = true;
    config.services = {service};
    return config;
  }

  /// The one member, which answers the querier now and then, so that the cast goes on.
  void join() {
    membership::Packet join;
    join.source = IpAddress::v4(0x7f00'0002);
    join.destination = membership::kIgmpV3Routers;
    join.message = membership::Report{{{membership::RecordType::to_exclude, kGroup.address, {}}}};
    core_.handle_packet(kInterface, membership::to_ip_packet(join), false, loop_.now().mono, loop_.now());
  }

  void feed() {
    join();
    feeder_.expires_at(loop_.now().mono + std::chrono::milliseconds(960));
    std::vector<headend::UpstreamItem> items;
    if (!fed_)
      items = {headend::UpstreamStateChange{headend::UpstreamState::playing, "", 0},
               headend::FormatChange{payload::mpa_format(48'000, 2)}};
    for (int i = 0; i < (fed_ ? 40 : 80); ++i) {
      payload::AccessUnit unit;
      unit.octets.assign(384, 0x55);
      std::memcpy(unit.octets.data(), "\xff\xfb\x94\x44", 4);
      unit.duration = 2160;
      items.emplace_back(std::move(unit));
    }
    fed_ = true;
    core_.handle_upstream({1, std::move(items)}, loop_.now());
    settle();
  }
  void expire() {
    core_.handle_deadline(loop_.now());
    settle();
  }
  void settle() {
    for (const auto& datagram : core_.outbox().datagrams()) {
      if (datagram.to.port != headend::kRtpPort) continue;
      const auto packet = rtp::parse(core_.outbox().octets(datagram));
      if (!packet) continue;
      source_ssrc = packet->ssrc;
      last_sequence = packet->sequence;
    }
    core_.outbox().clear();
    while (core_.poll_output()) {
    }
    timer_.expires_at(core_.deadline());
  }

  net::EventLoop& loop_;
  headend::Core core_;
  net::Timer timer_;
  net::Timer feeder_;
  bool fed_ = false;
};

struct Cost {
  double share = 0;
  std::uint64_t sent = 0;
  std::uint64_t heard = 0;
};

Cost of_headend(const Load& load, double& octets_each, headend::ServiceStatus& status) {
  net::EventLoop loop;
  Headend headend(loop);
  const std::size_t before = allocated();
  auto socket = net::UnicastReceiver::open(loop, {.address = kHere, .receive_buffer = 4 << 20},
                                           [&headend](auto batch) { headend.take(batch); });
  if (!socket) std::exit(1);
  std::unique_ptr<Reporters> reporters;
  auto start = loop.timer([&] { reporters = std::make_unique<Reporters>(load, socket->port()); });
  start.expires_at(loop.now().mono + std::chrono::seconds(1));
  Cost cost;
  auto known = loop.timer([&] {
    cost.share = -thread_seconds();
    cost.sent = reporters->sent();
    cost.heard = socket->counters().datagrams;
  });
  known.expires_at(loop.now().mono + std::chrono::seconds(2 + load.interval_s));
  auto end = loop.timer([&] {
    cost.share = (cost.share + thread_seconds()) / load.seconds;
    cost.sent = reporters->sent() - cost.sent;
    cost.heard = socket->counters().datagrams - cost.heard;
    loop.stop();
  });
  end.expires_at(loop.now().mono + std::chrono::seconds(2 + load.interval_s + load.seconds));
  loop.run();
  reporters.reset();
  octets_each = static_cast<double>(allocated() - before) / load.receivers;
  status = headend.status();
  return cost;
}

Cost of_bare_loop(const Load& load) {
  const int fd = socket(AF_INET, SOCK_DGRAM, 0);
  sockaddr_in here{};
  here.sin_family = AF_INET;
  here.sin_addr.s_addr = htonl(0x7f00'0001);
  socklen_t size = sizeof here;
  const int buffer = 4 << 20;
  setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof buffer);
  if (bind(fd, reinterpret_cast<sockaddr*>(&here), size) != 0) std::exit(1);
  getsockname(fd, reinterpret_cast<sockaddr*>(&here), &size);
  const timeval patience{1, 0};
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);

  constexpr std::size_t kBatch = 64;
  std::vector<std::array<std::uint8_t, 2048>> octets(kBatch);
  std::array<iovec, kBatch> data{};
  std::array<mmsghdr, kBatch> messages{};
  for (std::size_t i = 0; i < kBatch; ++i) {
    data[i] = {octets[i].data(), octets[i].size()};
    messages[i].msg_hdr.msg_iov = &data[i];
    messages[i].msg_hdr.msg_iovlen = 1;
  }
  Cost cost;
  Reporters reporters(load, ntohs(here.sin_port));
  timespec begin{};
  clock_gettime(CLOCK_MONOTONIC, &begin);
  const double before = thread_seconds();
  for (;;) {
    const int count = recvmmsg(fd, messages.data(), kBatch, MSG_WAITFORONE, nullptr);
    if (count > 0) cost.heard += static_cast<std::uint64_t>(count);
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (now.tv_sec - begin.tv_sec >= load.seconds) break;
  }
  cost.share = (thread_seconds() - before) / load.seconds;
  cost.sent = reporters.sent();
  close(fd);
  return cost;
}

void print(const char* name, const Cost& cost, const char* end) {
  std::printf("  \"%s\": {\"share_of_a_core\": %.4f, \"reports_sent\": %llu, \"reports_heard\": %llu}%s\n", name,
              cost.share, static_cast<unsigned long long>(cost.sent), static_cast<unsigned long long>(cost.heard), end);
}

}  // namespace

int main(int argc, char** argv) {
  Load load;
  if (argc > 1) load.receivers = static_cast<std::uint32_t>(std::atoi(argv[1]));
  if (argc > 2) load.interval_s = std::atoi(argv[2]);
  if (argc > 3) load.seconds = std::atoi(argv[3]);
  double octets_each = 0;
  headend::ServiceStatus status;
  const Cost headend = of_headend(load, octets_each, status);
  const Cost bare = of_bare_loop(load);
  const auto& receivers = status.cast.receivers;
  std::printf("{\n  \"receivers\": %zu, \"voting\": %zu, \"octets_a_receiver\": %.1f,\n", receivers.listed,
              receivers.voting, octets_each);
  std::printf("  \"compared\": %u, \"lost_by_all\": %u, \"lost_by_some\": %u, \"lost_by_one\": %u,\n",
              receivers.loss.compared, receivers.loss.lost_by_all, receivers.loss.lost_by_some,
              receivers.loss.lost_by_one);
  print("headend", headend, ",");
  print("bare_recvmmsg", bare, "");
  std::printf("}\n");
  return 0;
}
