// SPDX-License-Identifier: LGPL-2.1-or-later
//
// usage: bare_recorder INTERFACE FILE [GROUP]
//
// The least that recording can cost: a loop of recvmmsg and one writev of the payloads, 64 datagrams at a time, that
// validates nothing. Ends by SIGTERM. The row beside `joincast record` in docs/performance.md.
#include <arpa/inet.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <vector>

int main(int argc, char** argv) {
  if (argc < 3) return 1;
  constexpr unsigned kBatch = 64;
  constexpr std::size_t kHeader = 12;
  const int fd = socket(AF_INET6, SOCK_DGRAM, 0);
  const int buffer = 16 << 20;
  setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof buffer);
  sockaddr_in6 local{};
  local.sin6_family = AF_INET6;
  local.sin6_port = htons(5004);
  local.sin6_scope_id = if_nametoindex(argv[1]);
  inet_pton(AF_INET6, argc > 3 ? argv[3] : "ff3e:40:2001:db8:d0be:f00d:8000:1", &local.sin6_addr);
  if (bind(fd, reinterpret_cast<const sockaddr*>(&local), sizeof local) != 0) return 1;
  const ipv6_mreq membership{local.sin6_addr, local.sin6_scope_id};
  if (setsockopt(fd, IPPROTO_IPV6, IPV6_JOIN_GROUP, &membership, sizeof membership) != 0) return 1;
  const int file = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return 1;

  std::vector<std::array<std::uint8_t, 2048>> octets(kBatch);
  std::array<iovec, kBatch> pieces{}, payloads{};
  std::array<mmsghdr, kBatch> messages{};
  for (unsigned i = 0; i < kBatch; ++i) {
    pieces[i] = {octets[i].data(), octets[i].size()};
    messages[i].msg_hdr.msg_iov = &pieces[i];
    messages[i].msg_hdr.msg_iovlen = 1;
  }
  for (;;) {
    const int count = recvmmsg(fd, messages.data(), kBatch, MSG_WAITFORONE, nullptr);
    if (count <= 0) return 1;
    for (unsigned i = 0; i < static_cast<unsigned>(count); ++i)
      payloads[i] = {octets[i].data() + kHeader, messages[i].msg_len > kHeader ? messages[i].msg_len - kHeader : 0};
    if (writev(file, payloads.data(), count) < 0) return 1;
  }
}
