// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "libreceiver/session.h"

/// Any datagrams on any channel, with time between them: a session never stops an honest stream for longer than its
/// time-outs, holds no more than its caps, and always wants to be woken later than now.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace joincast;
  using namespace joincast::libreceiver;
  static const Group kGroup{*parse_address("ff3e:40:2001:db8::8000:1"), 2};
  static const Endpoint kSenders[] = {{*parse_address("2001:db8::1"), 5004}, {*parse_address("2001:db8::bad"), 5004}};

  Session::Config config;
  config.group = kGroup;
  Now now{TimePoint{std::chrono::seconds(1'000)}, WallTime{std::chrono::seconds(1'700'000'000)}};
  Session session(config, now);
  ByteReader in({data, size});
  while (!in.at_end()) {
    const std::uint8_t how = in.u8();
    const Duration later = std::chrono::milliseconds(in.u8());
    const ByteView datagram = in.take(std::min<std::size_t>(in.u16() & 0x7ff, in.remaining()));
    now.mono += later;
    now.wall += later;
    if (session.deadline() <= now.mono) session.handle_deadline(now);
    if (session.deadline() <= now.mono) std::abort();
    session.handle_datagram(static_cast<Channel>(how % 3), datagram, kSenders[how >> 7], kGroup, now);
    while (session.poll_output()) {
    }
  }
  const auto counted = session.statistics(now.mono);
  if (counted.payload.held > counted.selection.played + counted.selection.held) std::abort();
  session.leave(now);
  return 0;
}
