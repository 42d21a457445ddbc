// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "fetch/content_kind.h"

namespace joincast::fetch {

/// Takes the sound of the first programme out of a transport stream (ISO 13818-1): its first elementary stream of AAC
/// in ADTS or of MPEG audio. For HLS, whose segments begin with their tables. Total; sans I/O.
class TsAudio {
 public:
  /// Takes all of it and appends the octets of sound.
  void push(ByteView octets, Bytes& out);
  /// Another segment begins: what was cut off is dropped, the tables come again.
  void restart() noexcept;

  ContentKind kind() const noexcept { return kind_; }  ///< adts or mpa; unknown: no sound was named yet
  /// The tables have come, and name no sound that is known here.
  bool silent() const noexcept { return mapped_ && kind_ == ContentKind::unknown; }

 private:
  static constexpr std::size_t kPacket = 188;
  static constexpr std::uint16_t kNoPid = 0x1fff;  // null packets

  /// A table's section, which may go over several packets.
  struct Section {
    Bytes octets;
    bool take(ByteView payload, bool begins);  // true: whole
  };

  void take_packet(ByteView packet, Bytes& out);
  void take_programmes(ByteView section) noexcept;
  void take_map(ByteView section) noexcept;
  void take_sound(ByteView payload, bool begins, Bytes& out);

  Bytes partial_;
  Section programmes_;
  Section map_;
  std::uint16_t map_pid_ = kNoPid;
  std::uint16_t sound_pid_ = kNoPid;
  ContentKind kind_{};
  bool mapped_ = false;
  bool in_sound_ = false;  // the start of a PES packet has come
};

}  // namespace joincast::fetch
