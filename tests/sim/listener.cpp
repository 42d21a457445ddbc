// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/sim/listener.h"

#include <algorithm>

#include "tests/sim/station.h"

namespace joincast::sim {

using libreceiver::Session;

Listener::Listener(Timeline& time, Host& host, const Session::Config& config, Send send)
    : time_(time),
      host_(host),
      group_(config.group),
      send_(std::move(send)),
      session_(config, time.now()),
      alarm_(time, [this] {
        session_.handle_deadline(time_.now());
        settle();
      }) {
  settle();
}

void Listener::handle(const Datagram& datagram) {
  if (datagram.to.address != group_.address) return;
  for (const auto& [channel, port] : ports_) {
    if (port != datagram.to.port) continue;
    session_.handle_datagram(channel, datagram.octets, datagram.from, group_, time_.now());
    return settle();
  }
}

void Listener::leave() {
  session_.leave(time_.now());
  settle();
}

void Listener::settle() {
  const auto drain = [this] {
    while (auto output = session_.poll_output()) std::visit([this](auto& one) { perform(one); }, *output);
  };
  drain();
  if (position_ && session_.awaits_position()) session_.handle_position(*position_, time_.now());
  drain();
  alarm_.set(session_.deadline());
}

void Listener::perform(const Session::Join& join) {
  ports_[join.channel] = join.port;
  host_.join(join.group.address, join.source);
}

void Listener::perform(const Session::Leave& leave) {
  ports_.erase(leave.channel);
  host_.leave(group_.address);
}

void Listener::perform(Session::Transmit& transmit) {
  const IpAddress from = host_.address(group_.address.family());
  send_(host_, {{from, 50'000}, transmit.to, std::move(transmit.octets)});
}

void Listener::perform(const Session::Unit& unit) {
  const Heard one{time_.mono(), unit.stream, unit.unit.timestamp, frame_number(unit.unit.octets), unit.unit.after_loss};
  if (keeps) heard.push_back(one);
  position_ = Session::Position{unit.stream, unit.unit.timestamp};
  session_.handle_position(*position_, time_.now());
}

std::optional<Listener::Heard> Listener::find(std::uint64_t frame) const {
  const auto found = std::find_if(heard.begin(), heard.end(), [frame](const Heard& one) { return one.frame == frame; });
  if (found == heard.end()) return std::nullopt;
  return *found;
}

}  // namespace joincast::sim
