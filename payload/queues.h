// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <utility>

#include "base/queue.h"
#include "payload/depacketizer.h"
#include "payload/packetizer.h"

namespace joincast::payload {

/// What all packetizers share: the payloads not yet fetched, and the one being gathered.
class QueueingPacketizer : public Packetizer {
 public:
  explicit QueueingPacketizer(const PacketizerSettings& settings) noexcept;

  void flush() override;
  std::optional<Payload> poll() override;

 protected:
  /// Whether a unit follows seamlessly what is gathered; rounding of timestamps is forgiven.
  bool continues(const AccessUnit& unit) const noexcept;
  bool is_gathering() const noexcept { return gathered_units_ != 0; }
  std::size_t gathered_size() const noexcept { return gathered_.octets.size(); }
  std::uint32_t gathered_units() const noexcept { return gathered_units_; }

  /// Begins a payload at the unit's timestamp; what was gathered goes out first.
  void begin(const AccessUnit& unit, ByteView front);
  void append(const AccessUnit& unit, ByteView octets);
  void send(Payload payload) { queue_.push_back(std::move(payload)); }

  /// True once: at the start and after a loss. For the formats whose marker begins a talk spurt.
  bool take_start() noexcept { return std::exchange(start_, false); }
  void note_loss(const AccessUnit& unit) noexcept { start_ = start_ || unit.after_loss; }

  PacketizerSettings settings_;
  Payload gathered_;

 private:
  std::deque<Payload> queue_;
  std::uint32_t gathered_units_ = 0;
  bool start_ = true;
};

/// What all depacketizers share: the units not yet fetched, and whether something is missing in front of the next.
class QueueingDepacketizer : public Depacketizer {
 public:
  explicit QueueingDepacketizer(Format format) : format_(std::move(format)) {}

  std::optional<AccessUnit> poll() override;
  const Format& format() const noexcept override { return format_; }
  void reset() override { lost_ = false; }

 protected:
  static constexpr std::size_t kMaxQueued = 4096;  ///< units that nobody fetched; further ones are dropped

  void emit(Bytes octets, std::int64_t timestamp, std::uint32_t duration);
  void emit(ByteView octets, std::int64_t timestamp, std::uint32_t duration) {
    emit(Bytes(octets.begin(), octets.end()), timestamp, duration);
  }
  void note_loss() noexcept { lost_ = true; }

  /// The failing end of push(): the next unit comes after a loss.
  tl::unexpected<ParseError> refuse(ParseErrc code, std::size_t offset) noexcept {
    lost_ = true;
    return fail(ParseError{code, offset});
  }

  Format format_;

 private:
  Queue<AccessUnit> queue_;
  bool lost_ = false;
};

/// One access unit that comes in several packets of the same timestamp.
class Assembly {
 public:
  void begin(ByteView octets, std::int64_t timestamp) {
    octets_.assign(octets.begin(), octets.end());
    timestamp_ = timestamp;
    active_ = true;
  }
  /// False if that would be too large: then all of it is dropped.
  bool append(ByteView octets) {
    if (octets_.size() + octets.size() > Depacketizer::kMaxAccessUnit) {
      drop();
      return false;
    }
    octets_.insert(octets_.end(), octets.begin(), octets.end());
    return true;
  }
  void drop() noexcept {
    octets_.clear();
    active_ = false;
  }
  Bytes take() noexcept {
    active_ = false;
    return std::exchange(octets_, {});
  }

  bool active() const noexcept { return active_; }
  std::size_t size() const noexcept { return octets_.size(); }
  ByteView octets() const noexcept { return octets_; }
  std::int64_t timestamp() const noexcept { return timestamp_; }

 private:
  Bytes octets_;
  std::int64_t timestamp_ = 0;
  bool active_ = false;
};

}  // namespace joincast::payload
