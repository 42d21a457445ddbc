// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/packet_filter.h"

#include <linux/if_arp.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>

#include <array>
#include <initializer_list>

namespace joincast::net {
namespace {

constexpr std::uint32_t kWholePacket = 0xffff;
constexpr std::size_t kMostInterfaces = 512;

/// ICMPv6: what members say, and what queriers and routers say (RFC 3810, RFC 4286); queries first.
constexpr std::array<std::uint32_t, 3> kMldReports = {131, 132, 143};
constexpr std::array<std::uint32_t, 4> kMldOthers = {130, 151, 152, 153};
/// The same for IGMP (RFC 2236, RFC 3376).
constexpr std::array<std::uint32_t, 4> kIgmpReports = {0x12, 0x16, 0x17, 0x22};
constexpr std::array<std::uint32_t, 4> kIgmpOthers = {0x11, 0x30, 0x31, 0x32};

/// Writes a program with labels; jumps only go forward.
class Program {
 public:
  using Label = std::size_t;

  Label label() {
    targets_.push_back(0);
    return targets_.size() - 1;
  }
  void place(Label label) { targets_[label] = code_.size(); }

  void emit(int operation, std::uint32_t value = 0) {
    code_.push_back({static_cast<std::uint16_t>(operation), 0, 0, value});
  }
  void load8(std::uint32_t offset) { emit(BPF_LD | BPF_B | BPF_ABS, offset); }
  void load16(std::uint32_t offset) { emit(BPF_LD | BPF_H | BPF_ABS, offset); }
  void load_extra(std::int32_t what) { emit(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(SKF_AD_OFF + what)); }

  void go(Label label) {
    jumps_.push_back({code_.size(), label});
    emit(BPF_JMP | BPF_JA);
  }
  void go_if(std::uint32_t equal, Label label) {
    code_.push_back({BPF_JMP | BPF_JEQ | BPF_K, 0, 1, equal});
    go(label);
  }
  void go_unless(std::uint32_t equal, Label label) {
    code_.push_back({BPF_JMP | BPF_JEQ | BPF_K, 1, 0, equal});
    go(label);
  }
  void go_if_any(const auto& values, Label label) {
    for (const auto value : values) go_if(value, label);
  }
  void accept() { emit(BPF_RET | BPF_K, kWholePacket); }
  void drop() { emit(BPF_RET | BPF_K, 0); }

  std::vector<sock_filter> finish() {
    for (const auto& [at, label] : jumps_) code_[at].k = static_cast<std::uint32_t>(targets_[label] - at - 1);
    return std::move(code_);
  }

