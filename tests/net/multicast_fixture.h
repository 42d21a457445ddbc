// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/service_number.h"
#include "net/multicast_receiver.h"
#include "net/multicast_sender.h"
#include "tests/net/lab_fixture.h"

namespace joincast::net {

inline constexpr std::uint8_t kOctets[] = {0x80, 0x0e, 0x12, 0x34};

inline IpAddress service_group_for_test(std::uint32_t number) {
  return service_group(ServiceNumber{number}, {address("2001:db8:d0be:f00d::"), 64});
}

/// A sender and a listener with a bridge between them.
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

}  // namespace joincast::net
