// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>

#include "payload/depacketizer.h"
#include "payload/packetizer.h"

/// One pair of makers for each payload format of this room; make_packetizer() and make_depacketizer() choose.
namespace joincast::payload {

using PacketizerPtr = std::unique_ptr<Packetizer>;
using DepacketizerPtr = std::unique_ptr<Depacketizer>;

/// MPEG audio elementary streams (RFC 2250 section 3.2).
PacketizerPtr make_mpa_packetizer(const Binding& binding, const PacketizerSettings& settings);
DepacketizerPtr make_mpa_depacketizer(const Binding& binding);

/// MPEG transport streams (RFC 2250 section 2).
PacketizerPtr make_mp2t_packetizer(const Binding& binding, const PacketizerSettings& settings);
DepacketizerPtr make_mp2t_depacketizer(const Binding& binding);

/// L16, L24, PCMU, PCMA.
PacketizerPtr make_pcm_packetizer(const Binding& binding, const PacketizerSettings& settings);
DepacketizerPtr make_pcm_depacketizer(const Binding& binding);

/// RFC 7587.
PacketizerPtr make_opus_packetizer(const Binding& binding, const PacketizerSettings& settings);
DepacketizerPtr make_opus_depacketizer(const Binding& binding);

/// AAC by RFC 3640, without interleaving.
PacketizerPtr make_mpeg4_generic_packetizer(const Binding& binding, const PacketizerSettings& settings);
DepacketizerPtr make_mpeg4_generic_depacketizer(const Binding& binding);

/// AAC by RFC 6416, configuration out of band; received only.
DepacketizerPtr make_latm_depacketizer(const Binding& binding);

/// RFC 5215. Null without a configuration.
PacketizerPtr make_vorbis_packetizer(const Binding& binding, const PacketizerSettings& settings);
DepacketizerPtr make_vorbis_depacketizer(const Binding& binding);

/// RFC 6184, not interleaved; received only. Of each picture what came.
DepacketizerPtr make_h264_depacketizer(const Binding& binding);

}  // namespace joincast::payload
