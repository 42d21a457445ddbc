// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/sleep_timer.h"

#include <algorithm>

namespace joincast::ui {

using namespace std::chrono;

std::optional<seconds> SleepTimer::remaining(Clock::time_point now) const {
  if (until_ != Until::moment) return std::nullopt;
  return std::max(ceil<seconds>(at_ - now), seconds::zero());
}

void SleepTimer::start(minutes after, Clock::time_point now) {
  until_ = Until::moment;
  at_ = now + after;
  Q_EMIT fadeWished(1);
  Q_EMIT changed();
}

void SleepTimer::startAtSongEnd() {
  until_ = Until::songEnd;
  Q_EMIT fadeWished(1);
  Q_EMIT changed();
}

void SleepTimer::cancel() {
  if (until_ == Until::off) return;
  until_ = Until::off;
  Q_EMIT fadeWished(1);
  Q_EMIT changed();
}

void SleepTimer::handleTime(Clock::time_point now) {
  if (until_ != Until::moment) return;
  if (now >= at_) return end();
  if (const auto left = at_ - now; left < kFade) Q_EMIT fadeWished(duration<double>(left) / duration<double>(kFade));
}

void SleepTimer::handleTitleChanged() {
  if (until_ == Until::songEnd) end();
}

void SleepTimer::handleStopped() { cancel(); }

void SleepTimer::end() {
  until_ = Until::off;
  Q_EMIT stopWished();
  Q_EMIT fadeWished(1);
  Q_EMIT changed();
}

}  // namespace joincast::ui
