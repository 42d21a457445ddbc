// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <memory>

#include "ui/control/signal_controller.h"

namespace joincast::ui {

using namespace std::chrono_literals;

inline libreceiver::Target target(const char* group = "ff3e:40:2001:db8::8000:1") {
  libreceiver::Target target;
  target.group = {*parse_address(group), 2};
  target.interface = "eth0";
  target.number = parse_service_number("8000:0001");
  return target;
}

inline net::Interface wired() {
  net::Interface eth;
  eth.index = 2;
  eth.name = "eth0";
  eth.kind = net::InterfaceKind::ethernet;
  eth.up = eth.running = eth.multicast = true;
  eth.mtu = 1500;
  net::InterfaceAddress global;
  global.address = *parse_address("2001:db8::2");
  global.prefix_length = 64;
  net::InterfaceAddress link_local = global;
  link_local.address = *parse_address("fe80::2");
  eth.addresses = {global, link_local};
  return eth;
}

inline HostLook look() {
  HostLook look;
  look.interface = wired();
  look.membership = net::GroupMembership{true, 3, false, {}, 0};
  look.counters = net::HostCounters{};
  look.deaf = "no permission";
  libreceiver::RtcpFacts::Sender sender;
  sender.ssrc = 0x11223344;
  sender.address = *parse_address("2001:db8::1");
  sender.cname = "headend1";
  sender.reports = 2;
  sender.since_last = 3s;
  sender.last.packets = 1'000;
  sender.last.octets = 388'000;
  look.rtcp.sender = sender;
  look.rtcp.estimated = 1;
  look.rtcp.own_ssrc = 0xaabbccdd;
  look.rtcp.receivers.push_back({*parse_address("2001:db8::7"), 0x77, "other", true, 0.25, 5, 10ms, 4s});
  return look;
}

/// A controller with a clock of its own, and a service that plays well if told to.
class SignalRig {
 public:
  static constexpr TimePoint kStart{1'000s};

  SignalRig() : now(std::make_shared<TimePoint>(kStart)), signal([clock = now] { return *clock; }) {}

  void ask() {
    signal.setStation(QStringLiteral("Radio One"), QStringLiteral("8000:0001"));
    signal.handleJoined(target());
    signal.handleLook(look());
  }
  void tell(libreceiver::Event::What what) { signal.handleEvent({*now, std::move(what)}); }

  /// Figures four times a second, 40 packets a second.
  void play(Duration time) {
    for (const TimePoint end = *now + time; *now < end; *now += 250ms) {
      libreceiver::Snapshot all = next;
      all.session.phase = libreceiver::Phase::playing;
      all.session.packets = all.session.expected = packets += 10;
      all.session.bit_rate = 128'000;
      all.session.jitter = 2ms;
      all.session.spacing = {20ms, 25ms, 30ms, 40};
      all.sound.queued = 210ms;
      all.sound.wanted = 200ms;
      signal.handleFigures(all);
    }
  }

  std::shared_ptr<TimePoint> now;
  std::uint64_t packets = 0;
  libreceiver::Snapshot next;  // what else to tell
  SignalController signal;
};

inline const QString kDescription = QStringLiteral(
    "v=0\r\no=- 1 1 IN IP6 2001:db8::1\r\ns=Radio One\r\nc=IN IP6 ff3e:40:2001:db8::8000:1/16\r\nt=0 0\r\n"
    "m=audio 5004 RTP/AVP 14\r\n");

inline libreceiver::Described described() {
  return {"Radio One", *parse_address("2001:db8::1"), kDescription.toStdString(), false};
}

}  // namespace joincast::ui
