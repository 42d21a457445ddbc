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

World::Head::Head(World& world, std::size_t own_number)
    : number(own_number), alarm(world.time, [this, &world] {
        if (!core) return;
        core->handle_deadline(world.time.now());
        world.settle(*this);
      }) {}

World::World(headend::Config config, std::uint64_t seed) : config_(std::move(config)), rng_(chosen_seed(seed)) {
  heads_.push_back(std::make_unique<Head>(*this, 0));
  start_headend();
}

std::size_t World::add_headend() {
  heads_.push_back(std::make_unique<Head>(*this, heads_.size()));
  start_headend(heads_.size() - 1);
  return heads_.size() - 1;
}

IpAddress World::source_of(std::size_t which, Family family) {
  if (which == 0) return family == Family::ipv4 ? kSourceV4 : kSource;
  if (family == Family::ipv4) return IpAddress::v4(kSourceV4.v4_value() + 0xe0 + static_cast<std::uint32_t>(which));
  return *parse_address("2001:db8:d0be:f00d::e" + std::to_string(which));
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
  auto& station = stations_[{0, number}];
  if (!station) station = std::make_unique<Station>(time, habits);
  return *station;
}

Station& World::station_of(const Head& head, std::uint32_t number) {
  auto& station = stations_[{head.number, number}];
  if (!station) station = std::make_unique<Station>(time, Station::Habits{});
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

void World::send(Datagram datagram, Host* from) { send(std::move(datagram), from, nullptr); }

void World::send(Datagram datagram, Host* from, const Head* head) {
  std::vector<TimePoint> sent = {time.mono() + kCable};
  if (from) sent = from->up.pass(time.mono());
  const bool forged = !from && !head && (datagram.from.address == kSource || datagram.from.address == kSourceV4);
  const auto shared = std::make_shared<const Datagram>(std::move(datagram));
  for (const TimePoint when : sent) {
    const bool alone = head && heads_.size() == 1;
    if (!forged && !alone) to_headends(headend::udp_packet(shared->from, shared->to, shared->octets), when, head);
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
    to_headends(ip_packet, when);
    if (!std::holds_alternative<membership::OldReport>(packet.message)) continue;  // nothing else suppresses
    for (const auto& host : hosts_) {
      if (host.get() == &from) continue;
      for (const TimePoint arrival : host->down.pass(when))
        time.at(arrival, [to = host.get(), packet] { to->handle(packet); });
    }
  }
}

void World::to_headends(const Bytes& ip_packet, TimePoint when, const Head* except) {
  for (const auto& head : heads_) {
    if (head.get() == except) continue;
    time.at(when, [this, to = head.get(), octets = ip_packet] {
      if (!to->core) return;
      to->core->handle_packet(kInterface, octets, false, time.mono(), time.now());
      settle(*to);
    });
  }
}

void World::perform(Head& head, const headend::SendFrame& frame) {
  const auto packet = membership::parse(frame.packet.ip_packet).value();
  if (heads_.size() > 1) to_headends(frame.packet.ip_packet, time.mono() + kCable, &head);
  for (const auto& host : hosts_)
    for (const TimePoint arrival : host->down.pass(time.mono() + kCable))
      time.at(arrival, [to = host.get(), packet] { to->handle(packet); });
}

void World::settle(Head& head) {
  headend::Outbox& outbox = head.core->outbox();
  for (const headend::Outbox::Datagram& one : outbox.datagrams()) {
    const ByteView octets = outbox.octets(one);
    Datagram datagram{
        {source_of(head.number, one.to.address.family()), 40'000}, one.to, {octets.begin(), octets.end()}};
    if (on_sent) on_sent(datagram);
    if (drops && drops(datagram)) continue;
    send(std::move(datagram), nullptr, &head);
  }
  outbox.clear();
  while (auto output = head.core->poll_output()) std::visit([&](auto& one) { perform(head, one); }, *output);
  head.alarm.set(head.core->deadline());
}

void World::perform(Head& head, const headend::StartUpstream& start) {
  const std::uint32_t number = start.service.number.value();
  head.upstreams[start.upstream] = number;
  station_of(head, number).connect(start.upstream, start.most_ahead, [this, &head](headend::UpstreamBatch batch) {
    if (!head.core) return;
    head.core->handle_upstream(std::move(batch), time.now());
    settle(head);
  });
}

void World::perform(Head& head, const headend::StopUpstream& stop) {
  station_of(head, head.upstreams.at(stop.upstream)).disconnect(stop.upstream);
}

void World::perform(Head& head, const headend::Consumed& consumed) {
  time.in({},
          [this, &head, consumed] { station_of(head, head.upstreams.at(consumed.upstream)).consumed(consumed.media); });
}

void World::kill_headend(std::size_t which) {
  heads_[which]->core.reset();
  for (const auto& [key, station] : stations_)
    if (key.first == which) station->disconnect();
}

void World::start_headend(std::size_t which) {
  Head& head = *heads_[which];
  head.core = std::make_unique<headend::Core>(config_, rng_.u64(), time.now());
  headend::Link link = Example::link();
  if (which != 0) {
    const IpAddress source = source_of(which);
    const IpAddress source_v4 = source_of(which, Family::ipv4);
    link.prefixes[0].source = source;
    link.source_specific_v6 = source;
    link.source_v4 = source_v4;
    link.querier_v6 = parse_address("fe80::e" + std::to_string(which));
    link.querier_v4 = source_v4;
    link.own_addresses = {source, source_v4, *link.querier_v6};
  }
  head.core->set_links({link}, time.now());
  settle(head);
}

void World::stop_headend(std::size_t which) {
  heads_[which]->core->stop(time.now());
  settle(*heads_[which]);
  kill_headend(which);
}

headend::ServiceStatus World::status(std::uint32_t number, std::size_t which) const {
  for (const headend::ServiceStatus& one : heads_[which]->core->status())
    if (one.number == ServiceNumber(number)) return one;
  return {};
}

}  // namespace joincast::sim
