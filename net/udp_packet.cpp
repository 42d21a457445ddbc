// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/udp_packet.h"

namespace joincast::net {
namespace {

constexpr std::uint8_t kUdp = 17;
constexpr std::size_t kUdpHeader = 8;

/// What the IP header says and what it carries.
struct IpView {
  IpAddress from;
  IpAddress to;
  std::uint8_t hop_limit = 0;
  std::uint8_t protocol = 0;
  ByteView payload;
};

Result<IpView, ParseError> parse_ipv4(ByteView packet) noexcept {
  ByteReader in(packet);
  const auto stop = [&in](ParseErrc code) { return fail(ParseError{code, in.offset()}); };
  constexpr std::size_t kShortest = 20;

  IpView view;
  const std::size_t header = 4u * (in.u8() & 0x0f);
  in.skip(1);
  const std::size_t total = in.u16();
  in.skip(2);
  const std::uint16_t fragment = in.u16();
  view.hop_limit = in.u8();
  view.protocol = in.u8();
  in.skip(2);
  const ByteView from = in.take(4);
  const ByteView to = in.take(4);
  if (!in.ok()) return stop(ParseErrc::truncated);
  if (header < kShortest || total < header) return stop(ParseErrc::bad_length);
  in.skip(header - kShortest);
  view.payload = in.take(total - header);
  if (!in.ok()) return stop(ParseErrc::truncated);
  if (fragment & 0x3fff) return stop(ParseErrc::wrong_type);
  view.from = *IpAddress::from_octets(from);
  view.to = *IpAddress::from_octets(to);
  return view;
}

Result<IpView, ParseError> parse_ipv6(ByteView packet) noexcept {
  ByteReader in(packet);
  IpView view;
  in.skip(4);
  const std::size_t size = in.u16();
  view.protocol = in.u8();
  view.hop_limit = in.u8();
  const ByteView from = in.take(16);
  const ByteView to = in.take(16);
  if (in.ok()) view.payload = in.take(size);
  if (!in.ok()) return fail(ParseError{ParseErrc::truncated, in.offset()});
  view.from = *IpAddress::from_octets(from);
  view.to = *IpAddress::from_octets(to);
  return view;
}

}  // namespace

Result<UdpView, ParseError> parse_udp(ByteView ip_packet) noexcept {
  if (ip_packet.empty()) return fail(ParseError{ParseErrc::truncated, 0});
  const auto version = ip_packet[0] >> 4;
  if (version != 4 && version != 6) return fail(ParseError{ParseErrc::unsupported_version, 1});
  const auto ip = version == 4 ? parse_ipv4(ip_packet) : parse_ipv6(ip_packet);
  if (!ip) return fail(ip.error());
  if (ip->protocol != kUdp) return fail(ParseError{ParseErrc::wrong_type, 0});

  ByteReader in(ip->payload);
  UdpView udp;
  udp.from = {ip->from, in.u16()};
  udp.to = {ip->to, in.u16()};
  const std::size_t size = in.u16();
  in.skip(2);
  if (!in.ok()) return fail(ParseError{ParseErrc::truncated, in.offset()});
  if (size < kUdpHeader || size > ip->payload.size()) return fail(ParseError{ParseErrc::bad_length, in.offset()});
  udp.hop_limit = ip->hop_limit;
  udp.octets = in.take(size - kUdpHeader);
  return udp;
}

}  // namespace joincast::net
