// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/recordings_model.h"

#include <QFileInfo>
#include <QLocale>
#include <algorithm>
#include <utility>

namespace joincast::ui {
namespace {

constexpr std::size_t kMostWords = 12;  // losses a tool tip names

constexpr int kRight = static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);

}  // namespace

int RecordingsModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(files_.size());
}

int RecordingsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

QString RecordingsModel::text(const RecordingFile& file, int column) const {
  switch (column) {
    case kTitle: return file.title.isEmpty() ? file.name : file.title;
    case kStation: return file.station;
    case kDate: return QLocale().toString(file.began, QLocale::ShortFormat);
    case kLength: return lengthText(file.lengthMs);
    case kSize: return sizeText(file.octets);
    case kLosses:
      if (!file.told) return tr("not known");
      if (file.losses.empty()) return file.interrupted ? tr("none, cut short") : tr("none");
      return tr("%n gap(s)", nullptr, static_cast<int>(file.losses.size()));
  }
  return {};
}

QVariant RecordingsModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const RecordingFile& file = at(index.row());
  switch (role) {
    case Qt::DisplayRole: return text(file, index.column());
    case Qt::TextAlignmentRole:
      return index.column() == kLength || index.column() == kSize ? QVariant(kRight) : QVariant();
    case Qt::ToolTipRole: {
      if (index.column() != kLosses || file.losses.empty()) return file.path;
      QStringList lines;
      for (const RecordingFile::Loss& loss : file.losses)
        if (static_cast<std::size_t>(lines.size()) < kMostWords) lines.append(loss.words);
      if (file.losses.size() > kMostWords) lines.append(QStringLiteral("…"));
      return lines.join(QLatin1Char('\n'));
    }
    case kPathRole: return file.path;
    case kSortRole:
      switch (index.column()) {
        case kDate: return file.began;
        case kLength: return file.lengthMs;
        case kSize: return file.octets;
        case kLosses: return static_cast<qint64>(file.losses.size());
        default: return text(file, index.column());
      }
    case kPlacesRole: {
      if (!file.told) return {};
      QVariantList places;
      for (const RecordingFile::Loss& loss : file.losses) places.append(loss.place);
      return places;
    }
  }
  return {};
}

QVariant RecordingsModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case kTitle: return tr("Title");
    case kStation: return tr("Station");
    case kDate: return tr("Recorded");
    case kLength: return tr("Length");
    case kSize: return tr("Size");
    case kLosses: return tr("Missing");
  }
  return {};
}

void RecordingsModel::setFiles(RecordingFilesPtr files) {
  all_ = std::move(files);
  choose();
}

void RecordingsModel::setRunning(const QStringList& paths) {
  if (std::exchange(running_, paths) != paths) choose();
}

void RecordingsModel::choose() {
  beginResetModel();
  files_.clear();
  for (const RecordingFile& file : *all_)
    if (!running_.contains(file.path)) files_.push_back(file);
  endResetModel();
}

int RunningModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int RunningModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

QVariant RunningModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const RunningRecording& row = rows_[static_cast<std::size_t>(index.row())];
  if (role == kIdRole) return row.id;
  if (role == Qt::ToolTipRole) return row.path;
  if (role == Qt::TextAlignmentRole)
    return index.column() == kLength || index.column() == kSize ? QVariant(kRight) : QVariant();
  if (role != Qt::DisplayRole) return {};
  switch (index.column()) {
    case kStation: return row.station;
    case kTitle: return row.title;
    case kLength: return lengthText(row.lengthMs);
    case kSize: return row.octets == 0 ? QString() : sizeText(static_cast<qint64>(row.octets));
    case kLosses:
      if (row.gaps == 0) return tr("none");
      return tr("%n gap(s)", nullptr, static_cast<int>(row.gaps));
    case kState:
      if (!row.trouble.isEmpty()) return row.trouble;
      if (row.waiting) return tr("waits for its time");
      switch (row.kind) {
        case RunningRecording::Kind::service: return tr("recording");
        case RunningRecording::Kind::song: return tr("recording this song");
        case RunningRecording::Kind::scheduled: return tr("recording by schedule");
      }
  }
  return {};
}

QVariant RunningModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case kStation: return tr("Station");
    case kTitle: return tr("Title");
    case kLength: return tr("Length");
    case kSize: return tr("Size");
    case kLosses: return tr("Missing");
    case kState: return tr("State");
  }
  return {};
}

/// The same recordings in the same order keep what is selected.
void RunningModel::setRunning(const RunningRecordings& running) {
  const bool same = std::ranges::equal(rows_, running, {}, &RunningRecording::id, &RunningRecording::id);
  if (!same) beginResetModel();
  rows_ = running;
  if (!same) return endResetModel();
  if (!rows_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

}  // namespace joincast::ui
