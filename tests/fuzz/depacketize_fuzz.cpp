// SPDX-License-Identifier: LGPL-2.1-or-later
// Packets of any kind into the depacketizer of every format, within its promises; and units that a packetizer takes
// come out of the depacketizer as they went in.
#include <cstdlib>

#include "payload/adts_header.h"
#include "payload/audio_specific_config.h"
#include "payload/depacketizer.h"
#include "payload/h264.h"
#include "payload/mpa_header.h"
#include "payload/opus_packet.h"
#include "payload/packetizer.h"
#include "payload/vorbis_config.h"

namespace {

using namespace joincast;
using namespace joincast::payload;

void require(bool holds) {
  if (!holds) std::abort();
}

constexpr std::string_view kSets = "Z0IACpZTBYmI,aMljiA==";

/// The smallest headers of Vorbis that VorbisTiming takes: blocks of 256 and 2,048, two modes.
Bytes vorbis_headers() {
  VorbisConfig config;
  config.ident = 0x010203;
  ByteWriter head(config.identification);
  head.text("\1vorbis");
  for (const std::uint8_t octet :
       std::vector<std::uint8_t>{0, 0, 0, 0, 2, 0x44, 0xac, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xb8, 1})
    head.u8(octet);
  ByteWriter setup(config.setup);
  setup.text("\5vorbis");
  setup.zeros(16);
  setup.u8(1);
  return to_octets(config);
}

std::vector<Binding> bindings() {
  std::vector<Binding> result = {*static_binding(14), *static_binding(33), *static_binding(0),
                                 make_binding(96, pcm_format(Codec::l24, 48'000, 2)), make_binding(97, opus_format())};
  const Format aac = aac_format({.object_type = 2, .sample_rate_hz = 48'000, .channel_configuration = 2});
  result.push_back(make_binding(98, aac));
  result.push_back(make_binding(99, aac));
  result.back().packing = Packing::latm;
  Format vorbis = pcm_format(Codec::vorbis, 44'100, 2);
  vorbis.config = vorbis_headers();
  result.push_back(make_binding(100, vorbis));
  Format h264 = h264_format();
  h264.config = *parse_h264_sets(kSets);
  result.push_back(make_binding(101, h264));
  return result;
}

void take_apart(const Binding& binding, ByteReader in) {
  const auto depacketizer = make_depacketizer(binding);
  require(depacketizer != nullptr);
  std::int64_t timestamp = 0;
  std::size_t held = 0;
  while (!in.at_end()) {
    const std::uint8_t flags = in.u8();
    const ByteView payload = in.take(in.u16() & 0x7ff);
    if (flags & 1) timestamp += 960;
    held += payload.size();
    (void)depacketizer->push({payload, timestamp, (flags & 2) != 0, (flags & 4) != 0});
    while (const auto unit = depacketizer->poll()) {
      require(!unit->octets.empty());
      if (binding.format.codec == Codec::h264) {  // start codes are added, and the parameter sets
        require(unit->octets.size() <= 3 * held + kMaxH264SetOctets);
        require(unit->octets.size() <= kMaxH264Picture);
        continue;
      }
      require(unit->octets.size() <= held);
      require(unit->octets.size() <= Depacketizer::kMaxAccessUnit);
    }
    if (flags & 8) depacketizer->reset();
  }
}

bool carries_anything(Codec codec) { return codec == Codec::aac || codec == Codec::vorbis || codec == Codec::pcmu; }

void there_and_back(const Binding& binding, ByteReader in) {
  PacketizerSettings settings;
  settings.max_payload = 64 + in.u8() * 4u;
  settings.frames_per_packet = 1 + in.u8() % 16u;
  const auto packetizer = make_packetizer(binding, settings);
  if (!packetizer) return;
  Bytes sent;
  AccessUnit unit;
  while (!in.at_end()) {
    const ByteView octets = in.take(in.u16() & 0x3fff);
    unit.octets.assign(octets.begin(), octets.end());
    unit.duration = 1024;
    if (packetizer->push(unit))
      sent.insert(sent.end(), octets.begin(), octets.end());
    else if (carries_anything(binding.format.codec))
      require(octets.empty() || octets.size() > 0x1fff);
    unit.timestamp += unit.duration;
  }
  packetizer->flush();
  const auto depacketizer = make_depacketizer(binding);
  Bytes got;
  while (const auto payload = packetizer->poll()) {
    require(payload->octets.size() <= settings.max_payload);
    require(depacketizer->push({payload->octets, payload->timestamp, payload->marker, false}).has_value());
    while (const auto out = depacketizer->poll()) got.insert(got.end(), out->octets.begin(), out->octets.end());
  }
  require(got == sent);
}

void parse_headers(ByteView octets) {
  if (const auto config = parse_audio_specific_config(octets))
    require(parse_audio_specific_config(to_octets(*config)) == config);
  if (const auto header = parse_adts_header(octets)) require(header->frame_size >= header->header_size());
  if (const auto header = parse_mpa_header(octets)) require(header->frame_size >= MpaHeader::kSize);
  if (const auto sets = parse_h264_sets(as_text(octets))) require(parse_h264_sets(h264_sets_to_text(*sets)) == sets);
  if (const auto head = parse_opus_head(octets); head && head->mapping_family == 0)
    require(parse_opus_head(to_octets(*head)) == head);
  if (const auto configs = parse_vorbis_configs(octets))
    for (const VorbisConfig& config : *configs) (void)VorbisTiming::make(config);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<Binding> kBindings = bindings();
  if (size < 1) return 0;
  const Binding& binding = kBindings[data[0] % kBindings.size()];
  const ByteView rest{data + 1, size - 1};
  if (data[0] & 0x80)
    there_and_back(binding, ByteReader(rest));
  else
    take_apart(binding, ByteReader(rest));
  parse_headers(rest);
  return 0;
}
