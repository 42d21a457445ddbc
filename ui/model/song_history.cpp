// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/song_history.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QSaveFile>
#include <algorithm>
#include <set>

namespace joincast::ui {
namespace {

constexpr qint64 kLongestFile = 16 << 20;  // octets

QByteArray lineOf(const HeardSong& song) {
  const QStringList fields{song.heard.toUTC().toString(Qt::ISODate), song.title.simplified(), song.station.simplified(),
                           song.link.simplified()};
  return fields.join(QLatin1Char('\t')).toUtf8() + '\n';
}

bool readLine(const QByteArray& line, HeardSong& song) {
  const QStringList fields = QString::fromUtf8(line).split(QLatin1Char('\t'));
  if (fields.size() != 4) return false;
  song = {QDateTime::fromString(fields[0], Qt::ISODate).toLocalTime(), fields[1], fields[2], fields[3].trimmed()};
  return song.heard.isValid() && !song.title.isEmpty();
}

QString forPeople(const QDateTime& moment) { return moment.toString(QStringLiteral("yyyy-MM-dd HH:mm")); }

QString quoted(QString field) {
  if (!field.isEmpty() && QStringLiteral("=+-@\t").contains(field.front())) field.prepend(QLatin1Char('\''));
  return QLatin1Char('"') + field.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
}

}  // namespace

void SongHistory::setFile(const QString& path) {
  path_ = path;
  QFile file(path);
  if (path.isEmpty() || !file.open(QIODevice::ReadOnly)) return;
  if (file.size() > kLongestFile) file.seek(file.size() - kLongestFile);
  beginResetModel();
  songs_.clear();
  std::size_t lines = 0;
  for (HeardSong song; !file.atEnd();) {
    ++lines;
    if (!readLine(file.readLine(), song)) continue;
    songs_.push_front(song);
    if (songs_.size() > kMost) songs_.pop_back();
  }
  endResetModel();
  if (lines > kMost + kMost / 10) rewrite();
}

int SongHistory::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(songs_.size());
}

int SongHistory::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

QVariant SongHistory::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const HeardSong& song = at(index.row());
  if (role == Qt::ToolTipRole && index.column() == kTitle && !song.link.isEmpty())
    return song.title + QLatin1Char('\n') + song.link;
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
  switch (index.column()) {
    case kHeard: return QLocale().toString(song.heard, QLocale::ShortFormat);
    case kTitle: return song.title;
    default: return song.station;
  }
}

QVariant SongHistory::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case kHeard: return tr("Heard");
    case kTitle: return tr("Title");
    case kStation: return tr("Station");
    default: return {};
  }
}

void SongHistory::add(const HeardSong& song) {
  if (song.title.isEmpty()) return;
  if (!songs_.empty() && songs_.front().title == song.title && songs_.front().station == song.station) return;
  beginInsertRows({}, 0, 0);
  songs_.push_front(song);
  endInsertRows();
  if (songs_.size() > kMost) {
    beginRemoveRows({}, kMost, kMost);
    songs_.pop_back();
    endRemoveRows();
  }
  append(song);
}

void SongHistory::clear() {
  beginResetModel();
  songs_.clear();
  endResetModel();
  if (!path_.isEmpty()) QFile::remove(path_);
}

void SongHistory::append(const HeardSong& song) const {
  if (path_.isEmpty()) return;
  QDir().mkpath(QFileInfo(path_).path());
  QFile file(path_);
  if (!file.open(QIODevice::WriteOnly | QIODevice::Append)) return;
  file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
  file.write(lineOf(song));
}

void SongHistory::rewrite() const {
  QSaveFile file(path_);
  if (!file.open(QIODevice::WriteOnly)) return;
  file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
  for (auto song = songs_.rbegin(); song != songs_.rend(); ++song) file.write(lineOf(*song));
  file.commit();
}

QString SongHistory::toText(const QModelIndexList& rows) const {
  std::set<int> wanted;
  for (const QModelIndex& index : rows) wanted.insert(index.row());
  if (rows.isEmpty())
    for (int row = 0; row < rowCount(); ++row) wanted.insert(row);
  QString text;
  for (const int row : wanted) {
    const HeardSong& song = at(row);
    text += QStringLiteral("%1  %2  (%3)\n").arg(forPeople(song.heard), song.title, song.station);
  }
  return text;
}

QString SongHistory::toCsv() const {
  QString text = QStringLiteral("heard,title,station,link\r\n");
  for (const HeardSong& song : songs_)
    text +=
        QStringList{quoted(forPeople(song.heard)), quoted(song.title), quoted(song.station), quoted(song.link)}.join(
            QLatin1Char(',')) +
        QLatin1String("\r\n");
  return text;
}

QString SongHistory::save(const QString& path) const {
  QSaveFile file(path);
  const QByteArray text = (path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive) ? toCsv() : toText()).toUtf8();
  if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit()) return {};
  return tr("“%1” cannot be written: %2. Choose another folder.").arg(path, file.errorString());
}

}  // namespace joincast::ui
