// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QObject>
#include <QString>
#include <vector>

#include "ui/bridge/record_side.h"
#include "ui/bridge/schedule_book.h"

namespace joincast::ui {

class RecordController;

/// Begins what the schedule says when its time has come. Time comes through look() alone.
class ScheduleController : public QObject {
  Q_OBJECT

 public:
  static constexpr Duration kAhead = std::chrono::seconds(10);     ///< prepared so long before it begins
  static constexpr Duration kTryAgain = std::chrono::seconds(10);  ///< after it could not begin

  /// Both must outlive it.
  ScheduleController(ScheduleBook& book, RecordController& records, QObject* parent = nullptr);

  ScheduleBook& book() noexcept { return book_; }
  const std::vector<Programme>& programmes() const noexcept { return programmes_; }
  /// Another program records by this schedule: nothing is begun here.
  bool ownedElsewhere() const noexcept { return elsewhere_; }
  const QString& trouble() const noexcept { return trouble_; }  ///< of the file; empty: none
  /// When a programme is recorded next, in the order of programmes().
  ScheduleBook::Times next(std::size_t index, WallTime now) const { return book_.next(programmes_[index], now); }

 public Q_SLOTS:
  /// Every second or so.
  void look(joincast::WallTime now);
  void reread();

 Q_SIGNALS:
  void changed();  ///< programmes(), ownedElsewhere() or trouble()

 private:
  struct State {
    quint64 recording = 0;  // its id; zero: none
    WallTime done{};        // up to here everything was recorded
    WallTime nextTry{};
  };
  void begin(std::size_t index, const ScheduleBook::Times& times, WallTime now);
  void handleEnd(quint64 id, const QString& path, const QString& trouble);

  ScheduleBook& book_;
  RecordController& records_;
  std::vector<Programme> programmes_;
  std::vector<State> states_;  // of each
  QString trouble_;
  bool elsewhere_ = false;
  bool read_ = false;
  WallTime now_{};
};

}  // namespace joincast::ui
