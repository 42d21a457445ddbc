// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "headend/core.h"
#include "membership/codec.h"
#include "rtp/packet.h"
#include "sap/packet.h"
#include "sdp/parse.h"
#include "tests/headend/example.h"

namespace joincast::headend {

/// A headend's core on one link, in virtual time: hosts join and leave by real reports, stations are fed by
/// hand, and all that it wants is kept.
class World : public Example {
 public:
  struct Sent {
    TimePoint at{};
    Outbox::Datagram datagram;
    Bytes octets;
  };

  explicit World(Config config = two_stations()) : core_(std::move(config), 42, now()) {
    core_.set_links({link()}, now());
    settle();
  }

  static Config two_stations() {
    Config config;
    config.services = {station(1), station(2)};
    return config;
  }

  static Group group(std::uint32_t number, std::uint32_t interface = kInterface) {
    return {service_group(ServiceNumber(number), kPrefix), interface};
  }

  static IpAddress host(unsigned n) { return *parse_address("fe80::c0" + std::to_string(n)); }

  void report(membership::RecordType type, const Group& group, unsigned n = 1) {
    const bool v4 = group.address.is_v4();
    membership::Packet packet;
    packet.source = v4 ? IpAddress::v4(0xc000'0264 + n) : host(n);
    packet.destination = v4 ? membership::kIgmpV3Routers : membership::kMldV2RoutersV6;
    packet.message = membership::Report{{{type, group.address, {}}}};
    core_.handle_packet(group.interface, membership::to_ip_packet(packet), false, now_.mono, now_);
    settle();
  }
  void join(const Group& group, unsigned n = 1) { report(membership::RecordType::to_exclude, group, n); }
  void leave(const Group& group, unsigned n = 1) { report(membership::RecordType::to_include, group, n); }

  /// What the station of an upstream sends.
  void feed(UpstreamId upstream, std::vector<UpstreamItem> items) {
    core_.handle_upstream({upstream, std::move(items)}, now_);
    settle();
  }
  static UpstreamItem mpa() { return FormatChange{payload::mpa_format(48'000, 2)}; }
  static UpstreamItem frame() {
    payload::AccessUnit unit;
    unit.octets.assign(384, 0x55);
    unit.octets[0] = 0xff;  // MPEG-1 layer III, 128 kbit/s, 48 kHz, joint stereo
    unit.octets[1] = 0xfb;
    unit.octets[2] = 0x94;
    unit.octets[3] = 0x44;
    unit.duration = 2160;
    return unit;
  }
  /// `seconds` of sound, as one burst.
  void play(UpstreamId upstream, double seconds = 4, bool first = true) {
    std::vector<UpstreamItem> items;
    if (first) items = {UpstreamStateChange{UpstreamState::playing, "", 0}, mpa()};
    for (int i = 0; i < static_cast<int>(seconds / 0.024); ++i) items.push_back(frame());
    feed(upstream, std::move(items));
  }

  void run(Duration time) {
    const TimePoint end = now_.mono + time;
    while (core_.deadline() <= end) {
      advance(std::max(core_.deadline(), now_.mono));
      core_.handle_deadline(now_);
      settle();
    }
    advance(end);
  }
  /// The whole machine: nothing is done when it is due.
  void stand_still(Duration time) { advance(now_.mono + time); }

  void settle() {
    for (const Outbox::Datagram& datagram : core_.outbox().datagrams()) {
      const ByteView octets = core_.outbox().octets(datagram);
      sent.push_back({now_.mono, datagram, Bytes(octets.begin(), octets.end())});
    }
    core_.outbox().clear();
    while (auto output = core_.poll_output()) {
      if (const auto* start = std::get_if<StartUpstream>(&*output)) started.push_back(*start);
      if (const auto* stop = std::get_if<StopUpstream>(&*output)) stopped.push_back(stop->upstream);
      if (const auto* question = std::get_if<LookUp>(&*output)) asked.push_back(question->number);
      if (const auto* consumed = std::get_if<Consumed>(&*output)) consumed_media += consumed->media;
      if (const auto* frame = std::get_if<SendFrame>(&*output)) frames.push_back(*frame);
      if (const auto* notice = std::get_if<Notice>(&*output)) notices.push_back(to_string(*notice, "eth0"));
    }
  }

  std::vector<Sent> sent_to(const Group& group, std::uint16_t port) const {
    std::vector<Sent> found;
    for (const Sent& one : sent)
      if (one.datagram.to == Endpoint{group.address, port} && one.datagram.interface == group.interface)
        found.push_back(one);
    return found;
  }
  std::vector<rtp::PacketView> rtp(const Group& group) {
    views_ = sent_to(group, kRtpPort);
    std::vector<rtp::PacketView> packets;
    for (const Sent& one : views_) packets.push_back(rtp::parse(one.octets).value());
    return packets;
  }
  /// The descriptions announced in a group, deletions left out.
  std::vector<sdp::Session> announced(const Group& group) const {
    std::vector<sdp::Session> sessions;
    for (const Sent& one : sent_to(group, sap::kPort)) {
      Bytes buffer;
      const auto packet = sap::parse(one.octets, buffer).value();
      if (!packet.deletion) sessions.push_back(sdp::parse(as_text(packet.payload)).value().session);
    }
    return sessions;
  }
  /// The catalogue's word on a number; none: it does not know it.
  void answer(ServiceNumber number, std::optional<ServiceConfig> service) {
    core_.handle_answer(number, std::move(service), now_);
    settle();
  }

  bool noticed(std::string_view part) const {
    for (const std::string& line : notices)
      if (line.find(part) != line.npos) return true;
    return false;
  }

  void forget() {
    sent.clear();
    started.clear();
    stopped.clear();
    notices.clear();
    frames.clear();
  }

  Core& core() { return core_; }
  Now now() const { return now_; }

  std::vector<Sent> sent;
  std::vector<StartUpstream> started;
  std::vector<ServiceNumber> asked;
  std::vector<UpstreamId> stopped;
  std::vector<SendFrame> frames;
  std::vector<std::string> notices;
  Duration consumed_media{};

 private:
  void advance(TimePoint to) {
    now_.wall += to - now_.mono;
    now_.mono = to;
  }

  Now now_{TimePoint(std::chrono::seconds(1000)), WallTime(std::chrono::seconds(1'790'000'000))};
  std::vector<Sent> views_;
  Core core_;
};

}  // namespace joincast::headend
