// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/file_key_ring.h"

#include <QCoreApplication>
#include <QFile>
#include <QSettings>

#include "libreceiver/key_file.h"

namespace joincast::ui {
namespace {

const QString kGroup = QStringLiteral("keys");

QString text(const char* english) { return QCoreApplication::translate("FileKeyRing", english); }

}  // namespace

FileKeyRing::FileKeyRing() {
  QSettings settings;
  const int count = settings.beginReadArray(kGroup);
  for (int index = 0; index < count; ++index) {
    settings.setArrayIndex(index);
    files_.insert(settings.value(QStringLiteral("service")).toString(),
                  settings.value(QStringLiteral("file")).toString());
  }
  settings.endArray();
}

QString FileKeyRing::setFile(const QString& service, const QString& path) {
  QString wrong;
  if (path.isEmpty()) {
    files_.remove(service);
  } else {
    if (const auto key = libreceiver::read_key_file(QFile::encodeName(path).toStdString()); !key)
      wrong = QString::fromStdString(key.error());
    files_.insert(service, path);
  }
  QSettings settings;
  settings.remove(kGroup);
  settings.beginWriteArray(kGroup, static_cast<int>(files_.size()));
  int index = 0;
  for (auto one = files_.begin(); one != files_.end(); ++one) {
    settings.setArrayIndex(index++);
    settings.setValue(QStringLiteral("service"), one.key());
    settings.setValue(QStringLiteral("file"), one.value());
  }
  settings.endArray();
  return wrong;
}

KeyRing::Answer FileKeyRing::keyFor(const Station& station) {
  auto file = files_.constFind(station.reference);
  if (file == files_.constEnd() && !station.number.isEmpty()) file = files_.constFind(station.number);
  if (file == files_.constEnd()) return {};
  auto key = libreceiver::read_key_file(QFile::encodeName(*file).toStdString());
  if (key) return {std::move(*key), {}};
  return {std::nullopt, text(QT_TRANSLATE_NOOP("FileKeyRing", "The key file %1 cannot be used: %2."))
                            .arg(*file, QString::fromStdString(key.error()))};
}

}  // namespace joincast::ui
