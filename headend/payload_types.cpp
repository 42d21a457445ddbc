// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/payload_types.h"

#include <algorithm>
#include <optional>

namespace joincast::headend {
namespace {

/// The type that RFC 3551's table has for a format.
std::optional<std::uint8_t> static_type(const payload::Format& format) {
  for (std::uint8_t type = 0; type < PayloadTypes::kFirstDynamic; ++type) {
    const auto binding = payload::static_binding(type);
    if (!binding || binding->format.codec != format.codec || format.codec == payload::Codec::unknown) continue;
    const bool same_channels = binding->format.channels == 0 || binding->format.channels == format.channels;
    if (binding->format.clock_rate_hz == format.clock_rate_hz && same_channels) return type;
  }
  return std::nullopt;
}

/// Whether receivers need no other word about it: an MPEG frame says its own rate, an Opus packet its channels.
bool same_meaning(const payload::Format& a, const payload::Format& b) {
  if (a.codec != b.codec || a.clock_rate_hz != b.clock_rate_hz) return false;
  if (static_type(a) || static_type(b)) return static_type(a) == static_type(b);
  payload::Format other = b;
  other.samples_per_frame = a.samples_per_frame;
  return a == other;
}

}  // namespace

const payload::Binding* PayloadTypes::bind(const payload::Format& format) {
  const auto known = std::find_if(given_.begin(), given_.end(),
                                  [&format](const auto& binding) { return same_meaning(binding.format, format); });
  if (known != given_.end()) return &*known;
  const auto fixed = static_type(format);
  if (!fixed && next_ > kLastDynamic) return nullptr;
  given_.push_back(payload::make_binding(fixed ? *fixed : next_++, format));
  return &given_.back();
}

}  // namespace joincast::headend
