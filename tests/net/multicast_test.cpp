// SPDX-License-Identifier: LGPL-2.1-or-later
#include <system_error>

#include "net/interfaces.h"
#include "net/membership_pool.h"
#include "net/multicast_receiver.h"
#include "net/multicast_sender.h"
#include "tests/net/lab_fixture.h"

namespace joincast::net {
namespace {

using namespace std::chrono_literals;

constexpr std::uint8_t kOctets[] = {0x80, 0x0e, 0x12, 0x34};

/// A sender and a listener with a bridge between them; the listener has a second, wrong network on eth1.
class Multicast : public testing::Test {
 protected:
  struct Heard {
    Bytes octets;
    Endpoint from;
    Group to;
    std::uint16_t port = 0;
    int hop_limit = 0;
    TimePoint arrived{};
  };

  void SetUp() override {
    JOINCAST_NEEDS_LAB();
    lab_ = std::make_unique<lab::Lab>();
    bridge_ = &lab_->bridge("sw");
    sender_host_ = &lab_->host("s");
    listener_ = &lab_->host("l");
    lab_->plug(*sender_host_, *bridge_, {.addresses = "192.0.2.1/24 2001:db8:d0be:f00d::1/64"});
    lab_->plug(*listener_, *bridge_, {.addresses = "192.0.2.2/24 2001:db8:d0be:f00d::2/64"});
    lab_->wait_until_ready();
  }

  DatagramHandler keep() {
    return [this](std::span<const Datagram> batch) {
      for (const Datagram& d : batch)
        heard_.push_back({{d.octets.begin(), d.octets.end()}, d.from, d.to, d.to_port, d.hop_limit, d.arrived});
    };
  }

  Result<MulticastReceiver, std::error_code> try_receive(const std::string& interface, const std::string& group,
                                                         std::optional<IpAddress> source = {}) {
    const auto inside = listener_->enter();
    return MulticastReceiver::open(
        loop_, {.group = {address(group), listener_->interface_index(interface)}, .port = 5004, .source = source},
        keep());
  }
  MulticastReceiver receive(const std::string& group) { return must(try_receive("eth0", group)); }

  MulticastSender sender(SenderOptions options = {}) {
    const auto inside = sender_host_->enter();
    options.interface = sender_host_->interface_index("eth0");
    return must(MulticastSender::open(options));
  }

  /// Sends again and again until something is heard: a snooping bridge learns of a join a moment later.
  bool hears(MulticastSender& sender, const std::string& group, std::uint16_t port = 5004) {
    const Outgoing outgoing{kOctets, {address(group), port}};
    return serve_until(loop_, [&] {
      sender.send({&outgoing, 1});
      return !heard_.empty();
    });
  }

  EventLoop loop_;
  std::unique_ptr<lab::Lab> lab_;
  lab::Host* bridge_ = nullptr;
  lab::Host* sender_host_ = nullptr;
  lab::Host* listener_ = nullptr;
  std::vector<Heard> heard_;
};

TEST_F(Multicast, ArrivesWithAllThatTheKernelKnows) {
  auto receiver = receive("ff3e:40:2001:db8:d0be:f00d:8000:1");
  auto out = sender({.hop_limit = 16});
  const TimePoint before = loop_.now().mono;
  ASSERT_TRUE(hears(out, "ff3e:40:2001:db8:d0be:f00d:8000:1"));
  const Heard& heard = heard_.front();
  EXPECT_EQ(heard.octets, Bytes(std::begin(kOctets), std::end(kOctets)));
  EXPECT_EQ(heard.from, (Endpoint{address("2001:db8:d0be:f00d::1"), out.source_port()}));
  EXPECT_EQ(heard.to, receiver.group());
  EXPECT_EQ(heard.port, 5004);
  EXPECT_EQ(heard.hop_limit, 16);
  EXPECT_GE(heard.arrived, before);
  EXPECT_LE(heard.arrived, loop_.now().mono);
}

TEST_F(Multicast, ArrivesOverIpv4) {
  auto receiver = receive("239.195.1.1");
  auto out = sender({.family = Family::ipv4, .hop_limit = 7});
  ASSERT_TRUE(hears(out, "239.195.1.1"));
  EXPECT_EQ(heard_.front().from, (Endpoint{address("192.0.2.1"), out.source_port()}));
  EXPECT_EQ(heard_.front().to, receiver.group());
  EXPECT_EQ(heard_.front().hop_limit, 7);
}

}  // namespace
}  // namespace joincast::net
