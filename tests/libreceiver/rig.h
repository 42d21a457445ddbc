// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>
#include <variant>
#include <vector>

#include "libreceiver/session.h"
#include "tests/libreceiver/datagrams.h"

namespace joincast::libreceiver {

using namespace std::chrono_literals;

/// A session in virtual time; sorts what comes out of it.
class Rig {
 public:
  static Session::Config config() {
    Session::Config config;
    config.group = kGroup;
    return config;
  }
  static Now start() { return {TimePoint{1'000s}, WallTime{1'700'000'000s}}; }

  explicit Rig(const Session::Config& how = config()) : now(start()), session(how, now) { drain(); }

  /// Lets time pass, with every deadline in between.
  void pass(Duration duration) {
    const TimePoint end = now.mono + duration;
    while (session.deadline() <= end) {
      advance(std::max(session.deadline(), now.mono) - now.mono);
      session.handle_deadline(now);
      drain();
    }
    advance(end - now.mono);
  }

  void hear(Channel channel, const Bytes& octets, const Endpoint& from = kHeadend) {
    session.handle_datagram(channel, octets, from, kGroup, now);
    drain();
  }
  void announce(const Sdp& words, const Endpoint& from = kHeadend, bool deletion = false) {
    hear(Channel::sap,
         sap(sdp(words), from.address, static_cast<std::uint16_t>(words.id * 16 + words.version), deletion), from);
  }

  /// `count` packets, 24 ms apart as MP3 at 48 kHz has it. Continues where the last call ended.
  void stream(int count, const Endpoint& from = kHeadend) {
    for (; count > 0; --count) {
      hear(Channel::rtp, rtp(next), from);
      ++next.sequence;
      next.timestamp += 2160;
      pass(24ms);
    }
  }

  template <typename T>
  std::vector<T> events() const {
    std::vector<T> found;
    for (const Event& event : told)
      if (const auto* what = std::get_if<T>(&event.what)) found.push_back(*what);
    return found;
  }
  Statistics statistics() const { return session.statistics(now.mono); }

  Now now;
  Session session;
  Rtp next{14, 100, 90'000, 0x11223344};
  std::vector<Session::Join> joins;
  std::vector<Session::Leave> leaves;
  std::vector<Session::Transmit> sent;
  std::vector<Session::Stream> streams;
  std::vector<Session::Unit> units;
  std::vector<Session::Announced> announced;
  std::vector<Event> told;

 private:
  void advance(Duration duration) {
    now.mono += duration;
    now.wall += duration;
  }
  void drain() {
    while (auto output = session.poll_output()) std::visit([this](auto& one) { sort(one); }, *output);
  }
  void sort(Session::Join& one) { joins.push_back(one); }
  void sort(Session::Leave& one) { leaves.push_back(one); }
  void sort(Session::Transmit& one) { sent.push_back(one); }
  void sort(Session::Stream& one) { streams.push_back(one); }
  void sort(Session::Unit& one) { units.push_back(one); }
  void sort(Session::Announced& one) { announced.push_back(one); }
  void sort(Event& one) { told.push_back(one); }
};

}  // namespace joincast::libreceiver
