// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include "base/time.h"

namespace joincast::headend {

/// What stands in a station's place on this machine itself. Works on a thread of its own, which the destructor ends,
/// and puts what it gets into a queue that must outlive it.
class LocalUpstream {
 public:
  virtual ~LocalUpstream() = default;
  LocalUpstream() = default;
  LocalUpstream(const LocalUpstream&) = delete;
  LocalUpstream& operator=(const LocalUpstream&) = delete;

  /// Says that so much sound was sent or dropped. Any thread.
  virtual void consumed(Duration media) noexcept = 0;

  /// Another length of media handed over but not yet consumed, at which to wait. Any thread.
  virtual void set_most_ahead(Duration media) noexcept = 0;

  /// Nothing more will come; what came is in the queue, or was taken from it. Any thread.
  virtual bool ended() const noexcept = 0;

  /// What went wrong and where; empty: it ended as it should. Only when ended().
  virtual const std::string& error() const noexcept = 0;
};

}  // namespace joincast::headend
