// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <avahi-common/watch.h>

#include "discovery/avahi_module.h"

namespace joincast::discovery {

/// The loop, as Avahi's client wants it. `waiting` and this must outlive the client.
class AvahiLoop {
 public:
  explicit AvahiLoop(Waiting& waiting) noexcept;
  AvahiLoop(const AvahiLoop&) = delete;
  AvahiLoop& operator=(const AvahiLoop&) = delete;

  const AvahiPoll* poll() const noexcept { return &poll_; }

 private:
  AvahiPoll poll_{};
};

}  // namespace joincast::discovery
