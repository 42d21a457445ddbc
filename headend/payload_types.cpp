// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/payload_types.h"

#include <algorithm>
#include <optional>

namespace joincast::headend {
namespace {

/// RFC 3551 section 6, as far as a headend sends it.
std::optional<std::uint8_t> static_type(const payload::Format& format) {
  using payload::Codec;
  if (format.codec == Codec::mpa) return 14;
  if (format.codec == Codec::mp2t) return 33;
  if (format.codec == Codec::l16 && format.sample_rate_hz == 44'100 && format.channels == 2) return 10;
  if (format.codec == Codec::l16 && format.sample_rate_hz == 44'100 && format.channels == 1) return 11;
  if (format.codec == Codec::pcmu && format.sample_rate_hz == 8'000 && format.channels == 1) return 0;
  if (format.codec == Codec::pcma && format.sample_rate_hz == 8'000 && format.channels == 1) return 8;
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
