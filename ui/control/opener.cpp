// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/opener.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QUrl>

#include "libreceiver/described_service.h"
#include "libreceiver/playlist_file.h"
#include "net/private_file.h"

namespace joincast::ui {
namespace {

constexpr std::size_t kLongestDescription = 65'536;  // octets

struct Opener {
  Q_DECLARE_TR_FUNCTIONS(Opener)
};

Opened troubled(const QString& sentence) { return {{}, {}, {}, 0, sentence}; }

Station stationOfReference(const libreceiver::ServiceReference& reference, const QString& name) {
  Station station;
  station.reference = QString::fromStdString(to_string(reference));
  station.key = keyOfReference(station.reference);
  if (reference.number) station.number = QString::fromStdString(to_string(*reference.number));
  station.name = name.isEmpty() ? station.reference : name;
  return station;
}

QString nameInside(const std::string& description) {
  for (const QString& line : QString::fromStdString(description).split(QLatin1Char('\n')))
    if (line.startsWith(QLatin1String("s="))) return line.mid(2).simplified();
  return {};
}

Opened openDescription(const net::FileText& file, const QString& title) {
  if (libreceiver::may_hold_key(file.text) && !file.exposed.empty())
    return troubled(Opener::tr("“%1” holds a key, and %2.").arg(title, QString::fromStdString(file.exposed)));
  const auto described = libreceiver::read_description(file.text);
  if (!described)
    return troubled(Opener::tr("“%1” describes nothing that can be played: %2.")
                        .arg(title, QString::fromStdString(described.error())));
  Opened opened;
  opened.title = title;
  Station station = stationOfReference(described->reference, nameInside(described->description));
  if (station.name == station.reference) station.name = title;
  station.description = QString::fromStdString(described->description);
  station.encrypted = described->srtp_key.has_value();
  opened.stations.push_back(std::move(station));
  opened.key = described->srtp_key;
  return opened;
}

Opened openPlaylist(const std::string& text, const QString& title) {
  const auto list = libreceiver::read_playlist(text);
  if (!list) return troubled(Opener::tr("“%1” cannot be played: %2.").arg(title, QString::fromStdString(list.error())));
  Opened opened;
  opened.title = title;
  opened.others = static_cast<int>(list->others);
  for (const auto& entry : list->entries)
    opened.stations.push_back(stationOfReference(entry.reference, QString::fromStdString(entry.name)));
  return opened;
}

Opened openFile(const QString& path) {
  const QString title = QFileInfo(path).fileName();
  const bool description = path.endsWith(QLatin1String(".sdp"), Qt::CaseInsensitive);
  const std::size_t longest = description ? kLongestDescription : libreceiver::kLongestPlaylist;
  const auto file = net::read_file(path.toStdString(), longest);
  if (!file)
    return troubled(Opener::tr("“%1” cannot be opened: %2.").arg(title, QString::fromStdString(file.error().message)));
  if (description || file->text.starts_with("v=0")) return openDescription(*file, title);
  return openPlaylist(file->text, title);
}

QString localFile(const QString& name) {
  const QUrl url(name);
  return url.isLocalFile() ? url.toLocalFile() : name;
}

}  // namespace

Opened openName(const QString& name) {
  const QString wanted = name.trimmed();
  const QString path = localFile(wanted);
  if (path != wanted || QFileInfo(path).isFile()) return openFile(path);
  const auto reference = libreceiver::parse_service_reference(wanted.toStdString());
  if (reference) {
    Station station = stationOfReference(*reference, {});
    return {station.name, {station}, {}, 0, {}};
  }
  static const QStringList kinds{QStringLiteral(".sdp"), QStringLiteral(".m3u"), QStringLiteral(".m3u8"),
                                 QStringLiteral(".pls")};
  for (const QString& kind : kinds)
    if (path.endsWith(kind, Qt::CaseInsensitive)) return openFile(path);  // says that it is not there
  return troubled(Opener::tr("“%1” names no service and no file: %2.")
                      .arg(wanted, QString::fromUtf8(to_string(reference.error()).data())));
}

QStringList namesFromHere(const QStringList& names) {
  QStringList absolute;
  for (const QString& name : names) {
    const QFileInfo file(name);
    absolute << (file.exists() ? QUrl::fromLocalFile(file.absoluteFilePath()).toString(QUrl::FullyEncoded) : name);
  }
  return absolute;
}

}  // namespace joincast::ui
