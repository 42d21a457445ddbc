// SPDX-License-Identifier: LGPL-2.1-or-later
#include "payload/formats.h"

namespace joincast::payload {

PacketizerPtr make_packetizer(const Binding& binding, const PacketizerSettings& settings) {
  const Format& format = binding.format;
  if (format.clock_rate_hz == 0) return nullptr;
  switch (format.codec) {
    case Codec::mpa: return make_mpa_packetizer(binding, settings);
    case Codec::mp2t: return make_mp2t_packetizer(binding, settings);
    case Codec::l16:
    case Codec::l24:
    case Codec::pcmu:
    case Codec::pcma: return make_pcm_packetizer(binding, settings);
    case Codec::opus: return make_opus_packetizer(binding, settings);
    case Codec::vorbis: return make_vorbis_packetizer(binding, settings);
    case Codec::aac:
      return binding.packing == Packing::mpeg4_generic ? make_mpeg4_generic_packetizer(binding, settings) : nullptr;
    case Codec::flac:
    case Codec::h264:
    case Codec::unknown: break;
  }
  return nullptr;
}

DepacketizerPtr make_depacketizer(const Binding& binding) {
  const Format& format = binding.format;
  if (format.clock_rate_hz == 0) return nullptr;
  switch (format.codec) {
    case Codec::mpa: return make_mpa_depacketizer(binding);
    case Codec::mp2t: return make_mp2t_depacketizer(binding);
    case Codec::l16:
    case Codec::l24:
    case Codec::pcmu:
    case Codec::pcma: return make_pcm_depacketizer(binding);
    case Codec::opus: return make_opus_depacketizer(binding);
    case Codec::vorbis: return make_vorbis_depacketizer(binding);
    case Codec::h264: return make_h264_depacketizer(binding);
    case Codec::aac:
      if (format.sample_rate_hz == 0) return nullptr;
      if (binding.packing == Packing::latm) return make_latm_depacketizer(binding);
      return binding.packing == Packing::mpeg4_generic ? make_mpeg4_generic_depacketizer(binding) : nullptr;
    case Codec::flac:
    case Codec::unknown: break;
  }
  return nullptr;
}

}  // namespace joincast::payload
