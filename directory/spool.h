// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/export.h"

namespace joincast::directory {

/// Octets put aside on disk, in a file without a name that is gone with the object, and with the program however it
/// ends.
class JOINCAST_EXPORT Spool {
 public:
  /// In that folder. ok() tells whether there is room for it.
  explicit Spool(const std::string& folder);
  ~Spool();
  Spool(Spool&& other) noexcept;
  Spool& operator=(Spool&& other) noexcept;

  bool ok() const noexcept { return file_ >= 0; }
  bool append(std::string_view octets);
  std::uint64_t size() const noexcept { return size_; }
  void cut(std::uint64_t size);  ///< forgets what stands behind
  /// What stands from `from` to `to`, in pieces. False: it cannot be read.
  bool read(std::uint64_t from, std::uint64_t to, const std::function<void(std::string_view)>& sink) const;

 private:
  int file_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace joincast::directory
