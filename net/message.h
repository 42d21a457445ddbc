// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <sys/socket.h>

#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "base/time.h"

// Private to the room: recvmmsg with room for everything, set up once.
namespace joincast::net {

/// What the kernel says beside a datagram and that is the same for all kinds of sockets.
struct Ancillary {
  std::optional<WallTime> stamp;       ///< SO_TIMESTAMPNS
  std::optional<std::uint32_t> drops;  ///< SO_RXQ_OVFL; absent while nothing was lost
};

/// The value of a control message; it is copied because nothing promises its alignment.
template <typename T>
T control_value(const cmsghdr& header) noexcept {
  T value;
  std::memcpy(&value, CMSG_DATA(&header), sizeof value);
  return value;
}

/// Takes the control messages of level SOL_SOCKET into `ancillary`; false: it is another kind.
bool take_common(const cmsghdr& header, Ancillary& ancillary) noexcept;

/// Room for a batch of datagrams of up to `largest` octets each. Used by one thread, for one call at a time.
class MessageArray {
 public:
  static constexpr std::size_t kCount = 64;

  /// Makes room for such datagrams; never shrinks.
  void reserve(std::size_t largest);

  /// One recvmmsg without waiting, of datagrams of up to `largest` octets, for which there must be room: how many
  /// came; none and an errno when there is nothing.
  int receive(int fd, std::size_t largest) noexcept;

  const msghdr& header(std::size_t i) const noexcept { return headers_[i].msg_hdr; }
  ByteView octets(std::size_t i) const noexcept { return {buffer_.get() + i * largest_, headers_[i].msg_len}; }
  const sockaddr_storage& from(std::size_t i) const noexcept { return names_[i]; }

  /// The control messages, one after the other.
  template <typename Visit>
  void for_each_control(std::size_t i, Visit visit) {
    msghdr& message = headers_[i].msg_hdr;
    for (cmsghdr* c = CMSG_FIRSTHDR(&message); c; c = CMSG_NXTHDR(&message, c)) visit(*c);
  }

 private:
  static constexpr std::size_t kControl = 256;  ///< octets for control messages of one datagram

  std::size_t largest_ = 0;
  std::unique_ptr<std::uint8_t[]> buffer_;  ///< not touched before it is used, so that large is cheap
  std::vector<mmsghdr> headers_;
  std::vector<iovec> vectors_;
  std::vector<sockaddr_storage> names_;
  std::vector<std::uint64_t> controls_;  ///< of 64 bits, for their alignment
};

/// How much a 32-bit counter of the kernel has grown since it was last seen.
inline std::uint32_t growth(std::uint32_t now, std::uint32_t& last) noexcept {
  const std::uint32_t grown = now - last;
  last = now;
  return grown;
}

}  // namespace joincast::net
