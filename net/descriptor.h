// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <utility>

#include "base/export.h"

namespace joincast::net {

/// A file descriptor that is closed when its owner goes.
class JOINCAST_EXPORT Descriptor {
 public:
  Descriptor() noexcept = default;
  explicit Descriptor(int fd) noexcept : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() { close(); }

  int value() const noexcept { return fd_; }  ///< -1: none
  explicit operator bool() const noexcept { return fd_ >= 0; }
  void close() noexcept;

 private:
  int fd_ = -1;
};

}  // namespace joincast::net
