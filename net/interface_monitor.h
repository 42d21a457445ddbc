// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <system_error>
#include <vector>

#include "base/export.h"
#include "base/result.h"
#include "net/event_loop.h"
#include "net/interfaces.h"

namespace joincast::net {

/// Tells when interfaces or their addresses come, go or change (rtnetlink notifications). Needs no privilege.
class JOINCAST_EXPORT InterfaceMonitor {
 public:
  using Handler = std::function<void(std::span<const Interface> interfaces)>;

  /// `on_change` runs on the loop's thread with the new list, once for any number of changes that came together,
  /// and only if the list differs.
  static Result<InterfaceMonitor, std::error_code> open(EventLoop& loop, Handler on_change);

  InterfaceMonitor(InterfaceMonitor&&) noexcept;
  InterfaceMonitor& operator=(InterfaceMonitor&&) noexcept;
  ~InterfaceMonitor();

  /// As last seen.
  const std::vector<Interface>& interfaces() const noexcept;

  struct Impl;

 private:
  explicit InterfaceMonitor(std::shared_ptr<Impl> impl) noexcept;
  std::shared_ptr<Impl> impl_;
};

}  // namespace joincast::net
