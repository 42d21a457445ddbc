// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/ts_audio.h"

#include <algorithm>

namespace joincast::fetch {
namespace {

constexpr std::size_t kHeader = 4;         // of a packet
constexpr std::size_t kSectionHeader = 3;  // up to its length
constexpr std::size_t kMaxSection = 1024;
constexpr std::size_t kCrc = 4;
constexpr std::size_t kPesHeader = 9;

std::uint16_t pid_at(ByteView octets, std::size_t at) noexcept {
  return static_cast<std::uint16_t>((octets[at] & 0x1f) << 8 | octets[at + 1]);
}

std::size_t length_at(ByteView octets, std::size_t at) noexcept { return (octets[at] & 0x0fu) << 8 | octets[at + 1]; }

ContentKind kind_of_stream(std::uint8_t type) noexcept {
  switch (type) {
    case 0x03:  // MPEG-1 audio
    case 0x04: return ContentKind::mpa;
    case 0x0f: return ContentKind::adts;
    default: return ContentKind::unknown;
  }
}

}  // namespace

void TsAudio::restart() noexcept {
  partial_.clear();
  programmes_.octets.clear();
  map_.octets.clear();
  in_sound_ = false;
}

void TsAudio::push(ByteView octets, Bytes& out) {
  partial_.insert(partial_.end(), octets.begin(), octets.end());
  ByteView rest = partial_;
  while (rest.size() >= kPacket) {
    if (rest[0] != 0x47) {
      const auto sync = std::find(rest.begin(), rest.end(), std::uint8_t{0x47});
      rest = rest.subspan(static_cast<std::size_t>(sync - rest.begin()));
      continue;
    }
    take_packet(rest.first(kPacket), out);
    rest = rest.subspan(kPacket);
  }
  partial_ = Bytes(rest.begin(), rest.end());
}

void TsAudio::take_packet(ByteView packet, Bytes& out) {
  const bool damaged = (packet[1] & 0x80) != 0;
  const bool begins = (packet[1] & 0x40) != 0;
  const std::uint16_t pid = pid_at(packet, 1);
  const bool scrambled = packet[3] >> 6 != 0;
  const bool has_payload = (packet[3] & 0x10) != 0;
  const std::size_t adaptation = packet[3] & 0x20 ? 1u + packet[4] : 0u;
  if (damaged || scrambled || !has_payload || pid == kNoPid || kHeader + adaptation >= packet.size()) return;
  const ByteView payload = packet.subspan(kHeader + adaptation);
  if (pid == 0 && programmes_.take(payload, begins)) take_programmes(programmes_.octets);
  if (pid == map_pid_ && map_.take(payload, begins)) take_map(map_.octets);
  if (pid == sound_pid_) take_sound(payload, begins, out);
}

bool TsAudio::Section::take(ByteView payload, bool begins) {
  if (begins) {
    const std::size_t pointer = 1u + payload[0];
    if (pointer >= payload.size()) return false;
    octets.clear();
    payload = payload.subspan(pointer);
  } else if (octets.empty()) {
    return false;
  }
  octets.insert(octets.end(), payload.begin(), payload.end());
  if (octets.size() < kSectionHeader) return false;
  const std::size_t size = kSectionHeader + length_at(octets, 1);
  if (size > kMaxSection) octets.clear();
  if (octets.size() < size) return false;
  octets.resize(size);
  return true;
}

/// PAT: table 0, then from octet 8 on a programme's number and the PID of its map.
void TsAudio::take_programmes(ByteView section) noexcept {
  if (section[0] != 0x00) return;
  for (std::size_t at = 8; at + 4 + kCrc <= section.size(); at += 4) {
    if (section[at] == 0 && section[at + 1] == 0) continue;  // the network's
    map_pid_ = pid_at(section, at + 2);
    return;
  }
}

/// PMT: table 2, the programme's descriptors from octet 12 on, then type, PID and descriptors of each stream.
void TsAudio::take_map(ByteView section) noexcept {
  if (section[0] != 0x02 || section.size() < 12 + kCrc) return;
  mapped_ = true;
  for (std::size_t at = 12 + length_at(section, 10); at + 5 + kCrc <= section.size();
       at += 5 + length_at(section, at + 3)) {
    const ContentKind kind = kind_of_stream(section[at]);
    if (kind == ContentKind::unknown) continue;
    const std::uint16_t pid = pid_at(section, at + 1);
    if (pid != sound_pid_) in_sound_ = false;
    sound_pid_ = pid;
    kind_ = kind;
    return;
  }
}

void TsAudio::take_sound(ByteView payload, bool begins, Bytes& out) {
  if (begins) {
    in_sound_ = payload.size() >= kPesHeader && payload[0] == 0 && payload[1] == 0 && payload[2] == 1;
    if (!in_sound_) return;
    payload = payload.subspan(std::min(kPesHeader + payload[8], payload.size()));
  }
  if (in_sound_) out.insert(out.end(), payload.begin(), payload.end());
}

}  // namespace joincast::fetch
