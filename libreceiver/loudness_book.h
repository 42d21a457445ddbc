// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/export.h"
#include "base/time.h"

namespace joincast::libreceiver {

/// How loud a service was found to be.
struct Loudness {
  double lufs = 0;      ///< integrated, EBU R128; -70..0, a little above where it clips
  double peak = 0;      ///< true peak (ITU-R BS.1770 annex 2), linear; above 1 where it clips
  Duration measured{};  ///< how much sound that is of

  friend bool operator==(const Loudness&, const Loudness&) = default;
};

inline constexpr double kEvenLufs = -18;     ///< what all services are brought to
inline constexpr double kMostGainDb = 6;     ///< louder than that nothing is made
inline constexpr double kLeastGainDb = -12;  ///< nor softer

/// What brings it to kEvenLufs without clipping, in dB; of what clips by itself, what keeps it from that.
JOINCAST_EXPORT double even_gain_db(const Loudness& loudness) noexcept;

/// Both together, by how much sound each is of; what was known before counts for ten minutes at most.
JOINCAST_EXPORT Loudness combine(const Loudness& known, const Loudness& now) noexcept;

/// How loud each of the services is that were heard. May be used by several threads at once.
class JOINCAST_EXPORT LoudnessBook {
 public:
  static constexpr std::size_t kMost = 2'000;  ///< services; beyond it the one written down longest ago is forgotten
  static constexpr std::size_t kLongestKey = 512;  ///< octets

  std::optional<Loudness> find(const std::string& key) const;
  /// `key` is any name of the service that stays the same; one with a control character is not written down.
  void put(const std::string& key, const Loudness& loudness);
  std::size_t size() const;
  std::uint64_t changes() const;  ///< put() calls so far that changed something

  /// A line each: LUFS, peak, seconds, key; oldest first.
  std::string to_text() const;
  /// Adds what to_text() wrote; lines that are none are left out.
  void read(std::string_view text);

 private:
  struct Entry {
    Loudness loudness;
    std::uint64_t order = 0;
  };

  mutable std::mutex mutex_;
  std::map<std::string, Entry> entries_;
  std::map<std::uint64_t, std::string> by_age_;
  std::uint64_t order_ = 0;
};

}  // namespace joincast::libreceiver
