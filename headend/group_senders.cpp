// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/group_senders.h"

#include <poll.h>

#include <algorithm>
#include <chrono>

#include "headend/send_within.h"

namespace joincast::headend {
namespace {

constexpr std::size_t kSendBuffer = 8u << 20;
constexpr std::size_t kMostHeld = 4096;

}  // namespace

void GroupSenders::set_marks(std::uint8_t hop_limit, std::uint8_t dscp) {
  if (hop_limit == hop_limit_ && dscp == dscp_) return;
  hop_limit_ = hop_limit;
  dscp_ = dscp;
  for (auto& [key, socket] : senders_) socket.sender.set_marks(hop_limit, dscp);
}

std::error_code GroupSenders::open(std::uint32_t interface, Family family) {
  if (has(interface, family)) return {};
  net::SenderOptions options;
  options.family = family;
  options.interface = interface;
  options.hop_limit = hop_limit_;
  options.dscp = dscp_;
  options.send_buffer = kSendBuffer;
  auto sender = net::MulticastSender::open(options);
  if (!sender) return sender.error();
  senders_.emplace(key(interface, family), Socket{std::move(*sender), {}, {}});
  return {};
}

void GroupSenders::close(std::uint32_t interface) noexcept {
  senders_.erase(key(interface, Family::ipv6));
  senders_.erase(key(interface, Family::ipv4));
}

Result<Endpoint, std::error_code> GroupSenders::source_for(const Group& group) const {
  const auto socket = senders_.find(key(group.interface, group.address.family()));
  if (socket == senders_.end()) return fail(std::make_error_code(std::errc::no_such_device));
  return socket->second.sender.source_for(group.address);
}

void GroupSenders::flush(Outbox& outbox) {
  for (const Outbox::Datagram& datagram : outbox.datagrams()) {
    const auto socket = senders_.find(key(datagram.interface, datagram.to.address.family()));
    if (socket != senders_.end())
      socket->second.batch.push_back({outbox.octets(datagram), datagram.to, datagram.hop_limit});
  }
  for (auto& [key, socket] : senders_)
    if (!socket.batch.empty() || !socket.held.empty()) send_batch(socket);
  outbox.clear();
}

bool GroupSenders::finish(Duration most) {
  const auto send = [this] {
    bool all = true;
    for (auto& [key, socket] : senders_) {
      if (!socket.held.empty()) send_batch(socket);
      all = all && socket.held.empty();
    }
    return all;
  };
  const auto wait = [this](Duration left) -> Duration {
    const auto began = std::chrono::steady_clock::now();
    std::vector<pollfd> full;
    for (const auto& [key, socket] : senders_)
      if (!socket.held.empty()) full.push_back({socket.sender.fd(), POLLOUT, 0});
    const auto ms = static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(left).count());
    ::poll(full.data(), static_cast<nfds_t>(full.size()), ms);
    // The device may have no room while the socket has.
    if (std::chrono::steady_clock::now() - began < std::chrono::milliseconds(1)) ::poll(nullptr, 0, 1);
    return std::chrono::steady_clock::now() - began;
  };
  return send_within(most, send, wait);
}

void GroupSenders::send_batch(Socket& socket) {
  std::size_t done = 0;
  while (done < socket.held.size()) {
    net::Outgoing datagram = socket.held[done].datagram;
    datagram.octets = socket.held[done].octets;
    if (socket.sender.send({&datagram, 1}) == 0) break;
    ++done;
  }
  socket.held.erase(socket.held.begin(), socket.held.begin() + static_cast<std::ptrdiff_t>(done));
  const std::size_t sent = socket.held.empty() ? socket.sender.send(socket.batch) : 0;
  for (std::size_t i = sent; i < socket.batch.size(); ++i) {
    if (socket.held.size() >= kMostHeld) {
      dropped_ += socket.batch.size() - i;
      break;
    }
    const ByteView octets = socket.batch[i].octets;
    socket.held.push_back({socket.batch[i], Bytes(octets.begin(), octets.end())});
  }
  socket.batch.clear();
}

std::vector<std::uint16_t> GroupSenders::source_ports() const {
  std::vector<std::uint16_t> ports;
  for (const auto& [key, socket] : senders_) ports.push_back(socket.sender.source_port());
  std::sort(ports.begin(), ports.end());
  return ports;
}

GroupSenders::Totals GroupSenders::totals() const {
  Totals totals;
  totals.dropped = dropped_;
  for (const auto& [key, socket] : senders_) {
    const net::SendCounters& one = socket.sender.counters();
    totals.sent.datagrams += one.datagrams;
    totals.sent.octets += one.octets;
    totals.sent.calls += one.calls;
    totals.sent.blocked += one.blocked;
    totals.sent.too_big += one.too_big;
    totals.sent.failed += one.failed;
  }
  return totals;
}

}  // namespace joincast::headend
