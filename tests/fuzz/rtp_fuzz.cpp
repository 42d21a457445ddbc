// SPDX-License-Identifier: LGPL-2.1-or-later
// Datagrams of any kind, sources and times, through the whole reception path: what comes out is in order, at most
// once, and all of it is accounted for. A packet that parses is written and parsed again alike.
#include <cstdlib>

#include "rtp/header_extension.h"
#include "rtp/receiver.h"

namespace {

using namespace joincast;

void require(bool holds) {
  if (!holds) std::abort();
}

void write_again(const rtp::PacketView& packet) {
  std::vector<std::uint32_t> csrcs;
  for (std::size_t i = 0; i < packet.csrc_count(); ++i) csrcs.push_back(packet.csrc(i));
  Bytes octets;
  rtp::write(octets, {packet.marker, packet.payload_type, packet.sequence, packet.timestamp, packet.ssrc},
             packet.payload, {csrcs, packet.has_extension, packet.extension_profile, packet.extension, packet.padding});
  const auto again = rtp::parse(octets);
  require(again && octets.size() == packet.datagram.size() && again->payload.size() == packet.payload.size());
  rtp::ExtensionReader reader(packet.extension_profile, packet.extension);
  std::size_t octets_seen = 0;
  while (const auto element = reader.next()) octets_seen += 1 + element->data.size();
  require(octets_seen <= packet.extension.size());
}

}  // namespace

// Each datagram: source (4 bits) and milliseconds passed (4 bits), length, octets.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rtp::Receiver::Settings settings;
  settings.reordering.max_packets = 32;
  settings.reordering.max_octets = 4096;
  rtp::Receiver receiver(settings);
  receiver.set_clock_rate(14, 90'000);

  ByteReader in({data, size});
  TimePoint now{std::chrono::hours(1)};
  std::int64_t last = 0;
  std::uint64_t out = 0;
  const auto drain = [&] {
    while (const auto packet = receiver.poll_output()) {
      require(packet->first || packet->packet.sequence > last);
      last = packet->packet.sequence;
      ++out;
    }
  };
  while (!in.at_end()) {
    const std::uint8_t head = in.u8();
    const ByteView datagram = in.take(in.u8());
    now += std::chrono::milliseconds(1u << (head >> 4));
    if (receiver.deadline() <= now) receiver.handle_deadline(now);
    drain();
    if (const auto packet = rtp::parse(datagram)) write_again(*packet);
    receiver.handle_datagram(datagram, IpAddress::v4(0xc000'0200 | (head & 15u)), now);
    drain();
    require(receiver.buffer().held() <= 32 && receiver.selector().sources() <= 16);
    (void)receiver.statistics().loss_runs();
    (void)receiver.statistics().bit_rate(now);
  }
  (void)receiver.statistics().take_report();
  require(out == receiver.buffer().counters().released);
  return 0;
}
