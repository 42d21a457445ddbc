// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "libreceiver/service_recording.h"
#include "ui/bridge/player_side.h"

namespace joincast::ui {

/// Something that is recorded week after week.
struct Programme {
  QString service;           ///< what joins it, as the schedule has it
  unsigned days = 0x7f;      ///< bit 0 is Monday: the days on which it begins
  int at = 0;                ///< seconds since midnight, as local clocks show them
  std::optional<int> until;  ///< likewise; not behind `at`: on the next day
  int seconds = 0;           ///< how long, where `until` is not given
  QString name;              ///< pattern of file names; empty: the usual one

  // What the book knows of it beside that.
  PlayRequest request = {};
  libreceiver::RecordingWishes wishes = {};  ///< all but the times

  bool sameTimes(const Programme& other) const {
    return service == other.service && days == other.days && at == other.at && until == other.until &&
           seconds == other.seconds && name == other.name;
  }
};

/// The schedule that `joincast record --schedule` reads too. What is not understood here stays as it is in the file.
/// All calls on the windows' thread.
class ScheduleBook {
 public:
  struct Reading {
    std::vector<Programme> programmes;
    QString trouble;  ///< why nothing can be read: file, line, what was expected; empty: all is well
  };
  struct Times {
    WallTime begins{}, ends{};
  };

  virtual ~ScheduleBook() = default;

  virtual QString path() const = 0;
  virtual Reading read() = 0;     ///< a file that is not there holds nothing
  virtual bool hasChanged() = 0;  ///< since it was read

  /// Each gives why it could not be done, a sentence; empty: it was.
  virtual QString add(const Programme& programme, const QString& folder) = 0;
  virtual QString replace(int index, const Programme& programme) = 0;
  virtual QString remove(int index) = 0;

  /// Whether this program records by it: one program does at a time. It does from then on, if none did.
  virtual bool own() = 0;
  virtual void disown() = 0;

  /// The first time that ends after `moment`; it may have begun before.
  virtual Times next(const Programme& programme, WallTime moment) const = 0;
};

}  // namespace joincast::ui
