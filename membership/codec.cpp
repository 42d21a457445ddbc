// SPDX-License-Identifier: LGPL-2.1-or-later
#include "membership/codec.h"

namespace joincast::membership {

Result<Packet, ParseError> parse(ByteView, Direction) { return fail(ParseError{ParseErrc::wrong_type, 0}); }
Result<Packet, ParseError> parse_message(ByteView, const IpAddress&, const IpAddress&, Direction) {
  return fail(ParseError{ParseErrc::wrong_type, 0});
}
Bytes encode(const Packet&) { return {}; }
Bytes to_ip_packet(const Packet&) { return {}; }
IpAddress destination_of(const Message&, Family) { return {}; }
std::array<std::uint8_t, 6> mac_address(const IpAddress&) noexcept { return {}; }

}  // namespace joincast::membership
