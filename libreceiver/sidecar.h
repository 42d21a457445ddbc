// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/export.h"
#include "base/time.h"
#include "libreceiver/recorder.h"

namespace joincast::libreceiver {

/// What is written beside one recorded file: what it is, each title and each gap with its exact place in it
/// (docs/recording.md lists the fields). What strangers said is text here and nothing else.
struct Sidecar {
  static constexpr std::size_t kMostNotes = 10'000;  ///< titles, and gaps; more are only counted

  /// A place in the file, before the frame that follows.
  struct Place {
    Duration file_time{};        ///< from the file's beginning, as a player counts it
    std::uint64_t octets = 0;    ///< of the file
    std::int64_t timestamp = 0;  ///< RTP, unwrapped
    WallTime at{};               ///< when that frame came
  };
  struct Title {
    Place place;
    Item item;
  };
  struct Loss {
    Place place;
    Gap reason = Gap::network;
    std::uint64_t packets = 0;
    Duration length{};
  };
  enum class State : std::uint8_t { recording, complete, interrupted };

  std::string file;       ///< its name in its folder
  std::string container;  ///< `MP3`
  std::string codec;
  std::string service, group, station, source;
  std::uint32_t part = 0;
  WallTime began{};
  WallTime seen{};  ///< the file held everything up to here
  std::int64_t timestamp = 0;
  std::uint32_t clock_rate_hz = 0;
  bool whole_song = false;
  State state = State::recording;
  std::string ended_by;  ///< why it ended, if not as it should; empty: nothing to say
  Duration length{};     ///< file time up to now
  std::uint64_t octets = 0;
  std::vector<Title> titles;
  std::vector<Loss> losses;
  std::uint64_t unwritten = 0;  ///< notes beyond kMostNotes

  void add(Title title);
  void add(Loss loss);
};

/// One JSON object, indented, ending in a line end.
JOINCAST_EXPORT std::string to_json(const Sidecar& sidecar);

/// A cue sheet with a track for each title; times in frames of 1/75 s, rounded down.
JOINCAST_EXPORT std::string to_cue(const Sidecar& sidecar);

/// `2026-11-21T09:30:00.125Z`.
JOINCAST_EXPORT std::string iso_time(WallTime time);

}  // namespace joincast::libreceiver
