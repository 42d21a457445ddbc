// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "base/time.h"
#include "libreceiver/receiver.h"

namespace joincast::ui {

/// What is drawn over time.
enum class Metric : std::uint8_t { bitrate, loss, jitter, buffer, spacing };
inline constexpr std::size_t kMetrics = 5;

/// One line of a plot; a metric has one to three.
enum class Line : std::uint8_t { bitrate, loss, jitter, queued, wanted, spacingMax, spacingMean, spacingMin };
inline constexpr std::size_t kLines = 8;

Metric metricOf(Line line) noexcept;

/// How a service was received during the last half hour: some figures four times a second. Time comes as an argument.
class SignalHistory {
 public:
  static constexpr Duration kKept = std::chrono::minutes(30);
  static constexpr Duration kStep = std::chrono::milliseconds(240);  ///< samples that come earlier are left out
  static constexpr Duration kPause = std::chrono::seconds(2);        ///< without a sample: the line is broken there

  struct Figures {
    double current = 0;
    double mean = 0;
    double worst = 0;  ///< the lowest of bitrate and buffer, the highest of the others
  };
  struct Point {
    double ago = 0;    ///< s, at most 0
    double value = 0;  ///< kbit/s, per cent, or ms
  };

  /// `snapshot` of the service as it is at `now`; earlier times than the last one are ignored.
  void add(const libreceiver::Snapshot& snapshot, TimePoint now);
  void clear() noexcept;  ///< another service

  bool empty() const noexcept { return samples_.empty(); }
  std::size_t size() const noexcept { return samples_.size(); }

  /// Over the last `window`; none: nothing was sampled in it. Of buffer the sound queued, of spacing the mean, and as
  /// its worst the longest.
  std::optional<Figures> figures(Metric metric, Duration window, TimePoint now) const;

  /// A line over the last `window`, at most `most` points, oldest first: of the samples that fall into one point the
  /// worst of loss, jitter, buffer and the longest spacing, the mean of the others.
  std::vector<Point> points(Line line, Duration window, TimePoint now, std::size_t most) const;

 private:
  struct Sample {
    TimePoint at{};
    std::array<float, kLines> values{};
    std::uint32_t missing = 0;   // since the sample before
    std::uint32_t expected = 0;  // packets, since then
  };
  std::deque<Sample>::const_iterator begin_of(Duration window, TimePoint now) const;

  std::deque<Sample> samples_;
  std::optional<libreceiver::Statistics> before_;
};

}  // namespace joincast::ui
