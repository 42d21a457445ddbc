// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "base/export.h"
#include "payload/binding.h"

namespace joincast::headend {

/// Gives each format of a service its payload type, and keeps to it: a type once given means the same until the
/// headend ends, even when the service stops in between. Static types (RFC 3551) where there is one,
/// else 96 to 127 in turn.
class JOINCAST_EXPORT PayloadTypes {
 public:
  static constexpr std::uint8_t kFirstDynamic = 96;
  static constexpr std::uint8_t kLastDynamic = 127;

  /// None once all 32 dynamic types have a meaning and this format is none of them.
  const payload::Binding* bind(const payload::Format& format);

  const std::vector<payload::Binding>& given() const noexcept { return given_; }  ///< in the order given

 private:
  std::vector<payload::Binding> given_;
  std::uint8_t next_ = kFirstDynamic;
};

}  // namespace joincast::headend
