// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <cstddef>

#include "base/random.h"
#include "base/time.h"

namespace joincast::headend {

/// Which of an upstream's URLs is tried next, and when. A round tries each once, the one that last played
/// first; after a round without sound comes a pause that doubles from round to round, jittered by a
/// quarter so that the listeners of a fallen station do not all return at once. Sans I/O.
class RetryPlan {
 public:
  struct Pauses {
    Duration first{};    ///< after the first round
    Duration most{};     ///< doubling ends here
    Duration settled{};  ///< having played so long begins anew: the same URL at once
  };
  struct Attempt {
    std::size_t url = 0;     ///< index
    Duration wait{};         ///< before it; zero: now
    bool new_round = false;  ///< all URLs have failed since the last pause
  };

  /// `urls`: how many, at least one; `start`: where to begin.
  RetryPlan(std::size_t urls, std::size_t start, Pauses pauses, std::uint64_t seed) noexcept
      : urls_(std::max<std::size_t>(urls, 1)), url_(start % urls_), pauses_(pauses), rng_(seed) {}

  std::size_t url() const noexcept { return url_; }  ///< the one to be tried or in use

  /// The attempt at url() is over, having played for so long; zero: not at all.
  Attempt after(Duration played) noexcept {
    if (played >= pauses_.settled) {
      failed_in_round_ = 0;
      failed_rounds_ = 0;
      return {url_, Duration{0}, false};
    }
    if (played > Duration{0}) good_ = url_;
    ++failed_in_round_;
    url_ = (url_ + 1) % urls_;
    if (failed_in_round_ < urls_) return {url_, Duration{0}, false};
    failed_in_round_ = 0;
    url_ = good_ < urls_ ? good_ : url_;
    return {url_, pause(), true};
  }

 private:
  Duration pause() noexcept {
    Duration pause = pauses_.first;
    for (std::size_t i = 0; i < failed_rounds_ && pause < pauses_.most; ++i) pause *= 2;
    ++failed_rounds_;
    pause = std::min(pause, pauses_.most);
    const auto quarter = static_cast<std::uint64_t>(pause.count() / 4);
    return pause - pause / 4 + Duration(static_cast<std::int64_t>(rng_.below(2 * quarter + 1)));
  }

  std::size_t urls_;
  std::size_t url_;
  Pauses pauses_;
  Rng rng_;
  std::size_t good_ = static_cast<std::size_t>(-1);  // played last, though briefly
  std::size_t failed_in_round_ = 0;
  std::size_t failed_rounds_ = 0;
};

}  // namespace joincast::headend
