// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/packet_filter.h"

#include <gtest/gtest.h>
#include <linux/if_arp.h>
#include <linux/if_packet.h>

#include <optional>

namespace joincast::net {
namespace {

/// Enough of classic BPF to run the program without a socket, as the kernel would for SOCK_DGRAM.
class Machine {
 public:
  Machine(std::vector<sock_filter> program, Bytes octets, std::uint32_t interface, std::uint32_t packet_type,
          std::uint32_t protocol, std::uint32_t vlan, std::uint32_t hardware)
      : program_(std::move(program)),
        octets_(std::move(octets)),
        interface_(interface),
        type_(packet_type),
        protocol_(protocol),
        vlan_(vlan),
        hardware_(hardware) {}

  bool accepts() {
    for (std::size_t at = 0;; ++at) {
      const sock_filter& op = program_.at(at);
      switch (op.code) {
        case BPF_LD | BPF_W | BPF_ABS: a_ = extra(op.k); break;
        case BPF_LD | BPF_H | BPF_ABS: load(op.k, 2); break;
        case BPF_LD | BPF_B | BPF_ABS: load(op.k, 1); break;
        case BPF_LD | BPF_H | BPF_IND: load(x_ + op.k, 2); break;
        case BPF_LD | BPF_B | BPF_IND: load(x_ + op.k, 1); break;
        case BPF_LDX | BPF_IMM: x_ = op.k; break;
        case BPF_LDX | BPF_B | BPF_MSH: x_ = 4u * (octets_.at(op.k) & 0x0f); break;
        case BPF_ALU | BPF_ADD | BPF_K: a_ += op.k; break;
        case BPF_ALU | BPF_LSH | BPF_K: a_ <<= op.k; break;
        case BPF_ALU | BPF_AND | BPF_K: a_ &= op.k; break;
        case BPF_MISC | BPF_TAX: x_ = a_; break;
        case BPF_JMP | BPF_JA: at += op.k; break;
        case BPF_JMP | BPF_JEQ | BPF_K: at += a_ == op.k ? op.jt : op.jf; break;
        case BPF_RET | BPF_K: return op.k != 0;
        default: ADD_FAILURE() << "unknown operation " << op.code; return false;
      }
      if (past_end_) return false;  // a load past the end drops the packet
    }
  }

 private:
  std::uint32_t extra(std::uint32_t k) const {
    switch (static_cast<std::int32_t>(k) - SKF_AD_OFF) {
      case SKF_AD_IFINDEX: return interface_;
      case SKF_AD_PKTTYPE: return type_;
      case SKF_AD_PROTOCOL: return protocol_;
      case SKF_AD_VLAN_TAG_PRESENT: return vlan_;
      case SKF_AD_HATYPE: return hardware_;
      default: ADD_FAILURE() << "unknown extra " << k; return 0;
    }
  }
  void load(std::size_t at, std::size_t size) {
    past_end_ = at + size > octets_.size();
    a_ = 0;
    for (std::size_t i = 0; i < size && !past_end_; ++i) a_ = a_ << 8 | octets_[at + i];
  }

