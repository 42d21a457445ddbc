// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "base/bytes.h"
#include "base/export.h"
#include "base/parse_error.h"
#include "base/result.h"
#include "payload/binding.h"
#include "payload/format.h"

namespace joincast::payload {

/// One packet of the stream, in order (rtp::ReorderBuffer).
struct PacketInput {
  ByteView payload;
  std::int64_t timestamp = 0;  ///< unwrapped
  bool marker = false;
  bool lost_before = false;  ///< packets are missing directly in front: half access units are dropped
};

/// Takes payloads apart into access units. Sans I/O. Whatever comes in, what is held stays below
/// kMaxAccessUnit and what one packet yields below its own octets plus that.
class JOINCAST_EXPORT Depacketizer {
 public:
  static constexpr std::size_t kMaxAccessUnit = 64u << 10;  ///< octets; larger ones are refused. H.264: h264.h

  virtual ~Depacketizer();
  Depacketizer(const Depacketizer&) = delete;
  Depacketizer& operator=(const Depacketizer&) = delete;

  /// Takes one packet. On an error the packet (or what of it came behind the fault) is dropped, and so is
  /// a half access unit; units before the fault are kept, and the next packet is taken as if after a loss.
  virtual Result<void, ParseError> push(const PacketInput& packet) = 0;

  /// The next access unit, in order.
  virtual std::optional<AccessUnit> poll() = 0;

  /// What the units are: the binding's format, made more precise by what the frames say (mpa: rate, channels).
  virtual const Format& format() const noexcept = 0;

  /// Forgets a half access unit: another source begins.
  virtual void reset() = 0;

 protected:
  Depacketizer() = default;
};

/// Null if the binding's codec or packing cannot be taken apart here.
JOINCAST_EXPORT std::unique_ptr<Depacketizer> make_depacketizer(const Binding& binding);

}  // namespace joincast::payload
