// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/lab/harness.h"
#include "tests/lab/impairment.h"

namespace joincast::lab {

/// Passes Ethernet frames between two interfaces of one namespace on a thread of its own, impaired by seed.
class Relay {
 public:
  enum class Direction : std::uint8_t { to_host, from_host };

  Relay(const Host& inside, const std::string& switch_side, const std::string& host_side, const Impairment& to_host,
        const Impairment& from_host);
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;
  ~Relay();

  /// Begins anew with another impairment: its seed, an empty record. The record so far.
  std::vector<Passage> set(Direction direction, const Impairment& impairment);

  /// Every impaired frame so far, in the order of arrival at the relay.
  std::vector<Passage> passages(Direction direction) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::lab
