// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "media/stream_framer.h"
#include "media/ts_programme.h"

namespace joincast::media {

/// One programme of a transport stream in access units of seven packets, as they go into RTP (RFC 2250 section 2).
/// How long each unit takes is what the programme's clock (PCR) says: packets between two of its values are spread
/// evenly by their place in the whole stream, through its wrap and its jumps. So a unit comes out once the next value
/// has, some 40 ms behind, at most kMostHeld octets. Formats and titles (of the present event) stand in front of the
/// unit that follows them.
class TsFramer final : public Framer {
 public:
  static constexpr std::size_t kPacketsOfUnit = 7;
  static constexpr std::size_t kMostHeld = 8u << 20;              ///< octets without a clock; then they are dropped
  static constexpr std::int64_t kLongestInterval = 2 * kPcrRate;  ///< between two values; more is a jump

  /// `programme`: see TsProgramme.
  explicit TsFramer(std::uint16_t programme = 0) : programme_(programme) {}

  void push(ByteView octets, FramerQueue& out) override;
  std::size_t lost_octets() const noexcept override { return lost_; }
  void splice(FramerQueue& out) override;
  std::string trouble() const override { return programme_.trouble(); }

 private:
  bool take_front(ByteView& rest, FramerQueue& out);
  void take_packet(TsProgramme::Packet packet, FramerQueue& out);
  void end_interval(std::int64_t pcr, bool jumps, FramerQueue& out);
  void release(std::int64_t interval, FramerQueue& out);
  void give(ByteView packet, std::int64_t time, FramerQueue& out);
  void give_unit(std::int64_t end, FramerQueue& out);

  TsProgramme programme_;
  Bytes partial_;         // fewer octets than a packet, or than prove one
  bool in_step_ = false;  // packets follow each other
  std::size_t lost_ = 0;
  std::uint64_t place_ = 0;  // packets so far

  Bytes held_;                         // since the last value of the clock
  std::vector<std::uint64_t> places_;  // of its packets
  std::optional<std::int64_t> pcr_;    // the last one
  std::uint64_t pcr_place_ = 0;
  double ticks_a_place_ = 0;  // as last measured; zero: never
  std::int64_t time_ = 0;     // of the last value, on a clock of our own that never jumps

  Bytes unit_;
  std::int64_t unit_begin_ = 0;  // in 1/90,000 s
  std::string title_, service_name_;
  bool announced_ = false;
};

}  // namespace joincast::media
