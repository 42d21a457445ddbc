// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QObject>
#include <chrono>
#include <optional>
#include <vector>

#include "ui/model/station.h"

namespace joincast::ui {

/// One time that something was played.
struct HistoryEntry {
  Station station;  ///< key, reference, number, name, genre and whether it is television; the rest is not kept
  QDateTime began;
  std::chrono::seconds heard{0};

  friend bool operator==(const HistoryEntry&, const HistoryEntry&) = default;
};

/// What was played, the newest first. Passive: times come as arguments, who keeps it hears changed().
class History : public QObject {
  Q_OBJECT

 public:
  static constexpr std::size_t kMost = 1'000;

  using QObject::QObject;

  const std::vector<HistoryEntry>& entries() const noexcept { return entries_; }
  std::optional<Station> last() const;  ///< that was played; none: nothing ever was

  /// Puts what a run before left behind what is there.
  void restore(std::vector<HistoryEntry> before);
  void began(const Station& station, const QDateTime& now);  ///< its sound; of the same one that plays: nothing new
  void recognised(const Station& station);                   ///< what plays is known better now
  void ended(const QDateTime& now);
  void clear();

  static QByteArray toJson(const std::vector<HistoryEntry>& entries);
  static std::vector<HistoryEntry> fromJson(const QByteArray& json);  ///< what is none is left out

 Q_SIGNALS:
  void changed();

 private:
  std::vector<HistoryEntry> entries_;
  bool playing_ = false;  // the first of them
};

}  // namespace joincast::ui
