// SPDX-License-Identifier: LGPL-2.1-or-later
#include "payload/formats.h"

namespace joincast::payload {

PacketizerPtr make_packetizer(const Binding& binding, const PacketizerSettings& settings) {
  if (binding.format.clock_rate_hz == 0) return nullptr;
  switch (binding.format.codec) {
    case Codec::mpa: return make_mpa_packetizer(binding, settings);
    default: return nullptr;
  }
}

DepacketizerPtr make_depacketizer(const Binding& binding) {
  if (binding.format.clock_rate_hz == 0) return nullptr;
  switch (binding.format.codec) {
    case Codec::mpa: return make_mpa_depacketizer(binding);
    default: return nullptr;
  }
}

}  // namespace joincast::payload
