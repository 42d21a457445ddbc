// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "base/bytes.h"
#include "base/export.h"
#include "payload/binding.h"
#include "payload/format.h"

namespace joincast::payload {

/// What goes behind one RTP header.
struct Payload {
  Bytes octets;                ///< at most PacketizerSettings::max_payload
  std::int64_t timestamp = 0;  ///< of the header, unwrapped: its low 32 bits are sent
  std::uint32_t duration = 0;  ///< of the media that begins in it, in clock units; zero: a fragment's continuation
  bool marker = false;

  friend bool operator==(const Payload&, const Payload&) = default;
};

struct PacketizerSettings {
  std::size_t max_payload = 1328;       ///< octets behind the RTP header: min(MTU - 60, 1328); at least 64
  std::uint32_t frames_per_packet = 1;  ///< access units gathered in one packet if they fit; for PCM see packet_time
  Duration packet_time = std::chrono::milliseconds(4);  ///< of L16, L24, PCMU, PCMA, if it fits

  friend bool operator==(const PacketizerSettings&, const PacketizerSettings&) = default;
};

/// Puts access units into payloads by the rules of one payload format. Sans I/O; holds at most one
/// payload's worth of octets beyond what poll() has not yet fetched.
class JOINCAST_EXPORT Packetizer {
 public:
  virtual ~Packetizer();
  Packetizer(const Packetizer&) = delete;
  Packetizer& operator=(const Packetizer&) = delete;

  /// Takes one access unit. Its timestamp counts; a jump away from the end of the one before ends the
  /// packet being gathered, and `after_loss` sets the marker where the format has it for that. False, and
  /// nothing changes, if the unit is not what the format carries or too large for it.
  virtual bool push(const AccessUnit& unit) = 0;

  /// What was gathered goes out as a shorter packet.
  virtual void flush() = 0;

  /// The next payload, in order.
  virtual std::optional<Payload> poll() = 0;

 protected:
  Packetizer() = default;
};

/// Null if the binding's codec or packing cannot be sent.
JOINCAST_EXPORT std::unique_ptr<Packetizer> make_packetizer(const Binding& binding,
                                                            const PacketizerSettings& settings = {});

}  // namespace joincast::payload
