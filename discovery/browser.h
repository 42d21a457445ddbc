// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/export.h"
#include "discovery/headend_table.h"
#include "net/event_loop.h"

namespace joincast::discovery {

/// What to look for.
enum class Wanted : std::uint8_t { any, radio, television };

/// Looks for headends on all links by DNS-SD, through the Avahi daemon, whose library it loads. What it tells has been
/// checked (HeadendTable). Questions to the daemon block for as long as it takes to answer them.
class JOINCAST_EXPORT Browser {
 public:
  /// None of them is called inside the constructor. Destroying the browser inside one of them is not allowed.
  struct Calls {
    std::function<void(const HeadendEvent&)> on_event;
    /// Once: all that can be found at once has been told, or nothing can be found as there is no daemon.
    std::function<void()> on_complete;
    /// Why nothing can be found, for people; empty: again it can. At each change.
    std::function<void(const std::string& why)> on_note;
  };

  /// The loop must outlive it. Empty calls are not called.
  Browser(net::EventLoop& loop, Wanted wanted, Calls calls);
  ~Browser();
  Browser(const Browser&) = delete;
  Browser& operator=(const Browser&) = delete;

  std::vector<Headend> headends() const;  ///< as they are now, by name
  bool complete() const noexcept;         ///< on_complete was called
  const std::string& note() const noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::discovery
