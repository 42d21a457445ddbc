// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/message.h"

#include <ctime>

namespace joincast::net {

bool take_common(const cmsghdr& header, Ancillary& ancillary) noexcept {
  if (header.cmsg_level != SOL_SOCKET) return false;
  if (header.cmsg_type == SCM_TIMESTAMPNS) {
    const auto stamp = control_value<timespec>(header);
    ancillary.stamp = WallTime{std::chrono::seconds{stamp.tv_sec} + Duration{stamp.tv_nsec}};
  } else if (header.cmsg_type == SO_RXQ_OVFL) {
    ancillary.drops = control_value<std::uint32_t>(header);
  }
  return true;
}

void MessageArray::reserve(std::size_t largest) {
  if (largest <= largest_) return;
  largest_ = largest;
  buffer_.reset(new std::uint8_t[kCount * largest]);
  headers_.resize(kCount);
  vectors_.resize(kCount);
  names_.resize(kCount);
  controls_.resize(kCount * kControl / sizeof(std::uint64_t));
  for (std::size_t i = 0; i < kCount; ++i) {
    vectors_[i] = {buffer_.get() + i * largest, largest};
    msghdr& message = headers_[i].msg_hdr;
    message.msg_name = &names_[i];
    message.msg_iov = &vectors_[i];
    message.msg_iovlen = 1;
    message.msg_control = controls_.data() + i * kControl / sizeof(std::uint64_t);
  }
}

int MessageArray::receive(int fd, std::size_t largest) noexcept {
  for (iovec& vector : vectors_) vector.iov_len = largest;
  for (mmsghdr& header : headers_) {
    header.msg_hdr.msg_namelen = sizeof(sockaddr_storage);
    header.msg_hdr.msg_controllen = kControl;
    header.msg_hdr.msg_flags = 0;
  }
  return ::recvmmsg(fd, headers_.data(), kCount, MSG_DONTWAIT, nullptr);
}

}  // namespace joincast::net