 private:
  struct Jump {
    std::size_t at;
    Label label;
  };
  std::vector<sock_filter> code_;
  std::vector<Jump> jumps_;
  std::vector<std::size_t> targets_;
};

/// The accumulator holds the message type: reports always, the rest only from others.
void judge_membership(Program& p, const auto& reports, const auto& others, bool own_queries, Program::Label accept,
                      Program::Label drop) {
  const auto from_others = p.label();
  if (own_queries) p.go_if(others.front(), accept);
  p.go_if_any(reports, accept);
  p.go_if_any(others, from_others);
  p.go(drop);
  p.place(from_others);
  p.load_extra(SKF_AD_PKTTYPE);
  p.go_if(PACKET_OUTGOING, drop);
  p.go(accept);
}

/// The index register holds the size of the IP header.
void judge_udp(Program& p, const PacketFilter& filter, Program::Label accept, Program::Label drop) {
  const auto incoming_only = p.label();
  const auto ours_stay_out = p.label();
  p.emit(BPF_LD | BPF_H | BPF_IND, 2);  // destination port
  p.go_if_any(filter.incoming_ports, incoming_only);
  p.go_if_any(filter.ports, ours_stay_out);
  p.go(drop);
  p.place(incoming_only);
  p.load_extra(SKF_AD_PKTTYPE);
  p.go_if(PACKET_OUTGOING, drop);
  p.go(accept);
  p.place(ours_stay_out);
  p.load_extra(SKF_AD_PKTTYPE);
  p.go_unless(PACKET_OUTGOING, accept);
  p.emit(BPF_LD | BPF_H | BPF_IND, 0);  // source port
  p.go_if_any(filter.own_ports, drop);
  p.go(accept);
}

/// The same for a datagram that is addressed to no group.
void judge_unicast(Program& p, const PacketFilter& filter, Program::Label accept, Program::Label drop) {
  const auto wanted = p.label();
  p.emit(BPF_LD | BPF_H | BPF_IND, 2);  // destination port
  p.go_if_any(filter.unicast_ports, wanted);
  p.go(drop);
  p.place(wanted);
  p.load_extra(SKF_AD_PKTTYPE);
  p.go_if(PACKET_HOST, accept);
  p.go(drop);
}

void judge_ipv6(Program& p, const PacketFilter& filter, Program::Label accept, Program::Label drop) {
  constexpr std::uint32_t kHeader = 40;
  const auto udp = p.label();
  const auto unicast = p.label();
  const auto hop_by_hop = p.label();
  const auto icmp = p.label();
  p.load8(6);  // next header
  p.go_if(17, udp);
  p.go_if(0, hop_by_hop);
  p.emit(BPF_LDX | BPF_IMM, kHeader);
  p.go_if(58, icmp);
  p.go(drop);

  p.place(hop_by_hop);
  p.load8(kHeader);
  p.go_unless(58, drop);
  p.load8(kHeader + 1);  // its size in units of 8 octets, less one
  p.emit(BPF_ALU | BPF_ADD | BPF_K, 1 + kHeader / 8);
  p.emit(BPF_ALU | BPF_LSH | BPF_K, 3);
  p.emit(BPF_MISC | BPF_TAX);
  p.place(icmp);
  p.emit(BPF_LD | BPF_B | BPF_IND, 0);
  judge_membership(p, kMldReports, kMldOthers, filter.own_queries, accept, drop);

  p.place(udp);
  p.emit(BPF_LDX | BPF_IMM, kHeader);
  p.load8(24);
  p.go_unless(0xff, unicast);
  judge_udp(p, filter, accept, drop);
  p.place(unicast);
  judge_unicast(p, filter, accept, drop);
}

void judge_ipv4(Program& p, const PacketFilter& filter, Program::Label accept, Program::Label drop) {
  const auto udp = p.label();
  const auto unicast = p.label();
  const auto igmp = p.label();
  p.load16(6);
  p.emit(BPF_ALU | BPF_AND | BPF_K, 0x3fff);
  p.go_unless(0, drop);  // a fragment
  p.emit(BPF_LDX | BPF_B | BPF_MSH, 0);
  p.load8(9);
  p.go_if(17, udp);
  p.go_if(2, igmp);
  p.go(drop);

  p.place(igmp);
  p.emit(BPF_LD | BPF_B | BPF_IND, 0);
  judge_membership(p, kIgmpReports, kIgmpOthers, filter.own_queries, accept, drop);

  p.place(udp);
  p.load8(16);
  p.emit(BPF_ALU | BPF_AND | BPF_K, 0xf0);
  p.go_unless(0xe0, unicast);
  judge_udp(p, filter, accept, drop);
  p.place(unicast);
  judge_unicast(p, filter, accept, drop);
}

}  // namespace

std::vector<sock_filter> compile(const PacketFilter& filter, std::span<const std::uint32_t> interfaces) {
  Program p;
  const auto accept = p.label();
  const auto drop = p.label();
  const auto ipv6 = p.label();
  const auto ipv4 = p.label();
  const auto here = p.label();

  if (interfaces.size() <= kMostInterfaces) {
    p.load_extra(SKF_AD_IFINDEX);
    p.go_if_any(interfaces, here);
    p.load_extra(SKF_AD_HATYPE);
    if (!filter.unicast_ports.empty()) p.go_if(ARPHRD_LOOPBACK, here);  // what this host says to itself
    p.go(drop);
  }
  p.place(here);
  p.load_extra(SKF_AD_VLAN_TAG_PRESENT);
  p.go_unless(0, drop);
  p.load_extra(SKF_AD_PROTOCOL);
  p.go_if(ETH_P_IPV6, ipv6);
  p.go_if(ETH_P_IP, ipv4);
  p.go(drop);
  p.place(ipv6);
  judge_ipv6(p, filter, accept, drop);
  p.place(ipv4);
  judge_ipv4(p, filter, accept, drop);
  p.place(accept);
  p.accept();
  p.place(drop);
  p.drop();
  return p.finish();
}

}  // namespace joincast::net
