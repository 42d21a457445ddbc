// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "base/export.h"
#include "base/time.h"
#include "libreceiver/event.h"
#include "libreceiver/session.h"

namespace joincast::libreceiver {

/// The last half hour of a service, as compressed frames with the items they belong to: what was heard can be heard
/// again, from any frame or from the beginning of a song, and be recorded although nobody had thought of it. Sans I/O.
///
/// Frames are counted from zero on and keep their number for good. The items come by announcement, before their sound
/// or shortly after it, and are placed at the timestamp that the announcement names.
class JOINCAST_EXPORT TimeShift {
 public:
  struct Settings {
    Duration keep = std::chrono::minutes(30);  ///< by time of arrival; zero: nothing is kept longer than forget() says
    std::size_t most_octets = 64u << 20;       ///< of frames, each with kFrameCost; beyond it the oldest go earlier
  };
  static constexpr std::size_t kFrameCost = 96;  ///< octets of memory beside its own

  using Index = std::uint64_t;

  struct Frame {
    payload::AccessUnit unit;
    std::uint64_t lost_packets = 0;  ///< missing directly in front of it
    std::uint32_t stream = 0;        ///< number of its stream()
    Now arrived;
  };

  /// Where an item begins. Its first frame is the first of that stream whose timestamp is not below `timestamp`.
  struct Mark {
    Item item;  ///< an empty title: what plays has none
    std::uint32_t stream = 0;
    std::int64_t timestamp = 0;  ///< unwrapped, as in the frames; may lie ahead of the newest or before the oldest
    bool exact = false;          ///< the announcement named it; else it is when the announcement came
    bool continued = false;      ///< the same item was heard before, in another stream
    std::uint64_t order = 0;     ///< grows by one with each mark
  };

  /// An announced timestamp further ahead of the newest frame belongs to the past: timestamps wrap.
  static constexpr Duration kLongestLead = std::chrono::minutes(1);
  static constexpr std::size_t kMostMarks = 4096;

  TimeShift() = default;
  explicit TimeShift(const Settings& settings) noexcept : settings_(settings) {}

  /// Frames from now on are of this stream.
  void begin(const Session::Stream& stream);
  void add(Session::Unit unit, Now now);
  /// `begins`: RTP timestamp; none: with the next frame. Repeated words change nothing.
  void announce(Item item, std::optional<std::uint32_t> begins, Now now);

  Index first() const noexcept { return first_; }                 ///< the oldest frame kept; end() if there is none
  Index end() const noexcept { return first_ + frames_.size(); }  ///< behind the newest
  /// `index` from first() to end() - 1. Dies with the next call that is not const.
  const Frame& at(Index index) const noexcept { return frames_[static_cast<std::size_t>(index - first_)]; }
  std::size_t octets() const noexcept { return octets_; }  ///< of all frames kept
  Duration length() const noexcept;                        ///< from the oldest frame's arrival to the newest's

  /// The stream of a frame that is kept, or the newest one; null: none such.
  const Session::Stream* stream(std::uint32_t number) const noexcept;
  std::uint32_t clock_rate_hz(std::uint32_t stream) const noexcept;  ///< zero: unknown

  /// Oldest first; also those that lie ahead.
  const std::deque<Mark>& marks() const noexcept { return marks_; }
  /// The item that a frame belongs to; null: nobody told one.
  const Mark* mark_at(Index index) const noexcept;
  /// The first frame of the item that `index` belongs to; none: it lies before first(), or is not known.
  std::optional<Index> song_start(Index index) const noexcept;
  /// The frame that came so long before `index`, or the oldest one.
  Index back(Index index, Duration time) const noexcept;
  /// The first frame that came at or after this moment; end() if none did.
  Index since(WallTime moment) const noexcept;

  /// Frames before `index` are not needed any more, however young.
  void forget(Index index);

 private:
  bool covers(const Mark& mark, const Frame& frame) const noexcept;
  void place(Item item, std::optional<std::uint32_t> begins, bool continued);
  void drop_oldest();
  void trim(TimePoint now);

  struct Announced {
    Item item;
    std::optional<std::uint32_t> begins;
    friend bool operator==(const Announced&, const Announced&) = default;
  };

  Settings settings_;
  std::deque<Frame> frames_;
  Index first_ = 0;
  std::size_t octets_ = 0;
  std::deque<Session::Stream> streams_;
  std::deque<Mark> marks_;
  std::uint64_t order_ = 0;
  std::optional<Announced> latest_;
  bool unplaced_ = false;   // latest_ waits for the first frame of a stream
  bool continued_ = false;  // and was placed in an earlier one
};

}  // namespace joincast::libreceiver
