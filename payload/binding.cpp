// SPDX-License-Identifier: LGPL-2.1-or-later
#include "payload/binding.h"

#include <utility>

#include "rtp/static_types.h"

namespace joincast::payload {
Binding make_binding(std::uint8_t payload_type, Format format) {
  Binding binding;
  binding.payload_type = payload_type;
  binding.packing = format.codec == Codec::aac ? Packing::mpeg4_generic : Packing::plain;
  binding.format = std::move(format);
  return binding;
}

std::optional<Binding> static_binding(std::uint8_t payload_type) {
  const auto type = rtp::static_type(payload_type);
  if (!type) return std::nullopt;
  Format format;
  if (type->encoding == "MPA") {
    format = mpa_format();
  } else if (type->encoding == "MP2T") {
    format = mp2t_format();
  } else if (type->encoding == "L16") {
    format = pcm_format(Codec::l16, type->clock_rate_hz, type->channels);
  } else if (type->encoding == "PCMU") {
    format = pcm_format(Codec::pcmu, type->clock_rate_hz, type->channels);
  } else if (type->encoding == "PCMA") {
    format = pcm_format(Codec::pcma, type->clock_rate_hz, type->channels);
  } else {
    format.clock_rate_hz = type->clock_rate_hz;
    format.channels = type->channels;
    format.encoding_name = type->encoding;
  }
  return make_binding(payload_type, std::move(format));
}

}  // namespace joincast::payload
