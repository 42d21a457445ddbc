// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QAbstractTableModel>
#include <QDateTime>
#include <QModelIndexList>
#include <QString>
#include <deque>

namespace joincast::ui {

/// A song, or another item with a title, that was heard.
struct HeardSong {
  QDateTime heard;  ///< when its sound began to be heard here
  QString title;    ///< never empty
  QString station;
  QString link;  ///< http or https; empty: none

  friend bool operator==(const HeardSong&, const HeardSong&) = default;
};

/// What played when, newest first; kept in a file, a line each.
class SongHistory : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column : int { kHeard, kTitle, kStation, kColumns };
  static constexpr int kMost = 5'000;  ///< songs; beyond it the oldest are forgotten

  explicit SongHistory(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

  /// Reads the file and adds to it from now on; one that is not there yet is made with the first song.
  void setFile(const QString& path);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  const HeardSong& at(int row) const { return songs_[static_cast<std::size_t>(row)]; }

  /// The same title of the same station once more, as after a stop, is not another one.
  void add(const HeardSong& song);
  void clear();

  /// A line each, for people: `2026-11-21 20:15  Title  (Station)`. Empty: of all rows.
  QString toText(const QModelIndexList& rows = {}) const;
  /// RFC 4180 with a line of headings; text that a spreadsheet would take for a formula begins with an apostrophe.
  QString toCsv() const;

  /// Writes them all, as CSV if the path ends in `.csv`. Empty: done; else why not, for people.
  QString save(const QString& path) const;

 private:
  void append(const HeardSong& song) const;
  void rewrite() const;

  QString path_;
  std::deque<HeardSong> songs_;  // newest first
};

}  // namespace joincast::ui
