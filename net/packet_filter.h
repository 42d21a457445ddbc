// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <linux/filter.h>

#include <cstdint>
#include <span>
#include <vector>

#include "net/packet_socket.h"

// Private to the room.
namespace joincast::net {

/// The classic BPF program of a PacketFilter for an AF_PACKET SOCK_DGRAM socket (octets begin at the IP
/// header), limited to some interfaces. More than 512 interfaces are not told apart in the kernel.
std::vector<sock_filter> compile(const PacketFilter& filter, std::span<const std::uint32_t> interfaces);

}  // namespace joincast::net
