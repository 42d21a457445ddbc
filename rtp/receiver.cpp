// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtp/receiver.h"

namespace joincast::rtp {

Receiver::Receiver() : Receiver(Settings{}) {}

Receiver::Receiver(const Settings& settings) : selector_(settings.selection), buffer_(settings.reordering) {}

void Receiver::handle_datagram(ByteView octets, const IpAddress& from, TimePoint arrival) {
  const auto packet = parse(octets);
  if (!packet) {
    ++malformed_[static_cast<std::size_t>(packet.error().code)];
    return;
  }
  switch (selector_.handle_packet(*packet, from, arrival)) {
    case SourceSelector::Verdict::chosen:
    case SourceSelector::Verdict::restarted:
      begin_stream();
      while (const auto held = selector_.take_held()) accept(held->packet, held->arrival);
      [[fallthrough]];
    case SourceSelector::Verdict::play: accept(*packet, arrival); break;
    case SourceSelector::Verdict::held:
    case SourceSelector::Verdict::refused: break;
  }
}

void Receiver::begin_stream() {
  statistics_ = {};
  delay_.reset();
  sequence_.reset();
  timestamp_.reset();
  buffer_.restart();
  payload_type_ = kNoType;
}

void Receiver::accept(const PacketView& view, TimePoint arrival) {
  if (view.payload_type != payload_type_) {
    payload_type_ = view.payload_type;
    statistics_.set_clock_rate(clock_rates_[payload_type_]);
    delay_.set_clock_rate(clock_rates_[payload_type_]);
  }
  const Packet packet{view, sequence_.unwrap(view.sequence), timestamp_.unwrap(view.timestamp), arrival};
  if (statistics_.update(packet.sequence, view.timestamp, view.datagram.size(), arrival))
    delay_.update(packet.timestamp, arrival);
  buffer_.push(packet);
}

void Receiver::handle_deadline(TimePoint now) { buffer_.handle_deadline(now); }

std::optional<OrderedPacket> Receiver::poll_output() { return buffer_.pop(); }

void Receiver::set_clock_rate(std::uint8_t payload_type, std::uint32_t clock_rate_hz) {
  clock_rates_[payload_type & 0x7f] = clock_rate_hz;
  if (payload_type == payload_type_) payload_type_ = kNoType;
}

}  // namespace joincast::rtp
