// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/sim/world.h"

#include <cstdio>
#include <cstdlib>

#include "membership/codec.h"
#include "tests/headend/udp_packet.h"

namespace joincast::sim {
namespace {

using libreceiver::Session;

constexpr Duration kCable = std::chrono::microseconds(200);  // from the headend to where the links begin

std::uint64_t chosen_seed(std::uint64_t usual) {
  const char* asked = std::getenv("JOINCAST_SIM_SEED");
  const std::uint64_t seed = asked ? std::strtoull(asked, nullptr, 0) : usual;
  std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
  return seed;
}

}  // namespace

World::World(headend::Config config, std::uint64_t seed)
    : config_(std::move(config)), rng_(chosen_seed(seed)), alarm_(time, [this] {
        if (!core_) return;
        core_->handle_deadline(time.now());
        settle();
      }) {
  start_headend();
}

headend::Config World::stations(unsigned count) {
  headend::Config config;
  config.queue = std::chrono::seconds(1);
  for (unsigned number = 1; number <= count; ++number) config.services.push_back(Example::station(number));
  return config;
}

Group World::group(std::uint32_t number, Family family) {
  const ServiceNumber service(number);
  if (family == Family::ipv4) return {service_group_v4(service, kDefaultPool).value(), kInterface};
  return {service_group(service, kPrefix), kInterface};
}

Station& World::station(std::uint32_t number, const Station::Habits& habits) {
  auto& station = stations_[number];
  if (!station) station = std::make_unique<Station>(time, habits);
  return *station;
}

Host& World::add_host(membership::Dialect dialect) {
  const auto number = static_cast<unsigned>(hosts_.size() + 1);
  hosts_.push_back(std::make_unique<Host>(time, number, dialect, rng_.u64(),
                                          [this](Host& from, Bytes packet) { carry(from, std::move(packet)); }));
  return *hosts_.back();
}

Listener& World::listen(Host& host, std::uint32_t number, Family family) {
  Session::Config config;
  config.group = group(number, family);
  return listen(host, std::move(config));
}

Listener& World::listen(Host& host, Session::Config config) {
  config.seed = rng_.u64();
  config.cname = "host" + std::to_string(listeners_.size());
  const auto say = [this](Host& from, Datagram datagram) { send(std::move(datagram), &from); };
  listeners_.push_back(std::make_unique<Listener>(time, host, config, say));
  return *listeners_.back();
}

void World::send(Datagram datagram, Host* from) {
  std::vector<TimePoint> sent = {time.mono() + kCable};
  if (from) sent = from->up.pass(time.mono());
  const bool ours = !from && (datagram.from.address == kSource || datagram.from.address == kSourceV4);
  const auto shared = std::make_shared<const Datagram>(std::move(datagram));
  for (const TimePoint when : sent) {
    if (!ours && shared->to.port == headend::kRtcpPort)
      to_headend(headend::udp_packet(shared->from, shared->to, shared->octets), when);
    for (const auto& host : hosts_) {
      if (host.get() == from || !host->hears(shared->to.address, shared->from.address)) continue;
      const std::vector<TimePoint> arrivals = host->down.pass(when);
      if (on_carried) on_carried(*shared, *host, arrivals);
      for (const TimePoint arrival : arrivals) {
        time.at(arrival, [this, to = host.get(), shared] {
          if (!to->hears(shared->to.address, shared->from.address)) return;
          for (const auto& listener : listeners_)
            if (&listener->host() == to) listener->handle(*shared);
        });
      }
    }
  }
}

/// What a machine says of its groups: to the headend, and to the others.
void World::carry(Host& from, Bytes ip_packet) {
  const auto packet = membership::parse(ip_packet).value();
  for (const TimePoint when : from.up.pass(time.mono())) {
    to_headend(ip_packet, when);
    if (!std::holds_alternative<membership::OldReport>(packet.message)) continue;  // nothing else suppresses
    for (const auto& host : hosts_) {
      if (host.get() == &from) continue;
      for (const TimePoint arrival : host->down.pass(when))
        time.at(arrival, [to = host.get(), packet] { to->handle(packet); });
    }
  }
}

void World::to_headend(Bytes ip_packet, TimePoint when) {
  time.at(when, [this, octets = std::move(ip_packet)] {
    if (!core_) return;
    core_->handle_packet(kInterface, octets, false, time.mono(), time.now());
    settle();
  });
}

void World::send_frame(const membership::Transmit& transmit) {
  const auto packet = membership::parse(transmit.ip_packet).value();
  for (const auto& host : hosts_)
    for (const TimePoint arrival : host->down.pass(time.mono() + kCable))
      time.at(arrival, [to = host.get(), packet] { to->handle(packet); });
}

void World::settle() {
  headend::Outbox& outbox = core_->outbox();
  for (const headend::Outbox::Datagram& one : outbox.datagrams()) {
    const ByteView octets = outbox.octets(one);
    Datagram datagram{{one.to.address.is_v4() ? kSourceV4 : kSource, 40'000}, one.to, {octets.begin(), octets.end()}};
    if (on_sent) on_sent(datagram);
    if (drops && drops(datagram)) continue;
    send(std::move(datagram));
  }
  outbox.clear();
  while (auto output = core_->poll_output()) std::visit([this](auto& one) { perform(one); }, *output);
  alarm_.set(core_->deadline());
}

void World::perform(const headend::StartUpstream& start) {
  const std::uint32_t number = start.service.number.value();
  upstreams_[start.upstream] = number;
  station(number).connect(start.upstream, start.most_ahead, [this](headend::UpstreamBatch batch) {
    if (!core_) return;
    core_->handle_upstream(std::move(batch), time.now());
    settle();
  });
}

void World::perform(const headend::StopUpstream& stop) {
  station(upstreams_.at(stop.upstream)).disconnect(stop.upstream);
}

void World::perform(const headend::Consumed& consumed) {
  time.in({}, [this, consumed] { station(upstreams_.at(consumed.upstream)).consumed(consumed.media); });
}

void World::kill_headend() {
  core_.reset();
  for (const auto& [number, station] : stations_) station->disconnect();
}

void World::start_headend() {
  core_ = std::make_unique<headend::Core>(config_, rng_.u64(), time.now());
  core_->set_links({link()}, time.now());
  settle();
}

void World::stop_headend() {
  core_->stop(time.now());
  settle();
  kill_headend();
}

headend::ServiceStatus World::status(std::uint32_t number) const {
  for (const headend::ServiceStatus& one : core_->status())
    if (one.number == ServiceNumber(number)) return one;
  return {};
}

}  // namespace joincast::sim
