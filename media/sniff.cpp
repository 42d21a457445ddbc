// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "media/stream_framer.h"
#include "media/ts_packet.h"
#include "payload/adts_header.h"
#include "payload/mpa_header.h"

namespace joincast::media {
namespace {

// Headers in a row that prove a chain of frames: chance has a header in some 1,000 octets of anything.
constexpr int kProof = 3;
constexpr int kProofWithHint = 2;
constexpr std::size_t kTsProof = 5;  // packets of a transport stream: their mark is one octet

struct Step {
  std::size_t size = 0;    // octets to the next header
  std::uint32_t kind = 0;  // what stays the same in one stream
};

std::optional<Step> mpa_step(ByteView octets) {
  const auto header = payload::parse_mpa_header(octets);
  if (!header) return std::nullopt;
  const auto version = static_cast<std::uint32_t>(header->version);
  return Step{header->frame_size, header->sample_rate_hz << 8 | version << 4 | header->layer};
}

std::optional<Step> adts_step(ByteView octets) {
  const auto header = payload::parse_adts_header(octets);
  if (!header) return std::nullopt;
  return Step{header->frame_size, header->sample_rate_hz << 8 | header->object_type};
}

template <typename StepOf>
bool is_chain(ByteView octets, int headers, StepOf step_of) {
  std::uint32_t kind = 0;
  for (int seen = 0; seen < headers; ++seen) {
    const auto step = step_of(octets);
    if (!step || (seen > 0 && step->kind != kind)) return false;
    kind = step->kind;
    octets = octets.subspan(std::min(step->size, octets.size()));
  }
  return true;
}

bool begins_with(ByteView octets, std::string_view mark) { return as_text(octets).starts_with(mark); }

}  // namespace

Container sniff_container(ByteView start, Container hint) noexcept {
  constexpr std::string_view kOggPage{"OggS\0", 5};  // mark and version (RFC 3533 section 6)
  const auto proof = [hint](Container container) { return hint == container ? kProofWithHint : kProof; };
  if (begins_with(start, "fLaC")) return Container::flac;
  for (std::size_t at = 0; at < start.size(); ++at) {
    const ByteView here = start.subspan(at);
    if (here[0] == 'O' && begins_with(here, kOggPage)) return Container::ogg;
    if (here.size() > (kTsProof - 1) * kTsPacket && begins_with_ts(here, kTsProof)) return Container::ts;
    if (here[0] != 0xff) continue;
    if (is_chain(here, proof(Container::adts), adts_step)) return Container::adts;
    if (is_chain(here, proof(Container::mpa), mpa_step)) return Container::mpa;
  }
  return Container::unknown;
}

Container container_of_type(std::string_view content_type) noexcept {
  constexpr std::array<std::pair<std::string_view, Container>, 17> kTypes = {{
      {"audio/mpeg", Container::mpa},
      {"audio/mp3", Container::mpa},
      {"audio/mpeg3", Container::mpa},
      {"audio/x-mpeg", Container::mpa},
      {"audio/x-mp3", Container::mpa},
      {"audio/aac", Container::adts},
      {"audio/aacp", Container::adts},
      {"audio/x-aac", Container::adts},
      {"audio/x-aacp", Container::adts},
      {"application/ogg", Container::ogg},
      {"audio/ogg", Container::ogg},
      {"audio/x-ogg", Container::ogg},
      {"audio/opus", Container::ogg},
      {"audio/vorbis", Container::ogg},
      {"audio/flac", Container::flac},
      {"audio/x-flac", Container::flac},
      {"video/mp2t", Container::ts},
  }};
  const auto* found = std::ranges::find(kTypes, content_type, &std::pair<std::string_view, Container>::first);
  return found == kTypes.end() ? Container::unknown : found->second;
}

}  // namespace joincast::media
