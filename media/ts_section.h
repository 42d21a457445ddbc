// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "media/ts_packet.h"

namespace joincast::media {

/// Puts the sections of one PID together (ISO/IEC 13818-1 section 2.4.4): each whole, at most 4,096 octets, with a
/// right checksum. Sections without one (the time table) are not given. Sans I/O.
class TsSections {
 public:
  /// Takes a packet of the PID; then poll() until nothing comes.
  void push(const TsPacketView& packet);

  /// The next whole section; dies with the next call.
  std::optional<ByteView> poll();

  void reset() noexcept;
  std::uint64_t bad_checksums() const noexcept { return bad_checksums_; }

 private:
  Bytes held_;               // from the start of a section on
  std::size_t given_ = 0;    // octets at the front of held_ that poll() gave out
  bool in_section_ = false;  // the start of one was seen, and nothing was lost since
  std::optional<std::uint8_t> continuity_;
  std::uint64_t bad_checksums_ = 0;
};

/// Cuts sections into packets of one PID.
class TsSectionWriter {
 public:
  explicit TsSectionWriter(std::uint16_t pid = 0) noexcept : pid_(pid) {}

  /// Appends the whole packets of a section; the last one is filled with 0xff.
  void write(ByteView section, Bytes& out);

 private:
  std::uint16_t pid_;
  std::uint8_t continuity_ = 0;
};

}  // namespace joincast::media
