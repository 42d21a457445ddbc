// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/recording.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <algorithm>

namespace joincast::ui {
namespace {

constexpr qint64 kMostSidecar = 16 << 20;  // octets
constexpr auto kExtensions = {"mp3", "aac", "m4a", "opus", "ogg", "ts", "wav", "flac"};

class Words {
  Q_DECLARE_TR_FUNCTIONS(joincast::ui::RecordingFile)
};

QString reasonText(const QString& reason) {
  if (reason == QLatin1String("network")) return Words::tr("packets were lost on the way");
  if (reason == QLatin1String("source")) return Words::tr("the station had nothing to send");
  if (reason == QLatin1String("stream")) return Words::tr("the headend began anew");
  if (reason == QLatin1String("unreachable")) return Words::tr("the network was gone");
  if (reason == QLatin1String("suspended")) return Words::tr("the machine slept");
  if (reason == QLatin1String("disk")) return Words::tr("the disk was full or could not be written");
  if (reason == QLatin1String("not running")) return Words::tr("the recorder did not run");
  return reason;
}

void readLosses(const QJsonArray& gaps, RecordingFile& file) {
  for (const QJsonValue& value : gaps) {
    const QJsonObject gap = value.toObject();
    const double at = gap.value(QLatin1String("ms")).toDouble();
    const double lost = gap.value(QLatin1String("lost_ms")).toDouble();
    const auto packets = static_cast<qint64>(gap.value(QLatin1String("packets")).toDouble());
    RecordingFile::Loss loss;
    loss.place = file.lengthMs > 0 ? std::clamp(at / static_cast<double>(file.lengthMs), 0.0, 1.0) : 0;
    loss.words = Words::tr("%1: %2 ms missing, %3", "place, length, reason")
                     .arg(lengthText(static_cast<qint64>(at)), QString::number(qRound64(lost)),
                          reasonText(gap.value(QLatin1String("reason")).toString()));
    file.lostPackets += packets;
    file.losses.push_back(std::move(loss));
  }
}

}  // namespace

void readSidecar(const QByteArray& json, RecordingFile& file) {
  const QJsonDocument document = QJsonDocument::fromJson(json);
  if (!document.isObject()) return;
  const QJsonObject all = document.object();
  file.told = true;
  file.station = all.value(QLatin1String("station")).toString();
  if (file.station.isEmpty()) file.station = all.value(QLatin1String("service")).toString();
  if (const auto began = QDateTime::fromString(all.value(QLatin1String("began")).toString(), Qt::ISODateWithMs);
      began.isValid())
    file.began = began.toLocalTime();
  file.lengthMs = qRound64(all.value(QLatin1String("length_ms")).toDouble(-1));
  const QString state = all.value(QLatin1String("state")).toString();
  file.running = state == QLatin1String("recording");
  file.interrupted = state == QLatin1String("interrupted");
  const QJsonArray titles = all.value(QLatin1String("titles")).toArray();
  if (!titles.isEmpty()) file.title = titles.first().toObject().value(QLatin1String("title")).toString();
  if (titles.size() > 1)
    file.title = Words::tr("%1 and %n more", nullptr, static_cast<int>(titles.size()) - 1).arg(file.title);
  readLosses(all.value(QLatin1String("gaps")).toArray(), file);
}

RecordingFilesPtr scanRecordings(const QString& folder, std::size_t most) {
  auto files = std::make_shared<std::vector<RecordingFile>>();
  QStringList names;
  for (const char* extension : kExtensions) names.append(QStringLiteral("*.") + QLatin1String(extension));
  QDirIterator entries(folder, names, QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories);
  while (entries.hasNext() && files->size() < most) {
    RecordingFile file;
    file.path = entries.next();
    const QFileInfo info = entries.fileInfo();
    file.name = info.fileName();
    file.octets = info.size();
    file.began = info.lastModified();
    QFile sidecar(file.path + QLatin1String(".json"));
    if (sidecar.size() <= kMostSidecar && sidecar.open(QIODevice::ReadOnly)) readSidecar(sidecar.readAll(), file);
    files->push_back(std::move(file));
  }
  std::ranges::sort(*files, [](const RecordingFile& a, const RecordingFile& b) { return a.began > b.began; });
  return files;
}

QStringList filesOf(const QString& path) {
  QStringList files{path};
  for (const char* sidecar : {".json", ".cue"})
    if (const QString name = path + QLatin1String(sidecar); QFileInfo::exists(name)) files.append(name);
  return files;
}

QString lengthText(qint64 milliseconds) {
  if (milliseconds < 0) return {};
  const qint64 seconds = milliseconds / 1000;
  const QChar zero = QLatin1Char('0');
  const QString tail = QStringLiteral("%1:%2");
  if (seconds < 3600) return tail.arg(seconds / 60).arg(seconds % 60, 2, 10, zero);
  return QStringLiteral("%1:%2:%3")
      .arg(seconds / 3600)
      .arg(seconds / 60 % 60, 2, 10, zero)
      .arg(seconds % 60, 2, 10, zero);
}

QString sizeText(qint64 octets) { return QLocale().formattedDataSize(octets, 1, QLocale::DataSizeSIFormat); }

}  // namespace joincast::ui
