// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "base/export.h"
#include "base/queue.h"
#include "base/time.h"
#include "libreceiver/event.h"
#include "libreceiver/statistics.h"
#include "payload/depacketizer.h"
#include "rtp/reorder_buffer.h"
#include "sdp/session.h"

namespace joincast::libreceiver {

/// From packets in order to access units: knows what each payload type means, holds packets whose meaning is not
/// known yet, and takes the others apart. Sans I/O; what is held is capped.
class JOINCAST_EXPORT PayloadPath {
 public:
  static constexpr std::size_t kMostHeld = 1024;            ///< packets
  static constexpr std::size_t kMostHeldOctets = 1u << 20;  ///< of their payloads

  /// Access units from now on are of this stream.
  struct Stream {
    std::uint32_t number = 0;  ///< grows by one each time
    payload::Format format;
    bool continues = false;  ///< of the same source: only the format changed
  };
  struct Unit {
    std::uint32_t stream = 0;
    payload::AccessUnit unit;
    std::uint64_t lost_packets = 0;  ///< missing directly in front of it, as far as they can be counted
  };
  using Output = std::variant<Bound, Unplayable, Stream, Unit>;

  /// `hold`: how long a packet waits for its description.
  explicit PayloadPath(Duration hold) noexcept : hold_(hold) {}

  /// What the session description says; null: only RFC 3551's static types are known. Held packets that can be
  /// understood now come out. The medium is copied.
  void describe(const sdp::Media* media);

  /// Forgets all meanings: another address sends now, and what was said of the other's types is not said of its.
  void forget();

  void push(const rtp::OrderedPacket& packet, TimePoint now);

  /// Gives up packets that were held too long.
  void handle_deadline(TimePoint now);
  TimePoint deadline() const noexcept;
  std::optional<Output> poll_output();

  bool is_waiting() const noexcept { return !held_.empty(); }  ///< for a description
  std::uint32_t stream() const noexcept { return stream_; }    ///< number of the latest; zero: none yet
  const payload::Format& format() const noexcept;              ///< of what is taken apart now; empty: nothing
  const PayloadCounters& counters() const noexcept { return counters_; }

 private:
  struct Held {
    Bytes payload;
    std::int64_t timestamp = 0;
    TimePoint since{};
    std::uint8_t payload_type = 0;
    bool marker = false;
    std::uint32_t lost_before = 0;  // packets
    bool first = false;
  };

  bool bind(std::uint8_t payload_type);
  void take(const Held& packet, ByteView payload);
  void tell_jump(payload::AccessUnit& unit);
  void release(TimePoint now);
  void hold(Held packet, ByteView payload);

  Duration hold_;
  std::optional<sdp::Media> media_;
  std::optional<payload::Binding> binding_;  // of the payload type in use
  std::unique_ptr<payload::Depacketizer> depacketizer_;
  bool announced_ = false;            // the stream of this depacketizer was told
  bool begins_anew_ = true;           // the next stream is not a continuation
  bool gap_ = false;                  // something was dropped here
  std::uint64_t lost_ = 0;            // packets missing in front of the next unit that tells a loss
  std::optional<std::int64_t> ends_;  // the last unit, as media time goes; none: not known
  std::uint32_t stream_ = 0;
  std::deque<Held> held_;
  std::size_t held_octets_ = 0;
  Queue<Output> outputs_;
  PayloadCounters counters_;
};

}  // namespace joincast::libreceiver