  std::vector<sock_filter> program_;
  Bytes octets_;
  std::uint32_t interface_, type_, protocol_, vlan_, hardware_;
  std::uint32_t a_ = 0, x_ = 0;
  bool past_end_ = false;
};

const PacketFilter kFilter{
    .ports = {5005}, .incoming_ports = {5004, 9875}, .unicast_ports = {5005}, .own_ports = {40000}};

struct Where {
  std::uint32_t interface = 7;
  bool outgoing = false;
  bool tagged = false;
  bool to_us = false;  ///< at the link layer: not to a group
  std::uint32_t hardware = ARPHRD_ETHER;
};

bool passes(const Bytes& octets, Where where = {}, const PacketFilter& filter = kFilter) {
  const std::uint32_t protocol = octets.at(0) >> 4 == 6 ? 0x86dd : 0x0800;
  const std::uint32_t incoming = where.to_us ? PACKET_HOST : PACKET_MULTICAST;
  return Machine(compile(filter, std::vector<std::uint32_t>{3, 7}), octets, where.interface,
                 where.outgoing ? PACKET_OUTGOING : incoming, protocol, where.tagged, where.hardware)
      .accepts();
}

Bytes ipv6(std::uint8_t next_header, const Bytes& payload, std::uint8_t first_octet_of_group = 0xff) {
  Bytes octets(40);
  octets[0] = 0x60;
  octets[6] = next_header;
  octets[24] = first_octet_of_group;
  octets.insert(octets.end(), payload.begin(), payload.end());
  return octets;
}

Bytes ipv4(std::uint8_t protocol, const Bytes& payload, std::uint8_t first_octet_of_group = 239) {
  Bytes octets(24);
  octets[0] = 0x46;  // with the four octets of router alert
  octets[9] = protocol;
  octets[16] = first_octet_of_group;
  octets.insert(octets.end(), payload.begin(), payload.end());
  return octets;
}

/// Hop-by-hop header of `units` + 1 times 8 octets, then an ICMPv6 type.
Bytes mld(std::uint8_t type, std::uint8_t units = 0) {
  Bytes payload(8u * (units + 1u));
  payload[0] = 58;
  payload[1] = units;
  payload.insert(payload.end(), {type, 0, 0, 0});
  return ipv6(0, payload);
}

Bytes udp(std::uint16_t from, std::uint16_t to) {
  return {static_cast<std::uint8_t>(from >> 8),
          static_cast<std::uint8_t>(from),
          static_cast<std::uint8_t>(to >> 8),
          static_cast<std::uint8_t>(to),
          0,
          8,
          0,
          0};
}

TEST(PacketFilter, LetsReportsThroughInBothDirections) {
  for (const std::uint8_t type : std::initializer_list<std::uint8_t>{131, 132, 143}) {
    EXPECT_TRUE(passes(mld(type))) << int{type};
    EXPECT_TRUE(passes(mld(type), {.outgoing = true})) << int{type};
    EXPECT_TRUE(passes(mld(type, 2))) << int{type};
  }
  for (const std::uint8_t type : std::initializer_list<std::uint8_t>{0x12, 0x16, 0x17, 0x22}) {
    EXPECT_TRUE(passes(ipv4(2, {type, 0}))) << int{type};
    EXPECT_TRUE(passes(ipv4(2, {type, 0}), {.outgoing = true})) << int{type};
  }
}

TEST(PacketFilter, LetsQueriesAndRouterDiscoveryOfOthersThrough) {
  for (const std::uint8_t type : std::initializer_list<std::uint8_t>{130, 151, 152, 153}) {
    EXPECT_TRUE(passes(mld(type))) << int{type};
    EXPECT_FALSE(passes(mld(type), {.outgoing = true})) << int{type};
  }
  for (const std::uint8_t type : std::initializer_list<std::uint8_t>{0x11, 0x30, 0x31, 0x32}) {
    EXPECT_TRUE(passes(ipv4(2, {type, 0}))) << int{type};
    EXPECT_FALSE(passes(ipv4(2, {type, 0}), {.outgoing = true})) << int{type};
  }
}

TEST(PacketFilter, LetsTheOwnHostsQueriesThroughForThoseWhoAskNothing) {
  const PacketFilter watching{.own_queries = true};
  EXPECT_TRUE(passes(mld(130), {.outgoing = true}, watching));
  EXPECT_TRUE(passes(ipv4(2, {0x11, 0}), {.outgoing = true}, watching));
  EXPECT_FALSE(passes(mld(151), {.outgoing = true}, watching));
  EXPECT_FALSE(passes(ipv4(2, {0x30, 0}), {.outgoing = true}, watching));
}

TEST(PacketFilter, LetsRtcpThroughInBothDirectionsButOurOwn) {
  for (const auto& wrap : {+[](const Bytes& b) { return ipv6(17, b); }, +[](const Bytes& b) { return ipv4(17, b); }}) {
    EXPECT_TRUE(passes(wrap(udp(1234, 5005))));
    EXPECT_TRUE(passes(wrap(udp(1234, 5005)), {.outgoing = true}));
    EXPECT_FALSE(passes(wrap(udp(40000, 5005)), {.outgoing = true}));
    EXPECT_TRUE(passes(wrap(udp(40000, 5005)))) << "another host may use our port";
  }
}

TEST(PacketFilter, LetsRtpThroughOnlyFromOthers) {
  for (const std::uint16_t port : std::initializer_list<std::uint16_t>{5004, 9875}) {
    EXPECT_TRUE(passes(ipv6(17, udp(1234, port))));
    EXPECT_FALSE(passes(ipv6(17, udp(1234, port)), {.outgoing = true}));
    EXPECT_TRUE(passes(ipv4(17, udp(1234, port))));
    EXPECT_FALSE(passes(ipv4(17, udp(1234, port)), {.outgoing = true}));
  }
}

TEST(PacketFilter, LetsRtcpToThisHostItselfThrough) {
  for (const Bytes& goodbye : {ipv6(17, udp(1234, 5005), 0x20), ipv4(17, udp(1234, 5005), 192)}) {
    EXPECT_TRUE(passes(goodbye, {.to_us = true}));
    EXPECT_FALSE(passes(goodbye, {.outgoing = true})) << "to somebody else";
    EXPECT_FALSE(passes(goodbye)) << "another's address, in a frame for all";
    EXPECT_TRUE(passes(goodbye, {.interface = 1, .to_us = true, .hardware = ARPHRD_LOOPBACK}));
    EXPECT_FALSE(passes(goodbye, {.interface = 1, .outgoing = true, .hardware = ARPHRD_LOOPBACK})) << "heard twice";
    EXPECT_FALSE(passes(goodbye, {.interface = 4, .to_us = true}));
  }
  EXPECT_FALSE(passes(ipv6(17, udp(1234, 5004), 0x20), {.to_us = true}));
  EXPECT_FALSE(passes(ipv4(17, udp(1234, 9875), 192), {.to_us = true}));
}

TEST(PacketFilter, DropsEverythingElse) {
  EXPECT_FALSE(passes(ipv6(17, udp(5005, 5006))));
  EXPECT_FALSE(passes(ipv6(6, udp(1, 5005)))) << "TCP";
  EXPECT_FALSE(passes(ipv6(58, {135, 0}))) << "neighbour discovery";
  EXPECT_FALSE(passes(mld(128)));
  EXPECT_FALSE(passes(ipv4(1, {8, 0}))) << "ping";
  Bytes fragment = ipv4(17, udp(1, 5005));
  fragment[6] = 0x20;
  EXPECT_FALSE(passes(fragment));
}

TEST(PacketFilter, HearsOnlyItsInterfacesAndNoTaggedCopies) {
  EXPECT_TRUE(passes(mld(143), {.interface = 3}));
  EXPECT_FALSE(passes(mld(143), {.interface = 4}));
  EXPECT_FALSE(passes(mld(143), {.tagged = true}));
}

TEST(PacketFilter, DropsWhatIsCutShort) {
  for (const Bytes& whole : {mld(143), ipv6(17, {1, 2, 0x13, 0x8d}), ipv4(2, {0x22})})
    for (std::size_t size = 1; size < whole.size() - (whole[6] == 0 && whole[0] == 0x60 ? 3 : 0); ++size)
      EXPECT_FALSE(passes({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)})) << size;
}

TEST(PacketFilter, DoesNotTellApartMoreInterfacesThanFit) {
  const std::vector<std::uint32_t> many(600, 9);
  EXPECT_LT(compile(kFilter, many).size(), 200u);
}

}  // namespace
}  // namespace joincast::net
