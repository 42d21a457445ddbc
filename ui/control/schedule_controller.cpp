// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/schedule_controller.h"

#include <algorithm>
#include <utility>

#include "ui/control/record_controller.h"

namespace joincast::ui {

ScheduleController::ScheduleController(ScheduleBook& book, RecordController& records, QObject* parent)
    : QObject(parent), book_(book), records_(records) {
  connect(&records_, &RecordController::ended, this, &ScheduleController::handleEnd);
}

/// What is in both readings as it was goes on.
void ScheduleController::reread() {
  ScheduleBook::Reading reading = book_.read();
  read_ = true;
  trouble_ = reading.trouble;
  if (trouble_.isEmpty()) {
    std::vector<Programme> before = std::exchange(programmes_, std::move(reading.programmes));
    std::vector<State> states = std::exchange(states_, std::vector<State>(programmes_.size()));
    for (std::size_t i = 0; i < before.size(); ++i) {
      std::size_t same = 0;
      while (same < programmes_.size() && (states_[same].recording != 0 || !programmes_[same].sameTimes(before[i])))
        ++same;
      if (same < programmes_.size())
        states_[same] = states[i];
      else if (states[i].recording != 0)
        records_.end(states[i].recording);
    }
  }
  Q_EMIT changed();
}

void ScheduleController::look(WallTime now) {
  now_ = now;
  if (!read_ || book_.hasChanged()) reread();
  if (programmes_.empty()) {
    book_.disown();
    if (std::exchange(elsewhere_, false)) Q_EMIT changed();
    return;
  }
  const bool elsewhere = !book_.own();
  if (std::exchange(elsewhere_, elsewhere) != elsewhere) Q_EMIT changed();
  if (elsewhere) return;
  for (std::size_t i = 0; i < programmes_.size(); ++i) {
    if (states_[i].recording != 0 || now < states_[i].nextTry) continue;
    const ScheduleBook::Times times = book_.next(programmes_[i], std::max(now, states_[i].done));
    if (times.begins <= now + kAhead) begin(i, times, now);
  }
}

void ScheduleController::begin(std::size_t index, const ScheduleBook::Times& times, WallTime now) {
  const Programme& programme = programmes_[index];
  RecordRequest request;
  request.kind = RunningRecording::Kind::scheduled;
  request.station = programme.service;
  request.service = programme.request;
  request.wishes = programme.wishes;
  request.wishes.at = times.begins;
  request.wishes.until = times.ends;
  states_[index] = {0, times.ends, now + kTryAgain};
  states_[index].recording = records_.record(std::move(request));
}

void ScheduleController::handleEnd(quint64 id, const QString& path, const QString& trouble) {
  for (State& state : states_) {
    if (state.recording != id) continue;
    state.recording = 0;
    if (path.isEmpty() && !trouble.isEmpty() && now_ < state.done) state.done = {};  // it could not begin
  }
}

}  // namespace joincast::ui
